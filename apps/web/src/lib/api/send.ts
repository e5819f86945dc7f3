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
    const headers = { ...request.init?.headers, traceparent: newTraceparent() };
    response = await fetch(request.url, { ...request.init, headers, signal, credentials: 'same-origin' });
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

/** Begins a trace (W3C Trace Context) whose next spans are the gateway's; it tells nothing of the person. */
function newTraceparent(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(24));
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
  return `00-${hex.slice(0, 32)}-${hex.slice(32)}-01`;
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
