import type { Credentials } from '@koppel/contracts';

/** What a provider or a log-in gave. */
export interface IssuedAccess {
  credentials: Credentials;
  refreshToken: string | null;
  obtainedAt: Date;
  expiresAt: Date;
}

export type RenewalOutcome = 'too_early' | 'lost' | 'down';

/** A renewal that gave no access. The message says what happened. */
export class RenewalFailed extends Error {
  readonly outcome: RenewalOutcome;
  /** The provider may have renewed all the same, and the old refresh token may be spent. */
  readonly isOutcomeUnknown: boolean;
  readonly retryAfterMs: number | undefined;

  constructor(
    outcome: RenewalOutcome,
    message: string,
    options: { isOutcomeUnknown?: boolean; retryAfterMs?: number; cause?: unknown } = {},
  ) {
    super(message, { cause: options.cause });
    this.name = 'RenewalFailed';
    this.outcome = outcome;
    this.isOutcomeUnknown = options.isOutcomeUnknown ?? false;
    this.retryAfterMs = options.retryAfterMs;
  }
}
