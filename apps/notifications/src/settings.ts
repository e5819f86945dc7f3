/** Injection token of {@link Settings}. */
export const SETTINGS = Symbol('SETTINGS');

/** What the service's parts share; tests give their own. */
export interface Settings {
  now(): Date;
  /** How often due deliveries are looked for. */
  tickMs: number;
  /** Whether private, loopback and plain http addresses may be called. */
  allowPrivateAddresses: boolean;
}
