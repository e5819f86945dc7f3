import { allItems, isOvertaken, isShort, type ListPage, withItem } from './use-list.js';

const page = (...ids: string[]): ListPage<{ id: string; state: string }> => ({
  items: ids.map((id) => ({ id, state: 'open' })),
  next: null,
});

it('puts pages together', () => {
  expect(allItems({ pages: [page('a', 'b'), page('c')] }).map(({ id }) => id)).toEqual(['a', 'b', 'c']);
});

it('knows when something newer stands first', () => {
  expect(isOvertaken(page('a', 'b'), page('a', 'b'))).toBe(false);
  expect(isOvertaken(page('a', 'b'), page('z', 'a'))).toBe(true);
  expect(isOvertaken(undefined, page('a'))).toBe(false);
});

it('counts a list as short while reading it again is cheap', () => {
  expect(isShort({ pages: [1, 2, 3] })).toBe(true);
  expect(isShort({ pages: [1, 2, 3, 4] })).toBe(false);
  expect(isShort(undefined)).toBe(false);
});

it('changes one item and leaves the other pages as they are', () => {
  const before = { pages: [page('a'), page('b', 'c')], pageParams: [] };
  const after = withItem(before, { id: 'c', state: 'skipped' });
  expect(after.pages[0]).toBe(before.pages[0]);
  expect(after.pages[1]?.items.map(({ state }) => state)).toEqual(['open', 'skipped']);
});
