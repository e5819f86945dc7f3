import {
  apiPrefix,
  httpAddresses,
  type httpRoutes,
  type OperationId,
  type ReplyOf,
  type RequestOf,
} from '@koppel/contracts';
import { isUnanswered, ProblemError } from './problem.js';
import { replySchema } from './schemas.js';
import { parseReply, send } from './send.js';
import { serverReachability } from './server-reachability.js';
import { signedOut } from './signed-out.js';

export type Input<Id extends OperationId> = RequestOf<(typeof httpRoutes)[Id]['contract']>;
export type Reply<Id extends OperationId> = ReplyOf<(typeof httpRoutes)[Id]['contract']>;

/** Where and how an operation is sent: path parameters first, the rest as query (GET, DELETE) or as JSON body. */
export function toHttp(operationId: OperationId, input: object): { url: string; init: RequestInit } {
  const { method, path } = httpAddresses[operationId];
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
    // Meanwhile what checks the answer arrives, which is no part of the first load.
    const schema = replySchema(operationId);
    // Where both fail, the request is what is told of.
    schema.catch(() => undefined);
    return (await parseReply(() => schema, await sent)) as Reply<Id>;
  };
  try {
    return await once();
  } catch (error: unknown) {
    if (isUnanswered(error)) serverReachability.reportUnanswered();
    const isSignedOut = error instanceof ProblemError && error.code === 'request.unauthenticated';
    // What was refused before the person signed in again was not done: it can be asked once more.
    if (isSignedOut && (await signedOut.untilSignedIn())) return once();
    throw error;
  }
}
