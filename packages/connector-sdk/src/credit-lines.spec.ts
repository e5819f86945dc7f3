import type { OrderLine } from '@koppel/contracts';
import { creditLinesOf, type Refunded } from './credit-lines.js';
import { addDecimals } from './decimal.js';

const aLine = (
  totalExclVat: string,
  vatAmount: string,
  ratePercent: string,
  change: Partial<OrderLine> = {},
): OrderLine => ({
  kind: 'item',
  sku: 'MUG',
  description: 'Mug',
  quantity: '1',
  totalExclVat,
  vatAmount,
  taxes: ratePercent === '0' ? [] : [{ ratePercent, country: 'NL', isCompound: false, amount: vatAmount }],
  ...change,
});

const sumOf = (lines: readonly OrderLine[]) =>
  addDecimals('0', ...lines.flatMap((line) => [line.totalExclVat, line.vatAmount]));

function anOrder(lines: OrderLine[], { currency = 'EUR', vouchers = '0' } = {}): Refunded['order'] {
  const vat = addDecimals(...lines.map(({ vatAmount }) => vatAmount));
  const inclVat = addDecimals(sumOf(lines), vouchers);
  return { number: '7', currency, lines, totals: { exclVat: '0', vat, inclVat } };
}

const order = anOrder([
  aLine('26.00', '5.46', '21'),
  aLine('65.00', '5.85', '9'),
  aLine('4.95', '1.04', '21', { kind: 'shipping' }),
]);

const credit = (amount: string, change: Partial<Refunded> = {}) =>
  creditLinesOf({ order, earlier: [], amount, lines: [], description: 'Refund', ...change });

const byRate = (lines: readonly OrderLine[]) =>
  lines.map(({ taxes, totalExclVat, vatAmount }) => [taxes[0]?.ratePercent, totalExclVat, vatAmount]);

describe('the lines of a credit', () => {
  it('are those that the shop names, where they add up to what was given back', () => {
    const lines = [aLine('13.00', '2.73', '21')];
    expect(credit('15.73', { lines })).toEqual({ lines, isSpread: false });
  });

  it('are those of the order, where all of it was given back in one go', () => {
    expect(credit('108.30')).toEqual({ lines: order.lines, isSpread: false });
  });

  it('share an amount by the rates of what is left, to the cent', () => {
    const { lines, isSpread } = credit('10.00');
    expect(isSpread).toBe(true);
    expect(lines[0]).toMatchObject({ kind: 'discount', description: 'Refund', quantity: '1' });
    const unnamed = credit('10.00', { description: undefined }).lines[0];
    expect(unnamed).toMatchObject({ description: '', text: 'refund' });
    // 37.45 and 70.85 of 108.30.
    expect(byRate(lines)).toEqual([
      ['21', '2.86', '0.60'],
      ['9', '6.00', '0.54'],
    ]);
  });

  it('give the rates of a credit that ends the order exactly what is left of them', () => {
    const first = credit('33.33').lines;
    const second = credit('0.07', { earlier: first }).lines;
    const earlier = [...first, ...second];
    const last = credit('74.90', { earlier }).lines;
    const all = [...earlier, ...last];
    const of = (rate: string) => {
      const lines = all.filter(({ taxes }) => taxes[0]?.ratePercent === rate);
      return [
        addDecimals(...lines.map((line) => line.totalExclVat)),
        addDecimals(...lines.map((line) => line.vatAmount)),
      ];
    };
    expect([of('21'), of('9')]).toEqual([
      ['30.95', '6.50'],
      ['65.00', '5.85'],
    ]);
  });

  it('share only the rest, where lines do not name all of it', () => {
    const named = [aLine('26.00', '5.46', '21')];
    const { lines, isSpread } = credit('41.46', { lines: named });
    expect(isSpread).toBe(true);
    expect(lines[0]).toBe(named[0]);
    // 5.99 and 70.85 are left.
    expect(byRate(lines.slice(1))).toEqual([
      ['21', '0.64', '0.14'],
      ['9', '8.46', '0.76'],
    ]);
  });

  it('lower the rates of the named lines by what the shop kept', () => {
    const { lines } = credit('25.46', { lines: [aLine('26.00', '5.46', '21')] });
    expect(byRate(lines)).toEqual([
      ['21', '26.00', '5.46'],
      ['21', '-4.96', '-1.04'],
    ]);
  });

  it('leave out a rate of which nothing, or too much, was credited before', () => {
    const earlier = [aLine('31.00', '6.51', '21')];
    expect(byRate(credit('5.00', { earlier }).lines)).toEqual([['9', '4.59', '0.41']]);
  });

  it('share what a voucher did not pay', () => {
    const paid = anOrder([aLine('100.00', '21.00', '21'), aLine('10.00', '0.00', '0')], { vouchers: '-50.00' });
    const { lines } = credit('81.00', { order: paid });
    expect(byRate(lines)).toEqual([
      ['21', '61.83', '12.99'],
      [undefined, '6.18', '0.00'],
    ]);
  });

  it.each([
    ['JPY', '100', ['91', '9']],
    ['TND', '0.001', ['0.001', '0.000']],
  ])('come to the smallest unit of %s', (currency, amount, expected) => {
    const scale = currency === 'JPY' ? '' : '.000';
    const foreign = anOrder([aLine(`1000${scale}`, `100${scale}`, '10')], { currency });
    const [line] = credit(amount, { order: foreign }).lines;
    expect([line?.totalExclVat, line?.vatAmount]).toEqual(expected);
  });

  it.each(['0.01', '0.02', '0.03', '17.17', '50.50', '99.99', '108.29'])('add up to %s', (amount) => {
    expect(sumOf(credit(amount).lines)).toBe(amount);
  });

  it('cannot be made of more than is left, and both sums are told', () => {
    expect(() => credit('80.00', { earlier: credit('50.00').lines })).toThrow(
      expect.objectContaining({
        failureClass: 'value',
        reason: {
          code: 'orders.refund_too_large',
          params: { order: '7', amount: '80.00', left: '58.30', currency: 'EUR' },
        },
      }),
    );
  });
});
