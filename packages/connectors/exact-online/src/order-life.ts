import {
  ConnectorFailure,
  pausesRun,
  type ConnectorContext,
  type WithdrawOperation,
  type WithdrawOutcome,
  type WriteOutcome,
} from '@koppel/connector-sdk';
import type { JsonValue, Order, Reason } from '@koppel/contracts';
import { outcomeOf } from './client.js';
import type { BookedDocument, CreatedDocument, DocumentKind, OrderToBook } from './documents/document.js';
import { documentKinds, kindOf } from './documents/kinds.js';
import type { OrderPayload } from './order-payload.js';
import type { OrderSettings } from './order-settings.js';
import { failure, reason } from './reasons.js';

/** What of an order its document follows: what was sold, for how much, to whom and where to. */
export function versionOf({ lines, vouchers, totals, currency, refunded, ...order }: Order): JsonValue {
  const { key, company, firstName, lastName, vatNumber } = order.customer;
  const { billingAddress, shippingAddress } = order;
  const version = { lines, vouchers, totals, currency, refunded, key, company, firstName, lastName, vatNumber };
  // Plain JSON, as the contracts have checked it; what is absent is left out.
  return JSON.parse(JSON.stringify({ ...version, billingAddress, shippingAddress })) as JsonValue;
}

interface Located {
  kind: DocumentKind;
  document: BookedDocument;
}

/** The document of a link: of the kind that is booked now, or of one that was booked before the settings changed. */
export async function locate(
  context: ConnectorContext,
  key: string,
  settings: OrderSettings,
): Promise<Located | undefined> {
  const present = kindOf(settings);
  for (const kind of [present, ...documentKinds.filter((other) => other !== present)]) {
    const document = await readOne(context, { kind, key, isPresent: kind === present });
    if (document) return { kind, document };
  }
  return undefined;
}

/** What the connection may not read holds no document of ours. */
async function readOne(
  context: ConnectorContext,
  { kind, key, isPresent }: { kind: DocumentKind; key: string; isPresent: boolean },
): Promise<BookedDocument | undefined> {
  try {
    return (await kind.read(context, [key])).get(key);
  } catch (error: unknown) {
    if (!isPresent && error instanceof ConnectorFailure && error.failureClass === 'permission') return undefined;
    throw error;
  }
}

/** An order that was booked, as it is now. */
interface Change {
  payload: OrderPayload;
  targetKey: string;
  /** Asked only where the document is to be changed. */
  orderToBook: () => Promise<OrderToBook>;
}

/** Brings a document to its order as that is now. */
export async function changeBooked(
  context: ConnectorContext,
  change: Change,
  settings: OrderSettings,
): Promise<WriteOutcome> {
  let note: Reason | undefined;
  const outcome = await outcomeOf(async () => {
    const changed = await bringUpToDate(context, change, settings);
    note = changed.note;
    return changed.key;
  });
  return outcome.status === 'written' ? { ...outcome, ...(note && { note }) } : outcome;
}

async function bringUpToDate(
  context: ConnectorContext,
  { payload, targetKey, orderToBook }: Change,
  settings: OrderSettings,
): Promise<CreatedDocument> {
  const located = await locate(context, targetKey, settings);
  if (!located)
    throw failure('value', 'exact_online.order_deleted', { order: payload.reference }, { isTargetGone: true });
  const { kind, document } = located;
  if (settings.changedOrders === 'change') return kind.change(context, await orderToBook(), document);
  const { number, total } = document;
  const { currency, totals } = payload;
  const params = { order: payload.number, number, total, newTotal: totals.inclVat, currency };
  throw failure('value', 'exact_online.order_changed', params, { field: 'changedOrders' });
}

/** Takes documents back whose orders are over in the shop. */
export async function withdrawOrders(
  context: ConnectorContext,
  operations: readonly WithdrawOperation[],
  settings: OrderSettings,
): Promise<WithdrawOutcome[]> {
  const outcomes: WithdrawOutcome[] = [];
  for (const operation of operations) {
    try {
      const note = await withdrawOne(context, operation, settings);
      outcomes.push({ status: 'withdrawn', targetKey: null, note });
    } catch (error: unknown) {
      if (!(error instanceof ConnectorFailure) || pausesRun(error)) throw error;
      outcomes.push({ status: 'failed', failure: error });
    }
  }
  return outcomes;
}

/** @returns what was done */
async function withdrawOne(
  context: ConnectorContext,
  { naturalKey, targetKey }: WithdrawOperation,
  settings: OrderSettings,
): Promise<Reason> {
  const located = await locate(context, targetKey, settings);
  if (!located) return reason('exact_online.document_gone_already');
  const { kind, document } = located;
  const { number, total, currency } = document;
  const params = { order: naturalKey, number, total, currency };
  if (settings.cancelledOrders === 'issue')
    throw failure('value', 'exact_online.order_over', params, { field: 'cancelledOrders' });
  if (document.state === 'closed') throw failure('value', 'exact_online.order_over_closed', params);
  try {
    await kind.remove(context, targetKey);
  } catch (error: unknown) {
    if (!(error instanceof ConnectorFailure) || error.failureClass !== 'value') throw error;
    // A call whose answer was lost is made again, and finds nothing then.
    if (!(await readOne(context, { kind, key: targetKey, isPresent: true })))
      return reason('exact_online.document_removed', params);
    throw failure(
      'value',
      'exact_online.removal_refused',
      { ...params, said: error.reason.params['said'] ?? error.message },
      { cause: error },
    );
  }
  return reason('exact_online.document_removed', params);
}
