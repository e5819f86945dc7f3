import { AddressRefused, assertUrlAllowed, httpAgent } from '@koppel/connector-host';
import { request, type Dispatcher } from 'undici';

const timeoutMs = 15_000;
const maxAnswerLength = 1_024;

/** What came of one call. `problem` is absent where the receiver took it. */
export interface CallOutcome {
  status?: number;
  problem?: string;
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
    return { status, answer, isGone: true, problem: 'The address answered that it is gone for good (HTTP 410).' };
  }
  if (status >= 300 && status < 400) {
    return {
      status,
      answer,
      problem: `The address leads to another one (HTTP ${status}), which is not followed. Enter the final address.`,
    };
  }
  const retryAfterMs = waitAskedFor(headers['retry-after']);
  return {
    status,
    answer,
    problem: `The address answered with HTTP ${status}.`,
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

const problems: Record<string, string> = {
  ENOTFOUND: 'The name in the address is not known. Check how it is written.',
  EAI_AGAIN: 'The name in the address could not be looked up just now.',
  ECONNREFUSED: 'Nothing listens at the address.',
  ECONNRESET: 'The address broke the connection off.',
  UND_ERR_SOCKET: 'The address broke the connection off.',
  UND_ERR_CONNECT_TIMEOUT: 'The address did not take the connection in time.',
  CERT_HAS_EXPIRED: 'The certificate of the address has expired.',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'The certificate of the address is self-signed, so it proves nothing.',
  ERR_TLS_CERT_ALTNAME_INVALID: 'The certificate belongs to another name than the address.',
};

function problemOf(error: unknown): string {
  if (error instanceof AddressRefused) {
    return 'The address is not a public one over https. Only such addresses are called.';
  }
  if (error instanceof DOMException && error.name === 'TimeoutError') {
    return `The address did not answer within ${timeoutMs / 1_000} seconds. Take the event, answer at once, and work on it afterwards.`;
  }
  const { code, cause } = error as { code?: string; cause?: unknown };
  if (cause instanceof AddressRefused) return problemOf(cause);
  const known = code === undefined ? undefined : problems[code];
  return known ?? `The address could not be called${code ? ` (${code})` : ''}.`;
}
