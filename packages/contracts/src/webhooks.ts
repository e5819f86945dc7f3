import { z } from 'zod';
import { eventTypes, type EventType } from './events.js';
import { webhookDeliveryIdSchema, webhookIdSchema } from './ids.js';
import { defineOperation } from './message.js';
import { reasonSchema } from './reason.js';
import { instantSchema, jsonSchema, pageOf, pageRequestSchema } from './values.js';
import { webhookDeliveryStates, webhookStates } from './vocabulary.js';

/** Types that a webhook can subscribe to. Progress, several events per second during a run, is for streams only. */
export const webhookEventTypes = eventTypes.filter((type) => type !== 'flows.v1.run.progressed') as Exclude<
  EventType,
  'flows.v1.run.progressed'
>[];
const webhookEventTypeSchema = z.enum(webhookEventTypes).meta({ examples: ['flows.v1.issue.opened'] });

/** The type of a test event, which only webhooks receive. */
export const webhookTestType = 'notifications.v1.webhook.tested';

export const webhookStateSchema = z.enum(webhookStates);
/** waiting: not sent yet, or to be retried; dead: all attempts failed, no automatic retry. */
export const webhookDeliveryStateSchema = z.enum(webhookDeliveryStates).meta({ examples: ['delivered'] });

const urlExample = { examples: ['https://orders.example/koppel'] };
const descriptionExample = { examples: ['Order desk'] };
const statusExample = { examples: [200] };

/** An address outside Koppel that receives events by HTTP POST, signed by Standard Webhooks 1.0. */
export const webhookSchema = z.object({
  id: webhookIdSchema,
  url: z.string().meta(urlExample),
  description: z.string().meta(descriptionExample),
  eventTypes: z.array(webhookEventTypeSchema),
  state: webhookStateSchema,
  /** Why Koppel disabled it and what to do. */
  reason: reasonSchema.nullable().meta({ examples: [null] }),
  /** Deliveries that wait, and that are dead. */
  counts: z.object({ waiting: z.number().int(), dead: z.number().int() }).meta({ examples: [{ waiting: 1, dead: 0 }] }),
  createdAt: instantSchema,
  updatedAt: instantSchema,
});
export type Webhook = z.infer<typeof webhookSchema>;

/** The delivery of one event to one webhook. */
export const webhookDeliverySchema = z.object({
  id: webhookDeliveryIdSchema,
  webhookId: webhookIdSchema,
  /** The header `webhook-id`, the same in every attempt. */
  eventId: z.uuid().meta({ examples: ['3f2b1a00-9d8e-4c7b-a6f5-0e1d2c3b4a06'] }),
  eventType: z.string().meta({ examples: ['flows.v1.issue.opened'] }),
  state: webhookDeliveryStateSchema,
  attempts: z.number().int(),
  /** HTTP status of the last answer; null where none came. */
  lastStatus: z.number().int().nullable().meta(statusExample),
  /** What went wrong at the last attempt. */
  lastProblem: reasonSchema.nullable().meta({ examples: [null] }),
  nextAttemptAt: instantSchema.nullable().meta({ examples: [null] }),
  createdAt: instantSchema,
  deliveredAt: instantSchema.nullable(),
});
export type WebhookDelivery = z.infer<typeof webhookDeliverySchema>;

export const webhookAttemptSchema = z.object({
  number: z.number().int(),
  startedAt: instantSchema,
  durationMs: z
    .number()
    .int()
    .meta({ examples: [84] }),
  status: z.number().int().nullable().meta(statusExample),
  problem: reasonSchema.nullable().meta({ examples: [null] }),
  /** The first kilobyte of the answer. */
  answer: z
    .string()
    .nullable()
    .meta({ examples: ['ok'] }),
});
export type WebhookAttempt = z.infer<typeof webhookAttemptSchema>;

const url = z
  .url({ protocol: /^https?$/, error: 'field.url' })
  .max(2_000)
  .meta(urlExample);
const chosenTypes = z.array(webhookEventTypeSchema).min(1).max(webhookEventTypes.length);
const description = z.string().trim().max(200).meta(descriptionExample);
const byId = z.object({ webhookId: webhookIdSchema });
const deliveryById = z.object({ deliveryId: webhookDeliveryIdSchema });
/** `whsec_` and base64 of the key. Shown once, stored encrypted. */
const secret = z.string().meta({ examples: ['whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'] });

export const webhookList = defineOperation({
  id: 'listWebhooks',
  http: { method: 'GET', path: '/webhooks', role: 'viewer' },
  tag: 'Webhooks',
  summary: 'List webhooks',
  subject: 'notifications.v1.webhook.list',
  request: z.object({}),
  reply: z.object({ items: z.array(webhookSchema) }),
  errors: [],
});
export const webhookCreate = defineOperation({
  id: 'createWebhook',
  http: { method: 'POST', path: '/webhooks', role: 'admin' },
  tag: 'Webhooks',
  summary: 'Create a webhook; only this reply has its signing secret',
  subject: 'notifications.v1.webhook.create',
  request: z.object({ url, description: description.default('').meta(descriptionExample), eventTypes: chosenTypes }),
  reply: z.object({ webhook: webhookSchema, secret }),
  errors: ['webhook.address_refused', 'request.conflict'],
});
/** An enabled webhook gets the events from then on; waiting deliveries continue, dead ones can be sent again. */
export const webhookUpdate = defineOperation({
  id: 'updateWebhook',
  http: { method: 'PATCH', path: '/webhooks/:webhookId', role: 'admin' },
  tag: 'Webhooks',
  summary: 'Change, disable or enable a webhook',
  subject: 'notifications.v1.webhook.update',
  request: byId.extend({
    url: url.optional(),
    description: description.optional(),
    eventTypes: chosenTypes.optional(),
    state: webhookStateSchema.optional(),
  }),
  reply: webhookSchema,
  errors: ['webhook.not_found', 'webhook.address_refused'],
});
export const webhookDelete = defineOperation({
  id: 'deleteWebhook',
  http: { method: 'DELETE', path: '/webhooks/:webhookId', role: 'admin' },
  tag: 'Webhooks',
  summary: 'Delete a webhook with its deliveries',
  subject: 'notifications.v1.webhook.delete',
  request: byId,
  reply: z.object({}),
  errors: ['webhook.not_found'],
});
/** For a day each delivery is signed with both secrets, so that the receiver can change over. */
export const webhookRotateSecret = defineOperation({
  id: 'rotateWebhookSecret',
  http: { method: 'POST', path: '/webhooks/:webhookId/secret', role: 'admin' },
  tag: 'Webhooks',
  summary: 'Rotate the signing secret; both sign for a day',
  subject: 'notifications.v1.webhook.rotate_secret',
  request: byId,
  reply: z.object({ secret }),
  errors: ['webhook.not_found'],
});
/** Sends an event of type {@link webhookTestType}; its delivery shows the result. */
export const webhookTest = defineOperation({
  id: 'testWebhook',
  http: { method: 'POST', path: '/webhooks/:webhookId/test', role: 'operator' },
  tag: 'Webhooks',
  summary: 'Send a test event',
  subject: 'notifications.v1.webhook.test',
  request: byId,
  reply: webhookDeliverySchema,
  errors: ['webhook.not_found', 'webhook.disabled'],
});

export const webhookDeliveryList = defineOperation({
  id: 'listWebhookDeliveries',
  http: { method: 'GET', path: '/webhooks/:webhookId/deliveries', role: 'viewer' },
  tag: 'Webhooks',
  summary: 'List the deliveries of a webhook, newest first',
  subject: 'notifications.v1.webhook_delivery.list',
  request: byId.extend(pageRequestSchema.shape).extend({ state: webhookDeliveryStateSchema.optional() }),
  reply: pageOf(webhookDeliverySchema),
  errors: ['webhook.not_found'],
});
export const webhookDeliveryGet = defineOperation({
  id: 'getWebhookDelivery',
  http: { method: 'GET', path: '/webhook-deliveries/:deliveryId', role: 'viewer' },
  tag: 'Webhooks',
  summary: 'Get a delivery with its body and every attempt',
  subject: 'notifications.v1.webhook_delivery.get',
  request: deliveryById,
  /** `body`: what is sent, a CloudEvent. */
  reply: webhookDeliverySchema.extend({
    body: jsonSchema.meta({ examples: [{ specversion: '1.0', type: 'flows.v1.issue.opened' }] }),
    history: z.array(webhookAttemptSchema),
  }),
  errors: ['webhook_delivery.not_found'],
});
/** Sends a delivery again, also a delivered one, unless it is being sent now; the `webhook-id` stays the same. */
export const webhookDeliveryResend = defineOperation({
  id: 'resendWebhookDelivery',
  http: { method: 'POST', path: '/webhook-deliveries/:deliveryId/resend', role: 'operator' },
  tag: 'Webhooks',
  summary: 'Send a delivery again',
  subject: 'notifications.v1.webhook_delivery.resend',
  request: deliveryById,
  reply: webhookDeliverySchema,
  errors: ['webhook_delivery.not_found', 'webhook.disabled'],
});
export const webhookDeliveryResendDead = defineOperation({
  id: 'resendDeadWebhookDeliveries',
  http: { method: 'POST', path: '/webhooks/:webhookId/resend-dead', role: 'operator' },
  tag: 'Webhooks',
  summary: 'Send every dead delivery of a webhook again',
  subject: 'notifications.v1.webhook_delivery.resend_dead',
  request: byId,
  reply: z.object({ count: z.number().int() }),
  errors: ['webhook.not_found', 'webhook.disabled'],
});
