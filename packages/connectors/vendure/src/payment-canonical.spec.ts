import type { RecordHistory } from '@koppel/connector-sdk';
import { paymentSchema, type Payment } from '@koppel/contracts';
import { aNativeOrder, aPayment, aRefund } from './fixtures.js';
import type { NativeOrder } from './native-order.js';
import { orderReader } from './orders.js';
import { paymentToCanonical, transactionsOf } from './payment-canonical.js';
import { paymentReader, type PaymentSettings } from './payments.js';

const settings: PaymentSettings = { ...orderReader.settings.parse({}), ...paymentReader.settings.parse({}) };
const history: RecordHistory = { enabledAt: '2000-01-01T00:00:00Z', origin: { enabledAt: '2000-01-01T00:00:00Z' } };
const delivered: RecordHistory = { ...history, isDelivered: true };

const translate = (order: NativeOrder, part: string, how = history) =>
  paymentToCanonical({ order, part }, settings, how);

function paymentOf(order: NativeOrder, part: string): Payment {
  const translated = translate(order, part);
  if ('filtered' in translated) throw new Error(translated.filtered.code);
  return paymentSchema.parse(translated.canonical);
}

it('gives what was settled, with the time and method of the payment', () => {
  expect(paymentOf(aNativeOrder(), 'P21')).toEqual({
    ...{ number: 'T7QK9A-P21', orderKey: '7', amount: '18.09', currency: 'EUR', paidAt: '2026-11-02T09:59:00.000Z' },
    settles: { entity: 'order', key: '7', number: 'T7QK9A' },
    ...{ method: 'creditcard', transactionId: 'tr_1' },
  });
});

it('gives several payments of an order, each for itself, and their refunds', () => {
  const refund = aRefund({ id: '5', total: 605, transactionId: 're_1' });
  const payments = [
    aPayment({ id: '1', amount: 1000, method: 'giftcard' }),
    aPayment({ id: '2', amount: 809, refunds: [refund] }),
  ];
  const history = { items: [{ createdAt: '2026-11-04T10:00:00.000Z', data: { refundId: '5', to: 'Settled' } }] };
  const order = aNativeOrder({ payments, history });
  expect(paymentOf(order, 'P1')).toMatchObject({ amount: '10.00', method: 'giftcard' });
  expect(paymentOf(order, 'P2')).toMatchObject({ amount: '8.09', method: 'creditcard' });
  expect(paymentOf(order, 'R5')).toMatchObject({
    ...{ number: 'T7QK9A-PR5', amount: '6.05', method: 'creditcard', transactionId: 're_1' },
    settles: { entity: 'credit', key: '7:5', number: 'T7QK9A-R5' },
    // When it was settled.
    paidAt: '2026-11-04T10:00:00.000Z',
  });
});

it('has the day on which it was settled first, whatever happened to it since', () => {
  const settled = (paymentId: number, createdAt: string, to = 'Settled') => ({ createdAt, data: { paymentId, to } });
  const items = [
    settled(21, '2026-11-02T09:59:01.000Z', 'Authorized'),
    settled(20, '2026-11-02T10:00:00.000Z'),
    settled(21, '2026-11-05T08:00:00.000Z'),
    settled(21, '2026-11-09T08:00:00.000Z'),
    { createdAt: '2026-11-01T00:00:00.000Z', data: null },
  ];
  const native: unknown = { ...aNativeOrder(), history: { items } };
  expect(paymentOf(native as NativeOrder, 'P21').paidAt).toBe('2026-11-05T08:00:00.000Z');
  // A shop that keeps ids in another way than it gives them has at least a day that stays.
  expect(paymentOf(aNativeOrder({ history: { items: [] } }), 'P21').paidAt).toBe('2026-11-02T09:59:00.000Z');
});

it('counts in the decimals of the shop and of the currency', () => {
  const payments = [aPayment({ amount: 18096 })];
  expect(paymentOf(aNativeOrder({ precision: 3, payments }), 'P21').amount).toBe('18.10');
  expect(
    paymentOf(aNativeOrder({ precision: 2, currencyCode: 'JPY', payments: [aPayment({ amount: 120000 })] }), 'P21')
      .amount,
  ).toBe('1200');
});

it.each(['Created', 'Authorized', 'Declined', 'Error'])('leaves out a payment that is %s', (state) => {
  const order = aNativeOrder({ payments: [aPayment({ state })] });
  expect(translate(order, 'P21')).toMatchObject({ filtered: { code: 'vendure.payment_state', params: { state } } });
});

it('leaves out a refund that is not settled, and gives nothing of no money', () => {
  const order = aNativeOrder({ payments: [aPayment({ refunds: [aRefund({ state: 'Pending' })] })] });
  expect(translate(order, 'R5')).toMatchObject({ filtered: { code: 'vendure.refund_state' } });
  const free = aNativeOrder({ payments: [aPayment({ amount: 0, refunds: [aRefund({ total: 0 })] })] });
  expect(transactionsOf(free)).toEqual([]);
  expect(transactionsOf(aNativeOrder({ payments: null }))).toEqual([]);
});

it('takes back a payment that was delivered and then cancelled', () => {
  const order = aNativeOrder({ payments: [aPayment({ state: 'Cancelled' })] });
  expect(translate(order, 'P21', delivered)).toMatchObject({
    filtered: { code: 'vendure.payment_state' },
    isOver: true,
  });
});

it('keeps the payments of a cancelled order until all was given back', () => {
  const cancelled = (...totals: number[]) => {
    const refunds = totals.map((total, index) => aRefund({ id: String(index), total }));
    return aNativeOrder({ state: 'Cancelled', payments: [aPayment({ refunds })] });
  };
  expect(translate(cancelled(), 'P21', delivered)).toHaveProperty('canonical');
  expect(translate(cancelled(1000), 'P21', delivered)).toHaveProperty('canonical');
  const over = { filtered: { code: 'vendure.order_over' }, isOver: true };
  expect(translate(cancelled(1000, 809), 'P21', delivered)).toMatchObject(over);
  expect(translate(cancelled(1000, 809), 'R1', delivered)).toMatchObject(over);
  expect(translate(cancelled(), 'P21')).toMatchObject(over);
});

it("leaves out one seller's part of an order", () => {
  expect(translate(aNativeOrder({ type: 'Seller' }), 'P21')).toMatchObject({
    filtered: { code: 'vendure.order_of_seller' },
  });
});
