import type { Ledger } from './ledger.mjs';

/** Starts a nats-server with JetStream on 127.0.0.1. */
export function startNats(options: {
  storeDir: string;
  port: number;
  passwords?: Record<string, string>;
  logFile: string;
  ledger: Ledger;
}): Promise<{ url: string; stop(): Promise<void> }>;
