import { z } from 'zod';
import { entityKindSchema } from './entities/entity.js';
import { fieldProblemSchema } from './errors.js';
import { applicationIdSchema, connectionIdSchema } from './ids.js';
import { defineContract, defineOperation } from './message.js';
import { reasonSchema } from './reason.js';
import { instantSchema, jsonSchema } from './values.js';

/** draft: fields saved; authorized: the provider granted access; ready: the test passed; needs_attention: a person must act. */
export const connectionStateSchema = z
  .enum(['draft', 'authorized', 'ready', 'needs_attention'])
  .meta({ examples: ['ready'] });
export type ConnectionState = z.infer<typeof connectionStateSchema>;

export const connectionSchema = z.object({
  id: connectionIdSchema,
  applicationId: applicationIdSchema,
  displayTitle: z.string().meta({ examples: ['Webshop'] }),
  state: connectionStateSchema,
  /** Why it needs attention, or a warning. */
  reason: reasonSchema.nullable().meta({ examples: [null] }),
  /** What to do, where the reason alone does not say it. */
  advice: reasonSchema.optional(),
  /** The fields that are no secrets. */
  fields: z.record(z.string(), jsonSchema).meta({ examples: [{ shopUrl: 'https://shop.example' }] }),
  /** The names of the secret fields that have a value; the values are never shown. */
  secretsSet: z.array(z.string()).meta({ examples: [['consumerKey', 'consumerSecret']] }),
  account: z
    .string()
    .optional()
    .meta({
      description:
        'The account of the application, such as an administration or a shop: connections of one application with the same value write to the same records',
      examples: ['nl:1234567'],
    }),
  testedAt: instantSchema.nullable(),
  createdAt: instantSchema,
  updatedAt: instantSchema,
});
export type Connection = z.infer<typeof connectionSchema>;

export const testStepSchema = z.object({
  id: z.string().meta({ examples: ['reach'] }),
  title: reasonSchema.meta({ examples: [{ code: 'woocommerce.reach', params: {} }] }),
  status: z.enum(['passed', 'failed', 'skipped']),
  /** What was found, or why it failed. */
  reason: reasonSchema.meta({ examples: [{ code: 'woocommerce.reached', params: {} }] }),
  /** What to do when the step failed. */
  advice: reasonSchema.optional(),
  correction: z
    .object({
      field: z.string().meta({ examples: ['shopUrl'] }),
      value: z.string().meta({ examples: ['https://www.shop.example'] }),
    })
    .optional()
    .describe('The value with which a field of the connection would be right'),
  isPassing: z.literal(true).optional().describe('The fault may pass by itself and says nothing about the connection'),
});
export type TestStep = z.infer<typeof testStepSchema>;

/**
 * All of the form's values, secrets included; a secret left out on update keeps its value. Where the application makes its keys itself
 * (`keyApproval`), all of them may be left out, and `null` takes one away.
 */
const fieldValuesSchema = z.record(z.string().max(60), jsonSchema).meta({
  examples: [{ shopUrl: 'https://shop.example', consumerKey: 'ck_a1b2c3d4', consumerSecret: 'cs_e5f6a7b8' }],
});
const displayTitle = z
  .string()
  .trim()
  .min(1)
  .max(80)
  .meta({ examples: ['Webshop'] });
const byId = z.object({ connectionId: connectionIdSchema });

export const connectionCreate = defineOperation({
  id: 'createConnection',
  http: { method: 'POST', path: '/connections', role: 'admin' },
  tag: 'Connections',
  summary: 'Create a connection',
  subject: 'connections.v1.connection.create',
  request: z.object({
    applicationId: applicationIdSchema,
    displayTitle,
    fields: fieldValuesSchema,
  }),
  reply: connectionSchema,
  errors: ['application.not_found', 'connection.fields_invalid'],
});
export const connectionList = defineOperation({
  id: 'listConnections',
  http: { method: 'GET', path: '/connections', role: 'viewer' },
  tag: 'Connections',
  summary: 'List connections',
  subject: 'connections.v1.connection.list',
  request: z.object({ applicationId: applicationIdSchema.optional() }),
  reply: z.object({ items: z.array(connectionSchema) }),
  errors: [],
});
export const connectionGet = defineOperation({
  id: 'getConnection',
  http: { method: 'GET', path: '/connections/:connectionId', role: 'viewer' },
  tag: 'Connections',
  summary: 'Get a connection',
  subject: 'connections.v1.connection.get',
  request: byId,
  reply: connectionSchema,
  errors: ['connection.not_found'],
});
export const connectionUpdate = defineOperation({
  id: 'updateConnection',
  http: { method: 'PATCH', path: '/connections/:connectionId', role: 'admin' },
  tag: 'Connections',
  summary: 'Change a connection',
  subject: 'connections.v1.connection.update',
  request: byId.extend({
    displayTitle: displayTitle.optional(),
    fields: fieldValuesSchema.optional(),
  }),
  reply: connectionSchema,
  errors: ['connection.not_found', 'connection.fields_invalid'],
});
/** Refused with `connection.in_use` while an integration uses it. */
export const connectionDelete = defineOperation({
  id: 'deleteConnection',
  http: { method: 'DELETE', path: '/connections/:connectionId', role: 'admin' },
  tag: 'Connections',
  summary: 'Delete a connection',
  subject: 'connections.v1.connection.delete',
  request: byId,
  reply: z.object({}),
  errors: ['connection.not_found', 'connection.in_use'],
});
export const connectionTest = defineOperation({
  id: 'testConnection',
  http: { method: 'POST', path: '/connections/:connectionId/test', role: 'operator' },
  tag: 'Connections',
  summary: 'Test a connection, step by step',
  timeoutMs: 60_000,
  subject: 'connections.v1.connection.test',
  request: byId,
  reply: z.object({ connection: connectionSchema, steps: z.array(testStepSchema) }),
  errors: ['connection.not_found', 'connection.not_authorized'],
});

/** Whether *Connect* can be used here. `obstacle` holds for every address, `obstacleOverHttp` for one that begins with `http://`. */
export const keyApprovalGet = defineOperation({
  id: 'getKeyApproval',
  http: { method: 'GET', path: '/applications/:applicationId/key-approval', role: 'viewer' },
  tag: 'Connections',
  summary: 'Say whether an application can make its keys for this Koppel',
  subject: 'connections.v1.key_approval.get',
  request: z.object({ applicationId: applicationIdSchema }),
  reply: z.object({
    obstacle: reasonSchema.nullable().meta({ examples: [null] }),
    obstacleOverHttp: reasonSchema.nullable().meta({
      examples: [{ code: 'connections.approval_needs_https', params: { application: 'WooCommerce' } }],
    }),
  }),
  errors: ['application.not_found', 'request.invalid'],
});

/**
 * waiting: the person is at the application, or its keys are still to come; finishing: Koppel tries what came; refused: what came does
 * not work and was not kept; expired: nothing came in time.
 */
export const authorizationStatusSchema = z
  .enum(['waiting', 'finishing', 'granted', 'denied', 'refused', 'expired'])
  .meta({ examples: ['granted'] });
export type AuthorizationStatus = z.infer<typeof authorizationStatusSchema>;

/** Waits where no such attempt has begun: whoever opens the page of the application makes up its id before. */
export const authorizationGet = defineOperation({
  id: 'getAuthorization',
  http: { method: 'GET', path: '/connections/:connectionId/authorizations/:attemptId', role: 'viewer' },
  tag: 'Connections',
  summary: 'Follow an authorization at an application',
  subject: 'connections.v1.authorization.get',
  request: byId.extend({
    attemptId: z.uuid().meta({
      description: 'As given to `/oauth/authorize/:connectionId?attempt=`',
      examples: ['3f0c8a34-5a3f-4f49-9d3f-0c7a4f1b2c3d'],
    }),
  }),
  reply: z.object({
    status: authorizationStatusSchema,
    reason: reasonSchema.nullable().meta({ examples: [null] }),
    advice: reasonSchema.optional(),
    steps: z.array(testStepSchema).describe('The connection test with the keys that came; empty where none was run'),
  }),
  errors: ['connection.not_found'],
});

/** What authenticates calls: headers and query to add as they are, keys to sign each call with. Never shown or logged. */
export const credentialsSchema = z.object({
  headers: z.record(z.string(), z.string()),
  query: z.record(z.string(), z.string()),
  /** For a connector that signs each call (OAuth 1.0a, HMAC): values by the names that its authentication uses. */
  keys: z.record(z.string(), z.string()),
  /** Which way they are for, where the connector has several. */
  way: z.string().optional(),
});
export type Credentials = z.infer<typeof credentialsSchema>;

/**
 * What a service needs to call an application: the plain fields and the credentials of its calls.
 * Only between services; the gateway has no route for it.
 */
export const accessGet = defineContract({
  subject: 'connections.v1.access.get',
  request: byId.extend({
    /** The epoch of an access token that the application just refused with 401, so that a new one is made. */
    refusedEpoch: z.number().int().optional(),
  }),
  reply: z.object({
    applicationId: applicationIdSchema,
    fields: z.record(z.string(), jsonSchema),
    credentials: credentialsSchema,
    /** Counts the tokens of this connection; give it back as `refusedEpoch` when it is refused. */
    epoch: z.number().int(),
    expiresAt: instantSchema.nullable(),
    /** What the application signs its calls with, where the connection has such a secret. */
    hookSecret: z.string().optional(),
  }),
  errors: [
    'connection.not_found',
    'connection.not_authorized',
    'connection.needs_attention',
    'connection.application_down',
  ],
});
/** Reports that the application permanently refuses this connection (revoked grant, wrong division). */
export const connectionReport = defineContract({
  subject: 'connections.v1.connection.report',
  request: byId.extend({
    problem: z.enum(['unauthorized', 'forbidden']),
    reason: reasonSchema,
    /** The epoch of the access that was refused; a report on an older epoch is ignored. */
    epoch: z.number().int().optional(),
  }),
  reply: connectionSchema,
  errors: ['connection.not_found'],
});

/**
 * The name of a list that an application can give for a setting to choose from: any that its connector declares. Names that
 * several share mean the same: `warehouses`, `vat_codes`, `payment_methods`, `order_statuses`, `price_lists`, `items`, `customers`,
 * `vat_number_fields`, `vat_rates` (what a shop can charge, `NL:21`; `*:21` in every country), `item_vat_rates` (percentages that
 * articles have, `21`), `tax_classes`, `orders_from` (how many orders there are).
 */
export const choiceKindSchema = z
  .string()
  .max(60)
  .regex(/^[a-z][a-z0-9_]*$/)
  .meta({ examples: ['warehouses'] });
export type ChoiceKind = z.infer<typeof choiceKindSchema>;

export const choiceSchema = z.object({
  value: z.string().meta({ examples: ['1'] }),
  label: z.string().meta({ examples: ['Main warehouse'] }),
  /** What distinguishes it from other choices: a percentage, a code. */
  hint: z.string().optional(),
  /** How many records it takes. */
  count: z.number().int().optional(),
  /** The application's default, proposed while nothing is chosen. */
  isProposed: z.boolean().optional(),
  /** False: the application has it, but it cannot be chosen as things are. */
  isOffered: z.boolean().optional(),
  reason: reasonSchema.optional().describe('Why it is not offered, or what to know before it is chosen'),
});
export type Choice = z.infer<typeof choiceSchema>;

/** Read live from the application. `isSupported` is false where its connector has no such list: the value is then typed in. */
export const choiceList = defineOperation({
  id: 'listChoices',
  http: { method: 'GET', path: '/connections/:connectionId/choices/:kind', role: 'viewer' },
  tag: 'Connections',
  summary: 'List the choices of a setting, read live from the application',
  timeoutMs: 20_000,
  subject: 'connections.v1.choice.list',
  request: byId.extend({ kind: choiceKindSchema }),
  reply: z.object({ isSupported: z.boolean(), items: z.array(choiceSchema), isComplete: z.boolean() }),
  errors: [
    'connection.not_found',
    'connection.not_authorized',
    'connection.needs_attention',
    'connection.application_down',
  ],
});

/** What the values of a table could be, for the keys that the application on the other side has. */
export const proposalSchema = z.object({
  rows: z
    .array(z.object({ key: z.string(), value: z.string() }))
    .meta({ description: 'Rows for which one value fits', examples: [[{ key: 'NL:21', value: '2' }]] }),
  gaps: z.array(
    z.object({
      reason: reasonSchema.describe('Why no value fits, or which ones do'),
      rows: z.array(
        z.object({
          key: z.string().meta({ examples: ['BE:21'] }),
          coveredBy: z
            .array(z.string())
            .meta({ description: 'Other keys with which the table has an answer too', examples: [['EU:21', '*:21']] }),
        }),
      ),
    }),
  ),
});
export type Proposal = z.infer<typeof proposalSchema>;

/** Asks both applications. `isSupported` is false where the connector proposes nothing for this list. */
export const proposalGet = defineOperation({
  id: 'getProposal',
  http: { method: 'GET', path: '/connections/:connectionId/proposals/:kind', role: 'viewer' },
  tag: 'Connections',
  summary: 'Get the proposed rows of a table of settings, and what is missing',
  timeoutMs: 40_000,
  subject: 'connections.v1.proposal.get',
  request: byId.extend({
    kind: choiceKindSchema.describe('The list of choices that the values come from'),
    keyConnectionId: connectionIdSchema.describe('The connection that the keys come from'),
    keyKind: choiceKindSchema.meta({
      description: 'The list of choices that the keys come from',
      examples: ['vat_rates'],
    }),
  }),
  reply: proposalSchema.extend({ isSupported: z.boolean(), isComplete: z.boolean() }),
  errors: [
    'connection.not_found',
    'connection.not_authorized',
    'connection.needs_attention',
    'connection.application_down',
  ],
});

/**
 * Checks the settings of a flow on one of its sides: by the schemas of its connector, with the rules between settings, and at the
 * target against what the application has now, such as codes that do not exist or do not fit. The application is asked only where
 * its connector has such a check.
 */
export const settingsCheck = defineContract({
  subject: 'connections.v1.settings.check',
  request: byId.extend({
    side: z.enum(['source', 'target']).default('target'),
    entity: entityKindSchema,
    carries: z.array(entityKindSchema).default([]).describe('Records of other kinds that the flow writes too'),
    settings: z.record(z.string().max(60), jsonSchema),
    originSettings: z
      .record(z.string().max(60), jsonSchema)
      .optional()
      .describe('Of the flow whose settings are inherited, where the integration has it'),
  }),
  reply: z.object({
    problems: z.array(fieldProblemSchema),
    warnings: z.array(reasonSchema).optional().describe('What fits and may not be meant; the field is the setting'),
  }),
  errors: [
    'connection.not_found',
    'connection.not_authorized',
    'connection.needs_attention',
    'connection.application_down',
  ],
});
