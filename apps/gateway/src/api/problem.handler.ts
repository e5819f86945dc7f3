import {
  AppError,
  gatewayReasons,
  reasonsOf,
  renderReason,
  type ErrorCode,
  type Language,
  type Problem,
  type Reason,
  type ReasonParams,
} from '@koppel/contracts';
import { languageOf } from '@koppel/service-kit';
import type { ErrorRequestHandler } from 'express';
import { reasons } from './reasons.js';

export const gatewayReason = reasonsOf(gatewayReasons);

/** The one table of error codes and HTTP statuses. */
const statusOf: Record<ErrorCode, number> = {
  'request.invalid': 400,
  'request.unauthenticated': 401,
  'request.key_refused': 401,
  'request.forbidden': 403,
  'request.second_factor_required': 403,
  'request.conflict': 409,
  'request.too_large': 413,
  'request.too_many': 429,
  'service.unavailable': 503,
  'service.defect': 500,
  'service.answer_too_large': 500,
  'application.not_found': 404,
  'package.not_found': 404,
  'flow_definition.not_found': 404,
  'connection.not_found': 404,
  'connection.fields_invalid': 422,
  'connection.in_use': 409,
  'connection.not_authorized': 409,
  'connection.needs_attention': 409,
  'connection.application_down': 503,
  'authorization.state_invalid': 400,
  'authorization.denied': 403,
  'authorization.refused': 502,
  'integration.not_found': 404,
  'integration.connections_unsuitable': 422,
  'flow.not_found': 404,
  'flow.settings_invalid': 422,
  'flow.schedule_invalid': 422,
  'flow.disabled': 409,
  'flow.version_conflict': 409,
  'run.not_found': 404,
  'run.already_active': 409,
  'run.waits_for_limit': 409,
  'run.not_cancellable': 409,
  'issue.not_found': 404,
  'issue.not_open': 409,
  'issue.payload_invalid': 422,
  'issue.not_linkable': 409,
  'record.not_found': 404,
  'record.not_linked': 409,
  'record.not_deliverable': 409,
  'preview.not_found': 404,
  'draft.not_found': 404,
  'webhook.not_found': 404,
  'webhook.disabled': 409,
  'webhook.address_refused': 422,
  'webhook_delivery.not_found': 404,
  'organization_deletion.not_found': 404,
  'invitation.not_found': 404,
  'api_key.not_found': 404,
  'mail.not_sent': 503,
};

/** The error as a problem, in a language. */
export function toProblem(error: AppError, language: Language): Problem {
  const status = statusOf[error.code];
  const say = <Said extends Reason>(reason: Said) => ({ ...reason, message: renderReason(reason, reasons, language) });
  const meaning = say({ code: error.code, params: paramsOf(error) }).message;
  const reason = error.reason && say(error.reason);
  return {
    type: 'about:blank',
    title: say({ code: `gateway.status_${status}`, params: {} }).message,
    status,
    detail: reason ? `${meaning} ${reason.message}` : meaning,
    code: error.code,
    ...(reason && { reason }),
    ...(error.problems && { errors: error.problems.map(say) }),
  };
}

function paramsOf({ details = {} }: AppError): ReasonParams {
  return Object.fromEntries(Object.entries(details).map(([name, value]) => [name, String(value)]));
}

/** Last in a router: turns every error into a problem, and says nothing of an error that it does not know. */
export function answerProblems(logDefect: (error: unknown) => void): ErrorRequestHandler {
  return (error: unknown, request, response, next) => {
    if (response.headersSent) {
      next(error);
      return;
    }
    const known = error instanceof AppError ? error : fromParser(error, logDefect);
    const problem = toProblem(known, languageOf(request));
    response.vary('Accept-Language');
    if (known.code === 'request.too_many') response.set('Retry-After', String(known.details?.['seconds'] ?? 60));
    if (known.code === 'request.key_refused') response.set('WWW-Authenticate', 'Bearer error="invalid_token"');
    response.status(problem.status).type('application/problem+json').send(JSON.stringify(problem));
  };
}

export function tooLarge(maxBytes: number): AppError {
  const kilobytes = Math.floor(maxBytes / 1_000);
  return new AppError('request.too_large', `The request is larger than ${kilobytes} kB.`, { details: { kilobytes } });
}

/** The parsers of requests throw errors with a status; with one of 4xx the client is at fault. */
function fromParser(error: unknown, logDefect: (error: unknown) => void): AppError {
  const { status = 500, message, limit } = error as { status?: number; message?: string; limit?: number };
  if (status === 413) return tooLarge(limit ?? 0);
  if (status >= 400 && status < 500)
    return new AppError('request.invalid', `The request cannot be read: ${message}.`, {
      reason: gatewayReason('gateway.unreadable'),
    });
  logDefect(error);
  return new AppError('service.defect', 'A request failed for an unknown reason.', { cause: error });
}
