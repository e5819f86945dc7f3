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
    value: {
      title: 'Een waarde wordt niet geaccepteerd',
      meaning:
        'De ontvangende applicatie weigert een waarde van het record, of er ontbreekt een waarde die ze nodig heeft.',
      todo: 'Verbeter de waarde bij de bron, of bewerk het record hier, en probeer het opnieuw.',
    },
    missing_reference: {
      title: 'Er ontbreekt een gerelateerd record',
      meaning:
        'Het record heeft een ander record nodig, zoals een artikel of een klant, dat de ontvangende applicatie nog niet heeft.',
      todo: 'Wordt dat record ook gesynchroniseerd, dan hoef je niets te doen: dit record volgt automatisch. Zo niet, maak het dan aan in de ontvangende applicatie.',
    },
    duplicate: {
      title: 'Dubbel record',
      meaning: 'Twee records hebben dezelfde sleutel, zodat het ene het andere zou overschrijven.',
      todo: 'Geef een van beide bij de bron een andere sleutel, of sla het record over dat je niet nodig hebt.',
    },
    permission: {
      title: 'Niet toegestaan',
      meaning: 'De koppeling mag dit niet in de applicatie.',
      todo: 'Geef de gebruiker of API-sleutel van de koppeling de genoemde rechten en probeer het opnieuw.',
    },
    rate_limit: {
      title: 'Te veel verzoeken',
      meaning: 'De applicatie neemt voorlopig geen verzoeken meer aan.',
      todo: 'Wacht even: Koppel gaat automatisch verder zodra het kan. Blijft het zo, probeer het dan later opnieuw.',
    },
    too_large: {
      title: 'Te groot',
      meaning: 'Het record is groter dan de ontvangende applicatie aanneemt.',
      todo: 'Maak het bij de bron korter of splits het, of bewerk het record hier, en probeer het opnieuw.',
    },
    intermittent: {
      title: 'Tijdelijke storing',
      meaning: 'Er ging onderweg een paar keer achter elkaar iets mis.',
      todo: 'Probeer het opnieuw; meestal lost dit zichzelf op.',
    },
    application_down: {
      title: 'Applicatie niet bereikbaar',
      meaning: 'De applicatie reageert niet.',
      todo: 'Kijk of ze online is en probeer het dan opnieuw.',
    },
    defect: {
      title: 'Fout in Koppel',
      meaning: 'Koppel kan dit record niet verwerken. Dat ligt niet aan jou.',
      todo: 'Neem contact op met je beheerder of meld het. Je kunt het record voorlopig overslaan.',
    },
  },
};
