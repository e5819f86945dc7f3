import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { RecordHistory } from '@koppel/connector-sdk';
import { paymentSchema, type Payment } from '@koppel/contracts';
import { nativeOrderSchema, type NativeOrder, type NativePayment, type NativeRefund } from './native-order.js';
import { orderReader } from './orders.js';
import { paymentToCanonical, transactionsOf } from './payment-canonical.js';
import { paymentReader, type PaymentSettings } from './payments.js';

const recorded = JSON.parse(readFileSync(join(import.meta.dirname, 'fixtures', 'orders.json'), 'utf8')) as Record<
  string,
  unknown
>;
const settings: PaymentSettings = { ...orderReader.settings.parse({}), ...paymentReader.settings.parse({}) };
const history: RecordHistory = { enabledAt: '2000-01-01T00:00:00Z', origin: { enabledAt: '2000-01-01T00:00:00Z' } };
const delivered: RecordHistory = { ...history, isDelivered: true };

const captureId = 'capt_01KXV0Q6E1GH4W8N3TZ5R2MABC';
const orderOf = (name: string, changed: Partial<NativeOrder> = {}): NativeOrder => ({
  ...nativeOrderSchema.parse(recorded[name]),
  ...changed,
});

/** 135.3506 in the shop, captured. */
function aPaidOrder(payment: Partial<NativePayment> = {}, changed: Partial<NativeOrder> = {}): NativeOrder {
  const order = orderOf('withoutTax', changed);
  const [recordedPayment] = order.payment_collections?.[0]?.payments ?? [];
  if (!recordedPayment) throw new Error('the recorded order has a payment');
  return { ...order, payment_collections: [{ payments: [{ ...recordedPayment, ...payment }] }] };
}

const aRefund = (id: string, value: string): NativeRefund => ({
  ...{ id, raw_amount: { value }, created_at: '2026-12-01T10:00:00.000Z', note: null, refund_reason: null },
});
const aCapture = (id: string, value: string) => ({ id, raw_amount: { value }, created_at: '2026-11-30T10:00:00.000Z' });

const translate = (order: NativeOrder, part: string, how = history) =>
  paymentToCanonical({ order, part }, settings, how);

function paymentOf(order: NativeOrder, part: string): Payment {
  const translated = translate(order, part);
  if ('filtered' in translated) throw new Error(translated.filtered.code);
  return paymentSchema.parse(translated.canonical);
}

it('gives what was captured, rounded to the currency, under the end of the long id', () => {
  const order = aPaidOrder();
  expect(paymentOf(order, `P${captureId}`)).toEqual({
    ...{ number: '1-PZ5R2MABC', orderKey: order.id, amount: '135.35', currency: 'EUR' },
    settles: { entity: 'order', key: order.id, number: '1' },
    ...{ paidAt: '2026-11-26T18:57:57.138Z', method: 'pp_system_default' },
  });
});

it('gives each part of a payment that is captured in parts, and each refund', () => {
  const captures = [aCapture('capt_01M8EM0AAAAAAAA', '100'), aCapture('capt_01M8EM0BBBBBBBB', '35.3506')];
  const order = aPaidOrder({ captures, refunds: [aRefund('ref_01M8EM0CCCCCCCC', '5')] });
  expect(paymentOf(order, 'Pcapt_01M8EM0AAAAAAAA')).toMatchObject({ number: '1-PAAAAAAAA', amount: '100.00' });
  expect(paymentOf(order, 'Pcapt_01M8EM0BBBBBBBB')).toMatchObject({ number: '1-PBBBBBBBB', amount: '35.35' });
  expect(paymentOf(order, 'Rref_01M8EM0CCCCCCCC')).toMatchObject({
    ...{ number: '1-PRCCCCCCCC', amount: '5.00', paidAt: '2026-12-01T10:00:00.000Z' },
    settles: { entity: 'credit', key: `${order.id}:ref_01M8EM0CCCCCCCC`, number: '1-RCCCCCCCC' },
  });
});

it('gives nothing of a payment that is only secured, or of no money', () => {
  expect(transactionsOf(orderOf('withPromotion'))).toEqual([]);
  expect(transactionsOf(orderOf('draftConverted'))).toEqual([]);
  expect(transactionsOf(aPaidOrder({ captures: [aCapture('capt_1', '0')] }))).toEqual([]);
});

it('leaves out drafts', () => {
  expect(translate(aPaidOrder({}, { status: 'draft' }), `P${captureId}`)).toMatchObject({
    filtered: { code: 'medusa.order_draft' },
  });
});

it('is over with an order that was cancelled, since Medusa gives all of it back', () => {
  const refunds = [aRefund('ref_01M8EM0CCCCCCCC', '135.3506')];
  const order = aPaidOrder({ refunds }, { status: 'canceled' });
  const over = { filtered: { code: 'medusa.order_canceled' }, isOver: true };
  for (const part of [`P${captureId}`, 'Rref_01M8EM0CCCCCCCC'])
    expect(translate(order, part, delivered)).toMatchObject(over);
  const kept = aPaidOrder({}, { status: 'canceled' });
  expect(translate(kept, `P${captureId}`, delivered)).toHaveProperty('canonical');
  expect(translate(kept, `P${captureId}`)).toMatchObject(over);
});
