import type { Translated } from '../../shared/i18n/translated.js';
import type { en } from './texts.js';

export const nl: Translated<typeof en> = {
  kinds: { erp: 'Boekhouding', webshop: 'Webshop' },
  manualTitle: (name) => `Handleiding van ${name}`,
  manualInNewTab: 'In een nieuw tabblad openen',
};
