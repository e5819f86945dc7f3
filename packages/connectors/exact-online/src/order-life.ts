import {
  ConnectorFailure,
  compareDecimals,
  negateDecimal,
  pausesRun,
  type ConnectorContext,
  type WithdrawOperation,
  type WithdrawOutcome,
  type WriteOutcome,
} from '@koppel/connector-sdk';
import type { JsonValue, Order, Reason, RecordDocument } from '@koppel/contracts';
import { outcomeOf } from './client.js';
import type { BookedDocument, CreatedDocument, DocumentKind, DocumentType, OrderToBook } from './documents/document.js';
import { locate, type Located } from './documents/all-kinds.js';
import { afterPart, failureOf, HalfDone } from './documents/half-done.js';
import { isReversing, reversalOf } from './life-settings.js';
import type { OrderPayload, OrderPayloadLine } from './order-payload.js';
import type { OrderSettings } from './order-settings.js';
import { isSettled } from './payments/receivables.js';
import { failure, reason } from './reasons.js';
import { saidOf } from './refusals.js';

/** What of an order its document follows: what was sold, for how much, to whom and where to. */
export function versionOf({ lines, vouchers, totals, currency, refunded, ...order }: Order): JsonValue {
  const { key, company, firstName, lastName, vatNumber } = order.customer;
  const { billingAddress, shippingAddress } = order;
  const version = { lines, vouchers, totals, currency, refunded, key, company, firstName, lastName, vatNumber };
  // Plain JSON, as the contracts have checked it; what is absent is left out.
  return JSON.parse(JSON.stringify({ ...version, billingAddress, shippingAddress })) as JsonValue;
}

async function readOne(
  context: ConnectorContext,
  kind: DocumentKind,
  key: string,
): Promise<BookedDocument | undefined> {
  return (await kind.read(context, [key])).get(key);
}

/** The outcome of booking or changing one. */
export async function bookedOutcome(write: () => Promise<CreatedDocument>): Promise<WriteOutcome> {
  let written: CreatedDocument | undefined;
  const outcome = await outcomeOf(async () => (written = await write()).key);
  if (outcome.status === 'failed' || !written) return outcome;
  const { notes = [], document } = written;
  return { ...outcome, document, ...(notes.length > 0 && { notes }) };
}

/** An order that was booked, as it is now. */
interface Change {
  payload: OrderPayload;
  targetKey: string;
  /** What the link knows of it. */
  document: RecordDocument | undefined;
  /** What was written last, while that is stored. */
  written: OrderPayload | undefined;
  orderToBook: ToBook;
}

/** Brings a document to its order as that is now. */
export async function changeBooked(
  context: ConnectorContext,
  change: Change,
  settings: OrderSettings,
): Promise<WriteOutcome> {
  try {
    return await bookedOutcome(() => bringUpToDate(context, change, settings));
  } catch (error: unknown) {
    if (!(error instanceof HalfDone)) throw error;
    return { status: 'written', targetKey: change.targetKey, issue: error.failure };
  }
}

async function bringUpToDate(
  context: ConnectorContext,
  change: Change,
  settings: OrderSettings,
): Promise<CreatedDocument> {
  const { payload, targetKey, document: known, orderToBook } = change;
  const located = await locate(context, { targetKey, ...(known && { document: known }) }, settings);
  if (!located)
    throw failure('value', 'exact_online.order_deleted', { order: payload.reference }, { isTargetGone: true });
  const { kind, document } = located;
  const { number, total } = document;
  if (settings.changedOrders === 'issue') {
    const { currency, totals } = payload;
    const params = { order: payload.number, number, total, newTotal: totals.inclVat, currency };
    throw failure('value', 'exact_online.order_changed', params, { field: 'changedOrders' });
  }
  const order = await orderToBook(payload, { documentType: kind.type });
  if (!isReversing(settings)) return changeOpen(context, order, located);
  const { keys, reversals } = await kind.standing(context, payload.reference, settings);
  if (!keys.includes(targetKey)) return bookAnew(context, { kind, order, begun: keys[0] });
  try {
    return await changeOpen(context, order, located);
  } catch (error: unknown) {
    if (!isClosed(failureOf(error))) throw error;
    const reversal = reversalPayload(context, { located, written: change.written, nth: reversals + 1 });
    if (!reversal) throw error;
    const credit = await createReversal(context, { kind, document, reversal, orderToBook });
    const created = await kind.create(context, order).catch((cause: unknown) => {
      throw afterPart(cause);
    });
    const replaced = reason('exact_online.document_replaced', { number, total, currency: document.currency });
    return { ...created, notes: [replaced, ...distinctNotes([credit, created])] };
  }
}

/** Says where an open document is not let to be changed because it is paid. */
async function changeOpen(
  context: ConnectorContext,
  order: OrderToBook,
  { kind, document }: Located,
): Promise<CreatedDocument> {
  try {
    return await kind.change(context, order, document);
  } catch (thrown: unknown) {
    const error = failureOf(thrown);
    const isRefused = error instanceof ConnectorFailure && error.failureClass === 'value' && error.status === 400;
    if (!isRefused || document.state === 'closed' || !(await isSettled(context, document))) throw thrown;
    const { number, totals, currency } = order.payload;
    const params = {
      order: number,
      number: document.number,
      total: document.total,
      newTotal: totals.inclVat,
      currency,
    };
    const options = { field: 'closedDocuments', cause: error };
    const said = saidOf(error);
    const closed = failure('value', 'exact_online.document_closed_by_payment', { ...params, said }, options);
    throw thrown instanceof HalfDone ? new HalfDone(closed) : closed;
  }
}

/** Credits a document. What was paid of it stays with it, so then the credit stays open. */
async function createReversal(
  context: ConnectorContext,
  booking: { kind: DocumentKind; document: BookedDocument; reversal: OrderPayload; orderToBook: ToBook },
): Promise<CreatedDocument> {
  const { kind, document, reversal, orderToBook } = booking;
  const { accountId, number } = document;
  const isPaid = await isSettled(context, document);
  const order = await orderToBook(reversal, { documentType: kind.type, accountId });
  const created = await kind.create(context, order);
  if (!isPaid) return created;
  const params = { number, credit: reversal.reference };
  return { ...created, notes: [reason('exact_online.credited_document_was_paid', params), ...(created.notes ?? [])] };
}

/** What is to be known of several documents, each thing once. */
function distinctNotes(documents: readonly CreatedDocument[]): Reason[] {
  const notes = documents.flatMap(({ notes = [] }) => notes);
  return [...new Map(notes.map((note) => [JSON.stringify(note), note])).values()];
}

const closedCodes = new Set(['exact_online.document_closed', 'exact_online.document_closed_by_payment']);

function isClosed(error: unknown): boolean {
  return error instanceof ConnectorFailure && closedCodes.has(error.reason.code);
}

/** An earlier attempt has taken the document of the link back, and may have booked the order anew already. */
async function bookAnew(
  context: ConnectorContext,
  { kind, order, begun }: { kind: DocumentKind; order: OrderToBook; begun: string | undefined },
): Promise<CreatedDocument> {
  const document = begun === undefined ? undefined : await readOne(context, kind, begun);
  return document ? kind.change(context, order, document) : kind.create(context, order);
}

/**
 * What takes a document back: the same with its signs turned, of today.
 *
 * @param nth how many credits of this order it is
 * @returns undefined where it is not known any more what was written, or a person has changed the amount
 */
function reversalPayload(
  context: ConnectorContext,
  { located, written, nth }: { located: Located; written: OrderPayload | undefined; nth: number },
): OrderPayload | undefined {
  if (!written || compareDecimals(written.totals.inclVat, located.document.total) !== 0) return undefined;
  const { reference, lines, totals, isCredit } = written;
  return {
    ...written,
    ...{ reference: reversalOf(reference, nth), isCredit: !isCredit, takesBack: isCredit ? 'credit' : 'order' },
    placedAt: context.now().toISOString(),
    lines: lines.map(turned),
    totals: turnedTotals(totals),
    ...{ debtorCode: null, paymentCondition: null, deliveryAddress: null, note: null, difference: '0' },
  };
}

function turned(line: OrderPayloadLine): OrderPayloadLine {
  const { quantity, totalExclVat, vatAmount } = line;
  const amounts = { totalExclVat: negateDecimal(totalExclVat), vatAmount: negateDecimal(vatAmount) };
  return { ...line, ...amounts, quantity: negateDecimal(quantity) };
}

function turnedTotals({ exclVat, vat, inclVat }: OrderPayload['totals']): OrderPayload['totals'] {
  return { exclVat: negateDecimal(exclVat), vat: negateDecimal(vat), inclVat: negateDecimal(inclVat) };
}

/** Makes an order ready to be booked as a kind of document; on this account, where it is not that of its buyer. */
export type ToBook = (
  payload: OrderPayload,
  options: { documentType: DocumentType; accountId?: string | undefined },
) => Promise<OrderToBook>;

/** Takes documents back whose orders are over in the shop. */
export async function withdrawOrders(
  context: ConnectorContext,
  operations: readonly WithdrawOperation<OrderPayload>[],
  { settings, orderToBook }: { settings: OrderSettings; orderToBook: ToBook },
): Promise<WithdrawOutcome[]> {
  const outcomes: WithdrawOutcome[] = [];
  for (const operation of operations) {
    try {
      const notes = await withdrawOne(context, operation, { settings, orderToBook });
      outcomes.push({ status: 'withdrawn', targetKey: null, notes });
    } catch (error: unknown) {
      if (!(error instanceof ConnectorFailure) || pausesRun(error)) throw error;
      outcomes.push({ status: 'failed', failure: error });
    }
  }
  return outcomes;
}

/** @returns what was done, and what a person should know of it */
async function withdrawOne(
  context: ConnectorContext,
  operation: WithdrawOperation<OrderPayload>,
  { settings, orderToBook }: { settings: OrderSettings; orderToBook: ToBook },
): Promise<[Reason, ...Reason[]]> {
  const { naturalKey, targetKey, written } = operation;
  const located = await locate(context, operation, settings);
  if (!located) return [reason('exact_online.document_gone_already')];
  const { kind, document } = located;
  const { number, total, currency } = document;
  const params = { order: naturalKey, number, total, currency };
  if (settings.cancelledOrders === 'issue')
    throw failure('value', 'exact_online.order_over', params, { field: 'cancelledOrders' });
  try {
    if (document.state === 'closed')
      throw failure('value', 'exact_online.order_over_closed', params, { field: 'closedDocuments' });
    if (await isSettled(context, document)) throw awaitsPayment(params);
    await kind.remove(context, targetKey);
    return [reason('exact_online.document_removed', params)];
  } catch (error: unknown) {
    if (!(error instanceof ConnectorFailure) || !['value', 'missing_reference'].includes(error.failureClass))
      throw error;
    // A call whose answer was lost is made again, and finds nothing then.
    if (!(await readOne(context, kind, targetKey))) return [reason('exact_online.document_removed', params)];
    const { keys, reversals } = await kind.standing(context, naturalKey, settings);
    const reversal = isReversing(settings) && reversalPayload(context, { located, written, nth: reversals + 1 });
    if (!reversal) throw whyNotRemoved(error, params);
    const credited = reason('exact_online.document_credited', params);
    if (!keys.includes(targetKey)) return [credited];
    return [credited, ...distinctNotes([await createReversal(context, { kind, document, reversal, orderToBook })])];
  }
}

/**
 * That a document stays because it is paid: once the payment was taken back, it can be deleted. It is not tried before, since Exact Online
 * blocks calls of which many are refused.
 */
function awaitsPayment(params: { order: string; number: number; total: string; currency: string }): ConnectorFailure {
  const options = { field: 'closedDocuments', waitsFor: `payment:${params.order}` };
  return failure('missing_reference', 'exact_online.removal_awaits_payment', params, options);
}

function whyNotRemoved(
  error: ConnectorFailure,
  params: { order: string; number: number; total: string; currency: string },
): ConnectorFailure {
  const own = ['exact_online.order_over_closed', 'exact_online.removal_awaits_payment'];
  if (own.includes(error.reason.code)) return error;
  const said = error.reason.params['said'] ?? error.message;
  const options = { field: 'closedDocuments', cause: error };
  return failure('value', 'exact_online.removal_refused', { ...params, said }, options);
}
