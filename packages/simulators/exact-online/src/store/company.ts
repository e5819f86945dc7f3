import { getEndpoint } from '../metadata.js';
import type { Row, Stored } from './row.js';
import { Table } from './table.js';

export type ChangeAction = 'Create' | 'Update' | 'Delete';

export interface Change {
  company: Company;
  table: string;
  action: ChangeAction;
  record: Stored;
}

/** The counter of row versions, shared by all records of all companies. */
export interface RowVersions {
  next(): bigint;
}

/** Creator and modifier of records. */
export interface Author {
  id: string;
  name: string;
}

export interface CompanyOptions {
  code: number;
  name: string;
  versions: RowVersions;
  now: () => number;
  onChange?: (change: Change) => void;
}

const deletedEntityTypes: Record<string, number> = {
  'crm/Accounts': 2,
  'crm/Addresses': 3,
  'crm/Contacts': 5,
  'logistics/SalesItemPrices': 8,
  'logistics/Items': 9,
  'salesinvoice/SalesInvoices': 13,
  'inventory/ItemWarehouses': 15,
  'salesorder/GoodsDeliveries': 16,
  'sales/SalesPriceListVolumeDiscounts': 31,
  'salesorder/SalesOrders': 32,
  'salesorder/SalesOrderLines': 33,
};

/** One administration (division): its tables, and the only way to change them. */
export class Company {
  readonly code: number;
  readonly name: string;
  private readonly tables = new Map<string, Table>();
  private readonly sequences = new Map<string, number>();
  private nextDeletionNumber = 1;

  constructor(private readonly options: CompanyOptions) {
    this.code = options.code;
    this.name = options.name;
  }

  table(name: string): Table {
    const known = this.tables.get(name);
    if (known) return known;
    const created = new Table(name, getEndpoint(name).key);
    this.tables.set(name, created);
    return created;
  }

  tableNames(): string[] {
    return [...this.tables.keys()];
  }

  /** Stores a record with its creation stamps and a new row version. */
  insert(table: string, row: Row, author: Author): Stored {
    const now = this.options.now();
    const stamps = { Created: now, Creator: author.id, CreatorFullName: author.name };
    const record = this.restore(table, { ...stamps, ...this.changeStamps(author), ...row, Division: this.code });
    this.announce(table, 'Create', record);
    return record;
  }

  /** Changes columns of a record and gives it a new row version. */
  update(table: string, record: Stored, changes: Row, author: Author): void {
    this.table(table).update(record, { ...this.changeStamps(author), ...changes }, this.options.versions.next());
    this.announce(table, 'Update', record);
  }

  /** Sets columns derived from other records, without a new row version or event. */
  derive(table: string, record: Stored, changes: Row): void {
    const target = this.table(table);
    target.update(record, changes, record.timestamp);
  }

  /** Removes a record and adds it to `sync/Deleted`. */
  delete(table: string, record: Stored, author: Author): void {
    this.table(table).delete(record);
    const entityType = deletedEntityTypes[table];
    if (entityType !== undefined) {
      const id = `00000000-0000-4000-8000-${(this.nextDeletionNumber++).toString(16).padStart(12, '0')}`;
      const row = { ID: id, EntityKey: record.key, EntityType: entityType, Division: this.code };
      this.restore('sync/Deleted', { ...row, DeletedBy: author.id, DeletedDate: this.options.now() });
    }
    this.announce(table, 'Delete', record);
  }

  /** Stores a row as it is, with the given or a new row version. */
  restore(table: string, row: Row, timestamp: bigint = this.options.versions.next()): Stored {
    if (table === 'sync/Deleted')
      this.nextDeletionNumber = Math.max(this.nextDeletionNumber, this.table(table).size + 2);
    return this.table(table).insert(row, timestamp);
  }

  /** The next number of a series such as order numbers. */
  nextNumber(series: string, first: number): number {
    const number = this.sequences.get(series) ?? first;
    this.sequences.set(series, number + 1);
    return number;
  }

  get sequenceState(): Record<string, number> {
    return Object.fromEntries(this.sequences);
  }

  set sequenceState(state: Record<string, number>) {
    for (const [series, number] of Object.entries(state)) this.sequences.set(series, number);
  }

  private changeStamps(author: Author): Row {
    return { Modified: this.options.now(), Modifier: author.id, ModifierFullName: author.name };
  }

  private announce(table: string, action: ChangeAction, record: Stored): void {
    this.options.onChange?.({ company: this, table, action, record });
  }
}
