import {
  compareDecimals,
  isZeroDecimal,
  subtractDecimals,
  type ConnectorContext,
  type TargetMatch,
} from '@koppel/connector-sdk';
import type { Decimal } from '@koppel/contracts';
import { ensureDeliveryAddress } from '../addresses.js';
import { ExactClient } from '../client.js';
import { ensureContact } from '../contacts.js';
import { dayOf, decimalOf, guidLiteral, orFilters, textLiteral, textOf, type Row } from '../odata.js';
import { isRounding, totalsDiffer, type LineForms } from '../order-document.js';
import type { OrderSettings } from '../order-settings.js';
import type { BookedDocument, DocumentKind, OrderToBook } from './document.js';

/** How Exact Online keeps a kind of document. */
export interface DocumentShape
  extends Pick<DocumentKind, 'type' | 'hasItems' | 'compose' | 'noteOf'>, Pick<LineForms, 'roundingLine'> {
  /** `salesorder/SalesOrders` */
  endpoint: string;
  keyColumn: string;
  /** Lines are added one by one at an endpoint of their own. */
  lines: { endpoint: string; documentColumn: string };
  columns: {
    account: string;
    buyerName: string;
    day: string;
    remarks?: string;
    /** Those that tell number and state. */
    others: readonly string[];
  };
  numberOf(row: Row): number;
  isOpen(context: ConnectorContext, row: Row): boolean | Promise<boolean>;
  /** Where the reference of the order stands, and is looked for. */
  referenceColumn(settings: OrderSettings): string;
  /** Columns for who receives it, where it has them. */
  recipients?: { address: string; contact: string };
  isDayOf?: DocumentKind['isDayOf'];
}

/** The functions that all kinds share. */
export function exactDocument(shape: DocumentShape): DocumentKind {
  return {
    ...shape,
    find: (context, references, settings) => findByReference(context, shape, { references, settings }),
    read: (context, keys) => readDocuments(context, shape, keys),
    isDayOf: shape.isDayOf ?? ((_context, documentDay, orderDay) => Promise.resolve(documentDay === orderDay)),
    create: (context, order) => createDocument(context, shape, order),
    remove: (context, key) => new ExactClient(context).remove(shape.endpoint, key),
  };
}

async function findByReference(
  context: ConnectorContext,
  { endpoint, keyColumn, columns, numberOf, referenceColumn }: DocumentShape,
  { references, settings }: { references: readonly string[]; settings: OrderSettings },
): Promise<Map<string, TargetMatch>> {
  const client = new ExactClient(context);
  const column = referenceColumn(settings);
  const select = [keyColumn, column, ...columns.others].join(',');
  const wanted = new Set(references);
  const matches = new Map<string, TargetMatch & { number: number }>();
  for (const filter of orFilters([...wanted].map((reference) => `${column} eq ${textLiteral(reference)}`))) {
    for (const row of await client.allRows(endpoint, { select, filter })) {
      const [reference, targetKey] = [textOf(row[column]), textOf(row[keyColumn])];
      if (reference === undefined || targetKey === undefined || !wanted.has(reference)) continue;
      const number = numberOf(row);
      const known = matches.get(reference);
      if (!known || number < known.number) matches.set(reference, { targetKey, number });
    }
  }
  return new Map([...matches].map(([reference, { targetKey }]) => [reference, { targetKey }]));
}

async function readDocuments(
  context: ConnectorContext,
  shape: DocumentShape,
  keys: readonly string[],
): Promise<Map<string, BookedDocument>> {
  const { endpoint, keyColumn, columns, numberOf } = shape;
  const { account, buyerName, day, remarks = [] } = columns;
  const select = [keyColumn, account, buyerName, day, remarks, columns.others, 'AmountFC', 'Currency'].flat().join(',');
  const documents = new Map<string, BookedDocument>();
  for (const filter of orFilters(keys.map((key) => `${keyColumn} eq ${guidLiteral(key)}`))) {
    for (const row of await new ExactClient(context).allRows(endpoint, { select, filter })) {
      const key = textOf(row[keyColumn]) ?? '';
      documents.set(key, {
        key,
        number: numberOf(row),
        accountId: textOf(row[account]),
        buyerName: textOf(row[buyerName]),
        remarks: (columns.remarks && textOf(row[columns.remarks])) ?? '',
        day: dayOf(row[day]) ?? '',
        total: decimalOf(row.AmountFC) ?? '0',
        currency: textOf(row.Currency) ?? '',
        state: (await shape.isOpen(context, row)) ? 'open' : 'closed',
      });
    }
  }
  return documents;
}

/** Kept for the run: this administration does not keep the VAT amounts that it is told. */
const calculatesVat = 'orders:calculates_vat';

async function createDocument(context: ConnectorContext, shape: DocumentShape, order: OrderToBook): Promise<string> {
  const { payload, composition, accountId } = order;
  const { endpoint, keyColumn, columns } = shape;
  const body = shape.compose(payload, composition, context.cache.has(calculatesVat) ? 'calculated' : 'stated');
  const client = new ExactClient(context);
  const recipients = await recipientsOf(context, shape, order);
  const sent = { [columns.account]: accountId, ...body, ...recipients };
  const { key, row } = await client.createRow(endpoint, sent, keyColumn);
  try {
    await settleTotal(context, shape, { key, total: decimalOf(row.AmountFC), order });
  } catch (error: unknown) {
    // What is not the receipt does not stay.
    await client.remove(endpoint, key);
    throw error;
  }
  return key;
}

/** Who receives it, where that is not the account itself. */
async function recipientsOf(
  context: ConnectorContext,
  { recipients }: DocumentShape,
  { composition: { ownBuyer, settings }, account, accountId }: OrderToBook,
): Promise<Row> {
  if (!recipients || !ownBuyer) return {};
  const row: Row = {};
  if (settings.deliveryAddress === 'create' && ownBuyer.deliveryAddress)
    row[recipients.address] = await ensureDeliveryAddress(context, accountId, ownBuyer.deliveryAddress);
  if (account && ownBuyer.contact) row[recipients.contact] = await ensureContact(context, account, ownBuyer.contact);
  return row;
}

async function totalOf(
  context: ConnectorContext,
  { endpoint, keyColumn }: DocumentShape,
  key: string,
): Promise<Decimal> {
  const filter = `${keyColumn} eq ${guidLiteral(key)}`;
  const [row] = await new ExactClient(context).rows(endpoint, { select: `${keyColumn},AmountFC`, filter });
  return decimalOf(row?.AmountFC) ?? '0';
}

/**
 * Accepted is not done: what Exact Online made of the order is compared with the receipt. Cents that its own VAT calculation
 * brought go on a rounding line.
 *
 * @param written.total of the document there, VAT included; undefined where its answer does not tell
 * @throws ConnectorFailure of class `value` with both sums.
 */
async function settleTotal(
  context: ConnectorContext,
  shape: DocumentShape,
  { key, total: answered, order }: { key: string; total: Decimal | undefined; order: OrderToBook },
): Promise<void> {
  const { payload, composition } = order;
  let total = answered ?? (await totalOf(context, shape, key));
  const missing = subtractDecimals(payload.totals.inclVat, total);
  if (isZeroDecimal(missing)) return;
  if (isRounding(missing, payload)) {
    context.cache.set(calculatesVat, true);
    const line = shape.roundingLine(missing, payload, composition);
    const { endpoint, documentColumn } = shape.lines;
    await new ExactClient(context).create(endpoint, { [documentColumn]: key, ...line }, 'ID');
    total = await totalOf(context, shape, key);
    if (compareDecimals(total, payload.totals.inclVat) === 0) return;
  }
  throw totalsDiffer(payload, total);
}
