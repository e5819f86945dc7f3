import { formatPlural } from '../../shared/format/format.js';
import type { Translated } from '../../shared/i18n/translated.js';
import type { en } from './texts.js';

export const nl: Translated<typeof en> = {
  health: { good: 'Alles goed', attention: 'Heeft problemen', failing: 'Werkt niet', paused: 'Niet ingeschakeld' },
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
  blockedTitle: 'Je browser heeft het venster van de wizard tegengehouden',
  blocked: 'Je kunt meteen in dit tabblad verder. Wil je een eigen venster, sta pop-ups voor deze site dan eerst toe:',
  allow: {
    chrome: 'Klik op het venstertje met het rode kruis rechts in de adresbalk en kies “Pop-ups altijd toestaan”.',
    edge: 'Klik op het venstertje met het kruis rechts in de adresbalk en kies “Altijd toestaan”.',
    firefox: 'Klik op “Opties” in de balk boven de pagina en kies “Pop-ups van deze website toestaan”.',
    safari:
      'Klik op de twee venstertjes in de adresbalk, of kies Safari, Instellingen voor deze website, Pop-upvensters, Sta toe.',
    other: 'Klik op het kleine teken in de adresbalk dat een tegengehouden venster meldt, en sta het toe.',
  },
  sameTab: 'Verder in dit tabblad',
  again: 'Probeer het venster opnieuw',
};
