import {
  ConnectorFailure,
  compareDecimals,
  isZeroDecimal,
  subtractDecimals,
  type ConnectorContext,
  type Dependency,
  type EntityWriter,
  type TargetMatch,
  type WriteOperation,
  type WriteOutcome,
} from '@koppel/connector-sdk';
import type { Decimal, Order } from '@koppel/contracts';
import { loadAccount } from './accounts.js';
import { ensureDeliveryAddress } from './addresses.js';
import { ExactClient, outcomeOf } from './client.js';
import { ensureContact } from './contacts.js';
import { decimalOf, guidLiteral, orFilters, textLiteral, textOf } from './odata.js';
import { checkNewItemSettings, requiredItems, withNewItems } from './new-items.js';
import { composeSalesOrder, isRounding, roundingLine, totalsDiffer, type Composition } from './order-document.js';
import { ownBuyerOf } from './order-buyer.js';
import { confirmOrders } from './order-confirm.js';
import { debtorCodeOf, orderPayload, type OrderPayload } from './order-payload.js';
import { orderSettings, type OrderSettings } from './order-settings.js';
import { failure } from './reasons.js';
import { loadReferences } from './references.js';
import { noteOf } from './vat-numbers.js';
import { checkVatTable } from './vat-table-check.js';

const salesOrders = 'salesorder/SalesOrders';
const salesOrderLines = 'salesorder/SalesOrderLines';

/** The buyer comes first, unless buyers share an account. */
function dependencies(order: Order, settings: OrderSettings): Dependency[] {
  if (debtorCodeOf(order, settings) !== null) return [];
  const address = order.customer.address ?? order.billingAddress;
  return [{ name: 'customer', entity: 'customer', key: order.customer.key, canonical: { ...order.customer, address } }];
}

/** Exact Online has no unique key on references, so the oldest order with it counts. */
async function find(
  context: ConnectorContext,
  naturalKeys: readonly string[],
  settings: OrderSettings,
): Promise<Map<string, TargetMatch>> {
  const client = new ExactClient(context);
  const { referenceField } = settings;
  const wanted = new Set(naturalKeys);
  const matches = new Map<string, TargetMatch & { number: number }>();
  for (const filter of orFilters([...wanted].map((reference) => `${referenceField} eq ${textLiteral(reference)}`))) {
    for (const row of await client.allRows(salesOrders, { select: `OrderID,OrderNumber,${referenceField}`, filter })) {
      const [reference, targetKey] = [textOf(row[referenceField]), textOf(row.OrderID)];
      if (reference === undefined || targetKey === undefined || !wanted.has(reference)) continue;
      const number = Number(row.OrderNumber);
      const known = matches.get(reference);
      if (!known || number < known.number) matches.set(reference, { targetKey, number });
    }
  }
  return new Map([...matches].map(([reference, { targetKey }]) => [reference, { targetKey }]));
}

/** Tries every order on paper: what is missing or does not add up is known before anything is written. */
async function resolve(
  context: ConnectorContext,
  payloads: readonly OrderPayload[],
  settings: OrderSettings,
): Promise<Map<string, ConnectorFailure>> {
  const references = await loadReferences(context, payloads, settings);
  const failures = new Map<string, ConnectorFailure>();
  for (const payload of payloads) {
    try {
      const composition = { references, settings, orderDay: orderDay(context, payload) };
      composeSalesOrder(payload, withNewItems(payload, composition));
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
  const references = await loadReferences(context, payloads, settings);
  return new Map(
    payloads.map((payload) => {
      const composition = { references, settings, orderDay: orderDay(context, payload) };
      return [payload.reference, requiredItems(payload, composition)];
    }),
  );
}

function orderDay(context: ConnectorContext, payload: OrderPayload): string {
  return new ExactClient(context).today(new Date(payload.placedAt));
}

async function createSalesOrder(
  context: ConnectorContext,
  { payload, references: targetKeys }: WriteOperation<OrderPayload>,
  settings: OrderSettings,
): Promise<string> {
  const references = await loadReferences(context, [payload], settings);
  const accountId = payload.debtorCode === null ? targetKeys.customer : references.accounts.get(payload.debtorCode);
  if (accountId === undefined) {
    throw failure('defect', 'exact_online.order_without_account', { order: payload.number });
  }
  const account = await loadAccount(context, accountId);
  if (!account && payload.debtorCode === null)
    throw failure('value', 'exact_online.account_gone', { order: payload.number }, { goneReference: 'customer' });
  const ownBuyer = await ownBuyerOf(context, payload, account);
  const composition = { references, settings, ownBuyer, orderDay: orderDay(context, payload) };
  const body = composeSalesOrder(payload, composition, context.cache.has(calculatesVat) ? 'calculated' : 'stated');
  if (settings.deliveryAddress === 'create' && ownBuyer.deliveryAddress) {
    body.DeliveryAddress = await ensureDeliveryAddress(context, accountId, ownBuyer.deliveryAddress);
  }
  if (account && ownBuyer.contact)
    body.OrderedByContactPerson = await ensureContact(context, account, ownBuyer.contact);
  const client = new ExactClient(context);
  const { key: orderId, row } = await client.createRow(salesOrders, { OrderedBy: accountId, ...body }, 'OrderID');
  try {
    const total = decimalOf(row.AmountFC) ?? (await totalOf(context, orderId));
    await settleTotal(context, { orderId, total, payload, composition });
  } catch (error: unknown) {
    // What is not the receipt does not stay.
    await client.remove(salesOrders, orderId);
    throw error;
  }
  return orderId;
}

/** Kept for the run: this administration does not keep the VAT amounts that it is told. */
const calculatesVat = 'orders:calculates_vat';

async function totalOf(context: ConnectorContext, orderId: string): Promise<Decimal> {
  const filter = `OrderID eq ${guidLiteral(orderId)}`;
  const [row] = await new ExactClient(context).rows(salesOrders, { select: 'OrderID,AmountFC', filter });
  return decimalOf(row?.AmountFC) ?? '0';
}

/**
 * Accepted is not done: what Exact Online made of the order is compared with the receipt. Cents that its own VAT calculation
 * brought go on a rounding line.
 *
 * @param total of the order there, VAT included
 * @throws ConnectorFailure of class `value` with both sums.
 */
async function settleTotal(
  context: ConnectorContext,
  written: { orderId: string; total: Decimal; payload: OrderPayload; composition: Composition },
): Promise<void> {
  const { orderId, payload, composition } = written;
  const client = new ExactClient(context);
  let { total } = written;
  const missing = subtractDecimals(payload.totals.inclVat, total);
  if (isZeroDecimal(missing)) return;
  if (isRounding(missing, payload)) {
    context.cache.set(calculatesVat, true);
    const line = roundingLine(missing, payload, composition);
    await client.create(salesOrderLines, { OrderID: orderId, ...line }, 'ID');
    total = await totalOf(context, orderId);
    if (compareDecimals(total, payload.totals.inclVat) === 0) return;
  }
  throw totalsDiffer(payload, total);
}

/** An order that was booked stays as people have it in Exact Online; it is only seen that it is still there. */
async function confirmSalesOrder(context: ConnectorContext, payload: OrderPayload, targetKey: string): Promise<string> {
  const rows = await new ExactClient(context).rows(salesOrders, {
    select: 'OrderID',
    filter: `OrderID eq ${guidLiteral(targetKey)}`,
  });
  if (rows.length > 0) return targetKey;
  throw failure('value', 'exact_online.order_deleted', { order: payload.reference }, { isTargetGone: true });
}

async function write(
  context: ConnectorContext,
  operations: readonly WriteOperation<OrderPayload>[],
  settings: OrderSettings,
): Promise<WriteOutcome[]> {
  const outcomes: WriteOutcome[] = [];
  for (const operation of operations) {
    const { targetKey, payload } = operation;
    if (targetKey !== undefined) {
      outcomes.push(await outcomeOf(() => confirmSalesOrder(context, payload, targetKey)));
      continue;
    }
    const outcome = await outcomeOf(() => createSalesOrder(context, operation, settings));
    outcomes.push(
      outcome.status === 'written' ? { ...outcome, ...(await noteOf(context, payload, settings)) } : outcome,
    );
  }
  return outcomes;
}

/** Orders of a shop as sales orders, created once and then left to the people in Exact Online. */
export const orderWriter: EntityWriter<'order', OrderPayload, OrderSettings> = {
  entity: 'order',
  settings: orderSettings,
  checkSettings: async (context, settings) => [
    ...(await checkVatTable(context, settings.vatCodes)),
    ...(await checkNewItemSettings(context, settings)),
  ],
  fromCanonical: orderPayload,
  naturalKey: (payload) => payload.reference,
  changes: 'create_only',
  dependencies,
  find,
  confirm: confirmOrders,
  resolve,
  requires,
  batchSize: 1,
  write,
};
