import { add, decimal, divide, multiply, round, subtract, toDecimalString, toJsonNumber } from './money.js';

describe('decimal', () => {
  it.each([
    ['12.50', '12.50'],
    ['-0.5', '-0.5'],
    ['1e-7', '0.0000001'],
    ['2E3', '2000'],
    ['007', '7'],
  ])('reads %s as %s', (text, expected) => {
    expect(toDecimalString(decimal(text))).toBe(expected);
  });

  it('reads the shortest form of a JSON number, not its binary fraction', () => {
    expect(toDecimalString(decimal(0.1 + 0))).toBe('0.1');
  });

  it('refuses what is not a number', () => {
    expect(() => decimal('1,5')).toThrow(RangeError);
  });
});

describe('arithmetic', () => {
  it('adds and subtracts without a binary residue', () => {
    expect(toDecimalString(add(decimal('0.1'), decimal('0.2')))).toBe('0.3');
    expect(toDecimalString(subtract(decimal('1'), decimal('0.9')))).toBe('0.1');
  });

  it.each([
    ['0.125', '0.13'],
    ['-0.125', '-0.13'],
    ['1.005', '1.01'],
    ['2.5e-3', '0.00'],
    ['-0.005', '-0.01'],
  ])('rounds %s half away from zero to %s', (value, expected) => {
    expect(toDecimalString(round(decimal(value), 2))).toBe(expected);
  });

  it('multiplies exactly beyond what a float holds', () => {
    expect(toDecimalString(multiply(decimal('99999999999.99'), decimal('100000.01')))).toBe('10000000999998999.9999');
  });

  it('divides to the asked digits and refuses zero', () => {
    expect(toJsonNumber(divide(decimal('121'), decimal('1.21'), 2))).toBe(100);
    expect(toDecimalString(divide(decimal('-2'), decimal('3'), 2))).toBe('-0.67');
    expect(() => divide(decimal('1'), decimal('0'), 2)).toThrow(RangeError);
  });
});
