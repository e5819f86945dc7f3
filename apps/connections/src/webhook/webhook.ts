import type { OrganizationId, Webhook, WebhookDelivery, WebhookDeliveryId, WebhookId } from '@koppel/contracts';

/** A webhook as it is stored; secrets are sealed. */
export interface StoredWebhook {
  id: WebhookId;
  organizationId: OrganizationId;
  url: string;
  description: string;
  eventTypes: Webhook['eventTypes'];
  state: Webhook['state'];
  reason: string | null;
  secret: string;
  previousSecret: string | null;
  previousSecretUntil: Date | null;
  /** Earlier events are not sent. */
  listensSince: Date;
  createdAt: Date;
  updatedAt: Date;
}

export interface ListedWebhook extends StoredWebhook {
  waiting: number;
  dead: number;
}

export interface StoredDelivery {
  id: WebhookDeliveryId;
  webhookId: WebhookId;
  eventId: string;
  eventType: string;
  position: string;
  state: WebhookDelivery['state'];
  attempts: number;
  lastStatus: number | null;
  lastProblem: string | null;
  nextAttemptAt: Date | null;
  createdAt: Date;
  deliveredAt: Date | null;
}

export const secretColumns = { current: 'webhook.secret', previous: 'webhook.previous_secret' };

export function toWebhook(stored: ListedWebhook): Webhook {
  const { id, url, description, eventTypes, state, reason, waiting, dead, createdAt, updatedAt } = stored;
  return {
    ...{ id, url, description, eventTypes, state, reason, counts: { waiting, dead } },
    createdAt: createdAt.toISOString(),
    updatedAt: updatedAt.toISOString(),
  };
}

export function toDelivery(stored: StoredDelivery): WebhookDelivery {
  const { id, webhookId, eventId, eventType, state, attempts, lastStatus, lastProblem } = stored;
  return {
    ...{ id, webhookId, eventId, eventType, state, attempts, lastStatus, lastProblem },
    nextAttemptAt: stored.nextAttemptAt?.toISOString() ?? null,
    createdAt: stored.createdAt.toISOString(),
    deliveredAt: stored.deliveredAt?.toISOString() ?? null,
  };
}
