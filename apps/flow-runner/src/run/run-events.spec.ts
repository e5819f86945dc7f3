import { inParts } from './run-events.js';

it('splits by number', () => {
  const items = Array.from({ length: 1_001 }, (_, index) => index);
  const parts = inParts(items);
  expect(parts.map((part) => part.length)).toEqual([500, 500, 1]);
  expect(parts.flat()).toEqual(items);
  expect(inParts([])).toEqual([]);
});

it('splits by length, and leaves what is too long by itself', () => {
  const keys = ['a'.repeat(200_000), 'é'.repeat(100_000), 'b', 'c'.repeat(300_000), 'd'];
  const parts = inParts(keys);
  expect(parts.map((part) => part.map((key) => key.charAt(0)).join(''))).toEqual(['a', 'éb', 'c', 'd']);
});
