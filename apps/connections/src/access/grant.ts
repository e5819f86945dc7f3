import { isFixed } from '@koppel/connector-host';
import type { Connector } from '@koppel/connector-sdk';
import type { Credentials, Reason } from '@koppel/contracts';

/** The access that a connection has now: the header to send, sealed, and what renews it. */
export interface Grant {
  connectionId: string;
  organizationId: string;
  /** Counts the accesses of this connection; never goes back. */
  epoch: number;
  sealedAccess: string | null;
  sealedRefreshToken: string | null;
  obtainedAt: Date | null;
  expiresAt: Date | null;
  /** The provider will not renew it any more: a person must authorise again. */
  isLost: boolean;
  leaseUntil: Date | null;
  /** A renewal was begun then whose outcome is not known. */
  intentAt: Date | null;
  /** No renewal before this time: the provider asked for it, or failed a moment ago. */
  retryAt: Date | null;
  failures: number;
}

export interface RenewalRules {
  /** Renew this long before the end. */
  earlyMs: number;
  /** The provider refuses to renew before this age. */
  notBeforeMs: number;
  /** A renewal makes the refresh token worthless, so one whose answer was lost may have spent it. */
  isRotating: boolean;
  /** False for log-ins, which need nothing but the connection's own fields. */
  needsRefreshToken: boolean;
}

export type Decision =
  | { do: 'use' }
  | { do: 'renew' }
  /** Another one renews it at this moment. */
  | { do: 'wait' }
  | { do: 'refuse'; because: 'not_authorized' | 'lost' }
  | { do: 'refuse'; because: 'application_down'; retryAt: Date };

/** The longest that a request may last: an access must still be valid when the request ENDS. */
const requestMs = 20_000;

/**
 * What to do when someone asks for access; pure.
 *
 * An access that the application refused (`refusedEpoch`) is renewed even when it is too young for the provider's rule:
 * once per epoch, because only the provider can tell whether the grant was withdrawn. If it answers "too early", the grant
 * lives; `retryAt` then keeps everyone from asking again before the rule allows it.
 */
export function decide(
  grant: Grant,
  { now, refusedEpoch, rules }: { now: Date; refusedEpoch: number | undefined; rules: RenewalRules },
): Decision {
  const nowMs = now.getTime();
  const endMs = grant.expiresAt?.getTime() ?? Infinity;
  const leftMs = grant.sealedAccess ? endMs - nowMs : 0;
  const isUsable = leftMs > 0 && refusedEpoch !== grant.epoch;
  const orElse = (other: Decision): Decision => (isUsable ? { do: 'use' } : other);
  if (grant.isLost) return orElse({ do: 'refuse', because: 'lost' });
  if (rules.needsRefreshToken && !grant.sealedRefreshToken) {
    return orElse({ do: 'refuse', because: grant.sealedAccess ? 'lost' : 'not_authorized' });
  }
  if (isUsable && nowMs < renewableFromMs(grant, rules)) return { do: 'use' };
  if (grant.leaseUntil && grant.leaseUntil > now) return leftMs > requestMs ? orElse({ do: 'wait' }) : { do: 'wait' };
  // A lost answer may have spent the refresh token: what still works is used to its end before the one try.
  if (grant.intentAt && rules.isRotating && isUsable) return { do: 'use' };
  if (grant.retryAt && grant.retryAt > now)
    return orElse({ do: 'refuse', because: 'application_down', retryAt: grant.retryAt });
  return { do: 'renew' };
}

/** From when on a healthy access is renewed, in epoch milliseconds. */
export function renewableFromMs({ obtainedAt, expiresAt }: Grant, { earlyMs, notBeforeMs }: RenewalRules): number {
  if (!obtainedAt) return 0;
  if (!expiresAt) return Infinity;
  const lifeMs = expiresAt.getTime() - obtainedAt.getTime();
  const dueMs = expiresAt.getTime() - Math.min(earlyMs, Math.max(0, lifeMs / 2));
  return Math.max(dueMs, Math.min(obtainedAt.getTime() + notBeforeMs, expiresAt.getTime()));
}

/** Sessions are made anew this long before their end. */
const sessionEarlyMs = 60_000;

/** How the access of an application is renewed; undefined where it is a fixed key. */
export function renewalRules({ authentication }: Connector): RenewalRules | undefined {
  if (isFixed(authentication)) return undefined;
  if (authentication.kind === 'session') {
    return { earlyMs: sessionEarlyMs, notBeforeMs: 0, isRotating: false, needsRefreshToken: false };
  }
  const { earlyMs = 0, notBeforeMs = 0, isRotating = false } = authentication.refresh ?? {};
  return { earlyMs, notBeforeMs, isRotating, needsRefreshToken: true };
}

/** What a provider or a log-in gave. */
export interface IssuedAccess {
  credentials: Credentials;
  refreshToken: string | null;
  obtainedAt: Date;
  /** Null: used until it is refused. */
  expiresAt: Date | null;
}

export type RenewalOutcome = 'too_early' | 'lost' | 'down';

/** A renewal that gave no access, and why. */
export class RenewalFailed extends Error {
  readonly outcome: RenewalOutcome;
  /** The provider may have renewed all the same, and the old refresh token may be spent. */
  readonly isOutcomeUnknown: boolean;
  readonly retryAfterMs: number | undefined;

  constructor(
    outcome: RenewalOutcome,
    readonly reason: Reason,
    options: { isOutcomeUnknown?: boolean; retryAfterMs?: number; cause?: unknown } = {},
  ) {
    super(reason.code, { cause: options.cause });
    this.name = 'RenewalFailed';
    this.outcome = outcome;
    this.isOutcomeUnknown = options.isOutcomeUnknown ?? false;
    this.retryAfterMs = options.retryAfterMs;
  }
}
