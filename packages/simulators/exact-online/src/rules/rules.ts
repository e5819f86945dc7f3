import { randomUUID } from 'node:crypto';
import { alreadyExists, badRequest, invalid } from '../errors.js';
import { getEndpoint } from '../metadata.js';
import type { Author, Company } from '../store/company.js';
import type { Row, Scalar, Stored } from '../store/row.js';
import type { Input } from './input.js';

/** What becomes of the VAT amount that a line of an order, invoice or entry is given. */
export type VatAmounts = 'kept' | 'calculated';

/** Whether a document that is not processed can be deleted. */
export type Deletions = 'allowed' | 'refused';

/** How money that is booked meets what is open; nothing of it is documented, so both answers are here. */
export interface PaymentSwitches {
  /** `exact`: a line settles an item of the same amount only, else both stay open. `partial`: what is open becomes less. */
  matching: 'exact' | 'partial';
  /** The sign of `AmountFC` on a bank or cash line that receives money. */
  receiptSign: 'positive' | 'negative';
  /** `locked`: a sales entry that a payment has met cannot be changed or deleted. */
  settledEntries: 'locked' | 'free';
}

export const paymentDefaults: PaymentSwitches = {
  matching: 'exact',
  receiptSign: 'positive',
  settledEntries: 'locked',
};

/** Who writes, where, and when. */
export interface WriteContext extends Partial<PaymentSwitches> {
  company: Company;
  author: Author;
  now: () => number;
  /** Not documented, so both are here. Kept by default. */
  vatAmounts?: VatAmounts;
  /** Not documented either. Allowed by default. */
  deletions?: Deletions;
  /** The app that writes; none when a test writes through the control. */
  clientId?: string;
}

/** The rules of one table beyond the meta-data; every part is optional. */
export interface EntityRules {
  /** Stores a new record with a checked body; returns the record for the answer. */
  insert?: (context: WriteContext, input: Input) => Stored;
  /** Completes a new row. */
  complete?: (context: WriteContext, values: Row) => Row;
  /** Completes the changes of a row. */
  change?: (context: WriteContext, record: Stored, changes: Row) => Row;
  /** Updates dependent records after a creation or a change. */
  afterWrite?: (context: WriteContext, record: Stored) => void;
  afterChange?: (context: WriteContext, record: Stored) => void;
  afterDelete?: (context: WriteContext, record: Stored) => void;
  /** Refuses a deletion, or removes dependent records. */
  beforeDelete?: (context: WriteContext, record: Stored) => void;
}

export function newGuid(): string {
  return randomUUID();
}

/** The record of a foreign key; throws `Invalid: …` when there is none. */
export function getReferenced(context: WriteContext, table: string, key: Scalar | undefined, property: string): Stored {
  const found = typeof key === 'string' ? context.company.table(table).get(key) : undefined;
  if (!found) throw invalid(`Reference: ${property} (${key ?? 'empty'})`);
  return found;
}

/** Refuses a second record with the same value in a column. */
export function refuseDuplicate(
  context: WriteContext,
  table: string,
  column: string,
  value: Scalar | undefined,
  except?: string,
): void {
  if (value === undefined || value === null || value === '') return;
  for (const { key } of context.company.table(table).findBy(column, value)) {
    if (key !== except) throw alreadyExists(`${column}: ${String(value).trim()}`);
  }
}

/** Refuses the deletion of a document that is processed, or of any; the wording is not sourced. */
export function refuseDeletion({ deletions }: WriteContext, isOpen: boolean): void {
  if (!isOpen) throw badRequest('Cannot delete: the document has been processed.');
  if (deletions === 'refused') throw badRequest('Cannot delete: the document may not be deleted.');
}

/** Stores a row under its key or a new one. */
export function insertRow(context: WriteContext, table: string, values: Row): Stored {
  const { key: keyColumn } = getEndpoint(table);
  const key = values[keyColumn] ?? newGuid();
  if (context.company.table(table).get(String(key))) throw alreadyExists(`${keyColumn}: ${key}`);
  return context.company.insert(table, { ...values, [keyColumn]: key }, context.author);
}

/** Creates a record by the table's rules. */
export function createRecord(context: WriteContext, table: string, rules: EntityRules, input: Input): Stored {
  const record = rules.insert
    ? rules.insert(context, input)
    : insertRow(context, table, rules.complete?.(context, input.values) ?? input.values);
  rules.afterWrite?.(context, record);
  return record;
}

/** Changes a record by the table's rules; the key cannot change. */
export function changeRecord(
  context: WriteContext,
  table: string,
  rules: EntityRules,
  record: Stored,
  input: Input,
): void {
  if (input.children.size > 0) {
    const [name = ''] = input.children.keys();
    throw badRequest(`Not supported: ${name} can't be changed through its document; use the endpoint of the lines.`);
  }
  const { [getEndpoint(table).key]: _key, ...changes } = input.values;
  context.company.update(table, record, rules.change?.(context, record, changes) ?? changes, context.author);
  rules.afterWrite?.(context, record);
  rules.afterChange?.(context, record);
}

export function deleteRecord(context: WriteContext, table: string, rules: EntityRules, record: Stored): void {
  rules.beforeDelete?.(context, record);
  context.company.delete(table, record, context.author);
  rules.afterDelete?.(context, record);
}
