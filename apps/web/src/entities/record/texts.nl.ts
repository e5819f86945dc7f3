import type { Translated } from '../../shared/i18n/translated.js';
import type { en } from './texts.js';

export const nl: Translated<typeof en> = {
  outcomes: {
    created: 'Aangemaakt',
    updated: 'Bijgewerkt',
    withdrawn: 'Teruggenomen',
    unchanged: 'Ongewijzigd',
    filtered: 'Overgeslagen',
    failed: 'Probleem',
    held: 'Wacht',
  },
  documents: {
    sales_order: 'Verkooporder',
    sales_invoice: 'Verkoopfactuur',
    sales_entry: 'Verkoopboeking',
    bank_entry: 'Bankboeking',
    cash_entry: 'Kasboeking',
  },
};
