import { toDecimalString } from '../money.js';
import { type LineTerms, documentTotals, lineAmounts } from './line-amounts.js';

const terms: LineTerms = {
  quantity: 3,
  unitPrice: 1.115,
  netPrice: undefined,
  discount: 0,
  vatType: 'E',
  vatPercentage: 0.21,
  digits: 2,
};

function amounts(changes: Partial<LineTerms>): [string, string] {
  const { amountExclVat, vatAmount } = lineAmounts({ ...terms, ...changes });
  return [toDecimalString(amountExclVat), toDecimalString(vatAmount)];
}

describe('amounts of a line', () => {
  it('puts VAT on top of the price with an exclusive code', () => {
    expect(amounts({})).toEqual(['3.35', '0.70']);
  });

  it('takes VAT out of the price with an inclusive code', () => {
    expect(amounts({ vatType: 'I', unitPrice: 1.21, quantity: 1 })).toEqual(['1.00', '0.21']);
    expect(amounts({ vatType: 'I', unitPrice: 9.99, quantity: 1 })).toEqual(['8.26', '1.73']);
  });

  it('charges no VAT with a code of type N', () => {
    expect(amounts({ vatType: 'N' })).toEqual(['3.35', '0.00']);
  });

  it('takes the discount as a fraction of the unit price, and a net price before both', () => {
    expect(amounts({ quantity: 10, unitPrice: 2, discount: 0.125 })).toEqual(['17.50', '3.68']);
    expect(amounts({ quantity: 10, unitPrice: 2, discount: 0.125, netPrice: 1 })).toEqual(['10.00', '2.10']);
  });

  it('rounds credits away from zero like debits', () => {
    expect(amounts({ quantity: -3 })).toEqual(['-3.35', '-0.70']);
  });

  it('rounds as the currency does', () => {
    expect(amounts({ digits: 0 })).toEqual(['3', '1']);
    expect(amounts({ digits: 3 })).toEqual(['3.345', '0.702']);
  });

  it('keeps amounts of the request', () => {
    expect(amounts({ amount: 5, vatAmount: 1.06 })).toEqual(['5.00', '1.06']);
  });
});

describe('totals of a document', () => {
  it('sums lines and lowers amount and VAT by the document discount', () => {
    const lines = [
      { amountExclVat: 10.05, vatAmount: 2.11 },
      { amountExclVat: 0.1, vatAmount: 0.02 },
    ];
    expect(documentTotals(lines, { discount: 0, digits: 2 })).toMatchObject({
      amountExclVat: 10.15,
      vatAmount: 2.13,
      amountInclVat: 12.28,
    });
    expect(documentTotals(lines, { discount: 0.1, digits: 2 })).toEqual({
      ...{ amountExclVat: 9.13, vatAmount: 1.92, amountInclVat: 11.05 },
      ...{ discountExclVat: 1.02, discountInclVat: 1.23 },
    });
  });
});
