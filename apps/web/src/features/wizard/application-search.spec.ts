import { matches, indexAfterKey } from './application-search.js';

it('searches name, roles and summary', () => {
  const application = { name: 'Exact Online', summary: 'Dutch bookkeeping', roles: ['books' as const] };
  expect(matches(application, 'account exact')).toBe(true);
  expect(matches(application, '')).toBe(true);
  expect(matches(application, 'shop')).toBe(false);
});

const names = ['Exact Online', 'Shopware', 'Vendure', 'WooCommerce'];

it.each([
  ['ArrowDown', 1, 2],
  ['ArrowDown', 3, 3],
  ['ArrowUp', 0, -1],
  ['End', 0, 3],
  ['Home', 2, 0],
  ['v', 0, 2],
  ['e', 0, 0],
  ['x', 0, undefined],
  ['Enter', 0, undefined],
])('goes by %s from %i to %s', (key, at, expected) => {
  expect(indexAfterKey(key, at, names)).toBe(expected);
});
