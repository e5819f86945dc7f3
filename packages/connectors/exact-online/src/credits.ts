import {
  addDecimals,
  negateDecimal,
  type ConnectorContext,
  type EntityWriter,
  type WriteOperation,
  type WriteOutcome,
} from '@koppel/connector-sdk';
import type { Credit, JsonValue, Order, OrderLine } from '@koppel/contracts';
import { z } from 'zod';
import { locate } from './documents/all-kinds.js';
import { orderPayload, type OrderPayload } from './order-payload.js';
import type { OrderSettings } from './order-settings.js';
import { orderWriter } from './orders.js';
import { failure } from './reasons.js';

export const ownSettings = z.object({
  amountOnlyRefunds: z
    .enum(['spread', 'issue'])
    .default('spread')
    .meta({
      title: 'Refunds of an amount, without lines',
      description:
        'Shops can give back an amount without saying of what. It is spread over the VAT rates of what is left of the order, in proportion, or waits for you.',
      'x-labels': { spread: 'Spread it over the rates of the order', issue: 'Report an issue, and I book it' },
      'x-essential': false,
    }),
  creditDescription: z.string().max(60).default('Credit {number}').meta({
    title: 'Description of the credit',
    description: 'Text on the credit; {number} becomes the number of the order and of its refund. Empty: none.',
    'x-essential': false,
  }),
});
type OwnSettings = z.infer<typeof ownSettings>;
export type CreditSettings = OwnSettings & OrderSettings;

/** A credit is booked as its order is, with its signs turned. */
function asOrderSettings({ creditDescription, ...settings }: CreditSettings): OrderSettings {
  return { ...settings, credits: 'negative_order', orderDescription: creditDescription };
}

function turned(line: OrderLine): OrderLine {
  return {
    ...line,
    quantity: negateDecimal(line.quantity),
    totalExclVat: negateDecimal(line.totalExclVat),
    vatAmount: negateDecimal(line.vatAmount),
    taxes: line.taxes.map((tax) => ({ ...tax, amount: negateDecimal(tax.amount) })),
  };
}

/** The credit as an order that takes back. */
function asOrder({ order, number, creditedAt, reason: note, ...credit }: Credit): Order {
  const lines = credit.lines.map(turned);
  const exclVat = addDecimals(...lines.map(({ totalExclVat }) => totalExclVat));
  const vat = addDecimals(...lines.map(({ vatAmount }) => vatAmount));
  const totals = { exclVat, vat, inclVat: addDecimals(exclVat, vat) };
  const { vouchers: _vouchers, refunded: _refunded, ...rest } = order;
  return { ...rest, number, placedAt: creditedAt, isCredit: true, lines, totals, note };
}

function creditPayload(credit: Credit, settings: CreditSettings): ReturnType<typeof orderPayload> {
  const { isSpread, number, order, inclVat } = credit;
  if (isSpread && settings.amountOnlyRefunds === 'issue') {
    const params = { credit: number, order: order.number, amount: inclVat, currency: order.currency };
    throw failure('value', 'exact_online.credit_spread', params, { field: 'amountOnlyRefunds' });
  }
  const translated = orderPayload(asOrder(credit), asOrderSettings(settings));
  if ('filtered' in translated) return translated;
  // It pays nothing.
  return { payload: { ...translated.payload, paymentCondition: null, deliveryAddress: null } };
}

function versionOf({ lines, inclVat }: Credit): JsonValue {
  return JSON.parse(JSON.stringify({ lines, inclVat })) as JsonValue;
}

async function write(
  context: ConnectorContext,
  operations: readonly WriteOperation<OrderPayload>[],
  settings: CreditSettings,
): Promise<WriteOutcome[]> {
  const outcomes: WriteOutcome[] = [];
  const orderSettings = asOrderSettings(settings);
  for (const operation of operations) {
    const { references, referencedDocuments: documents } = operation;
    const order = {
      targetKey: references['order'] ?? '',
      ...(documents?.['order'] && { document: documents['order'] }),
    };
    const located = await locate(context, order, orderSettings);
    const accountId = located?.document.accountId;
    if (!located || accountId === undefined) {
      const gone = failure('value', 'exact_online.credit_without_order', { credit: operation.payload.number });
      outcomes.push({ status: 'failed', failure: gone });
      continue;
    }
    // It stands on the account of its order, whatever new orders are booked on.
    const payload = { ...operation.payload, debtorCode: null };
    const ofAccount = { ...operation, payload, references: { customer: accountId } };
    const ofKind = { ...orderSettings, documentType: located.kind.type };
    outcomes.push(...(await orderWriter.write(context, [ofAccount], ofKind)));
  }
  return outcomes;
}

/** What was given back of orders, as documents of their own with negative amounts. */
export const creditWriter: EntityWriter<'credit', OrderPayload, OwnSettings, OrderSettings> = {
  entity: 'credit',
  inherits: 'order',
  settings: ownSettings,
  fromCanonical: creditPayload,
  naturalKey: orderWriter.naturalKey,
  changes: 'follow',
  version: versionOf,
  withdraw: async (context, operations, settings) =>
    (await orderWriter.withdraw?.(context, operations, asOrderSettings(settings))) ?? [],
  dependencies: ({ orderKey: key, order: { number: naturalKey } }) => [
    { name: 'order', entity: 'order', key, naturalKey },
  ],
  find: (context, references, settings) => orderWriter.find(context, references, asOrderSettings(settings)),
  findBegun: async (context, references, settings) =>
    (await orderWriter.findBegun?.(context, references, asOrderSettings(settings))) ?? new Map(),
  confirm: async (context, found, settings) =>
    (await orderWriter.confirm?.(context, found, asOrderSettings(settings))) ?? new Map(),
  batchSize: 1,
  write,
};
