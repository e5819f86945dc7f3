import { formatPlural } from '../../shared/format/format.js';
import type { Translated } from '../../shared/i18n/translated.js';
import type { en } from './texts.js';

export const nl: Translated<typeof en> = {
  health: { good: 'Alles goed', attention: 'Heeft problemen', failing: 'Werkt niet', paused: 'Niet ingeschakeld' },
  connectionNeedsAttention: (title) => `De koppeling “${title}” vraagt aandacht.`,
  connectionNotReady: (title) => `De koppeling “${title}” is nog niet klaar.`,
  runFailed: (flow) => `De laatste run van ${flow} is mislukt.`,
  openIssues: (count) => `${formatPlural(count, 'probleem', 'problemen')} om op te lossen.`,
  paused: 'Er is geen stroom ingeschakeld: er wordt alleen gesynchroniseerd als je zelf een stroom start.',
  flowsEnabled: (enabled, all) => `${enabled} van ${formatPlural(all, 'stroom', 'stromen')} ingeschakeld`,
  recordsLinked: (count) => `${formatPlural(count, 'record', 'records')} gekoppeld`,
  nextRun: (moment) => `Volgende run ${moment}`,
  noNextRun: 'Geen run gepland',
  startIntegrating: 'Start met koppelen',
  blockedTitle: 'Je browser heeft het venster van de wizard tegengehouden',
  blocked: 'Je kunt meteen verder in dit tabblad. Wil je een apart venster, sta dan eerst pop-ups toe voor deze site:',
  allow: {
    chrome: 'Klik op het venstertje met het rode kruis rechts in de adresbalk en kies “Pop-ups altijd toestaan”.',
    edge: 'Klik op het venstertje met het kruis rechts in de adresbalk en kies “Altijd toestaan”.',
    firefox: 'Klik op “Opties” in de balk boven de pagina en kies “Pop-ups van deze website toestaan”.',
    safari:
      'Klik op de twee venstertjes in de adresbalk, of kies Safari, Instellingen voor deze website, Pop-upvensters, Sta toe.',
    other: 'Klik op het pictogram voor geblokkeerde pop-ups in de adresbalk en sta ze toe.',
  },
  sameTab: 'Verder in dit tabblad',
  again: 'Apart venster opnieuw proberen',
};
