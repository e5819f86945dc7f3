import type { Change } from './shop.js';

export interface JournalEntry {
  /** ISO time. */
  at: string;
  method: string;
  path: string;
  status: number;
  body: unknown;
}

export interface Counters {
  requests: number;
  reads: number;
  writes: number;
  /** By method and route, ids replaced: `PUT /wp-json/wc/v3/products/:id`. */
  byRoute: Record<string, number>;
  byStatus: Record<string, number>;
  /** Changes of records since the last reset: `products.created`. */
  records: Record<string, number>;
}

const journalLimit = 10_000;

/** Counts the requests of the REST API and stores the latest writes. */
export class Ledger {
  private counts: Counters = emptyCounters();
  private entries: JournalEntry[] = [];

  note(entry: JournalEntry): void {
    const isRead = entry.method === 'GET';
    this.counts.requests += 1;
    if (isRead) this.counts.reads += 1;
    else this.counts.writes += 1;
    const route = `${entry.method} ${entry.path.replace(/\?.*$/, '').replace(/\/\d+(?=\/|$)/g, '/:id')}`;
    increment(this.counts.byRoute, route);
    increment(this.counts.byStatus, String(entry.status));
    if (isRead) return;
    this.entries.push(entry);
    if (this.entries.length > journalLimit) this.entries.shift();
  }

  noteChange({ kind, event }: Change): void {
    increment(this.counts.records, `${kind}.${event}`);
  }

  counters(): Counters {
    return structuredClone(this.counts);
  }

  journal(): readonly JournalEntry[] {
    return this.entries;
  }

  clear(): void {
    this.counts = emptyCounters();
    this.entries = [];
  }
}

function emptyCounters(): Counters {
  return { requests: 0, reads: 0, writes: 0, byRoute: {}, byStatus: {}, records: {} };
}

function increment(counts: Record<string, number>, key: string): void {
  counts[key] = (counts[key] ?? 0) + 1;
}
