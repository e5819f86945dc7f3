import type { z } from 'zod';
import { problemOf, unexpectedReply, unreachable } from './problem.js';

const TIME_OUT_MS = 60_000;

/**
 * Sends one JSON request and gives the body of its answer, not yet checked.
 *
 * @throws ProblemError when it is refused or does not arrive.
 */
export async function send(request: {
  url: string;
  init?: RequestInit;
  signal?: AbortSignal | undefined;
}): Promise<unknown> {
  const timeOut = AbortSignal.timeout(TIME_OUT_MS);
  const signal = request.signal ? AbortSignal.any([request.signal, timeOut]) : timeOut;
  let response: Response;
  let body: unknown;
  try {
    response = await fetch(request.url, { ...request.init, signal, credentials: 'same-origin' });
    body = await readJson(response);
  } catch (error: unknown) {
    // A query that was cancelled on purpose is no problem to show.
    if (request.signal?.aborted) throw error;
    throw unreachable(error);
  }
  if (!response.ok) throw await loaded(problemOf(response.status, body));
  return body;
}

/**
 * Checks the body of an answer by a schema that is loaded on demand.
 *
 * @throws ProblemError when the answer is another, or the schema does not arrive.
 */
export async function parseReply<Schema extends z.ZodType>(
  schema: () => Promise<Schema>,
  body: unknown,
): Promise<z.output<Schema>> {
  const parsed = (await loaded(schema())).safeParse(body);
  if (!parsed.success) throw unexpectedReply(parsed.error);
  return parsed.data;
}

/** What did not load, the server did not give. */
function loaded<Value>(value: Promise<Value>): Promise<Value> {
  return value.catch((error: unknown) => {
    throw unreachable(error);
  });
}

async function readJson(response: Response): Promise<unknown> {
  const type = response.headers.get('content-type') ?? '';
  const text = await response.text();
  if (!/\bjson\b/.test(type) || text === '') return undefined;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
