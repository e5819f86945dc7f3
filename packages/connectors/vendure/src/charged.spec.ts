import { addDecimals, subtractDecimals, type RecordHistory } from '@koppel/connector-sdk';
import { creditSchema, orderSchema, type Credit, type Order, type OrderLine } from '@koppel/contracts';
import { creditToCanonical } from './credit-canonical.js';
import { creditReader, type CreditSettings } from './credits.js';
import { aNativeOrder, aPayment, aRefund } from './fixtures.js';
import type { NativeOrder, NativeRefund } from './native-order.js';
import { orderToCanonical } from './order-canonical.js';
import { orderReader } from './orders.js';

const settings: CreditSettings = { ...orderReader.settings.parse({}), ...creditReader.settings.parse({}) };
const history: RecordHistory = { enabledAt: '2000-01-01T00:00:00Z', booksCredits: true };

/** Two mugs of 5.00 with 21 %, a book of 10.00 with 9 %, shipping of 4.95: 28.99 with VAT. */
function anOrder(changed: Partial<NativeOrder> = {}, refunds: NativeRefund[] = []): NativeOrder {
  const [mugs] = aNativeOrder().lines;
  const book = {
    ...{ id: '12', quantity: 1, orderPlacedQuantity: 1, taxRate: 9, productVariant: { sku: 'BOOK', name: 'Book' } },
    ...{ proratedLinePrice: 1000, proratedLinePriceWithTax: 1090 },
    ...{ proratedUnitPrice: 1000, proratedUnitPriceWithTax: 1090 },
  };
  return aNativeOrder({
    ...{ total: 2495, totalWithTax: 2899, lines: mugs ? [mugs, book] : [] },
    taxSummary: [{ taxRate: 21 }, { taxRate: 9 }],
    payments: [aPayment({ amount: 2899, refunds })],
    ...changed,
  });
}

/** The same with one mug cancelled: 22.94. */
function withoutOneMug(refunds: NativeRefund[] = []): NativeOrder {
  const order = anOrder({}, refunds);
  const [mugs, book] = order.lines;
  if (!mugs || !book) throw new Error('the order has two lines');
  const one = { ...mugs, quantity: 1, proratedLinePrice: 500, proratedLinePriceWithTax: 605 };
  return { ...order, total: 1995, totalWithTax: 2294, lines: [one, book] };
}

function canonical(order: NativeOrder): Order {
  const translated = orderToCanonical(order, settings, history);
  if ('filtered' in translated) throw new Error(translated.filtered.code);
  return orderSchema.parse(translated.canonical);
}

function creditOf(order: NativeOrder, refundId = '5'): Credit {
  const translated = creditToCanonical({ order, refundId }, settings, history);
  if ('filtered' in translated) throw new Error(translated.filtered.code);
  return creditSchema.parse(translated.canonical);
}

function byRate(lines: readonly OrderLine[]): Record<string, string> {
  const sums: Record<string, string> = {};
  for (const { taxes, totalExclVat, vatAmount } of lines) {
    const rate = taxes[0]?.ratePercent ?? '-';
    sums[rate] = addDecimals(sums[rate] ?? '0', totalExclVat, vatAmount);
  }
  return sums;
}

const sumOf = (lines: readonly OrderLine[]) =>
  addDecimals('0', ...lines.flatMap(({ totalExclVat, vatAmount }) => [totalExclVat, vatAmount]));

/** What is left of an order in the books. */
const leftOf = (order: NativeOrder) =>
  subtractDecimals(
    canonical(order).totals.inclVat,
    addDecimals('0', ...creditsOf(order).map(({ inclVat }) => inclVat)),
  );

const creditsOf = (order: NativeOrder) =>
  (order.payments ?? []).flatMap(({ refunds }) => refunds.map(({ id }) => creditOf(order, id)));

const ofOneMug = aRefund({ total: 605, lines: [{ orderLineId: '11', quantity: 1 }], reason: 'Broken' });

it('stays what was charged when a piece is cancelled, until that is given back', () => {
  expect(canonical(withoutOneMug())).toEqual(canonical(anOrder()));
  const order = withoutOneMug([ofOneMug]);
  expect(canonical(order)).toEqual(canonical(anOrder()));
  expect(creditOf(order)).toMatchObject({
    ...{
      number: 'T7QK9A-R5',
      orderKey: '7',
      creditedAt: '2026-11-03T10:00:00.000Z',
      inclVat: '6.05',
      reason: 'Broken',
    },
    isSpread: false,
    lines: [{ kind: 'item', sku: '85123A', quantity: '1', totalExclVat: '5.00', vatAmount: '1.05' }],
  });
  expect(leftOf(order)).toBe('22.94');
});

it('credits shipping at its rate, and an article that was cancelled to the last piece', () => {
  const cancelled = anOrder({}, [aRefund({ total: 1809, shipping: 599, lines: [{ orderLineId: '11', quantity: 2 }] })]);
  const [mugs, book] = cancelled.lines;
  const none = {
    ...mugs,
    quantity: 0,
    proratedLinePrice: 0,
    proratedLinePriceWithTax: 0,
  } as NativeOrder['lines'][number];
  const order = { ...cancelled, total: 1495, totalWithTax: 1689, lines: book ? [none, book] : [] };
  expect(canonical(order).lines).toEqual(canonical(anOrder()).lines);
  expect(creditOf(order).lines).toMatchObject([
    { kind: 'item', quantity: '2', totalExclVat: '10.00', vatAmount: '2.10' },
    { kind: 'shipping', totalExclVat: '4.95', vatAmount: '1.04', taxes: [{ ratePercent: '21' }] },
  ]);
});

it('shares an amount alone by the rates', () => {
  const credit = creditOf(anOrder({}, [aRefund({ total: 1000 })]));
  expect(credit.isSpread).toBe(true);
  expect(byRate(credit.lines)).toEqual({ 21: '6.24', 9: '3.76' });
});

it('names what a refund of several payments is for only where it comes to its amount', () => {
  const lines = [{ orderLineId: '11', quantity: 2 }];
  const refunds = [aRefund({ total: 1000, lines }), aRefund({ id: '6', total: 210, lines })];
  const order = anOrder({}, refunds);
  expect(creditsOf(order).map((credit) => [credit.isSpread, sumOf(credit.lines)])).toEqual([
    [true, '10.00'],
    [true, '2.10'],
  ]);
});

it('comes to what was charged per rate when all of it is given back in parts', () => {
  const order = withoutOneMug([
    ofOneMug,
    aRefund({ id: '6', total: 777, createdAt: '2026-11-04T10:00:00.000Z' }),
    aRefund({ id: '7', total: 1517, createdAt: '2026-11-05T10:00:00.000Z' }),
  ]);
  expect(byRate(creditsOf(order).flatMap(({ lines }) => lines))).toEqual(byRate(canonical(order).lines));
});

it('is the order as it is now with the rest of what was paid, where a change lowered its prices', () => {
  const [mugs, book] = anOrder().lines;
  const cheaper = { ...mugs, proratedLinePrice: 800, proratedLinePriceWithTax: 968 } as NativeOrder['lines'][number];
  const refund = aRefund({ total: 242, adjustment: 242 });
  const order = { ...anOrder({}, [refund]), total: 2295, totalWithTax: 2657, lines: book ? [cheaper, book] : [] };
  expect(canonical(order).totals.inclVat).toBe('28.99');
  expect(leftOf(order)).toBe('26.57');
  const more = aRefund({ id: '6', total: 500, createdAt: '2026-11-04T10:00:00.000Z' });
  const [payment] = order.payments ?? [];
  const goodwill = { ...order, payments: payment ? [{ ...payment, refunds: [refund, more] }] : [] };
  expect([canonical(goodwill).totals.inclVat, leftOf(goodwill)]).toEqual(['28.99', '21.57']);
});

it('has the pieces that were added after it was placed and given back later', () => {
  const refund = aRefund({ total: 605, lines: [{ orderLineId: '11', quantity: 1 }] });
  const added = anOrder({ total: 2995, totalWithTax: 3504 }, [refund]);
  const [mugs, book] = added.lines;
  const three = {
    ...mugs,
    quantity: 3,
    proratedLinePrice: 1500,
    proratedLinePriceWithTax: 1815,
  } as NativeOrder['lines'][number];
  const payments = [aPayment({ amount: 4109, refunds: [refund] })];
  const order = { ...added, payments, lines: book ? [three, book] : [] };
  expect(canonical(order).lines[0]).toMatchObject({ quantity: '4', totalExclVat: '20.00' });
  expect(creditOf(order).lines).toMatchObject([{ kind: 'item', quantity: '1', totalExclVat: '5.00' }]);
  expect(leftOf(order)).toBe('35.04');
});

it('has the pieces that were added and then cancelled, whether or not their money was given back', () => {
  const ofTwo = aRefund({ total: 1210, lines: [{ orderLineId: '11', quantity: 2 }] });
  const [mugs, book] = anOrder().lines;
  if (!mugs || !book) throw new Error('the order has two lines');
  // Two mugs were added to one, and one of the three is cancelled; two were given back.
  const two = { ...mugs, orderPlacedQuantity: 1 };
  const modifications = [
    { lines: [{ orderLineId: '11', quantity: 2 }] },
    { lines: [{ orderLineId: '12', quantity: -1 }] },
  ];
  const payments = [aPayment({ amount: 3504, refunds: [ofTwo] })];
  const order = anOrder({ modifications, payments, lines: [two, book] });
  expect(canonical(order).lines.slice(0, 2)).toMatchObject([
    { quantity: '3', totalExclVat: '15.00', vatAmount: '3.15' },
    { quantity: '1', totalExclVat: '10.00' },
  ]);
  expect(canonical(order).lines).toHaveLength(3);
  expect(leftOf(order)).toBe('22.94');
});

it('follows an order as it is now while its change was not paid', () => {
  const [mugs, book] = anOrder().lines;
  const more = {
    ...mugs,
    ...{ quantity: 3, proratedLinePrice: 1500, proratedLinePriceWithTax: 1815 },
  } as NativeOrder['lines'][number];
  const order = { ...anOrder(), state: 'ArrangingAdditionalPayment', total: 2995, totalWithTax: 3504 };
  const changed = { ...order, lines: book ? [more, book] : [] };
  const translated = orderToCanonical(changed, settings, { ...history, isDelivered: true });
  expect(translated).toMatchObject({ canonical: { totals: { inclVat: '35.04' }, lines: [{ quantity: '3' }, {}, {}] } });
});

it('settles the price of pieces that are gone to what was paid', () => {
  const [mugs, book] = anOrder().lines;
  const rest = { ...mugs, quantity: 1, orderPlacedQuantity: 3, proratedLinePrice: 333, proratedLinePriceWithTax: 403 };
  const order = {
    ...anOrder({ total: 1828, totalWithTax: 2092, lines: book ? [rest as NativeOrder['lines'][number], book] : [] }),
    payments: [aPayment({ amount: 2899 })],
  };
  const { lines, totals } = canonical(order);
  expect([totals.inclVat, sumOf(lines)]).toEqual(['28.99', '28.99']);
});

it('is over when it was cancelled, with its credits; a new one is left out by its state', () => {
  const order = anOrder({ state: 'Cancelled' }, [aRefund()]);
  const delivered = { ...history, isDelivered: true };
  const over = { filtered: { code: 'vendure.order_over', params: { order: 'T7QK9A' }, field: 'state' }, isOver: true };
  expect(orderToCanonical(order, settings, delivered)).toEqual(over);
  expect(creditToCanonical({ order, refundId: '5' }, settings, delivered)).toEqual(over);
  expect(orderToCanonical(order, settings, history)).toMatchObject({ filtered: { code: 'vendure.order_state' } });
});

it('says what was given back where no flow books credits', () => {
  const part = anOrder({}, [aRefund(), aRefund({ id: '6', state: 'Pending' })]);
  const alone = { enabledAt: history.enabledAt };
  expect(orderToCanonical(part, settings, { ...alone, isDelivered: true })).toMatchObject({
    canonical: { refunded: '6.05' },
  });
  expect(() => orderToCanonical(part, settings, alone)).toThrow(
    expect.objectContaining({ reason: expect.objectContaining({ code: 'orders.refunded_before_booking' }) }),
  );
  const whole = anOrder({}, [aRefund({ total: 2899 })]);
  expect(orderToCanonical(whole, settings, alone)).toMatchObject({ filtered: { code: 'orders.refunded_whole' } });
});

it.each<[string, Partial<NativeRefund>, Partial<RecordHistory>, string]>([
  ['is not settled', { state: 'Pending' }, {}, 'vendure.refund_state'],
  ['gives nothing back', { total: 0 }, {}, 'orders.refund_of_nothing'],
  ['is too old', {}, { enabledAt: '2026-11-03T10:00:01Z', origin: history }, 'orders.refund_before_enabled'],
  ['is of an order that is too old', {}, { origin: { enabledAt: '2026-11-03T00:00:00Z' } }, 'orders.before_enabled'],
])('leaves out a refund that %s, with why', (_name, refund, how, code) => {
  const order = anOrder({}, [aRefund(refund)]);
  expect(creditToCanonical({ order, refundId: '5' }, settings, { ...history, ...how })).toMatchObject({
    filtered: { code },
  });
});
