import type { Words } from '../i18n/translated.js';
import type { en } from './texts.en.js';

export const nl: Words<typeof en> = {
  product: 'Koppel',
  loading: 'Bezig met laden',
  tryAgain: 'Opnieuw proberen',
  cancel: 'Annuleren',
  rename: (label) => `Wijzigen: ${label}`,
  nameMissing: 'Vul een naam in.',
  save: 'Opslaan',
  notFoundTitle: 'Deze pagina bestaat niet',
  notFound: 'Het adres is misschien verkeerd getypt, of wat hier stond is verwijderd.',
  toDashboard: 'Naar het dashboard',
  loadMore: 'Meer laden',
};
