import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ConnectorContext, HttpRequest, RecordHistory } from '@koppel/connector-sdk';
import { paymentSchema, type Payment } from '@koppel/contracts';
import type { WooRecord } from './client.js';
import { orderReader } from './orders.js';
import { toCanonicalPayment } from './payment-canonical.js';
import { paymentReader, type PaymentSettings } from './payments.js';

interface Paid {
  order: WooRecord;
  refunds: WooRecord[];
}

const recorded = JSON.parse(readFileSync(join(import.meta.dirname, 'fixtures', 'paid-orders.json'), 'utf8')) as Paid[];

function find(id: number, changed: WooRecord = {}): Paid {
  const found = recorded.find(({ order }) => order['id'] === id);
  if (!found) throw new Error(`order ${id} was not recorded`);
  return { ...found, order: { ...found.order, ...changed } };
}

const settings: PaymentSettings = { ...orderReader.settings.parse({}), ...paymentReader.settings.parse({}) };
const history: RecordHistory = { enabledAt: '2026-01-01T00:00:00Z', origin: { enabledAt: '2026-01-01T00:00:00Z' } };
const delivered: RecordHistory = { ...history, isDelivered: true };

/** A shop that answers with these orders, and counts the calls. */
function shopWith(...paid: Paid[]) {
  const calls: string[] = [];
  const http = {
    request: <Body>({ url }: HttpRequest) => {
      calls.push(url);
      const id = /^orders\/(\d+)\/refunds$/.exec(url)?.[1];
      const body = id ? find(Number(id)).refunds : paid.map(({ order }) => order);
      return Promise.resolve({ status: 200, headers: {}, body: body as Body });
    },
  };
  return { calls, context: { http, cache: new Map() } as unknown as ConnectorContext };
}

const keysOf = (...paid: Paid[]) =>
  paid.flatMap(({ order, refunds }) =>
    ['P', ...refunds.map(({ id }) => `R${String(id)}`)].map((part) => `${String(order['id'])}:${part}`),
  );

async function recordsOf(...paid: Paid[]) {
  const { context } = shopWith(...paid);
  return (await paymentReader.readByKeys?.(context, { keys: keysOf(...paid), settings })) ?? [];
}

async function paymentsOf(paid: Paid, wanted = settings): Promise<Payment[]> {
  return (await recordsOf(paid)).map(({ native }) => {
    const translated = toCanonicalPayment(native, wanted, history);
    if ('filtered' in translated) throw new Error(translated.filtered.code);
    return paymentSchema.parse(translated.canonical);
  });
}

const codesOf = async (paid: Paid, how = history) =>
  (await recordsOf(paid)).map(({ native: { part, order, refunds } }) => {
    const translated = toCanonicalPayment({ order, refunds, part }, settings, how);
    return [
      part,
      'filtered' in translated ? translated.filtered.code : 'taken',
      'isOver' in translated && translated.isOver,
    ];
  });

it('gives the total of an order that is paid, at the time and by the method of the payment', async () => {
  expect(await paymentsOf(find(2402))).toEqual([
    {
      ...{ number: '2402-P', orderKey: '2402', amount: '9.62', currency: 'EUR', paidAt: '2026-11-26T16:36:35.000Z' },
      settles: { entity: 'order', key: '2402', number: '2402' },
      ...{ method: 'mollie_wc_gateway_ideal', methodName: 'iDEAL', transactionId: undefined },
    },
  ]);
  expect(await paymentsOf(find(2402, { transaction_id: 'tr_7UhSN1zuXS' }))).toMatchObject([
    { transactionId: 'tr_7UhSN1zuXS' },
  ]);
});

it('gives each refund as what was paid back, under the key and number of its credit', async () => {
  expect(await paymentsOf(find(4886))).toMatchObject([
    { number: '4886-P', amount: '63.75' },
    { number: '4886-PR4888', amount: '2.00', method: 'ideal', settles: { entity: 'credit', key: '4886:4888' } },
    { number: '4886-PR4887', amount: '12.95', settles: { entity: 'credit', number: '4886-R4887' } },
  ]);
  expect(await paymentsOf(find(2398))).toMatchObject([
    { amount: '9.62' },
    { amount: '9.62', methodName: 'Overboeking' },
  ]);
});

it.each([
  ['that is on its way to be paid (cash on delivery)', 2521],
  ['that waits for its payment', 2383],
  ['whose payment failed', 2400],
  ['that is free', 2386],
  ['that is free, by a method', 2532],
])('gives nothing of an order %s', async (_name, id) => {
  expect(await recordsOf(find(id))).toEqual([]);
});

it('gives the payment once it has come', async () => {
  const completed = find(2521, { status: 'completed', date_paid_gmt: '2026-12-01T09:00:00' });
  expect(await paymentsOf(completed)).toMatchObject([{ method: 'cod', paidAt: '2026-12-01T09:00:00.000Z' }]);
});

it('knows the method of an order without one as "manual", and a method without a name', async () => {
  expect(await paymentsOf(find(2384))).toMatchObject([{ method: 'manual', methodName: undefined, amount: '3.63' }]);
  expect(await paymentsOf(find(2363, { payment_method_title: '' }))).toMatchObject([
    { method: 'bacs', methodName: undefined },
  ]);
});

it('gives what a gift card left to be paid, and amounts of currencies without decimals', async () => {
  expect(await paymentsOf(find(2363, { total: '98.09', gift_cards: [{ code: 'A', amount: '100.00' }] }))).toMatchObject(
    [{ amount: '98.09' }],
  );
  expect(await paymentsOf(find(2363, { total: '1200.00', total_tax: '109.00', currency: 'JPY' }))).toMatchObject([
    { amount: '1200', currency: 'JPY' },
  ]);
});

it('lets a person choose the method of refunds that were recorded by hand', async () => {
  const manual: PaymentSettings = { ...settings, refundMethods: 'manual' };
  const { order, refunds } = find(2398);
  const paidBack = (isByMethod: boolean, wanted: PaymentSettings) =>
    toCanonicalPayment(
      { order, refunds: refunds.map((refund) => ({ ...refund, refunded_payment: isByMethod })), part: 'R2399' },
      wanted,
      history,
    );
  expect(paidBack(false, settings)).toMatchObject({ canonical: { method: 'bacs' } });
  expect(paidBack(false, manual)).toMatchObject({ canonical: { method: 'manual', methodName: undefined } });
  expect(paidBack(true, manual)).toMatchObject({ canonical: { method: 'bacs', methodName: 'Overboeking' } });
});

it('leaves out a refund of an order that was never paid', async () => {
  expect(await codesOf(find(2398, { date_paid_gmt: null }))).toEqual([['R2399', 'orders.refund_of_unpaid', false]]);
});

it('leaves out an order that is a credit, and the part of a vendor', async () => {
  expect(await codesOf(find(2363, { total: '-10.00' }))).toEqual([['P', 'woocommerce.payment_of_credit', false]]);
  expect(await codesOf(find(2363, { parent_id: 1, created_via: 'dokan' }))).toEqual([
    ['P', 'woocommerce.order_part', false],
  ]);
});

describe('an order that is cancelled', () => {
  const whole = find(2398, { status: 'cancelled' });

  it('keeps a payment that was delivered and not given back', async () => {
    expect(await codesOf(find(2358), delivered)).toEqual([['P', 'taken', false]]);
    expect(await codesOf(find(2358))).toEqual([['P', 'woocommerce.order_over', true]]);
  });

  it('is over with its payments where all was given back', async () => {
    const over = ['woocommerce.order_over', true];
    expect(await codesOf(whole, delivered)).toEqual([
      ['P', ...over],
      ['R2399', ...over],
    ]);
    expect(await codesOf(find(2363, { status: 'refunded' }), delivered)).toEqual([['P', ...over]]);
  });

  it('keeps what was delivered where a part was given back', async () => {
    const part = find(2396, { status: 'cancelled' });
    expect(await codesOf(part, delivered)).toEqual([
      ['P', 'taken', false],
      ['R2397', 'taken', false],
    ]);
  });
});

it('asks for refunds only where the order has some', async () => {
  const { context, calls } = shopWith(find(2402), find(2398), find(2384));
  await paymentReader.readByKeys?.(context, { keys: ['2402:P', '2398:P', '2384:P'], settings });
  expect(calls).toEqual(['orders', 'orders/2398/refunds']);
});

it.each([
  ['an amount', { total: 'a lot' }, 'woocommerce.order_field_invalid'],
  ['a date', { date_paid_gmt: 'soon' }, 'orders.date_unreadable'],
])('makes an issue of %s that cannot be read', async (_name, changed, code) => {
  await expect(paymentsOf(find(2402, changed))).rejects.toMatchObject({ failureClass: 'value', reason: { code } });
});
