import type { LimitOptions } from './limits/limits.js';
import type { App } from './oauth/grants.js';
import type { SeedData } from './sample/sample-administration.js';

export type Log = (event: string, details: Record<string, unknown>) => void;

export interface ExactOnlineSimulatorOptions {
  /** 0 or nothing: a free one. */
  port?: number;
  /** `127.0.0.1` unless told. */
  host?: string;
  /** The address that links in answers begin with; `http://localhost:<port>` unless told. */
  publicUrl?: string;
  /** The registered apps; the sandbox app unless told. */
  apps?: App[];
  limits?: Partial<LimitOptions>;
  /** Epoch milliseconds. */
  now?: () => number;
  /** `sample` unless told; `empty` holds master data (VAT codes, warehouses, …) but no items, accounts or orders. */
  seed?: 'sample' | 'empty' | SeedData;
  /** How many goods the sample holds; all of the real data unless told, made-up variations above that. */
  seedItems?: number;
  /** Where the state is kept over restarts; nowhere unless told. */
  dataFile?: string;
  latencyMs?: number;
  requireHttpsWebhooks?: boolean;
  /** Pauses between webhook attempts. */
  webhookRetryDelaysMs?: readonly number[];
  /** Log-in pages cut a pop-up from its opener. */
  cutOpener?: boolean;
  /** Row versions begin above this; set it beyond 2^53 to catch clients that read them as numbers. */
  firstTimestamp?: bigint;
  log?: Log;
}

export const sandboxApp: App = {
  clientId: 'koppel-sandbox',
  clientSecret: 'koppel-sandbox-secret',
  redirectUris: ['http://localhost:8080/oauth/callback/exact-online'],
  webhookSecret: 'koppel-sandbox-webhook-secret',
};

export const sandboxUser = {
  id: 'd1c4a8f0-5b1e-4c36-9d2a-7f3e0b6a5c11',
  email: 'demo@example.com',
  password: 'demo',
  name: 'Demo User',
};

/** The companies of the sandbox; the first is the one a user works in. */
export const divisions: readonly { code: number; name: string }[] = [
  { code: 100001, name: 'Koppel Sample BV' },
  { code: 100002, name: 'Koppel Second BV' },
];
