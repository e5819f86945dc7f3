import { AppError } from '@koppel/contracts';
import type { ErrorRequestHandler } from 'express';
import { toProblem } from './problem.js';

/** Last in the API's router: turns every error into a problem, and says nothing of what it does not know. */
export function answerProblems(logDefect: (error: unknown) => void): ErrorRequestHandler {
  return (error: unknown, _request, response, next) => {
    if (response.headersSent) {
      next(error);
      return;
    }
    const appError = error instanceof AppError ? error : fromParser(error, logDefect);
    const problem = toProblem(appError);
    response.status(problem.status).type('application/problem+json').send(JSON.stringify(problem));
  };
}

function fromParser(error: unknown, logDefect: (error: unknown) => void): AppError {
  const type = typeof error === 'object' && error !== null && 'type' in error ? String(error.type) : '';
  if (type === 'entity.too.large')
    return new AppError('request.invalid', 'The request is larger than 1 MB. Send less at once.');
  if (type.startsWith('entity.') || type.startsWith('encoding.'))
    return new AppError('request.invalid', 'The body is not valid JSON. Correct it and send it again.');
  logDefect(error);
  return new AppError(
    'service.defect',
    'Something went wrong inside Koppel. Nothing was lost; try again, and report it if it stays.',
  );
}
