import { AppError } from '@koppel/contracts';
import type { Connection } from '../connection/connection.js';

export function notAuthorized({ id, displayTitle }: Connection, application: string): AppError {
  const message = `"${displayTitle}" has no access to ${application} yet, so nothing can be read or written. Open the connection and choose Authorize.`;
  return new AppError('connection.not_authorized', message, { details: { connectionId: id } });
}

export function needsAttention({ id, displayTitle }: Connection, reason: string | null): AppError {
  const why = reason ?? 'Its access has ended. Choose Authorize on the connection.';
  return new AppError(
    'connection.needs_attention',
    `"${displayTitle}" stands still until somebody looks at it. ${why}`,
    {
      details: { connectionId: id },
    },
  );
}

export function applicationDown(application: string, retryAt: Date): AppError {
  const message = `${application} gives no new access just now. Nothing is lost; Koppel tries again by itself, and nothing needs to be done.`;
  return new AppError('connection.application_down', message, { details: { retryAt: retryAt.toISOString() } });
}
