/** What a page of a list says that comes in pages. */
export interface ListPage<Item> {
  items: Item[];
  next: string | null;
}

/** So many pages are read again by themselves; a longer list would cost too many requests and moves under the reader. */
const MOST_REFRESHED = 3;

/** What most rows are known by. */
export function idOf({ id }: { id: string }): string {
  return id;
}

/** One array of what came in pages. */
export function allItems<Item>({ pages }: { pages: ListPage<Item>[] }): Item[] {
  return pages.flatMap(({ items }) => items);
}

export function isShort(data: { pages: unknown[] } | undefined): boolean {
  return data !== undefined && data.pages.length <= MOST_REFRESHED;
}

/** Whether what now stands first in a list is not what was loaded. */
export function isOvertaken<Item>(loaded: ListPage<Item> | undefined, now: ListPage<Item> | undefined): boolean {
  return loaded !== undefined && now !== undefined && JSON.stringify(loaded.items) !== JSON.stringify(now.items);
}

/** The pages with one item changed, wherever it stands. */
export function withItem<Item extends { id: string }, Data extends { pages: ListPage<Item>[] }>(
  data: Data,
  changed: Item,
): Data {
  const pages = data.pages.map((page) =>
    page.items.some(({ id }) => id === changed.id)
      ? { ...page, items: page.items.map((item) => (item.id === changed.id ? changed : item)) }
      : page,
  );
  return { ...data, pages };
}
