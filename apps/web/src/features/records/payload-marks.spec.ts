import { stagesOf } from './attempt-data.js';
import { marksOf } from './payload-marks.js';

const leaves = (values: Record<string, string | number | boolean | null>) =>
  Object.entries(values).map(([path, value]) => ({ path, value }));

it('finds a value under the same name however that is written', () => {
  const marks = marksOf(leaves({ Is_Stocked: true, Price: '12.50' }), leaves({ isStocked: true, price: 12.5 }));
  expect([...marks]).toEqual([
    ['Is_Stocked', 'same'],
    ['Price', 'same'],
  ]);
});

it('finds a value that says enough by itself under another name', () => {
  expect(marksOf(leaves({ Code: '85123A' }), leaves({ sku: '85123A' })).get('Code')).toBe('same');
  expect(marksOf(leaves({ Division: 1 }), leaves({ quantity: 1 })).has('Division')).toBe(false);
});

it('marks what has another value under the same name', () => {
  expect(marksOf(leaves({ name: 'Mug' }), leaves({ name: 'Cup' })).get('name')).toBe('differs');
});

it('leaves unmarked what has no counterpart, and keeps keys with leading zeros apart', () => {
  expect(marksOf(leaves({ note: 'Fragile', empty: null }), leaves({ sku: 'X' })).size).toBe(0);
  expect(marksOf(leaves({ sku: '007' }), leaves({ sku: '7' })).get('sku')).toBe('differs');
});

it.each([
  ['created', {}, {}, ['done', 'done', 'done', 'done']],
  ['unchanged', null, null, ['done', 'done', 'done', 'not_needed']],
  ['withdrawn', null, null, ['done', 'not_needed', 'not_needed', 'done']],
  ['filtered', null, null, ['done', 'stopped', 'not_reached', 'not_reached']],
  ['failed', {}, null, ['done', 'done', 'stopped', 'not_reached']],
  ['held', {}, {}, ['done', 'done', 'done', 'stopped']],
] as const)('says how far a record came that ended as %s', (outcome, canonical, target, states) => {
  expect(stagesOf({ outcome, payloads: { canonical, target } }).map(({ state }) => state)).toEqual(states);
});
