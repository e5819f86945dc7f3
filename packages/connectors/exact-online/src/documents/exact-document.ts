import {
  ConnectorFailure,
  compareDecimals,
  decimalsOf,
  isZeroDecimal,
  pausesRun,
  roundDecimal,
  subtractDecimals,
  type ConnectorContext,
} from '@koppel/connector-sdk';
import type { Decimal, Reason } from '@koppel/contracts';
import { ensureDeliveryAddress, homeInsteadOf } from '../addresses.js';
import { ExactClient } from '../client.js';
import { ensureContact } from '../contacts.js';
import { dayOf, decimalOf, guidLiteral, orFilters, textLiteral, textOf, type Row } from '../odata.js';
import { isRounding, totalsDiffer, type Composition, type LineForms } from '../order-document.js';
import type { OrderPayload } from '../order-payload.js';
import type { OrderSettings } from '../order-settings.js';
import { failure, reason } from '../reasons.js';
import { messageOf } from '../refusals.js';
import type { BookedDocument, CreatedDocument, DocumentKind, OrderToBook } from './document.js';
import { isReversing, reversalOf } from '../life-settings.js';
import { changeLines, compareLines, linesColumnOf, type LineTable } from './lines.js';
import { referenceTaken } from './reference-taken.js';

/** How Exact Online keeps a kind of document. */
export interface DocumentShape
  extends Pick<DocumentKind, 'type' | 'hasItems' | 'compose'>, Pick<LineForms, 'roundingLine'> {
  /** `salesorder/SalesOrders` */
  endpoint: string;
  keyColumn: string;
  /** Lines are added, changed and removed one by one at an endpoint of their own, whose name is also that of their column. */
  lines: LineTable;
  /** Columns that a document of the same account and currency may get later. */
  changeable: readonly string[];
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
  /** A last step after which it counts as written; until then it is begun, and the next attempt goes on with it. */
  finish?: {
    isWanted(settings: OrderSettings): boolean;
    isDone(row: Row): boolean;
    /** Gives what a person should know of it all the same. */
    run(context: ConnectorContext, key: string, order: OrderToBook): Promise<Reason | undefined>;
  };
  /** What a person should know of one that was created. */
  noteOf?(composition: Composition): Reason | undefined;
}

/** The functions that all kinds share. */
export function exactDocument(shape: DocumentShape): DocumentKind {
  const { type, hasItems, compose } = shape;
  return {
    ...{ type, hasItems, compose },
    find: async (context, references, settings) => {
      const standing = await findStanding(context, shape, { references, settings });
      return new Map([...standing].map(([reference, [targetKey]]) => [reference, { targetKey }]));
    },
    standing: async (context, reference, settings) =>
      (await findStanding(context, shape, { references: [reference], settings })).get(reference) ?? [],
    read: (context, keys) => readDocuments(context, shape, keys),
    isDayOf: shape.isDayOf ?? ((_context, documentDay, orderDay) => Promise.resolve(documentDay === orderDay)),
    create: (context, order) => createDocument(context, shape, order),
    change: (context, order, booked) => changeDocument(context, shape, { order, booked }),
    remove: (context, key) => new ExactClient(context).remove(shape.endpoint, key),
  };
}

/** Rows with these references, the oldest first. */
async function rowsWith(
  context: ConnectorContext,
  { endpoint, keyColumn, columns, numberOf, referenceColumn }: DocumentShape,
  { references, settings }: { references: readonly string[]; settings: OrderSettings },
): Promise<{ reference: string; key: string; row: Row }[]> {
  const column = referenceColumn(settings);
  const select = [keyColumn, column, ...columns.others].join(',');
  const wanted = new Set(references);
  const rows: Row[] = [];
  for (const filter of orFilters([...wanted].map((reference) => `${column} eq ${textLiteral(reference)}`)))
    rows.push(...(await new ExactClient(context).allRows(endpoint, { select, filter })));
  return rows
    .sort((left, right) => numberOf(left) - numberOf(right))
    .flatMap((row) => {
      const [reference, key] = [textOf(row[column]), textOf(row[keyColumn])];
      // Filters do not tell capitals apart.
      return reference !== undefined && key !== undefined && wanted.has(reference) ? [{ reference, key, row }] : [];
    });
}

/** Keys of the documents with these references that no reversal stands against, the oldest first; absent where there is none. */
async function findStanding(
  context: ConnectorContext,
  shape: DocumentShape,
  { references, settings }: { references: readonly string[]; settings: OrderSettings },
): Promise<Map<string, [string, ...string[]]>> {
  const wanted = isReversing(settings) ? references.flatMap((each) => [each, reversalOf(each)]) : references;
  const rows = (await rowsWith(context, shape, { references: wanted, settings })).filter(
    ({ row }) => !isBegun(shape, row, settings),
  );
  const keysOf = (reference: string) => rows.flatMap((row) => (row.reference === reference ? [row.key] : []));
  return new Map(
    references.flatMap((reference) => {
      const reversed = isReversing(settings) ? keysOf(reversalOf(reference)).length : 0;
      const [first, ...others] = keysOf(reference).slice(reversed);
      return first === undefined ? [] : [[reference, [first, ...others]] as const];
    }),
  );
}

function isBegun({ finish }: DocumentShape, row: Row, settings: OrderSettings): boolean {
  return finish?.isWanted(settings) === true && !finish.isDone(row);
}

/** With the decimals of its currency, as people write it: 11.9 euros are `11.90`. */
function amountOf({ AmountFC, Currency }: Row): Decimal {
  const amount = decimalOf(AmountFC) ?? '0';
  const written = roundDecimal(amount, decimalsOf(textOf(Currency) ?? '', amount));
  return compareDecimals(written, amount) === 0 ? written : amount;
}

async function readDocuments(
  context: ConnectorContext,
  shape: DocumentShape,
  keys: readonly string[],
): Promise<Map<string, BookedDocument>> {
  const { endpoint, keyColumn, columns, numberOf, recipients } = shape;
  const { account, buyerName, day, remarks = [] } = columns;
  const select = [
    ...[keyColumn, account, buyerName, day, remarks, recipients?.address ?? []].flat(),
    ...[...columns.others, 'AmountFC', 'Currency'],
  ].join(',');
  const documents = new Map<string, BookedDocument>();
  for (const filter of orFilters(keys.map((key) => `${keyColumn} eq ${guidLiteral(key)}`))) {
    for (const row of await new ExactClient(context).allRows(endpoint, { select, filter })) {
      const key = textOf(row[keyColumn]) ?? '';
      documents.set(key, {
        key,
        number: numberOf(row),
        accountId: textOf(row[account]),
        buyerName: textOf(row[buyerName]),
        deliveryAddressId: recipients && textOf(row[recipients.address]),
        remarks: (columns.remarks && textOf(row[columns.remarks])) ?? '',
        day: dayOf(row[day]) ?? '',
        total: amountOf(row),
        currency: textOf(row.Currency) ?? '',
        state: (await shape.isOpen(context, row)) ? 'open' : 'closed',
      });
    }
  }
  return documents;
}

/** Kept for the run: this administration does not keep the VAT amounts that it is told. */
const calculatesVat = 'orders:calculates_vat';

async function createDocument(
  context: ConnectorContext,
  shape: DocumentShape,
  order: OrderToBook,
): Promise<CreatedDocument> {
  const begun = await findBegun(context, shape, order);
  const written = begun ?? (await begin(context, shape, order));
  const note = await complete(context, shape, { ...written, order, isNew: !begun });
  return { key: written.key, note: note ?? shape.noteOf?.(order.composition) };
}

interface BegunDocument {
  key: string;
  /** VAT included; undefined where the answer does not tell. */
  total: Decimal | undefined;
}

async function begin(context: ConnectorContext, shape: DocumentShape, order: OrderToBook): Promise<BegunDocument> {
  const { payload, composition, accountId } = order;
  const { endpoint, keyColumn, columns } = shape;
  const body = shape.compose(payload, composition, context.cache.has(calculatesVat) ? 'calculated' : 'stated');
  const recipients = await recipientsOf(context, shape, order);
  const sent = { [columns.account]: accountId, ...body, ...recipients };
  const { key, row } = await new ExactClient(context).createRow(endpoint, sent, keyColumn);
  return { key, total: decimalOf(row.AmountFC) };
}

/**
 * The document that an earlier attempt began and did not finish.
 *
 * @throws ConnectorFailure of class `duplicate` where the reference stands on one of somebody else.
 */
async function findBegun(
  context: ConnectorContext,
  shape: DocumentShape,
  { payload, composition, accountId }: OrderToBook,
): Promise<BegunDocument | undefined> {
  const { settings, orderDay } = composition;
  if (!shape.finish?.isWanted(settings)) return undefined;
  const references = [payload.reference];
  const begun = (await rowsWith(context, shape, { references, settings })).find(({ row }) =>
    isBegun(shape, row, settings),
  );
  const document = begun && (await readDocuments(context, shape, [begun.key])).get(begun.key);
  if (!document) return undefined;
  const isBuyers = document.accountId === accountId && document.day === orderDay;
  const isReceipt =
    document.currency === payload.currency &&
    isRounding(subtractDecimals(payload.totals.inclVat, document.total), payload);
  if (!isBuyers || !isReceipt) throw referenceTaken(payload.reference, shape.type, document);
  return document;
}

/** What is not the receipt, or cannot be finished, does not stay, unless an earlier attempt or a person made it. */
async function complete(
  context: ConnectorContext,
  shape: DocumentShape,
  written: BegunDocument & { order: OrderToBook; isNew: boolean },
): Promise<Reason | undefined> {
  const { key, order, isNew } = written;
  const finish = shape.finish?.isWanted(order.composition.settings) ? shape.finish : undefined;
  try {
    await settleTotal(context, shape, written);
    return await finish?.run(context, key, order);
  } catch (error: unknown) {
    // One that may have been finished is looked up by the next attempt.
    const isInDoubt = finish && error instanceof ConnectorFailure && error.isOutcomeUnknown;
    if (isNew && !isInDoubt) await takeBack(context, shape, { key, order });
    throw error;
  }
}

/** @throws ConnectorFailure of class `value` where Exact Online does not let it be deleted. */
async function takeBack(
  context: ConnectorContext,
  { type, endpoint }: DocumentShape,
  { key, order }: { key: string; order: OrderToBook },
): Promise<void> {
  try {
    await new ExactClient(context).remove(endpoint, key);
  } catch (error: unknown) {
    if (!(error instanceof ConnectorFailure) || pausesRun(error)) throw error;
    const params = {
      order: order.payload.number,
      document: type,
      said: messageOf(error).replace(/[.\s]+$/, '') || '-',
    };
    throw failure('value', 'exact_online.not_taken_back', params, { cause: error });
  }
}

async function changeDocument(
  context: ConnectorContext,
  shape: DocumentShape,
  { order, booked }: { order: OrderToBook; booked: BookedDocument },
): Promise<CreatedDocument> {
  const { payload, composition, accountId } = order;
  const { endpoint, lines, changeable } = shape;
  const { key } = booked;
  const client = new ExactClient(context);
  if (booked.accountId !== accountId || booked.currency !== payload.currency) {
    if (booked.state === 'closed') throw documentClosed(payload, booked);
    await client.remove(endpoint, key);
    return createDocument(context, shape, order);
  }
  const body = shape.compose(payload, composition, context.cache.has(calculatesVat) ? 'calculated' : 'stated');
  const wanted = body[linesColumnOf(lines)] as Row[];
  const difference = await compareLines(context, lines, { key, wanted });
  if (booked.state === 'closed') {
    if (difference.missing.length + difference.surplus.length === 0)
      return { key, note: reason('exact_online.document_left', { number: booked.number }) };
    throw documentClosed(payload, booked);
  }
  const recipients = await recipientsOf(context, shape, order);
  const header = Object.entries(body).filter(([column]) => changeable.includes(column));
  const changes = {
    ...Object.fromEntries(header),
    ...(await homeAgain(context, shape, { order, booked })),
    ...recipients,
  };
  if (Object.keys(changes).length > 0) await client.update(endpoint, key, changes);
  await changeLines(context, lines, { key, ...difference });
  await settleTotal(context, shape, { key, total: undefined, order });
  return { key };
}

/** What was delivered, invoiced or made final does not follow its order any more. */
function documentClosed(payload: OrderPayload, { number, total }: BookedDocument): ConnectorFailure {
  const params = { order: payload.number, number, total, newTotal: payload.totals.inclVat, currency: payload.currency };
  return failure('value', 'exact_online.document_closed', params, { field: 'closedDocuments' });
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

/** Where an order goes that went elsewhere before, and goes to its account now: what is left out would stay as it is. */
async function homeAgain(
  context: ConnectorContext,
  { recipients }: DocumentShape,
  { order, booked }: { order: OrderToBook; booked: BookedDocument },
): Promise<Row> {
  const { account, payload, composition } = order;
  const isHome = payload.deliveryAddress !== null && composition.ownBuyer?.deliveryAddress === null;
  if (!recipients || !account || !isHome || composition.settings.deliveryAddress !== 'create') return {};
  const home = await homeInsteadOf(context, account, booked.deliveryAddressId);
  return home === undefined ? {} : { [recipients.address]: home };
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
 * @throws ConnectorFailure of class `value` with both sums.
 */
async function settleTotal(
  context: ConnectorContext,
  shape: DocumentShape,
  { key, total: answered, order }: BegunDocument & { order: OrderToBook },
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
