import { SpanKind, SpanStatusCode, trace } from '@opentelemetry/api';
import { plainText, textOfPage, type HttpResponse } from '@koppel/connector-sdk';
import { Agent } from 'undici';
import { lookupPublic } from './address-guard.js';
import type { HttpCall } from './http-request.js';

const connectTimeoutMs = 10_000;
const connectionsPerOrigin = 128;

/** One agent each, which keeps one pool per origin for the whole process. */
let agents: { public?: Agent; private?: Agent } = {};

function createAgent(lookup?: typeof lookupPublic): Agent {
  return new Agent({
    connections: connectionsPerOrigin,
    // Calls that are not idempotent must not be pipelined: 1 means one request at a time on a connection.
    pipelining: 1,
    allowH2: false,
    connect: { timeout: connectTimeoutMs, ...(lookup && { lookup }) },
  });
}

/** The agent for outbound calls; the pools of guarded and unguarded calls are never shared. */
export function httpAgent(allowPrivateAddresses: boolean): Agent {
  if (allowPrivateAddresses) return (agents.private ??= createAgent());
  return (agents.public ??= createAgent(lookupPublic));
}

/** Closes every connection once the calls under way have ended; the next call opens new ones. */
export async function closeHttpPools(): Promise<void> {
  const closing = Object.values(agents);
  agents = {};
  await Promise.all(closing.map((agent) => agent.close()));
}

/** Sends a call once and reads its answer. `onHeaders` sees status and headers before the body is read. */
export async function sendOnce(
  call: HttpCall,
  options: {
    allowPrivateAddresses: boolean;
    signal: AbortSignal;
    onHeaders?(status: number, headers: Record<string, string>): void;
  },
): Promise<HttpResponse> {
  const response = await httpAgent(options.allowPrivateAddresses).request({
    origin: call.origin,
    path: call.path,
    method: call.method,
    headers: call.headers,
    body: call.payload,
    signal: options.signal,
    headersTimeout: 0,
    bodyTimeout: 0,
  });
  const headers = plainHeaders(response.headers);
  options.onHeaders?.(response.statusCode, headers);
  const bytes = await readBytes(response.body, call.maxResponseBytes);
  return { status: response.statusCode, headers, ...contentOf(bytes, call, { status: response.statusCode, headers }) };
}

type Content = Pick<HttpResponse, 'body' | 'printedBefore' | 'hasByteOrderMark' | 'pageText'>;

/** A refused call may have a page of HTML as its body, of which only the words count; an accepted one must be what was asked for. */
function contentOf(
  bytes: Buffer,
  { responseType, secrets }: HttpCall,
  { status, headers }: { status: number; headers: Record<string, string> },
): Content {
  const isAccepted = status >= 200 && status < 300;
  if (isAccepted && responseType === 'bytes') return { body: bytes };
  try {
    return parseJson(isAccepted ? bytes : redacted(bytes, secrets), headers['content-type'] ?? '', secrets);
  } catch (error: unknown) {
    if (error instanceof BodyNotJson && !isAccepted) return { body: undefined, pageText: error.said };
    throw error;
  }
}

/** An application may repeat keys in its refusal, which is shown to people. */
function redacted(bytes: Buffer, secrets: readonly string[]): Buffer {
  if (secrets.length === 0 || bytes.length === 0) return bytes;
  const text = bytes.toString('utf8');
  const shown = withoutSecrets(text, secrets);
  return shown === text ? bytes : Buffer.from(shown, 'utf8');
}

function withoutSecrets(text: string, secrets: readonly string[]): string {
  return secrets.reduce((rest, secret) => rest.replaceAll(secret, '…'), text);
}

function plainHeaders(headers: Record<string, string | string[] | undefined>): Record<string, string> {
  const plain: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers)) {
    if (value !== undefined) plain[name.toLowerCase()] = Array.isArray(value) ? value.join(', ') : value;
  }
  return plain;
}

/** The body of an answer was bigger than allowed. */
export class BodyTooLarge extends Error {
  constructor(readonly limitBytes: number) {
    super(`the answer is larger than ${limitBytes} bytes`);
    this.name = 'BodyTooLarge';
  }
}

/** The body of an answer is not the JSON that was asked for. */
export class BodyNotJson extends Error {
  constructor(
    readonly contentType: string,
    /** Its words, where they can be shown. */
    readonly said: string,
    /** True when it was to be JSON and is not. */
    readonly isBroken: boolean,
  ) {
    super(`the answer is not JSON but "${contentType}"`);
    this.name = 'BodyNotJson';
  }
}

/** Reads a body no further than the limit; the rest is not received. */
async function readBytes(body: AsyncIterable<Buffer>, limitBytes: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of body) {
    length += chunk.length;
    if (length > limitBytes) throw new BodyTooLarge(limitBytes);
    chunks.push(chunk);
  }
  return chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks);
}

const byteOrderMark = '\uFEFF';

/**
 * Parses a body; an empty one is undefined. Neither a byte order mark nor another content type is an error where the JSON is whole, and
 * what a program of the application prints before its data (PHP notices) is read past.
 */
function parseJson(bytes: Buffer, contentType: string, secrets: readonly string[]): Content {
  if (bytes.length === 0) return { body: undefined };
  const whole = bytes.toString('utf8');
  const mark = whole.startsWith(byteOrderMark) ? { hasByteOrderMark: true } : {};
  const text = mark.hasByteOrderMark ? whole.slice(1) : whole;
  const isJson = /^[\w.-]+\/(?:[\w.-]+\+)?json\s*(?:;|$)/i.test(contentType);
  try {
    // A number or a word is no data where the application does not call it JSON.
    if (isJson || /^\s*[[{]/.test(text)) return { body: JSON.parse(text) as unknown, ...mark };
  } catch {
    // Something may be printed before it.
  }
  const content = pastPrinted(text);
  if (content) return { ...content, ...mark, printedBefore: shownPart(content.printedBefore, secrets) };
  const isPage = /^\s*(?:<!doctype html|<html|<\?xml|<h\d|<head|<body|<title)/i.test(text);
  // Broken data is not quoted: it holds records.
  const said = /^\s*[[{]/.test(text) ? '' : textOfPage(withoutSecrets(text, secrets));
  throw new BodyNotJson(contentType, said, isJson && !isPage);
}

/** Plain text of what is shown to people, without credentials. */
function shownPart(text: string, secrets: readonly string[]): string {
  return plainText(withoutSecrets(text, secrets), 200);
}

/** Maximum number of start positions to try. */
const maxBeginnings = 50;

/** The JSON object or list at the end of a text; undefined where there is none. */
function pastPrinted(text: string): { body: unknown; printedBefore: string } | undefined {
  const isClosed = /[}\]]\s*$/.test(text);
  if (!isClosed) return undefined;
  let tried = 0;
  for (const { index } of text.matchAll(/[[{]/g)) {
    tried += 1;
    if (tried > maxBeginnings) return undefined;
    const before = text.slice(0, index).replaceAll(byteOrderMark, '').trim();
    try {
      const body = JSON.parse(text.slice(index)) as unknown;
      return { body, printedBefore: before };
    } catch {
      // It begins further on.
    }
  }
  return undefined;
}

/** A signal that ends with its parent or after a time, whichever comes first. */
export interface Deadline {
  signal: AbortSignal;
  isTimedOut(): boolean;
  /** Lets go of timer and parent; a long-lived parent gathers no listeners. */
  end(): void;
}

export function startDeadline(parent: AbortSignal, timeoutMs: number): Deadline {
  const controller = new AbortController();
  let isTimedOut = false;
  const timer = setTimeout(() => {
    isTimedOut = true;
    controller.abort(new DOMException('timed out', 'TimeoutError'));
  }, timeoutMs);
  const stop = () => controller.abort(parent.reason);
  if (parent.aborted) stop();
  else parent.addEventListener('abort', stop, { once: true });
  return {
    signal: controller.signal,
    isTimedOut: () => isTimedOut,
    end() {
      clearTimeout(timer);
      parent.removeEventListener('abort', stop);
    },
  };
}

/** One call to an application as it ended, for metrics. */
export interface OutboundCall {
  /** The application's id: `exact-online`. */
  application: string;
  /** Undefined: no usable answer came. */
  status: number | undefined;
  durationMs: number;
  /** It was given up because it took too long. */
  isTimedOut: boolean;
}

interface CallEnding {
  status: number | undefined;
  errorType?: string;
}

/**
 * Runs one call in a client span by OpenTelemetry's HTTP conventions. Of the address only host and shape are told: queries and
 * keys in paths may be what a record holds. The trace is not handed on to the application.
 */
export async function inCallSpan<T>(
  { call, application, resends }: { call: HttpCall; application: string; resends: number },
  work: () => Promise<T>,
  endOf: (result: T) => CallEnding,
): Promise<T> {
  const { hostname, port, protocol } = new URL(call.origin);
  const template = shapeOf(call.path);
  const attributes = {
    'http.request.method': call.method,
    'server.address': hostname,
    'server.port': Number(port || (protocol === 'https:' ? 443 : 80)),
    'url.template': template,
    'koppel.application': application,
    ...(resends > 0 ? { 'http.request.resend_count': resends } : {}),
  };
  const options = { kind: SpanKind.CLIENT, attributes };
  return trace.getTracer('koppel').startActiveSpan(`${call.method} ${template}`, options, async (span) => {
    try {
      const result = await work();
      const { status, errorType = status !== undefined && status >= 400 ? String(status) : undefined } = endOf(result);
      if (status !== undefined) span.setAttribute('http.response.status_code', status);
      if (errorType !== undefined) span.setAttribute('error.type', errorType).setStatus({ code: SpanStatusCode.ERROR });
      return result;
    } catch (error: unknown) {
      span.setAttribute('error.type', error instanceof Error ? error.name : typeof error);
      span.setStatus({ code: SpanStatusCode.ERROR });
      throw error;
    } finally {
      span.end();
    }
  });
}

/** A path with every part left out that is not plainly a word of the API: `/api/v1/{}/crm/Accounts`. */
export function shapeOf(path: string): string {
  const [plain = ''] = path.split('?');
  return plain
    .split('/')
    .map((part) => part.replace(/\(.*$/, '()'))
    .map((part) => (/^(?:|v\d{1,2}|[A-Za-z][A-Za-z_.-]{0,30}(?:\(\))?)$/.test(part) ? part : '{}'))
    .join('/');
}
