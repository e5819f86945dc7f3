import type { Translated } from '../../shared/i18n/translated.js';
import type { en } from './texts.js';

export const nl: Translated<typeof en> = {
  states: {
    queued: 'In de wachtrij',
    running: 'Bezig',
    waiting: 'Wacht',
    completed: 'Voltooid',
    failed: 'Mislukt',
    cancelled: 'Geannuleerd',
  },
  triggers: {
    schedule: 'Volgens schema',
    webhook: 'Wijziging bij de bron',
    manual: 'Handmatig',
  },
  kinds: {
    sync: 'Synchronisatie',
    preview: 'Voorbeeld',
    retry: 'Losse records opnieuw',
    reconcile: 'Volledige vergelijking',
  },
  runNow: 'Nu uitvoeren',
  runs: 'Runs',
  flow: 'Stroom',
  state: 'Status',
  trigger: 'Aanleiding',
  when: 'Wanneer',
  read: 'Gelezen',
  written: 'Geschreven',
  failed: 'Problemen',
  none: 'Er zijn nog geen runs.',
  neverRan: 'Nog nooit uitgevoerd',
};
