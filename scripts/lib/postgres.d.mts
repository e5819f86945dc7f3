import type { Ledger } from './ledger.mjs';

/** Starts a Postgres on a data folder, setting the folder up when it is new. */
export function startPostgres(options: {
  dataDir: string;
  port: number;
  password: string;
  database: string;
  isHasty?: boolean;
  /** Of another Postgres than the packaged one. */
  bin?: string;
  logFile: string;
  ledger: Ledger;
}): Promise<{ url: string; dataDir: string; stop(): Promise<void> }>;
