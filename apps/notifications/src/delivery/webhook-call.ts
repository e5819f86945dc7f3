import { AddressRefused, assertUrlAllowed, httpAgent } from '@koppel/connector-host';
import type { Reason } from '@koppel/contracts';
import { request, type Dispatcher } from 'undici';
import { reason } from '../webhook/webhook.js';

const timeoutMs = 15_000;
const maxAnswerLength = 1_024;

/** What came of one call. `problem` is absent where the receiver took it. */
export interface CallOutcome {
  status?: number;
  problem?: Reason;
  /** The beginning of what the receiver said. */
  answer?: string;
  retryAfterMs?: number;
  /** The receiver says that it wants nothing more, ever. */
  isGone?: boolean;
}

export interface WebhookCall {
  url: string;
  headers: Record<string, string>;
  body: string;
  allowPrivateAddresses: boolean;
  signal: AbortSignal;
}

/** Posts once, to public addresses only, and follows no redirect. @throws only where `signal` ended it */
export async function callWebhook({
  url,
  headers,
  body,
  allowPrivateAddresses,
  signal,
}: WebhookCall): Promise<CallOutcome> {
  try {
    assertUrlAllowed(new URL(url), allowPrivateAddresses);
    const response = await request(url, {
      method: 'POST',
      headers: { ...headers, 'content-type': 'application/json', 'user-agent': 'Koppel/0.1' },
      body,
      dispatcher: httpAgent(allowPrivateAddresses),
      signal: AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]),
    });
    return outcomeOf(response, await beginningOf(response.body, signal));
  } catch (error: unknown) {
    signal.throwIfAborted();
    return { problem: problemOf(error) };
  }
}

function outcomeOf({ statusCode: status, headers }: Dispatcher.ResponseData, answer: string): CallOutcome {
  if (status >= 200 && status < 300) return { status, answer };
  if (status === 410) {
    return { status, answer, isGone: true, problem: reason('notifications.gone') };
  }
  if (status >= 300 && status < 400) {
    return {
      status,
      answer,
      problem: reason('notifications.redirected', { status }),
    };
  }
  const retryAfterMs = waitAskedFor(headers['retry-after']);
  return {
    status,
    answer,
    problem: reason('notifications.refused', { status }),
    ...(retryAfterMs && { retryAfterMs }),
  };
}

/** Seconds or a date (RFC 9110 10.2.3). */
function waitAskedFor(header: string | string[] | undefined): number | undefined {
  if (typeof header !== 'string') return undefined;
  const waitMs = /^\d{1,9}$/.test(header) ? Number(header) * 1_000 : Date.parse(header) - Date.now();
  return waitMs > 0 ? waitMs : undefined;
}

/** What came of it, also where the rest never comes: the status says whether the event was taken. */
async function beginningOf(body: Dispatcher.ResponseData['body'], signal: AbortSignal): Promise<string> {
  const pieces: Buffer[] = [];
  let length = 0;
  try {
    for await (const piece of body as AsyncIterable<Buffer>) {
      pieces.push(piece);
      length += piece.length;
      if (length >= maxAnswerLength) break;
    }
  } catch {
    signal.throwIfAborted();
  }
  // Postgres takes no NUL in a text.
  return Buffer.concat(pieces).subarray(0, maxAnswerLength).toString('utf8').replaceAll('\0', '');
}

const problems: Readonly<Record<string, Reason>> = {
  ENOTFOUND: reason('notifications.name_unknown'),
  EAI_AGAIN: reason('notifications.name_lookup'),
  ECONNREFUSED: reason('notifications.nothing_listens'),
  ECONNRESET: reason('notifications.broken_off'),
  UND_ERR_SOCKET: reason('notifications.broken_off'),
  UND_ERR_CONNECT_TIMEOUT: reason('notifications.connect_timeout'),
  CERT_HAS_EXPIRED: reason('notifications.certificate_expired'),
  DEPTH_ZERO_SELF_SIGNED_CERT: reason('notifications.certificate_self_signed'),
  ERR_TLS_CERT_ALTNAME_INVALID: reason('notifications.certificate_name'),
};

function problemOf(error: unknown): Reason {
  if (error instanceof AddressRefused) {
    return reason('notifications.not_public');
  }
  if (error instanceof DOMException && error.name === 'TimeoutError') {
    return reason('notifications.timeout', { seconds: timeoutMs / 1_000 });
  }
  const { code, cause } = error as { code?: string; cause?: unknown };
  if (cause instanceof AddressRefused) return problemOf(cause);
  const known = code === undefined ? undefined : problems[code];
  return known ?? reason('notifications.not_called', { code: code ?? 'ERR' });
}
