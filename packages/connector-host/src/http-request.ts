import { sharedFailure, type HttpRequest } from '@koppel/connector-sdk';

/** A request made ready to be sent, perhaps more than once. */
export interface HttpCall {
  method: HttpRequest['method'];
  origin: string;
  path: string;
  headers: Record<string, string>;
  payload: string | Uint8Array | null;
  /** Values of its credentials, which nothing that is shown may repeat. */
  secrets: readonly string[];
  responseType: 'json' | 'bytes';
  /** A lost answer leaves no doubt: the call may be made again. */
  isRepeatable: boolean;
  /** How often it is made again at once. */
  maxResends: number;
  timeoutMs: number;
  maxResponseBytes: number;
  cost: number;
}

export interface CallDefaults {
  baseUrl: string;
  /** The application's name, for messages. */
  application: string;
  timeoutMs: number;
  maxResponseBytes: number;
}

/** Methods that HTTP itself calls idempotent (RFC 9110 9.2.2). */
const repeatableMethods: ReadonlySet<HttpRequest['method']> = new Set(['GET', 'PUT', 'DELETE']);

const maxResends = 2;
/** No change is sent more than twice. */
const maxResendsOfChange = 1;

function maxResendsOf({ method, isResent }: HttpRequest, isRepeatable: boolean): number {
  if (!(isResent ?? isRepeatable)) return 0;
  return method === 'GET' || method === 'POST' ? maxResends : maxResendsOfChange;
}

/**
 * Makes a request ready: full address, query, body and headers.
 *
 * @throws ConnectorFailure when the address makes no sense or leads away from the application, to which alone its
 * credentials may be sent.
 */
export async function prepareCall(request: HttpRequest, defaults: CallDefaults): Promise<HttpCall> {
  const url = addressOf(request, defaults);
  const { payload, contentType } = await payloadOf(request.body);
  const isRepeatable = request.isRepeatable ?? repeatableMethods.has(request.method);
  const accept = request.responseType === 'bytes' ? '*/*' : 'application/json';
  const headers: Record<string, string> = { accept, 'user-agent': 'Koppel/0.1' };
  if (contentType) headers['content-type'] = contentType;
  for (const [name, value] of Object.entries(request.headers ?? {})) headers[name.toLowerCase()] = value;
  return {
    method: request.method,
    origin: url.origin,
    path: url.pathname + url.search,
    headers,
    payload,
    secrets: [],
    responseType: request.responseType ?? 'json',
    isRepeatable,
    maxResends: maxResendsOf(request, isRepeatable),
    timeoutMs: request.timeoutMs ?? defaults.timeoutMs,
    maxResponseBytes: Math.min(request.maxResponseBytes ?? Infinity, defaults.maxResponseBytes),
    cost: request.cost ?? 1,
  };
}

function addressOf(request: HttpRequest, { baseUrl, application }: CallDefaults): URL {
  let url: URL;
  let base: URL;
  try {
    base = new URL(baseUrl);
    url = resolveUrl(request.url, baseUrl);
  } catch (cause: unknown) {
    throw sharedFailure('permission', 'http.address_invalid', { application }, { cause });
  }
  if (url.origin !== base.origin) {
    throw sharedFailure('defect', 'http.other_address', { application, host: url.host, expected: base.host });
  }
  for (const [name, value] of Object.entries(request.query ?? {})) {
    if (value !== undefined) url.searchParams.set(name, String(value));
  }
  return url;
}

function resolveUrl(url: string, baseUrl: string): URL {
  if (/^https?:\/\//i.test(url)) return new URL(url);
  return new URL(`${baseUrl.replace(/\/+$/, '')}/${url.replace(/^\/+/, '')}`);
}

async function payloadOf(body: unknown): Promise<{ payload: string | Uint8Array | null; contentType?: string }> {
  if (body === undefined) return { payload: null };
  if (body instanceof URLSearchParams) {
    return { payload: body.toString(), contentType: 'application/x-www-form-urlencoded' };
  }
  if (body instanceof Uint8Array) return { payload: body, contentType: 'application/octet-stream' };
  if (body instanceof Blob || body instanceof FormData) {
    // The platform's own encoder: it chooses the boundary of a multipart body and escapes names (RFC 7578).
    const encoded = new Response(body);
    const contentType = encoded.headers.get('content-type') ?? 'application/octet-stream';
    return { payload: new Uint8Array(await encoded.arrayBuffer()), contentType };
  }
  return { payload: JSON.stringify(body), contentType: 'application/json' };
}
