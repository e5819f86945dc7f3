import { AppError } from '@koppel/contracts';

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
  return new AppError('webhook.address_refused', message, { details: { problems: [{ path: 'url', message }] } });
}

export function tooManyWebhooks(most: number): AppError {
  return new AppError(
    'request.conflict',
    `Your organization has ${most} webhooks, which is the most there can be. Delete one that is not used.`,
  );
}
