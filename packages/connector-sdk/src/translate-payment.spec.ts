import { paymentSchema } from '@koppel/contracts';
import type { LeftOut, RecordHistory } from './entity-reader.js';
import { paymentRecordsOf, translatePayment, type PaidOrder, type Transaction } from './translate-payment.js';

const payment = (changed: Partial<Transaction> = {}): Transaction => ({
  ...{ kind: 'payment', id: '7', amount: '12.10', at: '2026-11-20T10:00:00+01:00', field: 'paid', method: 'ideal' },
  ...{ methodName: 'iDEAL', transactionId: 'tr_1' },
  ...changed,
});
const refund = (changed: Partial<Transaction> = {}): Transaction =>
  payment({ kind: 'refund', id: '3', transactionId: null, ...changed });

const anOrder = (changed: Partial<PaidOrder> = {}): PaidOrder => ({
  ...{ key: '1042', number: 'WEB-1042', currency: 'EUR', end: undefined },
  placed: { at: '2026-11-19T10:00:00Z', day: '2026-11-19', field: 'placed' },
  transactions: [payment()],
  ...changed,
});

const settings = { paymentsFrom: 'enabled', ordersFrom: 'enabled', ordersFromDate: '' } as const;
const enabledAt = '2026-11-01T00:00:00Z';
const fresh: RecordHistory = { enabledAt, origin: { enabledAt } };
const delivered: RecordHistory = { ...fresh, isDelivered: true };

const translate = (order: PaidOrder, part: string, history = fresh) =>
  translatePayment({ order, part }, settings, history);
const codeOf = (order: PaidOrder, part: string, history = fresh) => {
  const translated = translate(order, part, history);
  return 'filtered' in translated ? [translated.filtered.code, translated.isOver === true] : undefined;
};

function canonical(order: PaidOrder, part: string) {
  const translated = translate(order, part);
  if ('filtered' in translated) throw new Error(translated.filtered.code);
  return paymentSchema.parse(translated.canonical);
}

it('settles the order with what was paid, and the credit of a refund with what was paid back', () => {
  const order = anOrder({ transactions: [payment(), refund({ amount: '5.00' })] });
  expect(canonical(order, 'P7')).toEqual({
    ...{ number: 'WEB-1042-P7', orderKey: '1042', amount: '12.10', currency: 'EUR' },
    settles: { entity: 'order', key: '1042', number: 'WEB-1042' },
    ...{ paidAt: '2026-11-20T09:00:00.000Z', method: 'ideal', methodName: 'iDEAL', transactionId: 'tr_1' },
  });
  expect(canonical(order, 'R3')).toMatchObject({
    number: 'WEB-1042-PR3',
    amount: '5.00',
    settles: { entity: 'credit', key: '1042:3', number: 'WEB-1042-R3' },
  });
});

it('has keys and numbers of its own for each payment and refund', () => {
  const long = { id: 'capt_01M8EM0QWERTY12', shortId: 'WERTY12' };
  const transactions = [payment({ id: '' }), payment(long), refund()];
  expect(paymentRecordsOf({ key: '1042', number: 'WEB-1042' }, transactions, { order: 1 })).toEqual([
    { key: '1042:P', naturalKey: 'WEB-1042-P', native: { order: 1, part: 'P' } },
    { key: `1042:P${long.id}`, naturalKey: 'WEB-1042-PWERTY12', native: { order: 1, part: `P${long.id}` } },
    { key: '1042:R3', naturalKey: 'WEB-1042-PR3', native: { order: 1, part: 'R3' } },
  ]);
});

it('says that nobody but a person moved the money where there is no payment method', () => {
  for (const method of ['', ' ', null, undefined])
    expect(canonical(anOrder({ transactions: [payment({ method, methodName: '' })] }), 'P7')).toMatchObject({
      method: 'manual',
      methodName: undefined,
    });
});

it('leaves out what was paid before its flow was enabled, and payments of orders that are too old', () => {
  const late = { enabledAt: '2026-11-21T00:00:00Z', origin: { enabledAt } };
  expect(codeOf(anOrder(), 'P7', late)).toEqual(['orders.payment_before_enabled', false]);
  expect(codeOf(anOrder(), 'P7', { ...late, isDelivered: true })).toBeUndefined();
  const lateOrders = { enabledAt: late.enabledAt, origin: late };
  expect(codeOf(anOrder(), 'P7', lateOrders)).toEqual(['orders.before_enabled', false]);
  expect(translatePayment({ order: anOrder(), part: 'P7' }, { ...settings, paymentsFrom: 'all' }, late)).toHaveProperty(
    'canonical',
  );
});

it('leaves out refunds of an order that was never paid', () => {
  const notPaid = anOrder({ transactions: [refund()] });
  expect(codeOf(notPaid, 'R3')).toEqual(['orders.refund_of_unpaid', false]);
  const pending: LeftOut = { filtered: { code: 'shop.pending', params: {} } };
  const notYet = anOrder({ transactions: [payment({ leftOut: pending }), refund()] });
  expect(codeOf(notYet, 'P7')).toEqual(['shop.pending', false]);
  expect(codeOf(notYet, 'R3')).toEqual(['orders.refund_of_unpaid', false]);
});

describe('of an order that is over', () => {
  const end: LeftOut = { filtered: { code: 'shop.cancelled', params: {} }, isOver: true };
  const over = (...refunds: Transaction[]) => anOrder({ end, transactions: [payment(), ...refunds] });

  it('are left out where they were not delivered', () => {
    for (const order of [over(), over(refund({ amount: '5.00' })), over(refund())])
      expect(codeOf(order, 'P7')).toEqual(['shop.cancelled', true]);
    expect(codeOf(over(refund({ amount: '5.00' })), 'R3')).toEqual(['shop.cancelled', true]);
  });

  it('stay while a part of the money was kept', () => {
    expect(translate(over(), 'P7', delivered)).toHaveProperty('canonical');
    const part = over(refund({ amount: '5.00' }));
    expect(translate(part, 'P7', delivered)).toHaveProperty('canonical');
    expect(translate(part, 'R3', delivered)).toHaveProperty('canonical');
  });

  it('are over once all of it was paid back', () => {
    const whole = over(refund({ amount: '5.00' }), refund({ id: '4', amount: '7.10' }));
    for (const part of ['P7', 'R3', 'R4']) expect(codeOf(whole, part, delivered)).toEqual(['shop.cancelled', true]);
    expect(codeOf({ ...over(), isPaidBack: true }, 'P7', delivered)).toEqual(['shop.cancelled', true]);
  });

  it('are not paid back by a refund that is not certain', () => {
    const failed = refund({ leftOut: { filtered: { code: 'shop.failed', params: {} } } });
    expect(translate(over(failed), 'P7', delivered)).toHaveProperty('canonical');
  });
});

it('is left out with an order that is not taken for another reason, unless it was delivered', () => {
  const order = anOrder({ leftOut: { code: 'shop.part', params: {} } });
  expect(codeOf(order, 'P7')).toEqual(['shop.part', false]);
  expect(translate(order, 'P7', delivered)).toHaveProperty('canonical');
});
