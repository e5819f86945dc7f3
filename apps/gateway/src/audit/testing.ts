import { randomUUID } from 'node:crypto';
import type { UnchainedEntry } from './audit-chain.js';

/** An entry as a test needs it. */
export function anEntry(changes: Partial<UnchainedEntry> = {}): UnchainedEntry {
  return {
    ...{
      id: randomUUID(),
      at: '2026-11-28T03:00:00.000Z',
      action: 'connection.changed',
      outcome: 'done',
      detail: null,
    },
    actor: { kind: 'person', id: 'user-1', name: 'Anna Smit', role: 'admin' },
    object: { kind: 'connection', id: 'a2b3c4d5-e6f7-4890-91ab-cdef01234505', title: 'Webshop' },
    ...{ address: '203.0.113.7', userAgent: null, traceId: null },
    ...changes,
  };
}
