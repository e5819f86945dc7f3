import type { Words } from '../i18n/translated.js';
import type { en } from './start-integrating.texts.en.js';

export const nl: Words<typeof en> = {
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
