/** One write that the API received, whether it was carried out or refused. */
export interface JournalEntry {
  at: number;
  method: string;
  division: number;
  entity: string;
  key: string | null;
  body: unknown;
  status: number;
}

export interface Counters {
  /** By method and path with division and keys left out, e.g. `GET /api/v1/{division}/crm/Accounts`. */
  requests: Record<string, number>;
  tokenExchanges: number;
  tokenRefreshes: number;
  writes: number;
}

const maxJournalEntries = 50_000;

/** Received requests, for tests. */
export class Journal {
  private entries: JournalEntry[] = [];
  private requests = new Map<string, number>();
  private tokenExchanges = 0;
  private tokenRefreshes = 0;
  private writes = 0;

  countRequest(method: string, path: string): void {
    const key = `${method} ${path.replace(/\/v1\/\d+/, '/v1/{division}').replace(/\([^)]*\)/, '(…)')}`;
    this.requests.set(key, (this.requests.get(key) ?? 0) + 1);
  }

  countTokens(kind: 'authorization_code' | 'refresh_token'): void {
    if (kind === 'refresh_token') this.tokenRefreshes += 1;
    else this.tokenExchanges += 1;
  }

  noteWrite(entry: JournalEntry): void {
    this.writes += 1;
    this.entries.push(entry);
    if (this.entries.length > maxJournalEntries) this.entries = this.entries.slice(-maxJournalEntries / 2);
  }

  list(): readonly JournalEntry[] {
    return this.entries;
  }

  counters(): Counters {
    const { tokenExchanges, tokenRefreshes, writes } = this;
    return { requests: Object.fromEntries(this.requests), tokenExchanges, tokenRefreshes, writes };
  }

  clear(): void {
    this.entries = [];
    this.requests.clear();
    this.tokenExchanges = 0;
    this.tokenRefreshes = 0;
    this.writes = 0;
  }
}
