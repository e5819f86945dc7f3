import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { addDecimals, type RecordHistory } from '@koppel/connector-sdk';
import { creditSchema, type Credit, type OrderLine } from '@koppel/contracts';
import type { WooRecord } from './client.js';
import { toCanonicalCredit } from './credit-canonical.js';
import { creditReader, type CreditSettings } from './credits.js';
import { orderReader } from './orders.js';

interface Refunded {
  order: WooRecord;
  refunds: WooRecord[];
}

const recorded = JSON.parse(
  readFileSync(join(import.meta.dirname, 'fixtures', 'refunded-orders.json'), 'utf8'),
) as Refunded[];

function find(id: number): Refunded {
  const found = recorded.find(({ order }) => order['id'] === id);
  if (!found) throw new Error(`order ${id} was not recorded`);
  return found;
}

const settings: CreditSettings = { ...orderReader.settings.parse({}), ...creditReader.settings.parse({}) };
const history: RecordHistory = { enabledAt: '2026-01-01T00:00:00Z' };

function translate(
  { order, refunds }: Refunded,
  refundId: number,
  how: Partial<RecordHistory> = {},
  wanted = settings,
) {
  return toCanonicalCredit({ order, refunds, refundId }, wanted, { ...history, ...how });
}

function creditsOf({ order, refunds }: Refunded): Credit[] {
  return refunds.map(({ id }) => {
    const translated = translate({ order, refunds }, Number(id));
    if ('filtered' in translated) throw new Error(translated.filtered.code);
    return creditSchema.parse(translated.canonical);
  });
}

/** What lines come to under each rate, excluding and including VAT. */
function byRate(lines: readonly OrderLine[]): Record<string, [string, string]> {
  const sums: Record<string, [string, string]> = {};
  for (const { taxes, totalExclVat, vatAmount } of lines) {
    const rate = taxes[0]?.ratePercent ?? '-';
    const [net, vat] = sums[rate] ?? ['0', '0'];
    sums[rate] = [addDecimals(net, totalExclVat), addDecimals(vat, vatAmount)];
  }
  return sums;
}

const sumOf = (lines: readonly OrderLine[]) =>
  addDecimals('0', ...lines.flatMap(({ totalExclVat, vatAmount }) => [totalExclVat, vatAmount]));

it('makes of every recorded refund a credit that comes to it, to the cent', () => {
  for (const each of recorded) {
    for (const [index, credit] of creditsOf(each).entries()) {
      expect(credit.inclVat).toBe(each.refunds[index]?.['amount']);
      expect(sumOf(credit.lines)).toBe(credit.inclVat);
    }
  }
});

it.each([2398, 2359])('credits the rates of order %d, which was given back whole, with what it charged', (id) => {
  const credits = creditsOf(find(id));
  const [first] = credits;
  expect(byRate(credits.flatMap(({ lines }) => lines))).toEqual(byRate(first?.order.lines ?? []));
});

it('gives the lines that a refund names, as positive amounts', () => {
  const [credit] = creditsOf(find(2359));
  expect(credit).toMatchObject({
    number: '2359-R2519',
    orderKey: '2359',
    creditedAt: '2026-11-26T16:45:45Z',
    isSpread: false,
    reason: 'retour',
    order: { number: '2359', currency: 'EUR', totals: { inclVat: '108.30' } },
  });
  expect(credit?.lines).toMatchObject([
    {
      kind: 'item',
      quantity: '2',
      totalExclVat: '26.00',
      vatAmount: '5.46',
      taxes: [{ ratePercent: '21', country: 'NL' }],
    },
    { kind: 'item', quantity: '5', totalExclVat: '65.00', vatAmount: '5.85', taxes: [{ ratePercent: '9' }] },
    { kind: 'shipping', quantity: '1', totalExclVat: '4.95', vatAmount: '1.04', taxes: [{ amount: '1.04' }] },
  ]);
});

it('shares an amount without lines by the rates of what is left, its reason as description', () => {
  const spread = creditsOf(find(4886)).find(({ number }) => number === '4886-R4888');
  expect(spread?.isSpread).toBe(true);
  expect(spread?.lines).toMatchObject([
    { kind: 'discount', description: 'Coulance', taxes: [{ ratePercent: '9', country: 'NL' }] },
    { kind: 'discount', description: 'Coulance', taxes: [{ ratePercent: '21', country: 'NL' }] },
  ]);
});

it('comes to what was charged per rate, however an order is given back', () => {
  const { order, refunds } = find(2359);
  const [named] = refunds;
  const shirts = (named?.['line_items'] as WooRecord[])[1] ?? {};
  const noLines = { line_items: [], shipping_lines: [], tax_lines: [] };
  const reduced = (named?.['tax_lines'] as WooRecord[]).filter((rate) => rate['rate_id'] === 2);
  const at = (second: number) => `2026-11-26T17:00:0${second}`;
  const parts = [
    { ...named, id: 1, ...noLines, amount: '10.01', date_created_gmt: at(1) },
    { ...named, id: 2, ...noLines, amount: '70.85', line_items: [shirts], tax_lines: reduced, date_created_gmt: at(2) },
    { ...named, id: 3, ...noLines, amount: '27.44', date_created_gmt: at(3) },
  ];
  const credits = creditsOf({ order, refunds: parts });
  expect(byRate(credits.flatMap(({ lines }) => lines))).toEqual({ 21: ['30.95', '6.50'], 9: ['65.00', '5.85'] });
});

it('lowers the price of an article of which no piece comes back', () => {
  const { order, refunds } = find(2396);
  const [refund] = refunds;
  const [line] = refund?.['line_items'] as WooRecord[];
  const [credit] = creditsOf({ order, refunds: [{ ...refund, line_items: [{ ...line, sku: 'CLIP', quantity: 0 }] }] });
  expect(credit?.lines).toMatchObject([{ kind: 'discount', quantity: '1', totalExclVat: '3.00', vatAmount: '0.63' }]);
  expect(credit?.lines[0]).not.toHaveProperty('sku');
});

it('takes back a discount that is given back', () => {
  const { order, refunds } = find(2396);
  const [refund] = refunds;
  const fee = { name: 'Pick-up discount', total: '1.00', total_tax: '0.21', taxes: [{ id: 1, total: '0.21' }] };
  const [credit] = creditsOf({ order, refunds: [{ ...refund, amount: '2.42', fee_lines: [fee], tax_lines: [] }] });
  expect(credit?.lines[1]).toMatchObject({ kind: 'discount', totalExclVat: '-1.00', vatAmount: '-0.21' });
});

it.each<[string, Partial<RecordHistory>, Partial<CreditSettings>, string | undefined]>([
  [
    'made before its flow was enabled',
    { enabledAt: '2026-11-26T16:36:35Z', origin: history },
    {},
    'orders.refund_before_enabled',
  ],
  ['made in the second in which it was', { enabledAt: '2026-11-26T16:36:34.900Z', origin: history }, {}, undefined],
  [
    'made before, where all are taken',
    { enabledAt: '2027-01-01T00:00:00Z', origin: history },
    { refundsFrom: 'all' },
    undefined,
  ],
  ['of an order that is too old', { origin: { enabledAt: '2026-11-26T16:40:00Z' } }, {}, 'orders.before_enabled'],
  [
    'of an old order, where all are taken',
    { origin: { enabledAt: '2027-01-01T00:00:00Z' } },
    { ordersFrom: 'all' },
    undefined,
  ],
])('takes, or leaves out with why, a refund that was %s', (_name, how, wanted, code) => {
  const translated = translate(find(2396), 2397, how, { ...settings, ...wanted });
  expect('filtered' in translated ? translated.filtered.code : undefined).toBe(code);
});

it('follows what was booked, whatever its age', () => {
  const how = { isDelivered: true, enabledAt: '2027-01-01T00:00:00Z', origin: { enabledAt: '2027-01-01T00:00:00Z' } };
  expect(translate(find(2396), 2397, how)).toHaveProperty('canonical');
});

it('leaves out a refund of nothing', () => {
  const { order, refunds } = find(2396);
  const nothing = refunds.map((refund) => ({ ...refund, amount: '0.00' }));
  expect(translate({ order, refunds: nothing }, 2397)).toMatchObject({
    filtered: { code: 'orders.refund_of_nothing' },
  });
});

it('has the rates of the order, whatever the shop still says of them on the refund', () => {
  const { order, refunds } = find(2396);
  const [expected] = creditsOf({ order, refunds });
  expect(expected?.lines[0]?.taxes[0]).toMatchObject({ ratePercent: expect.any(String), country: expect.any(String) });
  const rates = (refund: WooRecord) => refund['tax_lines'] as WooRecord[];
  const without = refunds.map((refund) => ({ ...refund, tax_lines: [] }));
  const forgotten = refunds.map((refund) => ({
    ...refund,
    tax_lines: rates(refund).map((rate) => ({ ...rate, rate_code: '', rate_percent: null })),
  }));
  for (const some of [without, forgotten]) expect(creditsOf({ order, refunds: some })).toEqual([expected]);
});

it('takes an amount that was typed without its VAT as one with it, and of an article without VAT as it is', () => {
  const { order, refunds } = find(2396);
  const typed = (itemId: string) =>
    refunds.map((refund) => ({
      ...{ ...refund, amount: '3.00', tax_lines: [] },
      line_items: (refund['line_items'] as WooRecord[]).map((line) => ({
        ...{ ...line, total: '-3.00', total_tax: '0.00', taxes: [] },
        meta_data: [{ key: '_refunded_item_id', value: itemId }],
      })),
    }));
  expect(creditsOf({ order, refunds: typed('155') })).toMatchObject([
    { inclVat: '3.00', isSpread: true, lines: [{ kind: 'discount', totalExclVat: '2.48', vatAmount: '0.52' }] },
  ]);
  expect(creditsOf({ order, refunds: typed('999') })).toMatchObject([
    { isSpread: false, lines: [{ kind: 'item', totalExclVat: '3.00', vatAmount: '0.00' }] },
  ]);
});

it('refuses a refund of less than nothing', () => {
  const { order, refunds } = find(2396);
  const negative = refunds.map((refund) => ({ ...refund, amount: '-3.63' }));
  expect(() => translate({ order, refunds: negative }, 2397)).toThrow(
    expect.objectContaining({ reason: expect.objectContaining({ code: 'woocommerce.order_field_invalid' }) }),
  );
});

it('leaves out a refund of the part of a vendor, which the order has too', () => {
  const { order, refunds } = find(2396);
  expect(translate({ order: { ...order, parent_id: 2395, created_via: 'dokan' }, refunds }, 2397)).toMatchObject({
    filtered: { code: 'woocommerce.order_part' },
  });
});

it.each(['cancelled', 'failed', 'trash'])('is over with an order that is %s', (status) => {
  const { order, refunds } = find(2396);
  expect(translate({ order: { ...order, status }, refunds }, 2397)).toEqual({
    filtered: { code: 'woocommerce.order_over', params: { status }, field: 'order.status' },
    isOver: true,
  });
});

it('refuses a refund of more than is left, which an order shows that was made smaller afterwards', () => {
  const { order, refunds } = find(2398);
  expect(() => translate({ order: { ...order, total: '6.00' }, refunds }, 2399)).toThrow(
    expect.objectContaining({
      failureClass: 'value',
      reason: expect.objectContaining({
        code: 'orders.refund_too_large',
        params: { order: '2398', amount: '9.62', left: '6.00', currency: 'EUR' },
      }),
    }),
  );
});
