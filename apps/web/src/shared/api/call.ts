import {
  apiPrefix,
  type Operation,
  operationAddresses,
  type OperationId,
  type OperationModule,
  type operations,
  type ReplyOf,
  type RequestOf,
} from '@koppel/contracts';
import type { z } from 'zod';
import { isUnanswered, ProblemError, problemOf, unexpectedReply, unreachable } from './problem.js';
import { serverReachability } from './server-reachability.js';
import { signedOut } from './signed-out.js';
import { language } from '../i18n/language.js';

export type Input<Id extends OperationId> = RequestOf<(typeof operations)[Id]>;
export type Reply<Id extends OperationId> = ReplyOf<(typeof operations)[Id]>;

/** Where and how an operation is sent: path parameters first, the rest as query (GET, DELETE) or as JSON body. */
export function toHttp(operationId: OperationId, input: object): { url: string; init: RequestInit } {
  const { method, path } = operationAddresses[operationId];
  const rest = new Map<string, unknown>(Object.entries(input));
  const filled = path.replace(/:(\w+)/g, (_, name: string) => {
    const value = rest.get(name);
    if (typeof value !== 'string' || value === '') throw new TypeError(`${operationId} needs ${name}`);
    rest.delete(name);
    return encodeURIComponent(value);
  });
  const url = apiPrefix + filled;
  if (method === 'GET' || method === 'DELETE') return { url: withQuery(url, rest), init: { method } };
  const headers = { 'content-type': 'application/json' };
  return { url, init: { method, headers, body: JSON.stringify(Object.fromEntries(rest)) } };
}

function withQuery(url: string, values: Map<string, unknown>): string {
  const query = new URLSearchParams();
  for (const [name, value] of values) {
    if (value !== undefined && value !== null) query.set(name, String(value));
  }
  return query.size > 0 ? `${url}?${query.toString()}` : url;
}

/**
 * Calls an operation of the REST API and parses its reply by its contract. Where the session has ended and the page can
 * ask the person to sign in again, it waits for that.
 *
 * @throws ProblemError whatever goes wrong; its message can be shown.
 * @example const { items } = await call('listConnections', {});
 */
export async function call<Id extends OperationId>(
  operationId: Id,
  input: Input<Id>,
  options: { signal?: AbortSignal } = {},
): Promise<Reply<Id>> {
  const { url, init } = toHttp(operationId, input as object);
  const once = async () => {
    const sent = send({ url, init, signal: options.signal });
    // The schema is loaded in parallel; it is not part of the first load.
    const schema = replySchema(operationId);
    // If both fail, the error of the request is reported.
    schema.catch(() => undefined);
    return (await parseReply(() => schema, await sent)) as Reply<Id>;
  };
  try {
    return await once();
  } catch (error: unknown) {
    if (isUnanswered(error)) serverReachability.reportUnanswered();
    const isSignedOut = error instanceof ProblemError && error.code === 'request.unauthenticated';
    // A request refused with 401 had no effect, so it can be repeated.
    if (isSignedOut && (await signedOut.waitUntilSignedIn())) return once();
    throw error;
  }
}

/** Loaded on demand: no page calls all operations. */
const modules: Record<OperationModule, () => Promise<object>> = {
  'api-keys': () => import('@koppel/contracts/api-keys'),
  audit: () => import('@koppel/contracts/audit'),
  catalog: () => import('@koppel/contracts/catalog'),
  connections: () => import('@koppel/contracts/connections'),
  flows: () => import('@koppel/contracts/flows'),
  notifications: () => import('@koppel/contracts/notifications'),
  'organization-summaries': () => import('@koppel/contracts/organization-summaries'),
  previews: () => import('@koppel/contracts/previews'),
  records: () => import('@koppel/contracts/records'),
  settings: () => import('@koppel/contracts/settings'),
  'sign-in-rules': () => import('@koppel/contracts/sign-in-rules'),
  statistics: () => import('@koppel/contracts/statistics'),
  webhooks: () => import('@koppel/contracts/webhooks'),
};

/** The reply schema of an operation. */
export async function replySchema(operationId: OperationId): Promise<Operation['reply']> {
  // A page sends many requests at once: loading their schemas must not delay them.
  await new Promise((resolve) => setTimeout(resolve));
  const exported: object = await modules[operationAddresses[operationId].module]();
  const operation = Object.values(exported).find(({ id }: Partial<Operation>) => id === operationId) as
    Operation | undefined;
  if (!operation) throw new Error(`${operationId} stands in another module than its address says`);
  return operation.reply;
}

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
    const headers = { ...request.init?.headers, 'accept-language': language, traceparent: newTraceparent() };
    response = await fetch(request.url, { ...request.init, headers, signal, credentials: 'same-origin' });
    body = await readJson(response);
  } catch (error: unknown) {
    // A query cancelled on purpose is not an error.
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

/** Starts a trace (W3C Trace Context) that the gateway continues; it contains no personal data. */
function newTraceparent(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(24));
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
  return `00-${hex.slice(0, 32)}-${hex.slice(32)}-01`;
}

/** A chunk that does not load counts as an unreachable server. */
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
