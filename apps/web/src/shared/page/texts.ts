import { formatPlural } from '../format/format.js';
import { translated } from '../i18n/translated.js';
import { nl } from './texts.nl.js';

export const en = {
  product: 'Koppel',
  loading: 'Loading',
  tryAgain: 'Try again',
  cancel: 'Cancel',
  rename: (label: string) => `Change: ${label}`,
  nameMissing: 'Enter a name.',
  save: 'Save',
  notFoundTitle: 'Page not found',
  notFound: 'The address may be wrong, or the page was removed.',
  toDashboard: 'To the dashboard',
  loadMore: 'Load more',
  outdated: 'This list has changed since it was loaded.',
  showNewest: 'Show the latest',
  loadingMore: 'Loading more',
  all: (count: number) => `${formatPlural(count, 'row', 'rows')} in total.`,
} as const;

export const texts = translated({ en, nl });
