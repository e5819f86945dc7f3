import {
  absoluteDecimal,
  addDecimals,
  addVat,
  compareDecimals,
  decimalFromNumber,
  divideDecimals,
  fromCents,
  isZeroDecimal,
  multiplyDecimals,
  negateDecimal,
  removeVat,
  roundDecimal,
  subtractDecimals,
  toCents,
  trimDecimal,
} from './decimal.js';

it('takes the sign away', () => {
  expect(['-1.50', '1.5', '-0.00'].map(absoluteDecimal)).toEqual(['1.50', '1.5', '0.00']);
});

it('adds and subtracts exactly', () => {
  expect(addDecimals('0.1', '0.2')).toBe('0.3');
  expect(addDecimals('1', '2.50', '-3.505')).toBe('-0.005');
  expect(addDecimals()).toBe('0');
  expect(subtractDecimals('1.00', '1.001')).toBe('-0.001');
  expect(subtractDecimals('-1', '-1')).toBe('0');
  expect(negateDecimal('0.00')).toBe('0.00');
});

it('multiplies exactly', () => {
  expect(multiplyDecimals('1.005', '3')).toBe('3.015');
  expect(multiplyDecimals('-0.5', '0.5')).toBe('-0.25');
  expect(multiplyDecimals('999999999999999.99', '999999999999999.99')).toBe('999999999999999980000000000000.0001');
});

it('divides with halves rounded away from zero', () => {
  expect(divideDecimals('1', '3', 4)).toBe('0.3333');
  expect(divideDecimals('2', '3', 2)).toBe('0.67');
  expect(divideDecimals('1', '8', 2)).toBe('0.13');
  expect(divideDecimals('-1', '8', 2)).toBe('-0.13');
  expect(divideDecimals('1', '-0.5', 0)).toBe('-2');
  expect(() => divideDecimals('1', '0.00', 2)).toThrow(RangeError);
});

it('compares by value', () => {
  expect(compareDecimals('1.5', '1.50')).toBe(0);
  expect(compareDecimals('-2', '1')).toBe(-1);
  expect(compareDecimals('10', '9.99')).toBe(1);
  expect(isZeroDecimal('-0.00')).toBe(true);
});

it('rounds halves away from zero and keeps the digits asked for', () => {
  expect(roundDecimal('2.345', 2)).toBe('2.35');
  expect(roundDecimal('-2.345', 2)).toBe('-2.35');
  expect(roundDecimal('2.3449', 2)).toBe('2.34');
  expect(roundDecimal('1', 2)).toBe('1.00');
  expect(roundDecimal('0.5', 0)).toBe('1');
  expect(roundDecimal('-0.004', 2)).toBe('0.00');
  expect(trimDecimal('21.00')).toBe('21');
  expect(trimDecimal('5.50')).toBe('5.5');
  expect(trimDecimal('100')).toBe('100');
});

it('turns amounts into cents and back', () => {
  expect(toCents('12.5')).toBe(1250);
  expect(toCents('-0.005')).toBe(-1);
  expect(fromCents(-5)).toBe('-0.05');
  expect(fromCents(1250n)).toBe('12.50');
  expect(() => toCents('999999999999999999')).toThrow(RangeError);
});

it('takes the number of a JSON answer by its shortest writing', () => {
  expect(decimalFromNumber(12.1)).toBe('12.1');
  expect(decimalFromNumber(1e-7)).toBe('0.0000001');
  expect(decimalFromNumber(-2.5e-9)).toBe('-0.0000000025');
  expect(decimalFromNumber(1.5e21)).toBe('1500000000000000000000');
  expect(decimalFromNumber(0.1 + 0.2)).toBe('0.3');
  expect(() => decimalFromNumber(Number.NaN)).toThrow(RangeError);
});

it('adds VAT and takes it out', () => {
  expect(addVat('10.00', '21')).toBe('12.10');
  expect(addVat('0.85', '5.5')).toBe('0.90');
  expect(removeVat('12.10', '21')).toBe('10.00');
  expect(removeVat('1.00', '21', 4)).toBe('0.8264');
});

it('refuses what is no decimal', () => {
  for (const text of ['', '.', '1,5', '1e3', 'abc', '--1']) expect(() => roundDecimal(text, 2)).toThrow(RangeError);
});
