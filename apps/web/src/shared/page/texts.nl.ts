import { formatPlural } from '../format/format.js';
import type { Translated } from '../i18n/translated.js';
import type { en } from './texts.js';

export const nl: Translated<typeof en> = {
  product: 'Koppel',
  loading: 'Bezig met laden',
  tryAgain: 'Opnieuw proberen',
  cancel: 'Annuleren',
  rename: (label) => `Wijzigen: ${label}`,
  nameMissing: 'Vul een naam in.',
  save: 'Opslaan',
  notFoundTitle: 'Pagina niet gevonden',
  notFound: 'Misschien klopt het adres niet, of is de pagina verwijderd.',
  toDashboard: 'Naar het dashboard',
  loadMore: 'Meer laden',
  outdated: 'Deze lijst is veranderd sinds hij werd geladen.',
  showNewest: 'Nieuwste tonen',
  loadingMore: 'Meer laden',
  all: (count: number) => `${formatPlural(count, 'regel', 'regels')} in totaal.`,
};
