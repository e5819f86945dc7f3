import type { LimitOptions } from './limits/limits.js';
import type { App } from './oauth/grants.js';
import type { SeedData } from './sample/sample-administration.js';

export type Log = (event: string, details: Record<string, unknown>) => void;

export interface ExactOnlineSimulatorOptions {
  /** 0 (default): a free one. */
  port?: number;
  /** `127.0.0.1` by default. */
  host?: string;
  /** The base URL of links in answers; `http://localhost:<port>` by default. */
  publicUrl?: string;
  /** The registered apps; the sandbox app by default. */
  apps?: App[];
  limits?: Partial<LimitOptions>;
  /** Epoch milliseconds. */
  now?: () => number;
  /** `sample` by default; `empty` has master data (VAT codes, warehouses, …) but no items, accounts or orders. */
  seed?: 'sample' | 'empty' | SeedData;
  /** Number of goods in the sample; all of the real data by default, generated variations above that. */
  seedItems?: number;
  /** The file that stores the state; none by default. */
  dataFile?: string;
  latencyMs?: number;
  requireHttpsWebhooks?: boolean;
  /** Pauses between webhook attempts. */
  webhookRetryDelaysMs?: readonly number[];
  /** Log-in pages separate a pop-up from its opener. */
  cutOpener?: boolean;
  /** Row versions start above this; beyond 2^53 it finds clients that parse them as numbers. */
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

/** The companies of the sandbox; the first is the user's current one. */
export const divisions: readonly { code: number; name: string }[] = [
  { code: 100001, name: 'Koppel Sample BV' },
  { code: 100002, name: 'Koppel Second BV' },
];
