import type { HttpRequest } from './http-port.js';
import { ConnectorFailure } from './failure.js';

/** A request made ready to be sent, perhaps more than once. */
export interface HttpCall {
  method: HttpRequest['method'];
  origin: string;
  path: string;
  headers: Record<string, string>;
  payload: string | null;
  /** A lost answer leaves no doubt: the call may be made again. */
  isRepeatable: boolean;
  timeoutMs: number;
}

/** Methods that HTTP itself calls idempotent (RFC 9110 9.2.2). */
const repeatableMethods: ReadonlySet<HttpRequest['method']> = new Set(['GET', 'PUT', 'DELETE']);

function resolveUrl(url: string, baseUrl: string): URL {
  if (/^https?:\/\//i.test(url)) return new URL(url);
  return new URL(`${baseUrl.replace(/\/+$/, '')}/${url.replace(/^\/+/, '')}`);
}

function payloadOf(body: unknown): { payload: string | null; contentType?: string } {
  if (body === undefined) return { payload: null };
  if (body instanceof URLSearchParams) {
    return { payload: body.toString(), contentType: 'application/x-www-form-urlencoded' };
  }
  return { payload: JSON.stringify(body), contentType: 'application/json' };
}

/**
 * Makes a request ready: full address, query, body and headers.
 *
 * @throws ConnectorFailure when the address makes no sense or leads away from the application, to which alone its
 * credentials may be sent.
 */
export function prepareCall(
  request: HttpRequest,
  options: { baseUrl: string; application: string; defaultTimeoutMs: number },
): { call: HttpCall; url: URL } {
  let url: URL;
  let base: URL;
  try {
    base = new URL(options.baseUrl);
    url = resolveUrl(request.url, options.baseUrl);
  } catch (cause: unknown) {
    throw new ConnectorFailure(
      'permission',
      `The address of ${options.application} is not a web address. Correct it in the connection's fields.`,
      { cause },
    );
  }
  if (url.origin !== base.origin) {
    throw new ConnectorFailure(
      'defect',
      `${options.application} pointed to another address (${url.host} instead of ${base.host}), to which no credentials are sent. ` +
        "Check the address in the connection's fields.",
    );
  }
  for (const [name, value] of Object.entries(request.query ?? {})) {
    if (value !== undefined) url.searchParams.set(name, String(value));
  }
  const { payload, contentType } = payloadOf(request.body);
  const headers: Record<string, string> = { accept: 'application/json', 'user-agent': 'Koppel/0.1' };
  if (contentType) headers['content-type'] = contentType;
  for (const [name, value] of Object.entries(request.headers ?? {})) headers[name.toLowerCase()] = value;
  const call: HttpCall = {
    method: request.method,
    origin: url.origin,
    path: url.pathname + url.search,
    headers,
    payload,
    isRepeatable: request.isRepeatable ?? repeatableMethods.has(request.method),
    timeoutMs: request.timeoutMs ?? options.defaultTimeoutMs,
  };
  return { call, url };
}
