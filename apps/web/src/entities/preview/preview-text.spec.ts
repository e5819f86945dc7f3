import { callTexts, fieldLabel, valueText } from './preview-text.js';

it.each([
  ['regular_price', 'Regular price'],
  ['stockOnHand', 'Stock on hand'],
  ['customFields.ean', 'Custom fields › ean'],
  ['lines[0].quantity', 'Lines › 0 › quantity'],
])('says %s as %s', (name, text) => {
  expect(fieldLabel(name)).toBe(text);
});

it.each([
  [undefined, 'not set'],
  [null, 'empty'],
  [false, 'no'],
  [12.5, '12.5'],
  [['a', 'b'], 'a, b'],
  [[], 'empty'],
])('says the value %j as %s', (value, text) => {
  expect(valueText(value)).toBe(text);
});

it('tells what it cost and what a whole run would cost', () => {
  expect(callTexts({ spent: { source: 1, target: 2 }, writes: 1, wholeRun: { source: 40, target: 1200 } })).toEqual([
    'This preview used 1 call at the source and 2 calls at the target.',
    'Writing these records would take 1 call at the target.',
    'A full run would take about 40 calls at the source and 1,200 calls at the target.',
  ]);
  expect(callTexts({ spent: { source: 1, target: 0 }, writes: 0, wholeRun: null })[2]).toMatch(/unknown/);
});
