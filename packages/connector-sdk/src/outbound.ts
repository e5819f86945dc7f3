import type { OutboundCall } from './http-span.js';

/** What outbound calls may do; set by the operator, not by a user. */
export interface OutboundPolicy {
  /** Allows plain http and private, loopback and link-local addresses: for sandboxes and shops on the own network. */
  allowPrivateAddresses: boolean;
  /** Default 32 MiB. */
  maxResponseBytes?: number;
  /** For a request that names no time-out itself; default 20,000. */
  timeoutMs?: number;
  /** First delay before a repeated request, doubled each time, with jitter; default 300. */
  retryDelayMs?: number;
  /** Hears of every call when it has ended. */
  observe?(call: OutboundCall): void;
}

export const defaultMaxResponseBytes = 32 * 1024 * 1024;
export const defaultTimeoutMs = 20_000;
export const defaultRetryDelayMs = 300;
