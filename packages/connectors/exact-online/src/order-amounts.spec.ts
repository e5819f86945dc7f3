import { addSums, isWithin, pricedParts, sumsAsCalculated } from './order-amounts.js';

describe('net price', () => {
  it.each([
    ['10.00', 1],
    ['10.00', 4],
    ['10.00', 3],
    ['0.10', 3],
    ['-5.00', -1],
    ['77183.60', 74215],
    ['0.00', 12],
  ])('of %s over %i pieces gives that amount again', (amount, quantity) => {
    const parts = pricedParts(amount, quantity) ?? [];
    expect(parts.map(({ quantity: pieces }) => pieces).reduce((sum, pieces) => sum + pieces, 0)).toBe(quantity);
    expect(addSums(parts.map((part) => sumsAsCalculated(part, { percent: '0', isInclusive: false }))).exclVat).toBe(
      amount,
    );
  });

  it('has as few digits as it takes', () => {
    expect(pricedParts('10.00', 3)).toEqual([{ quantity: 3, netPrice: '3.333' }]);
    expect(pricedParts('10.00', 4)).toEqual([{ quantity: 4, netPrice: '2.5' }]);
  });

  it('puts what no price can express on a last piece', () => {
    const parts = pricedParts('1000000.01', 300001) ?? [];
    expect(parts.map(({ quantity }) => quantity)).toEqual([300000, 1]);
    expect(addSums(parts.map((part) => sumsAsCalculated(part, { percent: '21', isInclusive: false }))).exclVat).toBe(
      '1000000.01',
    );
  });

  it('gives up where the last piece would have to cost less than nothing', () => {
    expect(pricedParts('1.00', 1_500_000)).toBeUndefined();
  });
});

describe('sums', () => {
  it('adds VAT per line, rounded half away from zero', () => {
    const vat = { percent: '21', isInclusive: false };
    expect(sumsAsCalculated({ quantity: 1, netPrice: '0.50' }, vat)).toEqual({ exclVat: '0.50', vat: '0.11' });
    expect(sumsAsCalculated({ quantity: -1, netPrice: '0.50' }, vat)).toEqual({ exclVat: '-0.50', vat: '-0.11' });
  });

  it('takes VAT out of inclusive prices', () => {
    expect(sumsAsCalculated({ quantity: 2, netPrice: '12.10' }, { percent: '21', isInclusive: true })).toEqual({
      exclVat: '20.00',
      vat: '4.20',
    });
  });

  it('compares to the cent', () => {
    expect(isWithin('10.05', '10.00', 5)).toBe(true);
    expect(isWithin('10.00', '10.05', 4)).toBe(false);
    expect(isWithin('-10.00', '-10.001', 0)).toBe(false);
  });
});
