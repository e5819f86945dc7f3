import type { Connector } from '@koppel/connector-sdk';
import type { RenewalRules } from './grant.js';

/** Sessions are made anew this long before their end. */
const sessionEarlyMs = 60_000;

/** How the access of an application is renewed; undefined where it is a fixed key. */
export function renewalRules({ authorization }: Connector): RenewalRules | undefined {
  if (authorization.kind === 'static') return undefined;
  if (authorization.kind === 'session') {
    return { earlyMs: sessionEarlyMs, notBeforeMs: 0, isRotating: false, needsRefreshToken: false };
  }
  const { earlyMs, notBeforeMs = 0, isRotating } = authorization.refresh;
  return { earlyMs, notBeforeMs, isRotating, needsRefreshToken: true };
}
