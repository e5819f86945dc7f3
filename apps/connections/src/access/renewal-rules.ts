import { isFixed } from '@koppel/connector-host';
import type { Connector } from '@koppel/connector-sdk';
import type { RenewalRules } from './grant.js';

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
