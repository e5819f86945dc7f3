import { findCents, shareCents, toDecimal } from './money.js';

it.each([
  ['2.55', 255],
  ['281.0', 28_100],
  ['-0.5', -50],
  ['0.005', 1],
  ['.5', 50],
  [3, 300],
])('reads %p as %p cents', (value, cents) => {
  expect(findCents(value)).toBe(cents);
});

it.each(['', 'abc', '1,50', null, undefined, {}])('finds no money in %p', (value) => {
  expect(findCents(value)).toBeUndefined();
});

it('writes cents as a decimal string', () => {
  expect([0, 5, -5, 123_456].map(toDecimal)).toEqual(['0.00', '0.05', '-0.05', '1234.56']);
});

it('takes a share rounded half away from zero, also of a credit', () => {
  expect(shareCents(1_000, '21.0000')).toBe(210);
  expect(shareCents(250, '21.0000')).toBe(53);
  expect(shareCents(-250, '21.0000')).toBe(-53);
  expect(shareCents(1_000, '25.5')).toBe(255);
});
