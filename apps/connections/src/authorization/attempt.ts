import type { AppError, AuthorizationStatus, Language, Reason, TestStep } from '@koppel/contracts';
import { createHash, randomBytes } from 'node:crypto';
import { errorBecause, reason } from '../reasons.js';

/** One try of one person, in one browser session, to authorise one connection. */
export interface Attempt {
  id: string;
  organizationId: string;
  connectionId: string;
  applicationId: string;
  sessionId: string;
  userId: string;
  /** Of the connection when the attempt began: an edit in between makes the attempt void. */
  credentialsVersion: number;
  sealedCodeVerifier: string | null;
  returnPath: string | null;
  /** Of the page that it began from. */
  language: Language;
  expiresAt: Date;
  /** Of a key approval: when the browser came back. */
  returnedAt: Date | null;
  usedAt: Date | null;
  outcome: Outcome | null;
}

/** How an attempt ended. */
export interface Outcome {
  status: Extract<AuthorizationStatus, 'granted' | 'denied' | 'refused'>;
  reason: Reason | null;
  advice?: Reason;
  /** Of the connection test with the keys that came. */
  steps: TestStep[];
}

/** What comes back, and who brings it; an application that posts keys is nobody. */
export interface Comeback {
  person: { sessionId: string; userId: string } | undefined;
  applicationId: string;
  now: Date;
}

export type AttemptProblem = 'unknown' | 'used' | 'expired' | 'other_session' | 'other_application';

/** 256 random bits; only their hash is stored. */
export function newState(): string {
  return randomBytes(32).toString('base64url');
}

export function hashState(state: string): string {
  return createHash('sha256').update(state).digest('hex');
}

/** Why an attempt cannot be finished by who comes back; undefined when it can. Pure. */
export function problemOf(attempt: Attempt | undefined, comeback: Comeback): AttemptProblem | undefined {
  if (!attempt) return 'unknown';
  const { person } = comeback;
  if (person && (attempt.sessionId !== person.sessionId || attempt.userId !== person.userId)) return 'other_session';
  if (attempt.applicationId !== comeback.applicationId) return 'other_application';
  if (attempt.usedAt) return 'used';
  return attempt.expiresAt <= comeback.now ? 'expired' : undefined;
}

/** Longer than the longest connection test: whoever tried the keys until then is gone. */
const finishingMs = 60_000;

/** Where an attempt stands; undefined: it has not begun. Pure. */
export function standingOf(
  attempt: Attempt | undefined,
  { now, keysMissing }: { now: Date; keysMissing: Reason },
): Omit<Outcome, 'status'> & { status: AuthorizationStatus } {
  const at = (status: AuthorizationStatus, why: Reason | null = null) => ({ status, reason: why, steps: [] });
  if (!attempt) return at('waiting');
  if (attempt.outcome) return attempt.outcome;
  if (!attempt.usedAt) {
    if (attempt.expiresAt > now) return at('waiting');
    return at('expired', attempt.returnedAt ? keysMissing : reason('connections.attempt_expired'));
  }
  const isUnderWay = now.getTime() - attempt.usedAt.getTime() < finishingMs;
  return isUnderWay ? at('finishing') : at('expired', reason('connections.attempt_interrupted'));
}

export function stateInvalid(problem: AttemptProblem | 'edited'): AppError {
  return errorBecause('authorization.state_invalid', reason(`connections.attempt_${problem}`), {
    details: { problem },
  });
}

/**
 * The page of this site to return to after an authorization. Judged by what a browser makes of it, because `/..//host` and
 * `/.//host` normalise to the address of another host.
 *
 * @param path as it came in the query: a path with query and fragment
 * @returns the normalised path, or undefined when it leads to another origin or is not a plain path
 */
export function safeReturnPath(path: string, publicUrl: string): string | undefined {
  // eslint-disable-next-line no-control-regex -- control characters are what is looked for: browsers drop some of them
  if (path.length > 500 || !path.startsWith('/') || /[\\\u0000-\u001f]/.test(path)) return undefined;
  const { origin } = new URL(publicUrl);
  if (!URL.canParse(path, origin)) return undefined;
  const parsed = new URL(path, origin);
  const normalised = parsed.pathname + parsed.search + parsed.hash;
  // A browser parses the result once more, and must end at the same address.
  const isSame = URL.canParse(normalised, origin) && new URL(normalised, origin).href === parsed.href;
  return parsed.origin === origin && isSame && !parsed.pathname.startsWith('//') ? normalised : undefined;
}
