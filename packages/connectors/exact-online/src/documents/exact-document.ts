import {
  ConnectorFailure,
  compareDecimals,
  isZeroDecimal,
  pausesRun,
  subtractDecimals,
  type ConnectorContext,
} from '@koppel/connector-sdk';
import type { Decimal, Reason, RecordDocument } from '@koppel/contracts';
import { ensureDeliveryAddress, homeInsteadOf } from '../addresses.js';
import { ExactClient } from '../client.js';
import { ensureContact } from '../contacts.js';
import { decimalOf, guidLiteral, type Row } from '../odata.js';
import { isRounding, totalsDiffer } from '../order-document.js';
import type { OrderPayload } from '../order-payload.js';
import { failure, reason } from '../reasons.js';
import { saidOf } from '../refusals.js';
import type { BookedDocument, CreatedDocument, DocumentKind, OrderToBook } from './document.js';
import type { DocumentShape } from './document-shape.js';
import { afterPart } from './half-done.js';
import { changeLines, compareLines, linesColumnOf, type LineDifference } from './lines.js';
import { findBegunRows, findStanding, matchOf, readDocuments } from './read-documents.js';
import { recordDocument, vatByRate, writtenAmount } from './record-document.js';
import { referenceTaken } from './reference-taken.js';

/** The functions that all kinds share. */
export function exactDocument(shape: DocumentShape): DocumentKind {
  const { type, hasItems, compose } = shape;
  return {
    ...{ type, hasItems, compose },
    find: async (context, references, settings) => {
      const standing = await findStanding(context, shape, { references, settings });
      return new Map(
        [...standing].flatMap(
          ([
            reference,
            {
              rows: [oldest],
            },
          ]) => (oldest ? [[reference, matchOf(shape, oldest)] as const] : []),
        ),
      );
    },
    findBegun: async (context, references, settings) => {
      const begun = await findBegunRows(context, shape, { references, settings });
      return new Map([...begun].map(([reference, found]) => [reference, matchOf(shape, found)]));
    },
    standing: async (context, reference, settings) => {
      const standing = (await findStanding(context, shape, { references: [reference], settings })).get(reference);
      const { rows = [], reversals = 0 } = standing ?? {};
      return { keys: rows.map(({ key }) => key), reversals };
    },
    read: (context, keys) => readDocuments(context, shape, keys),
    isDayOf: shape.isDayOf ?? ((_context, documentDay, orderDay) => Promise.resolve(documentDay === orderDay)),
    create: (context, order) => createDocument(context, shape, order),
    change: (context, order, booked) => changeDocument(context, shape, { order, booked }),
    remove: (context, key) => new ExactClient(context).remove(shape.endpoint, key),
  };
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
  const told = await complete(context, shape, { ...written, order, isNew: !begun });
  const { key } = written;
  // Some get their number when they are made final.
  const isFinished = shape.finish?.isWanted(order.composition.settings) === true;
  const number = (isFinished ? undefined : written.number) ?? (await numberOf(context, shape, key));
  return {
    key,
    document: documentOf(context, shape, { payload: order.payload, number }),
    notes: [told ?? [], shape.noteOf?.(order.composition) ?? []].flat(),
  };
}

/** One that comes to its order, as settling its total makes sure. */
function documentOf(
  context: ConnectorContext,
  { type }: DocumentShape,
  { payload, number }: { payload: OrderPayload; number: number },
): RecordDocument {
  const { currency, totals } = payload;
  const total = writtenAmount(totals.inclVat, currency);
  return recordDocument(type, { number, total, currency }, context.cache.has(calculatesVat) ? [] : vatByRate(payload));
}

async function numberOf(context: ConnectorContext, shape: DocumentShape, key: string): Promise<number> {
  const document = (await readDocuments(context, shape, [key])).get(key);
  if (!document) throw failure('intermittent', 'exact_online.unexpected_answer', { endpoint: shape.endpoint });
  return document.number;
}

interface BegunDocument {
  key: string;
  /** Undefined where the answer does not tell. */
  number: number | undefined;
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
  return { key, number: shape.numberOf(row) || undefined, total: decimalOf(row.AmountFC) };
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
  const { reference } = payload;
  const begun = (await findBegunRows(context, shape, { references: [reference], settings })).get(reference);
  const document = begun && (await readDocuments(context, shape, [begun.key])).get(begun.key);
  if (!document) return undefined;
  // A credit that takes back is of the day on which it was begun.
  const isOfDay = payload.takesBack !== undefined || document.day === orderDay;
  const isBuyers = document.accountId === accountId && isOfDay;
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
      said: saidOf(error),
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
  const { key, number } = booked;
  const client = new ExactClient(context);
  if (booked.accountId !== accountId || booked.currency !== payload.currency) {
    if (booked.state === 'closed') throw documentClosed(payload, booked);
    await client.remove(endpoint, key);
    return createDocument(context, shape, order).catch((error: unknown) => {
      throw afterPart(error);
    });
  }
  const body = shape.compose(payload, composition, context.cache.has(calculatesVat) ? 'calculated' : 'stated');
  const wanted = body[linesColumnOf(lines)] as Row[];
  const difference = await compareLines(context, lines, { key, wanted });
  if (booked.state === 'closed') {
    if (difference.missing.length + difference.surplus.length === 0)
      return {
        key,
        document: documentOf(context, shape, { payload, number }),
        notes: [reason('exact_online.document_left', { number })],
      };
    throw documentClosed(payload, booked);
  }
  const header = Object.entries(body).filter(([column]) => changeable.includes(column));
  await writeChanges(context, shape, { order, booked, header: Object.fromEntries(header), difference });
  return { key, document: documentOf(context, shape, { payload, number }) };
}

/** @throws HalfDone where something was refused after something else was changed */
async function writeChanges(
  context: ConnectorContext,
  shape: DocumentShape,
  change: { order: OrderToBook; booked: BookedDocument; header: Row; difference: LineDifference },
): Promise<void> {
  const { order, booked, difference } = change;
  const { key } = booked;
  const recipients = await recipientsOf(context, shape, order);
  const header = { ...change.header, ...(await homeAgain(context, shape, { order, booked })), ...recipients };
  let hasChanged = false;
  const onChanged = () => void (hasChanged = true);
  try {
    if (Object.keys(header).length > 0) {
      await new ExactClient(context).update(shape.endpoint, key, header);
      onChanged();
    }
    await changeLines(context, shape.lines, { key, ...difference, onChanged });
    await settleTotal(context, shape, { key, total: undefined, order });
  } catch (error: unknown) {
    throw hasChanged ? afterPart(error) : error;
  }
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
  { key, total: answered, order }: Pick<BegunDocument, 'key' | 'total'> & { order: OrderToBook },
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
