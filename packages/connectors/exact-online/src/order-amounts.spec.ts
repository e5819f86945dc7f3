import { addDecimals } from '@koppel/connector-sdk';
import { calculatedTotal, pricedParts, vatOfParts } from './order-amounts.js';

const none = { percent: '0', isInclusive: false };

describe('net price', () => {
  it.each([
    ['10.00', '1'],
    ['10.00', '4'],
    ['10.00', '3'],
    ['0.10', '3'],
    ['-5.00', '-1'],
    ['15.00', '1.5'],
    ['77183.60', '74215'],
    ['0.00', '12'],
  ])('of %s over %s pieces gives that amount again', (amount, quantity) => {
    const parts = pricedParts(amount, quantity, 2) ?? [];
    expect(Number(addDecimals(...parts.map((part) => part.quantity)))).toBe(Number(quantity));
    expect(addDecimals(...parts.map((part) => calculatedTotal(part, none, 2)))).toBe(amount);
  });

  it('has as few digits as it takes', () => {
    expect(pricedParts('10.00', '3', 2)).toEqual([{ quantity: '3', netPrice: '3.333' }]);
    expect(pricedParts('10.00', '4', 2)).toEqual([{ quantity: '4', netPrice: '2.5' }]);
    expect(pricedParts('1000', '3', 0)).toEqual([{ quantity: '3', netPrice: '333.3' }]);
  });

  it('puts what no price can express on a last piece', () => {
    const parts = pricedParts('1000000.01', '300001', 2) ?? [];
    expect(parts.map(({ quantity }) => quantity)).toEqual(['300000', '1']);
    expect(addDecimals(...parts.map((part) => calculatedTotal(part, none, 2)))).toBe('1000000.01');
  });

  it('gives up where the last piece would have to cost less than nothing', () => {
    expect(pricedParts('1.00', '1500000', 2)).toBeUndefined();
  });
});

describe('what Exact Online calculates', () => {
  it('adds VAT to the amount, rounded half away from zero', () => {
    const vat = { percent: '21', isInclusive: false };
    expect(calculatedTotal({ quantity: '1', netPrice: '0.50' }, vat, 2)).toBe('0.61');
    expect(calculatedTotal({ quantity: '-1', netPrice: '0.50' }, vat, 2)).toBe('-0.61');
  });

  it('leaves prices that contain it as they are', () => {
    expect(calculatedTotal({ quantity: '2', netPrice: '12.10' }, { percent: '21', isInclusive: true }, 2)).toBe(
      '24.20',
    );
  });
});

it('spreads the VAT of a line over its parts', () => {
  const parts = pricedParts('37047.379', '1253', 3) ?? [];
  expect(parts).toHaveLength(2);
  const vat = vatOfParts(parts, '7779.949', 3);
  expect(addDecimals(...vat)).toBe('7779.949');
  expect(addDecimals(...parts.map((part, index) => calculatedTotal(part, { ...none, stated: vat[index] }, 3)))).toBe(
    '44827.328',
  );
  expect(vatOfParts([{ quantity: '2', netPrice: '5' }], '2.1', 2)).toEqual(['2.10']);
});
