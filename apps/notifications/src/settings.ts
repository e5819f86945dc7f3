/** Injection token of {@link Settings}. */
export const SETTINGS = Symbol('SETTINGS');

/** What the service's parts share; tests give their own. */
export interface Settings {
  now(): Date;
  /** How often due deliveries are looked for. */
  tickMs: number;
  /** How long an organization is not checked again for alerts, and after how long it is without any event. */
  alertChecks: { gapMs: number; sweepMs: number };
  /** A recipient gets the next message so long after the one before; what comes meanwhile goes with it. */
  messageGapMs: number;
  /** Whether private, loopback and plain http addresses may be called. */
  allowPrivateAddresses: boolean;
}
