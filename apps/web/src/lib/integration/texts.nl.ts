import { formatPlural } from '../format/format.js';
import type { Words } from '../i18n/translated.js';
import type { en } from './texts.en.js';

export const nl: Words<typeof en> = {
  health: { good: 'Alles goed', attention: 'Heeft problemen', trouble: 'Werkt niet', paused: 'Niet ingeschakeld' },
  connectionNeedsAttention: (title) => `De koppeling “${title}” vraagt aandacht.`,
  connectionNotReady: (title) => `De koppeling “${title}” is nog niet klaar.`,
  runFailed: (flow) => `De laatste run van ${flow} is mislukt.`,
  openIssues: (count) => `${formatPlural(count, 'probleem', 'problemen')} om naar te kijken.`,
  paused: 'Er is geen stroom ingeschakeld: records gaan alleen mee als je een stroom zelf start.',
  flowsEnabled: (enabled, all) => `${enabled} van ${formatPlural(all, 'stroom', 'stromen')} ingeschakeld`,
  recordsLinked: (count) => `${formatPlural(count, 'record', 'records')} gekoppeld`,
  nextRun: (moment) => `Volgende run ${moment}`,
  noNextRun: 'Geen run gepland',
  startIntegrating: 'Start met koppelen',
  blockedTitle: 'Je browser heeft het venster van de wizard geblokkeerd',
  blocked:
    'Sta pop-ups toe voor deze site (een klein pictogram in de adresbalk) en druk nog een keer op Start met koppelen, of ga verder in dit tabblad.',
  sameTab: 'Verder in dit tabblad',
};
