import type { Translated } from '../../shared/i18n/translated.js';
import type { en } from './texts.js';

export const nl: Translated<typeof en> = {
  states: {
    open: 'Open',
    held: 'Wacht',
    retrying: 'Wordt opnieuw geprobeerd',
    resolved: 'Opgelost',
    skipped: 'Overgeslagen',
  },
  failures: {
    value: 'Een waarde ontbreekt of past niet',
    missing_reference: 'Er ontbreekt iets bij het doel',
    duplicate: 'Dubbel record',
    permission: 'Niet toegestaan',
    rate_limit: 'Te veel verzoeken',
    too_large: 'Te groot',
    intermittent: 'Tijdelijke storing',
    application_down: 'Applicatie niet bereikbaar',
    defect: 'Fout in Koppel',
  },
  waits: {
    item: (key) => `artikel ${key}`,
    product: (key) => `artikel ${key}`,
    account: (key) => `klant ${key}`,
    order: (key) => `bestelling ${key}`,
    currency: (key) => `de valuta ${key}`,
    invoice: (key) => `de definitieve factuur van ${key}`,
    payment: (key) => `het terugnemen van de betaling van ${key}`,
    tax_rate: (key) => `een btw-tarief van ${key} %`,
    vat_rate: (key) => `het btw-percentage van ${key}`,
  },
};
