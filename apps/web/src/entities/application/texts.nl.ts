import type { Translated } from '../../shared/i18n/translated.js';
import type { en } from './texts.js';

export const nl: Translated<typeof en> = {
  roles: {
    books: 'Boekhouding',
    catalogue: 'Catalogus',
    shop: 'Webshop',
    payments: 'Betalingen',
    logistics: 'Logistiek',
    files: 'Bestanden',
  },
  manualTitle: (name) => `Handleiding van ${name}`,
  manualInNewTab: 'In een nieuw tabblad openen',
};
