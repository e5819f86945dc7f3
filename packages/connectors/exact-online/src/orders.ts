import {
  ConnectorFailure,
  type ConnectorContext,
  type Dependency,
  type EntityWriter,
  type WriteOperation,
  type WriteOutcome,
} from '@koppel/connector-sdk';
import type { Order } from '@koppel/contracts';
import { loadAccount } from './accounts.js';
import { ExactClient } from './client.js';
import { confirmOfAllKinds, findBegunOfAllKinds, findOfAllKinds } from './documents/all-kinds.js';
import { checkDocumentType } from './document-offers.js';
import type { OrderToBook } from './documents/document.js';
import { kindOf } from './documents/kinds.js';
import { checkLedgerSettings } from './ledger-check.js';
import { checkNoVatCode } from './no-vat-code.js';
import { checkNewItemSettings, requiredItems, withNewItems } from './new-items.js';
import { ownBuyerOf } from './order-buyer.js';
import { bookedOutcome, changeBooked, versionOf, withdrawOrders, type ToBook } from './order-life.js';
import type { Composition } from './order-document.js';
import { debtorCodeOf, orderPayload, type OrderPayload } from './order-payload.js';
import { orderSettings, type OrderSettings } from './order-settings.js';
import { failure } from './reasons.js';
import { loadReferences } from './references.js';
import { noteOf } from './vat-numbers.js';
import { checkVatTable } from './vat-table-check.js';

/** The buyer comes first, unless buyers share an account. */
function dependencies(order: Order, settings: OrderSettings): Dependency[] {
  if (debtorCodeOf(order, settings) !== null) return [];
  const address = order.customer.address ?? order.billingAddress;
  return [{ name: 'customer', entity: 'customer', key: order.customer.key, canonical: { ...order.customer, address } }];
}

/** What the document of each of these orders is composed of. */
async function compositionOf(
  context: ConnectorContext,
  payloads: readonly OrderPayload[],
  settings: OrderSettings,
): Promise<(payload: OrderPayload) => Composition> {
  const references = await loadReferences(context, payloads, settings);
  const client = new ExactClient(context);
  return ({ placedAt }) => ({ references, settings, orderDay: client.today(new Date(placedAt)) });
}

/** Tries every order on paper: what is missing or does not add up is known before anything is written. */
async function resolve(
  context: ConnectorContext,
  payloads: readonly OrderPayload[],
  settings: OrderSettings,
): Promise<Map<string, ConnectorFailure>> {
  const kind = kindOf(settings);
  const materialOf = await compositionOf(context, payloads, settings);
  const failures = new Map<string, ConnectorFailure>();
  for (const payload of payloads) {
    try {
      const composition = materialOf(payload);
      kind.compose(payload, kind.hasItems ? withNewItems(payload, composition) : composition);
    } catch (error: unknown) {
      if (!(error instanceof ConnectorFailure)) throw error;
      failures.set(payload.reference, error);
    }
  }
  return failures;
}

/** Articles that Exact Online lacks come before the order, where the settings let Koppel create them. */
async function requires(
  context: ConnectorContext,
  payloads: readonly OrderPayload[],
  settings: OrderSettings,
): Promise<Map<string, Dependency[]>> {
  if (!kindOf(settings).hasItems) return new Map();
  const materialOf = await compositionOf(context, payloads, settings);
  return new Map(payloads.map((payload) => [payload.reference, requiredItems(payload, materialOf(payload))]));
}

async function orderToBook(
  context: ConnectorContext,
  { payload, references: targetKeys }: Pick<WriteOperation<OrderPayload>, 'payload' | 'references'>,
  settings: OrderSettings,
): Promise<OrderToBook> {
  const composition = (await compositionOf(context, [payload], settings))(payload);
  const { accounts } = composition.references;
  const accountId = payload.debtorCode === null ? targetKeys.customer : accounts.get(payload.debtorCode);
  if (accountId === undefined) {
    throw failure('defect', 'exact_online.order_without_account', { order: payload.number });
  }
  const account = await loadAccount(context, accountId);
  if (!account && payload.debtorCode === null)
    throw failure('value', 'exact_online.account_gone', { order: payload.number }, { goneReference: 'customer' });
  const ownBuyer = await ownBuyerOf(context, payload, account);
  return { payload, composition: { ...composition, ownBuyer }, accountId, account };
}

/** A credit that takes a document back is booked on its account, whatever becomes of credits that come from the shop. */
function reversalToBook(
  context: ConnectorContext,
  { payload, accountId }: { payload: OrderPayload; accountId: string },
  settings: OrderSettings,
): Promise<OrderToBook> {
  const references = { customer: accountId };
  return orderToBook(context, { payload, references }, { ...settings, credits: 'negative_order' });
}

async function book(
  context: ConnectorContext,
  operation: WriteOperation<OrderPayload>,
  settings: OrderSettings,
): Promise<WriteOutcome> {
  return bookedOutcome(async () => {
    const order = await orderToBook(context, operation, settings);
    const created = await kindOf(settings).create(context, order);
    const note = await noteOf(context, operation.payload, settings);
    return { ...created, notes: [...(created.notes ?? []), ...(note ? [note] : [])] };
  });
}

async function write(
  context: ConnectorContext,
  operations: readonly WriteOperation<OrderPayload>[],
  settings: OrderSettings,
): Promise<WriteOutcome[]> {
  const outcomes: WriteOutcome[] = [];
  for (const operation of operations) {
    const { targetKey, payload } = operation;
    if (targetKey === undefined) outcomes.push(await book(context, operation, settings));
    else {
      const { written, document, references } = operation;
      const toBook: ToBook = (wanted, { documentType, accountId }) => {
        const ofKind = { ...settings, documentType };
        return accountId === undefined
          ? orderToBook(context, { payload: wanted, references }, ofKind)
          : reversalToBook(context, { payload: wanted, accountId }, ofKind);
      };
      outcomes.push(
        await changeBooked(context, { payload, targetKey, document, written, orderToBook: toBook }, settings),
      );
    }
  }
  return outcomes;
}

/** Orders of a shop as the documents that the settings choose, which follow them as long as they are open. */
export const orderWriter: EntityWriter<'order', OrderPayload, OrderSettings> = {
  entity: 'order',
  settings: orderSettings,
  checkSettings: async (context, settings) => {
    const { problems, warnings } = await checkVatTable(context, settings.vatCodes);
    const others = [
      ...(await checkDocumentType(context, settings)),
      ...(await checkNoVatCode(context, settings)),
      ...(await checkNewItemSettings(context, settings)),
      ...(await checkLedgerSettings(context, settings)),
    ];
    return { problems: [...problems, ...others], warnings };
  },
  fromCanonical: orderPayload,
  naturalKey: (payload) => payload.reference,
  changes: 'follow',
  version: versionOf,
  withdraw: (context, operations, settings) =>
    withdrawOrders(context, operations, {
      settings,
      orderToBook: (payload, { documentType, accountId = '' }) =>
        reversalToBook(context, { payload, accountId }, { ...settings, documentType }),
    }),
  dependencies,
  find: findOfAllKinds,
  findBegun: findBegunOfAllKinds,
  confirm: confirmOfAllKinds,
  resolve,
  requires,
  batchSize: 1,
  write,
};
