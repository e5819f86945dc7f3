import {
  ConnectorFailure,
  type ConnectorContext,
  type Dependency,
  type EntityWriter,
  type TargetMatch,
  type WriteOperation,
  type WriteOutcome,
} from '@koppel/connector-sdk';
import type { Order } from '@koppel/contracts';
import { ExactClient } from './client.js';
import { ensureDeliveryAddress } from './delivery-addresses.js';
import { guidLiteral, orFilters, textLiteral, textOf } from './odata.js';
import { composeSalesOrder } from './order-document.js';
import { orderPayload, type OrderPayload } from './order-payload.js';
import { orderSettings, type OrderSettings } from './order-settings.js';
import { outcomeOf } from './outcome.js';
import { loadReferences } from './references.js';

const salesOrders = 'salesorder/SalesOrders';

/** The buyer comes first, unless all guests share one account. */
function dependencies(order: Order, settings: OrderSettings): Dependency[] {
  if (order.customer.isGuest && settings.guestCustomers === 'one_debtor') return [];
  // The address on the order is newer than the one on the customer's card.
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
      composeSalesOrder(payload, { references, settings, orderDay: orderDay(context, payload) });
    } catch (error: unknown) {
      if (!(error instanceof ConnectorFailure)) throw error;
      failures.set(payload.reference, error);
    }
  }
  return failures;
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
  const body = composeSalesOrder(payload, { references, settings, orderDay: orderDay(context, payload) });
  const account = payload.debtorCode === null ? targetKeys.customer : references.accounts.get(payload.debtorCode);
  if (account === undefined) {
    throw new ConnectorFailure(
      'defect',
      `Order ${payload.number} came without the account of its customer. Report this to the makers of Koppel.`,
    );
  }
  if (settings.deliveryAddress === 'create' && payload.deliveryAddress) {
    body.DeliveryAddress = await ensureDeliveryAddress(context, account, payload.deliveryAddress);
  }
  return new ExactClient(context).create(salesOrders, { OrderedBy: account, ...body }, 'OrderID');
}

/** An order that was booked stays as people have it in Exact Online; it is only seen that it is still there. */
async function confirmSalesOrder(context: ConnectorContext, payload: OrderPayload, targetKey: string): Promise<string> {
  const rows = await new ExactClient(context).rows(salesOrders, {
    select: 'OrderID',
    filter: `OrderID eq ${guidLiteral(targetKey)}`,
  });
  if (rows.length > 0) return targetKey;
  throw new ConnectorFailure(
    'value',
    `Order ${payload.reference} was deleted in Exact Online after it had been booked. Koppel does not book it again by itself: book it there by hand, or skip it.`,
  );
}

async function write(
  context: ConnectorContext,
  operations: readonly WriteOperation<OrderPayload>[],
  settings: OrderSettings,
): Promise<WriteOutcome[]> {
  const outcomes: WriteOutcome[] = [];
  for (const operation of operations) {
    const { targetKey } = operation;
    outcomes.push(
      await outcomeOf(() =>
        targetKey === undefined
          ? createSalesOrder(context, operation, settings)
          : confirmSalesOrder(context, operation.payload, targetKey),
      ),
    );
  }
  return outcomes;
}

/** Orders of a shop as sales orders, created once and then left to the people in Exact Online. */
export const orderWriter: EntityWriter<'order', OrderPayload, OrderSettings> = {
  entity: 'order',
  settings: orderSettings,
  fromCanonical: orderPayload,
  naturalKey: (payload) => payload.reference,
  changes: 'create_only',
  dependencies,
  find,
  resolve,
  batchSize: 1,
  write,
};
