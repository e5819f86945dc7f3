import type { AppError, Language } from '@koppel/contracts';
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
  usedAt: Date | null;
}

/** Who comes back, to what. */
export interface Comeback {
  sessionId: string;
  userId: string;
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
  if (attempt.sessionId !== comeback.sessionId || attempt.userId !== comeback.userId) return 'other_session';
  if (attempt.applicationId !== comeback.applicationId) return 'other_application';
  if (attempt.usedAt) return 'used';
  return attempt.expiresAt <= comeback.now ? 'expired' : undefined;
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
