import {
  AppError,
  notificationReasons,
  reasonsOf,
  type OrganizationId,
  type Reason,
  type Webhook,
  type WebhookDelivery,
  type WebhookDeliveryId,
  type WebhookId,
} from '@koppel/contracts';

/** Makes the reasons of this service: `notifications.…`. */
export const reason = reasonsOf(notificationReasons);

/** A webhook as it is stored; secrets are sealed. */
export interface StoredWebhook {
  id: WebhookId;
  organizationId: OrganizationId;
  url: string;
  description: string;
  eventTypes: Webhook['eventTypes'];
  state: Webhook['state'];
  reason: Reason | null;
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
  lastProblem: Reason | null;
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

export function webhookNotFound(): AppError {
  return new AppError(
    'webhook.not_found',
    'There is no such webhook in your organization; it may have been deleted. Go back to the list of webhooks.',
  );
}

export function webhookDisabled(): AppError {
  return new AppError('webhook.disabled', 'This webhook is disabled, so nothing is sent to it. Enable it first.');
}

export function deliveryNotFound(): AppError {
  return new AppError(
    'webhook_delivery.not_found',
    'There is no such delivery in your organization; deliveries are kept for 30 days.',
  );
}

export function addressRefused(): AppError {
  const message =
    'Only public addresses that begin with https:// and hold no user name or password can be called. Enter another one.';
  return new AppError('webhook.address_refused', message, {
    problems: [{ path: 'url', code: 'field.public_https', params: {} }],
  });
}

export function tooManyWebhooks(max: number): AppError {
  return new AppError('request.conflict', `The organization has ${max} webhooks, the maximum.`, {
    reason: reason('notifications.too_many_webhooks', { max }),
  });
}
