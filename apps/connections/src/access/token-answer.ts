import type { TokenRefusal } from '@koppel/connector-sdk';
import { z } from 'zod';

/** What a token endpoint gave (RFC 6749 5.1). */
export interface TokenAnswer {
  accessToken: string;
  refreshToken: string | null;
  /** Counted from before the request was sent, so never too late. */
  expiresAt: Date;
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

  constructor(message: string, options: { isOutcomeUnknown: boolean; retryAfterMs?: number; cause?: unknown }) {
    super(message, { cause: options.cause });
    this.name = 'TokenEndpointDown';
    this.isOutcomeUnknown = options.isOutcomeUnknown;
    this.retryAfterMs = options.retryAfterMs;
  }
}

/** Where a provider says nothing about the end. A wrong guess costs one refused call. */
const defaultLifeSeconds = 3_600;

const answerSchema = z.object({
  access_token: z.string().min(1).max(16_384),
  token_type: z.string().optional(),
  refresh_token: z.string().min(1).max(16_384).optional(),
  // Some providers send a string.
  expires_in: z.coerce.number().positive().max(31_536_000).optional(),
});
const refusalSchema = z.object({
  error: z.string().max(200).catch(''),
  error_description: z.string().max(2_000).catch(''),
});

/** Reads an accepted answer; undefined when it is none. */
export function readTokenAnswer(body: unknown, times: { sentAt: Date; answeredAt: Date }): TokenAnswer | undefined {
  const parsed = answerSchema.safeParse(body);
  if (!parsed.success) return undefined;
  const { access_token, refresh_token, expires_in = defaultLifeSeconds } = parsed.data;
  return {
    accessToken: access_token,
    refreshToken: refresh_token ?? null,
    obtainedAt: times.answeredAt,
    expiresAt: new Date(times.sentAt.getTime() + expires_in * 1_000),
  };
}

export function readRefusal(answer: { status: number; headers: Record<string, string>; body: unknown }): TokenRefusal {
  const parsed = refusalSchema.safeParse(answer.body);
  const { error, error_description } = parsed.success ? parsed.data : { error: '', error_description: '' };
  return { status: answer.status, headers: answer.headers, error, description: error_description };
}
