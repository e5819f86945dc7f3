import type { AppError, ErrorCode } from '@koppel/contracts';
import type { AuthorizationPage } from './authorization-page.js';

/** Where people go back to when nothing else is known. */
export const startPath = '/';

const titles: Partial<Record<ErrorCode, string>> = {
  'request.unauthenticated': 'Sign in first',
  'request.forbidden': 'You may not do this',
  'request.invalid': 'This cannot be authorised',
  'application.not_found': 'Unknown application',
  'connection.not_found': 'No such connection',
  'connection.application_down': 'The application does not answer',
  'authorization.state_invalid': 'This authorisation cannot be finished',
  'authorization.denied': 'Access was not granted',
  'authorization.refused': 'The application refused',
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

export function failurePage(
  { code, message }: AppError,
  known: { connectionId?: string; returnPath?: string; isReturnAsked?: boolean } = {},
): AuthorizationPage {
  const { connectionId, returnPath = startPath, isReturnAsked = false } = known;
  const status = code === 'authorization.denied' ? 'denied' : 'failed';
  return {
    title: titles[code] ?? 'Something went wrong',
    message,
    code,
    result: connectionId === undefined ? undefined : { connectionId, status },
    returnPath,
    isReturnAsked,
  };
}
