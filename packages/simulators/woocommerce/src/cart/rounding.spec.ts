import { round, shown } from './rounding.js';

it.each([
  [1.005, 2, 1.01],
  [-1.005, 2, -1.01],
  [2.675, 2, 2.68],
  [103.94999999999999, 0, 104],
  [1234.5, -2, 1200],
  [-0.004, 2, 0],
])('rounds %p to %p digits as PHP does', (value, digits, expected) => {
  expect(round(value, digits)).toBe(expected);
});

it('leaves a half where the prices contain tax', () => {
  expect([round(0.315, 2, 'down'), round(0.315, 2), round(-0.315, 2, 'down')]).toEqual([0.31, 0.32, -0.31]);
});

it('shows what was stored, in the decimals of the shop', () => {
  expect([shown(20.0413225, 2), shown(0.0049999999, 2), shown(-0.001, 2), shown(1234.5, 0), shown(1.2345, 3)]).toEqual([
    '20.04',
    '0.01',
    '0.00',
    '1235',
    '1.235',
  ]);
});
