import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { assertUrlAllowed, AddressRefused, lookupPublic } from '@koppel/connector-host';
import type { OAuth2Authentication } from '@koppel/connector-sdk';
import { Agent } from 'undici';
import { Applications } from '../applications/applications.js';
import { TIMING, type Timing } from '../timing.js';
import { readRefusal, readTokenAnswer, TokenEndpointDown, TokenRefused, type TokenAnswer } from './token-answer.js';

export interface TokenRequest {
  /** The application's name, for messages. */
  application: string;
  tokenUrl: string;
  clientAuthentication: OAuth2Authentication['clientAuthentication'];
  clientId: string;
  clientSecret: string;
  /** `grant_type` and what belongs to it. */
  parameters: Record<string, string>;
}

interface RawAnswer {
  status: number;
  headers: Record<string, string>;
  text: string;
}

const mostAnswerBytes = 64 * 1024;
/** The provider says itself that it did nothing; a gateway before it (502, 504) cannot tell. */
const notDoneStatuses: ReadonlySet<number> = new Set([429, 503]);
const notSentCodes: ReadonlySet<string> = new Set([
  'UND_ERR_CONNECT_TIMEOUT',
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ADDRESS_REFUSED',
]);

/**
 * Asks token endpoints, behind the SDK's address guard. Its own client because a refusal must be judged whole, headers
 * included, and because a token request is never repeated by itself: the second could spend what the first was given.
 */
@Injectable()
export class TokenEndpoint implements OnApplicationShutdown {
  private readonly agent: Agent;
  private readonly allowPrivateAddresses: boolean;

  constructor(
    applications: Applications,
    @Inject(TIMING) private readonly timing: Timing,
  ) {
    this.allowPrivateAddresses = applications.outbound.allowPrivateAddresses;
    const lookup = this.allowPrivateAddresses ? {} : { lookup: lookupPublic };
    this.agent = new Agent({
      connections: 8,
      pipelining: 1,
      allowH2: false,
      connect: { timeout: timing.callTimeoutMs, ...lookup },
    });
  }

  async onApplicationShutdown(): Promise<void> {
    await this.agent.destroy();
  }

  /** @throws TokenRefused, TokenEndpointDown */
  async request(request: TokenRequest): Promise<TokenAnswer> {
    const sentAt = this.timing.now();
    const answer = await this.send(request);
    const body = parseJson(answer.text);
    if (answer.status >= 200 && answer.status < 300) {
      const tokens = readTokenAnswer(body, { sentAt, answeredAt: this.timing.now() });
      if (tokens) return tokens;
      throw new TokenEndpointDown(`${request.application} answered the log-in with something that is no access.`, {
        isOutcomeUnknown: true,
      });
    }
    if (answer.status >= 500 || answer.status === 429 || answer.status === 408) {
      throw new TokenEndpointDown(`${request.application} could not answer just now (HTTP ${answer.status}).`, {
        isOutcomeUnknown: !notDoneStatuses.has(answer.status),
        retryAfterMs: secondsOf(answer.headers['retry-after']),
      });
    }
    throw new TokenRefused(readRefusal({ ...answer, body }));
  }

  private async send(request: TokenRequest): Promise<RawAnswer> {
    const { application, tokenUrl } = request;
    const timeout = AbortSignal.timeout(this.timing.callTimeoutMs);
    try {
      const url = new URL(tokenUrl);
      assertUrlAllowed(url, this.allowPrivateAddresses);
      const { headers, body } = encodeRequest(request);
      const response = await this.agent.request({
        origin: url.origin,
        path: url.pathname + url.search,
        method: 'POST',
        headers,
        body,
        signal: timeout,
      });
      const text = await readText(response.body);
      return { status: response.statusCode, headers: plainHeaders(response.headers), text };
    } catch (cause: unknown) {
      throw transportTrouble(application, cause, { isTimedOut: timeout.aborted, timeoutMs: this.timing.callTimeoutMs });
    }
  }
}

function encodeRequest(request: TokenRequest): { headers: Record<string, string>; body: string } {
  const { clientId, clientSecret, parameters } = request;
  const form = new URLSearchParams(parameters);
  const headers: Record<string, string> = {
    accept: 'application/json',
    'content-type': 'application/x-www-form-urlencoded',
    'user-agent': 'Koppel/0.1',
  };
  if (request.clientAuthentication === 'basic') {
    // RFC 6749 2.3.1: both are form-encoded before they are joined.
    const encode = (value: string) => new URLSearchParams({ v: value }).toString().slice(2);
    headers['authorization'] = `Basic ${Buffer.from(`${encode(clientId)}:${encode(clientSecret)}`).toString('base64')}`;
  } else {
    form.set('client_id', clientId);
    form.set('client_secret', clientSecret);
  }
  return { headers, body: form.toString() };
}

async function readText(body: AsyncIterable<Buffer>): Promise<string> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of body) {
    length += chunk.length;
    if (length > mostAnswerBytes) throw new Error(`the answer is larger than ${mostAnswerBytes} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function transportTrouble(
  application: string,
  cause: unknown,
  { isTimedOut, timeoutMs }: { isTimedOut: boolean; timeoutMs: number },
): TokenEndpointDown {
  const code = String((cause as NodeJS.ErrnoException | undefined)?.code ?? '');
  if (cause instanceof AddressRefused) {
    return new TokenEndpointDown(
      `The address of ${application} (${cause.host}) may not be called: it is not a public https address.`,
      {
        isOutcomeUnknown: false,
        cause,
      },
    );
  }
  if (isTimedOut) {
    return new TokenEndpointDown(`${application} did not answer within ${timeoutMs / 1_000} seconds.`, {
      isOutcomeUnknown: true,
      cause,
    });
  }
  const isSent = !notSentCodes.has(code);
  const what = isSent ? 'The connection was cut before the answer was complete' : 'It cannot be reached';
  return new TokenEndpointDown(`${application} gave no answer. ${what}${code ? ` (${code})` : ''}.`, {
    isOutcomeUnknown: isSent,
    cause,
  });
}

function plainHeaders(headers: Record<string, string | string[] | undefined>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [
      name.toLowerCase(),
      Array.isArray(value) ? value.join(', ') : (value ?? ''),
    ]),
  );
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

function secondsOf(value: string | undefined): number | undefined {
  return value && /^\d{1,6}$/.test(value) ? Number(value) * 1_000 : undefined;
}
