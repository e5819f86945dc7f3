import { findLeaves, leavesOf } from './json-view.js';

const order = { number: '1001', customer: { email: 'ada@example.com' }, lines: [{ sku: 'MUG' }, { sku: 'CUP' }] };

it('gives every value with where it stands', () => {
  expect(leavesOf(order)).toEqual([
    { path: 'number', value: '1001' },
    { path: 'customer.email', value: 'ada@example.com' },
    { path: 'lines.0.sku', value: 'MUG' },
    { path: 'lines.1.sku', value: 'CUP' },
  ]);
});

it('stops where a document is too long to show', () => {
  expect(
    leavesOf(
      Array.from({ length: 10 }, (_, index) => index),
      3,
    ),
  ).toHaveLength(3);
});

it('finds values by name and by content, whatever their case', () => {
  expect(findLeaves(order, ' ADA ').map(({ path }) => path)).toEqual(['customer.email']);
  expect(findLeaves(order, 'sku').map(({ value }) => value)).toEqual(['MUG', 'CUP']);
  expect(findLeaves(order, ' ')).toEqual([]);
});
