import { missingKeys, proposedOf, withKeys } from './table-rows.js';

const methods = [
  { value: 'ideal', label: 'iDEAL' },
  { value: 'paypal', label: 'PayPal' },
];
const conditions = [
  { value: '00', label: 'Paid', isProposed: true },
  { value: '30', label: '30 days' },
];

it('finds the keys that a table lacks, whatever their case', () => {
  expect(missingKeys([{ key: ' IDEAL', value: '00' }], methods).map(({ value }) => value)).toEqual(['paypal']);
});

it('adds a row for each, with what the application proposes', () => {
  expect(withKeys([], methods, conditions)).toEqual([
    { key: 'ideal', value: '00' },
    { key: 'paypal', value: '00' },
  ]);
});

it('proposes nothing where the application proposes several', () => {
  expect(proposedOf(conditions.map((choice) => ({ ...choice, isProposed: true })))).toBeUndefined();
});
