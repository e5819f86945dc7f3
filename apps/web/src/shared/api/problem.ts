import type { ErrorCode, Problem } from '@koppel/contracts';
import { texts } from './texts.js';

/** What is wrong with one field, as rendered by the gateway. */
export type FieldProblem = Pick<NonNullable<Problem['errors']>[number], 'path' | 'message'>;

/** An operation that the server refused, or that never reached it; `message` is for a person. */
export class ProblemError extends Error {
  readonly code: ErrorCode;
  readonly title: string;
  /** 0 where there was no answer. */
  readonly status: number;
  readonly fieldProblems: FieldProblem[];

  constructor(problem: {
    code: ErrorCode;
    title: string;
    detail: string;
    status: number;
    fieldProblems?: FieldProblem[];
    cause?: unknown;
  }) {
    super(problem.detail, { cause: problem.cause });
    this.name = 'ProblemError';
    this.code = problem.code;
    this.title = problem.title;
    this.status = problem.status;
    this.fieldProblems = problem.fieldProblems ?? [];
  }
}

/** The error of a response that is not successful; any other body counts as an unavailable server. */
export async function problemOf(status: number, body: unknown): Promise<ProblemError> {
  const { problemSchema } = await import('./reply-schemas.js');
  const parsed = problemSchema.safeParse(body);
  if (!parsed.success)
    return new ProblemError({ code: 'service.unavailable', status, ...texts.unreadableProblem(status) });
  const { code, title, detail, errors } = parsed.data;
  return new ProblemError({ code, title, status, detail, fieldProblems: errors });
}

export function unreachable(cause: unknown): ProblemError {
  return new ProblemError({ code: 'service.unavailable', status: 0, cause, ...texts.unreachable });
}

/** Whether a request reached no server, or only a proxy. */
export function isUnanswered(error: unknown): boolean {
  return error instanceof ProblemError && (error.status === 0 || error.status === 502 || error.status === 504);
}

/** Whether the server refused the request for good: the same request would be refused again. */
export function isRefusal(error: unknown): boolean {
  return (
    error instanceof ProblemError &&
    error.status >= 400 &&
    error.status < 500 &&
    error.status !== 401 &&
    error.status !== 429
  );
}

export function unexpectedReply(cause: unknown): ProblemError {
  return new ProblemError({ code: 'service.defect', status: 200, cause, ...texts.unexpectedReply });
}

/** Any error as a problem, so that it can be shown. */
export function toProblem(error: unknown): ProblemError {
  if (error instanceof ProblemError) return error;
  return new ProblemError({ code: 'service.defect', status: 0, cause: error, ...texts.pageDefect });
}
