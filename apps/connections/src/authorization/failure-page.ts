import { reasonOfError, type AppError, type ErrorCode, type Reason } from '@koppel/contracts';
import { reason } from '../reasons.js';
import type { AuthorizationPage } from './authorization-page.js';
import type { PageTitle } from './page-texts.js';

/** Where people go back to when nothing else is known. */
export const startPath = '/';

const titles: Partial<Record<ErrorCode, PageTitle>> = {
  'request.unauthenticated': 'signIn',
  'request.forbidden': 'role',
  'request.invalid': 'invalid',
  'application.not_found': 'unknownApplication',
  'connection.not_found': 'unknownConnection',
  'connection.application_down': 'down',
  'authorization.state_invalid': 'unfinished',
  'authorization.denied': 'denied',
  'authorization.refused': 'refused',
};

const statuses: Partial<Record<ErrorCode, number>> = {
  'request.unauthenticated': 401,
  'request.forbidden': 403,
  'request.invalid': 400,
  'application.not_found': 404,
  'connection.not_found': 404,
  'connection.application_down': 502,
  'authorization.state_invalid': 400,
  'authorization.denied': 403,
  'authorization.refused': 400,
};

export function statusOf(code: ErrorCode): number {
  return statuses[code] ?? 500;
}

/** What to do, where the reason of the error does not say it. */
export function adviceOf({ code }: AppError): Reason[] {
  return code === 'connection.application_down' ? [reason('connections.authorize_again')] : [];
}

export function failurePage(
  error: AppError,
  known: { connectionId?: string; returnPath?: string; isReturnAsked?: boolean } = {},
): AuthorizationPage {
  const { code } = error;
  const { connectionId, returnPath = startPath, isReturnAsked = false } = known;
  const status = code === 'authorization.denied' ? 'denied' : 'failed';
  return {
    title: titles[code] ?? 'failed',
    message: [reasonOfError(error), ...adviceOf(error)],
    code,
    result: connectionId === undefined ? undefined : { connectionId, status },
    returnPath,
    isReturnAsked,
  };
}
