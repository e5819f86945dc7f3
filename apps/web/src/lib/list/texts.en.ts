import { formatPlural } from '../format/format.js';

export const en = {
  outdated: 'This list has changed since it was loaded.',
  showNewest: 'Show the newest',
  loadingMore: 'Loading more',
  all: (count: number) => `${formatPlural(count, 'row', 'rows')}, that is all.`,
} as const;
