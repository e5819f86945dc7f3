import { AppError, type ErrorCode, type FieldProblem } from '@koppel/contracts';
import type { ErrorRequestHandler } from 'express';
import { STATUS_CODES } from 'node:http';

/** The one table of error codes and HTTP statuses. */
const statusOf: Record<ErrorCode, number> = {
  'request.invalid': 400,
  'request.unauthenticated': 401,
  'request.forbidden': 403,
  'request.conflict': 409,
  'request.too_large': 413,
  'service.unavailable': 503,
  'service.defect': 500,
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
  'run.not_cancellable': 409,
  'issue.not_found': 404,
  'issue.not_open': 409,
  'issue.payload_invalid': 422,
  'record.not_found': 404,
  'preview.not_found': 404,
  'draft.not_found': 404,
  'webhook.not_found': 404,
  'webhook.disabled': 409,
  'webhook.address_refused': 422,
  'webhook_delivery.not_found': 404,
};

/** An error of the API: RFC 9457. */
export interface Problem {
  type: string;
  title: string;
  status: number;
  detail: string;
  code: ErrorCode;
  errors?: FieldProblem[];
}

export function toProblem(error: AppError): Problem {
  const status = statusOf[error.code];
  const problems = error.details?.['problems'];
  return {
    type: 'about:blank',
    title: STATUS_CODES[status] ?? 'Error',
    status,
    detail: error.message,
    code: error.code,
    ...(Array.isArray(problems) ? { errors: problems } : {}),
  };
}

/** Last in a router: turns every error into a problem, and says nothing of an error that it does not know. */
export function answerProblems(logDefect: (error: unknown) => void): ErrorRequestHandler {
  return (error: unknown, _request, response, next) => {
    if (response.headersSent) {
      next(error);
      return;
    }
    const problem = toProblem(error instanceof AppError ? error : fromParser(error, logDefect));
    response.status(problem.status).type('application/problem+json').send(JSON.stringify(problem));
  };
}

/** The parsers of requests throw errors with a status; with one of 4xx the client is at fault. */
function fromParser(error: unknown, logDefect: (error: unknown) => void): AppError {
  const { status = 500, message } = error as { status?: number; message?: string };
  if (status === 413) return new AppError('request.too_large', 'The request is too large. Send less at once.');
  if (status >= 400 && status < 500) return new AppError('request.invalid', `The request cannot be read: ${message}.`);
  logDefect(error);
  return new AppError(
    'service.defect',
    'Something went wrong inside Koppel. Nothing was lost; try again, and report it if it stays.',
  );
}
