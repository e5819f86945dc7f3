import { SortedKeys } from './sorted-keys.js';
import { type Row, type Scalar, type Stored, indexValue } from './row.js';

/**
 * The records of one kind in one company: by key, by any column (indexed on first use), in order of key, and in order of
 * row version.
 */
export class Table {
  private readonly records = new Map<string, Stored>();
  private readonly keys = new SortedKeys();
  private readonly indices = new Map<string, Map<Scalar, Set<Stored>>>();
  /** Every change in order; an entry with an older row version than its record is skipped. */
  private changes: { timestamp: bigint; record: Stored }[] = [];

  constructor(
    readonly name: string,
    readonly keyColumn: string,
  ) {}

  get size(): number {
    return this.records.size;
  }

  get(key: string): Stored | undefined {
    return this.records.get(key);
  }

  values(): IterableIterator<Stored> {
    return this.records.values();
  }

  insert(row: Row, timestamp: bigint): Stored {
    const key = String(row[this.keyColumn]);
    const record: Stored = { key, row, timestamp };
    this.records.set(key, record);
    this.keys.add(key);
    this.logChange(record);
    for (const [column, index] of this.indices) addToIndex(index, indexValue(row, column), record);
    return record;
  }

  /** Changes columns in place; a new row version moves the record to the end of the changes. */
  update(record: Stored, changes: Row, timestamp: bigint): void {
    for (const [column, index] of this.indices) {
      if (column in changes) index.get(indexValue(record.row, column))?.delete(record);
    }
    Object.assign(record.row, changes);
    if (timestamp !== record.timestamp) {
      record.timestamp = timestamp;
      this.logChange(record);
    }
    for (const [column, index] of this.indices) {
      if (column in changes) addToIndex(index, indexValue(record.row, column), record);
    }
  }

  delete(record: Stored): void {
    this.records.delete(record.key);
    this.keys.remove(record.key);
    for (const [column, index] of this.indices) index.get(indexValue(record.row, column))?.delete(record);
  }

  /** The records with this value in a column, unordered. */
  findBy(column: string, value: Scalar): ReadonlySet<Stored> {
    const index = this.indices.get(column) ?? this.buildIndex(column);
    return index.get(typeof value === 'string' ? value.trimEnd() : value) ?? empty;
  }

  findFirstBy(column: string, value: Scalar): Stored | undefined {
    for (const record of this.findBy(column, value)) return record;
    return undefined;
  }

  /** The records in order of key, from the one after `key` on. */
  *inKeyOrder(key: string | undefined): Generator<Stored> {
    const { sorted } = this.keys;
    for (let at = key === undefined ? 0 : this.keys.positionAfter(key); at < sorted.length; at += 1) {
      const record = this.records.get(sorted[at] ?? '');
      if (record) yield record;
    }
  }

  /** The records changed after a row version, oldest change first, each once. */
  *changedAfter(timestamp: bigint): Generator<Stored> {
    this.dropStaleChanges();
    for (let at = this.positionAfterTimestamp(timestamp); at < this.changes.length; at += 1) {
      const change = this.changes[at];
      if (change && this.isCurrent(change)) yield change.record;
    }
  }

  private isCurrent(change: { timestamp: bigint; record: Stored }): boolean {
    return change.record.timestamp === change.timestamp && this.records.get(change.record.key) === change.record;
  }

  private logChange(record: Stored): void {
    this.changes.push({ timestamp: record.timestamp, record });
  }

  private dropStaleChanges(): void {
    if (this.changes.length <= 2 * this.records.size + 64) return;
    this.changes = this.changes.filter((change) => this.isCurrent(change));
  }

  private positionAfterTimestamp(timestamp: bigint): number {
    let low = 0;
    let high = this.changes.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.changes[middle]?.timestamp ?? 0n) > timestamp) high = middle;
      else low = middle + 1;
    }
    return low;
  }

  private buildIndex(column: string): Map<Scalar, Set<Stored>> {
    const index = new Map<Scalar, Set<Stored>>();
    for (const record of this.records.values()) addToIndex(index, indexValue(record.row, column), record);
    this.indices.set(column, index);
    return index;
  }
}

const empty: ReadonlySet<Stored> = new Set<Stored>();

function addToIndex(index: Map<Scalar, Set<Stored>>, value: Scalar, record: Stored): void {
  const records = index.get(value);
  if (records) records.add(record);
  else index.set(value, new Set([record]));
}
