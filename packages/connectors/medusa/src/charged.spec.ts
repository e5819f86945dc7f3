import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { addDecimals, subtractDecimals, type RecordHistory } from '@koppel/connector-sdk';
import { creditSchema, orderSchema, type Credit, type Order, type OrderLine } from '@koppel/contracts';
import { creditToCanonical } from './credit-canonical.js';
import { creditReader, type CreditSettings } from './credits.js';
import { nativeOrderSchema, type NativeOrder, type NativeRefund } from './native-order.js';
import { orderToCanonical } from './order-canonical.js';
import { orderReader } from './orders.js';

const recorded = JSON.parse(readFileSync(join(import.meta.dirname, 'fixtures', 'orders.json'), 'utf8')) as Record<
  string,
  unknown
>;
const settings: CreditSettings = { ...orderReader.settings.parse({}), ...creditReader.settings.parse({}) };
const history: RecordHistory = { enabledAt: '2000-01-01T00:00:00Z', booksCredits: true };

const aRefund = (id: string, amount: string, changed: Partial<NativeRefund> = {}): NativeRefund => ({
  ...{ id: `ref_01M8EM0${id}`, raw_amount: { value: amount }, created_at: `2026-12-0${id.length}T10:00:00.000Z` },
  ...{ note: null, refund_reason: null },
  ...changed,
});

const aCapture = (id: string, amount: string) => ({
  ...{ id: `capt_01M8EM0${id}`, raw_amount: { value: amount }, created_at: '2026-11-30T10:00:00.000Z' },
});

/** 114.87 under 21 % and 9 %, as recorded; what its refunds were more than what an edit left to give back lowers its total. */
function anOrder(
  refunds: NativeRefund[] = [],
  changed: Partial<NativeOrder> & { takenOff?: string } = {},
): NativeOrder {
  const { takenOff = '0', ...rest } = changed;
  const order = nativeOrderSchema.parse(recorded['withPromotion']);
  const [payment] = order.payment_collections?.[0]?.payments ?? [];
  if (!payment) throw new Error('the recorded order has a payment');
  const total = String(order.raw_total.value);
  return {
    ...order,
    payment_status: refunds.length > 0 ? 'partially_refunded' : 'captured',
    raw_total: { value: subtractDecimals(total, takenOff) },
    credit_lines: takenOff === '0' ? [] : [{ raw_amount: { value: takenOff }, reference: 'payment_collection' }],
    payment_collections: [{ payments: [{ ...payment, captures: [aCapture('P', total)], refunds }] }],
    ...rest,
  };
}

function canonical(order: NativeOrder): Order {
  const translated = orderToCanonical(order, settings, history);
  if ('filtered' in translated) throw new Error(translated.filtered.code);
  return orderSchema.parse(translated.canonical);
}

function creditsOf(order: NativeOrder): Credit[] {
  const refunds = order.payment_collections?.[0]?.payments?.[0]?.refunds ?? [];
  return refunds.map(({ id }) => {
    const translated = creditToCanonical({ order, refundId: id }, settings, history);
    if ('filtered' in translated) throw new Error(translated.filtered.code);
    return creditSchema.parse(translated.canonical);
  });
}

const sumOf = (lines: readonly OrderLine[]) =>
  addDecimals('0', ...lines.flatMap(({ totalExclVat, vatAmount }) => [totalExclVat, vatAmount]));

function byRate(lines: readonly OrderLine[]): Record<string, string> {
  const sums: Record<string, string> = {};
  for (const { taxes, totalExclVat, vatAmount } of lines) {
    const rate = taxes[0]?.ratePercent ?? '-';
    sums[rate] = addDecimals(sums[rate] ?? '0', totalExclVat, vatAmount);
  }
  return sums;
}

/** What is left of an order in the books. */
const leftOf = (order: NativeOrder) =>
  subtractDecimals(
    canonical(order).totals.inclVat,
    addDecimals('0', ...creditsOf(order).map(({ inclVat }) => inclVat)),
  );

it('stays what was charged when an amount is given back, which Medusa takes off its total', () => {
  const order = anOrder([aRefund('A', '5', { note: 'Sorry' })], { takenOff: '5' });
  expect(canonical(order)).toEqual({ ...canonical(anOrder()), status: 'pending / partially_refunded' });
  const [credit] = creditsOf(order);
  expect(credit).toMatchObject({
    ...{ number: `${canonical(order).number}-R01M8EM0A`, orderKey: order.id, inclVat: '5.00', reason: 'Sorry' },
    ...{ creditedAt: '2026-12-01T10:00:00.000Z', isSpread: true },
  });
  expect(sumOf(credit?.lines ?? [])).toBe('5.00');
  expect(leftOf(order)).toBe('109.87');
});

it('knows a credit line of a refund by its reason, and leaves store credit as it is', () => {
  const refund = aRefund('A', '5', { refund_reason: { label: 'Broken' } });
  const order = anOrder([refund], {
    raw_total: { value: '99.86961' },
    credit_lines: [
      { raw_amount: { value: '5' }, reference: 'Broken' },
      { raw_amount: { value: '10' }, reference: 'store-credit' },
    ],
  });
  const [payment] = order.payment_collections?.[0]?.payments ?? [];
  const paid = payment && { ...payment, captures: [aCapture('P', '104.86961')] };
  const withCredit = { ...order, payment_collections: [{ payments: paid ? [paid] : [] }] };
  expect(canonical(withCredit).totals.inclVat).toBe('104.87');
  expect(canonical(withCredit).lines).toEqual(canonical(anOrder()).lines);
});

it('comes to what was charged per rate when all of it is given back in parts', () => {
  const refunds = [aRefund('A', '5'), aRefund('AB', '100.01'), aRefund('ABC', '9.86')];
  const order = anOrder(refunds, { takenOff: '114.86961' });
  expect(byRate(creditsOf(order).flatMap(({ lines }) => lines))).toEqual(byRate(canonical(order).lines));
});

it('credits an order by its own lines when all of it is given back in one go', () => {
  const order = anOrder([aRefund('A', '114.86961')], { takenOff: '114.86961', payment_status: 'refunded' });
  const [credit] = creditsOf(order);
  expect(credit).toMatchObject({ isSpread: false, inclVat: '114.87' });
  expect(credit?.lines).toEqual(canonical(order).lines);
});

it('stays what was charged when pieces are returned, and credits those by the refund that comes to them', () => {
  const [first, ...others] = anOrder().items;
  if (!first) throw new Error('the recorded order has items');
  const whole = String(first.raw_total.value);
  // All three pieces: Medusa leaves nothing in the totals of their item.
  const returned = {
    ...{ ...first, raw_total: { value: '0' }, raw_tax_total: { value: '0' } },
    raw_return_received_total: first.raw_total,
  };
  const rest = {
    items: [returned, ...others],
    raw_total: { value: subtractDecimals('114.86961', whole) },
    returns: [{ items: [{ item_id: first.id, raw_received_quantity: { value: '3' } }] }],
  };
  expect(canonical(anOrder([], rest)).lines).toEqual(canonical(anOrder()).lines);
  const order = anOrder([aRefund('A', '5'), aRefund('AB', String(Math.round(Number(whole) * 100) / 100))], rest);
  expect(creditsOf(order)).toMatchObject([
    { isSpread: true, inclVat: '5.00' },
    { isSpread: false, lines: [{ kind: 'item', sku: 'M-1', quantity: '3', taxes: [{ ratePercent: '21' }] }] },
  ]);
});

it('has what an edit took away until that is given back, and after', () => {
  const [first, ...others] = anOrder().items;
  const total = subtractDecimals('114.86961', String(first?.raw_total.value));
  const edited = { items: others, raw_total: { value: total } };
  expect(canonical(anOrder([], edited)).totals.inclVat).toBe('114.87');
  const order = anOrder([aRefund('A', String(first?.raw_total.value))], edited);
  expect(canonical(order).totals.inclVat).toBe('114.87');
  expect(sumOf(canonical(order).lines)).toBe('114.87');
  expect(leftOf(order)).toBe(String(Math.round(Number(total) * 100) / 100));
});

it('follows an order as it is now while what was added is not paid', () => {
  const order = anOrder([], { raw_total: { value: '150' } });
  expect(canonical(order).totals.inclVat).toBe('150.00');
});

it('is over when it was cancelled, with its credits', () => {
  const order = anOrder([aRefund('A', '114.86961')], { status: 'canceled', payment_status: 'refunded' });
  const delivered = { ...history, isDelivered: true };
  const over = { filtered: { code: 'medusa.order_canceled' }, isOver: true };
  expect(orderToCanonical(order, settings, delivered)).toMatchObject(over);
  expect(creditToCanonical({ order, refundId: 'ref_01M8EM0A' }, settings, delivered)).toMatchObject(over);
});

it('is followed whatever its payment and its age once it was delivered', () => {
  const order = anOrder([], { payment_status: 'not_paid', created_at: '1999-01-01T00:00:00.000Z' });
  expect(orderToCanonical(order, settings, { ...history, isDelivered: true })).toHaveProperty('canonical');
});

it('says what was given back where no flow books credits', () => {
  const alone = { enabledAt: history.enabledAt };
  const part = anOrder([aRefund('A', '5')], { takenOff: '5' });
  expect(orderToCanonical(part, settings, { ...alone, isDelivered: true })).toMatchObject({
    canonical: { refunded: '5.00', totals: { inclVat: '114.87' } },
  });
  expect(() => orderToCanonical(part, settings, alone)).toThrow(
    expect.objectContaining({ reason: expect.objectContaining({ code: 'orders.refunded_before_booking' }) }),
  );
  const whole = anOrder([aRefund('A', '114.86961')], { takenOff: '114.86961', payment_status: 'refunded' });
  expect(orderToCanonical(whole, settings, alone)).toMatchObject({ filtered: { code: 'orders.refunded_whole' } });
  expect(orderToCanonical(whole, settings, history)).toHaveProperty('canonical');
});

it.each<[string, Partial<RecordHistory>, string]>([
  ['too old', { enabledAt: '2026-12-01T10:00:01Z', origin: history }, 'orders.refund_before_enabled'],
  ['of an order that is too old', { origin: { enabledAt: '2030-01-01T00:00:00Z' } }, 'orders.before_enabled'],
])('leaves out a refund that is %s, with why', (_name, how, code) => {
  const order = anOrder([aRefund('A', '5')], { takenOff: '5' });
  expect(creditToCanonical({ order, refundId: 'ref_01M8EM0A' }, settings, { ...history, ...how })).toMatchObject({
    filtered: { code },
  });
});
