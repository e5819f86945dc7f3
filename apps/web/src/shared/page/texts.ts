import { formatPlural } from '../format/format.js';
import { translated } from '../i18n/translated.js';
import { nl } from './texts.nl.js';

export const en = {
  product: 'Koppel',
  loading: 'Loading',
  tryAgain: 'Try again',
  cancel: 'Cancel',
  rename: (label: string) => `Change: ${label}`,
  nameMissing: 'Type a name.',
  save: 'Save',
  notFoundTitle: 'There is no such page',
  notFound: 'The address may be mistyped, or what it showed was removed.',
  toDashboard: 'To the dashboard',
  loadMore: 'Load more',
  outdated: 'This list has changed since it was loaded.',
  showNewest: 'Show the newest',
  loadingMore: 'Loading more',
  all: (count: number) => `${formatPlural(count, 'row', 'rows')}, that is all.`,
} as const;

export const texts = translated({ en, nl });
