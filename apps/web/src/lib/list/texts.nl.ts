import { formatPlural } from '../format/format.js';
import type { Words } from '../i18n/translated.js';
import type { en } from './texts.en.js';

export const nl: Words<typeof en> = {
  outdated: 'Deze lijst is veranderd sinds hij werd geladen.',
  showNewest: 'Nieuwste tonen',
  loadingMore: 'Meer laden',
  all: (count: number) => `${formatPlural(count, 'regel', 'regels')}, dat is alles.`,
};
