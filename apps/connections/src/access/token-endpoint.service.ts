import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { assertUrlAllowed, AddressRefused, lookupPublic } from '@koppel/connector-host';
import type { OAuth2Authentication, TokenRefusal } from '@koppel/connector-sdk';
import {
  allowInsecureRequests,
  ClientSecretBasic,
  ClientSecretPost,
  customFetch,
  genericTokenEndpointRequest,
  processGenericTokenEndpointResponse,
  processRevocationResponse,
  revocationRequest,
  type ClientAuth,
  type TokenEndpointResponse,
} from 'oauth4webapi';
import type { Reason } from '@koppel/contracts';
import { Agent } from 'undici';
import { z } from 'zod';
import { Applications } from '../applications/applications.js';
import { reason } from '../reasons.js';
import { TIMING, type Timing } from '../timing.js';

/** What a token endpoint gave (RFC 6749 5.1). */
export interface TokenAnswer {
  accessToken: string;
  /** Null: the provider gave none, or keeps the one before. */
  refreshToken: string | null;
  /** Counted from before the request was sent, so never too late. Null: no end was named; it is used until it is refused. */
  expiresAt: Date | null;
  obtainedAt: Date;
}

/** The token endpoint refused (RFC 6749 5.2). Its description is for the connector's judgement, not for people or logs. */
export class TokenRefused extends Error {
  readonly #refusal: TokenRefusal;

  constructor(refusal: TokenRefusal) {
    super(`the token endpoint refused with HTTP ${refusal.status}`);
    this.name = 'TokenRefused';
    this.#refusal = refusal;
  }

  /** A getter, so that no logger writes it along. */
  get refusal(): TokenRefusal {
    return this.#refusal;
  }

  /** The error's code where it is one, safe to show. */
  get code(): string {
    return /^[a-z_]{1,40}$/.test(this.#refusal.error) ? this.#refusal.error : `HTTP ${this.#refusal.status}`;
  }
}

/** The token endpoint gave no usable answer. */
export class TokenEndpointDown extends Error {
  /** True when it may have done what was asked although its answer was lost. */
  readonly isOutcomeUnknown: boolean;
  readonly retryAfterMs: number | undefined;

  constructor(
    readonly reason: Reason,
    options: { isOutcomeUnknown: boolean; retryAfterMs?: number; cause?: unknown },
  ) {
    super(reason.code, { cause: options.cause });
    this.name = 'TokenEndpointDown';
    this.isOutcomeUnknown = options.isOutcomeUnknown;
    this.retryAfterMs = options.retryAfterMs;
  }
}

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

const maxAnswerBytes = 64 * 1024;
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
  'ERR_INVALID_URL',
  'UND_ERR_INVALID_ARG',
]);

/**
 * Token requests by oauth4webapi, behind the address guard. A refusal is judged whole, headers included, and a token request
 * is never repeated by itself: the second one could spend what the first one was given.
 */
@Injectable()
export class TokenEndpointService implements OnApplicationShutdown {
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
    const client = { client_id: request.clientId };
    const { grant_type: grantType = '', ...parameters } = request.parameters;
    let raw: RawAnswer | undefined;
    try {
      const server = { issuer: new URL(request.tokenUrl).origin, token_endpoint: request.tokenUrl };
      const response = await genericTokenEndpointRequest(
        server,
        client,
        authenticationOf(request),
        grantType,
        parameters,
        {
          // The address guard decides on http: it is allowed for sandboxes only.
          [allowInsecureRequests]: true,
          [customFetch]: async (url, { headers, body }) => {
            raw = await this.send(request, { url, headers, body: String(body) });
            return responseOf(raw);
          },
        },
      );
      if (raw) refuseUnlessOk(request.application, raw);
      const tokens = await processGenericTokenEndpointResponse(server, client, response);
      return toAnswer(tokens, { sentAt, answeredAt: this.timing.now() });
    } catch (error: unknown) {
      if (error instanceof TokenRefused || error instanceof TokenEndpointDown) throw error;
      throw failureOf(request, error, raw !== undefined);
    }
  }

  /** Takes a grant back (RFC 7009). Resolves where the provider says that it did. */
  async revoke({
    revokeUrl,
    token,
    ...request
  }: Omit<TokenRequest, 'tokenUrl' | 'parameters'> & { revokeUrl: string; token: string }): Promise<void> {
    const server = { issuer: new URL(revokeUrl).origin, revocation_endpoint: revokeUrl };
    const client = { client_id: request.clientId };
    const response = await revocationRequest(server, client, authenticationOf(request), token, {
      additionalParameters: { token_type_hint: 'refresh_token' },
      [allowInsecureRequests]: true,
      [customFetch]: async (url, { headers, body }) => {
        const { status, text } = await this.send(request, { url, headers, body: String(body) });
        return new Response(text, { status, headers: { 'content-type': 'application/json' } });
      },
    });
    await processRevocationResponse(response);
  }

  private async send(
    { application }: Pick<TokenRequest, 'application'>,
    { url, headers, body }: { url: string; headers: Record<string, string>; body: string },
  ): Promise<RawAnswer> {
    const timeout = AbortSignal.timeout(this.timing.callTimeoutMs);
    try {
      const address = new URL(url);
      assertUrlAllowed(address, this.allowPrivateAddresses);
      const response = await this.agent.request({
        origin: address.origin,
        path: address.pathname + address.search,
        method: 'POST',
        headers: { ...headers, 'user-agent': 'Koppel/0.1' },
        body,
        signal: timeout,
      });
      const text = await readText(response.body);
      return { status: response.statusCode, headers: plainHeaders(response.headers), text };
    } catch (cause: unknown) {
      throw transportFailure(application, cause, { isTimedOut: timeout.aborted, timeoutMs: this.timing.callTimeoutMs });
    }
  }
}

/** What failed before the request was sent has done nothing at the provider. */
function failureOf({ application }: TokenRequest, cause: unknown, isAnswered: boolean): TokenEndpointDown {
  const why = isAnswered
    ? reason('connections.token_unreadable', { application })
    : reason('connections.token_not_asked', { application });
  return new TokenEndpointDown(why, { isOutcomeUnknown: isAnswered, cause });
}

/** RFC 6749 2.3.1; `basic` form-encodes id and secret before they are joined. */
function authenticationOf({
  clientAuthentication,
  clientSecret,
}: Pick<TokenRequest, 'clientAuthentication' | 'clientSecret'>): ClientAuth {
  return clientAuthentication === 'basic' ? ClientSecretBasic(clientSecret) : ClientSecretPost(clientSecret);
}

/** Hands an accepted answer to oauth4webapi in the form that the RFC asks for. */
function responseOf({ status, text }: RawAnswer): Response {
  const isOk = status >= 200 && status < 300;
  return new Response(isOk ? JSON.stringify(normaliseTokens(parseJson(text))) : text, {
    status: isOk ? 200 : status,
    headers: { 'content-type': 'application/json' },
  });
}

/** @throws TokenRefused, TokenEndpointDown */
function refuseUnlessOk(application: string, answer: RawAnswer): void {
  const { status, headers } = answer;
  if (status >= 200 && status < 300) return;
  if (status >= 500 || status === 429 || status === 408) {
    throw new TokenEndpointDown(reason('connections.token_status', { application, status }), {
      isOutcomeUnknown: !notDoneStatuses.has(status),
      retryAfterMs: secondsOf(headers['retry-after']),
    });
  }
  throw new TokenRefused(readRefusal({ ...answer, body: parseJson(answer.text) }));
}

async function readText(body: AsyncIterable<Buffer>): Promise<string> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of body) {
    length += chunk.length;
    if (length > maxAnswerBytes) throw new Error(`the answer is larger than ${maxAnswerBytes} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function transportFailure(
  application: string,
  cause: unknown,
  { isTimedOut, timeoutMs }: { isTimedOut: boolean; timeoutMs: number },
): TokenEndpointDown {
  const code = String((cause as NodeJS.ErrnoException | undefined)?.code ?? '');
  if (cause instanceof AddressRefused) {
    return new TokenEndpointDown(reason('connections.token_address', { application, host: cause.host }), {
      isOutcomeUnknown: false,
      cause,
    });
  }
  if (isTimedOut) {
    return new TokenEndpointDown(reason('connections.token_timeout', { application, seconds: timeoutMs / 1_000 }), {
      isOutcomeUnknown: true,
      cause,
    });
  }
  const isSent = !notSentCodes.has(code);
  const failed = { application, code: code || 'ERR' };
  const why = isSent ? reason('connections.token_cut', failed) : reason('connections.token_unreachable', failed);
  return new TokenEndpointDown(why, { isOutcomeUnknown: isSent, cause });
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

const refusedFields = ['id_token', 'scope'] as const;
/** Longer lives are taken for "no end": no provider means them, and dates end at 275760. */
const maxLifeSeconds = 10 * 365 * 86_400;
/** Of an access whose life is not told and that can be renewed: it was given with an end in mind. */
const assumedLifeSeconds = 3_600;

/**
 * Brings an accepted answer into the form of RFC 6749 5.1, so that tokens that were given are never thrown away for the sake
 * of what stands beside them: `expires_in` null, empty, zero, a string or very long; `refresh_token` null or empty;
 * `token_type` null, missing or written in another way.
 */
export function normaliseTokens(body: unknown): unknown {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) return body;
  const { expires_in, refresh_token, ...rest } = body as Record<string, unknown>;
  for (const field of refusedFields) delete rest[field];
  const seconds = typeof expires_in === 'string' && expires_in.trim() !== '' ? Number(expires_in) : expires_in;
  const hasEnd = typeof seconds === 'number' && seconds > 0 && seconds <= maxLifeSeconds;
  const hasRefreshToken = typeof refresh_token === 'string' && refresh_token.trim() !== '';
  return {
    ...rest,
    // How the token is sent is said by the connector, not by the answer.
    token_type: 'bearer',
    ...(hasEnd && { expires_in: seconds }),
    ...(hasRefreshToken && { refresh_token }),
  };
}

function toAnswer(tokens: TokenEndpointResponse, times: { sentAt: Date; answeredAt: Date }): TokenAnswer {
  const { access_token: accessToken, refresh_token: refreshToken = null } = tokens;
  const seconds = tokens.expires_in ?? (refreshToken === null ? undefined : assumedLifeSeconds);
  const expiresAt = seconds === undefined ? null : new Date(times.sentAt.getTime() + seconds * 1_000);
  return { accessToken, refreshToken, expiresAt, obtainedAt: times.answeredAt };
}

const refusalSchema = z.object({
  error: z.string().max(200).catch(''),
  error_description: z.string().max(2_000).catch(''),
});

function readRefusal(answer: { status: number; headers: Record<string, string>; body: unknown }): TokenRefusal {
  const parsed = refusalSchema.safeParse(answer.body);
  const { error, error_description } = parsed.success ? parsed.data : { error: '', error_description: '' };
  return { status: answer.status, headers: answer.headers, error, description: error_description };
}
