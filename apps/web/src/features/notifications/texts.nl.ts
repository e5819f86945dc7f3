import type { Translated } from '../../shared/i18n/translated.js';
import type { en } from './texts.js';

export const nl: Translated<typeof en> = {
  title: 'Meldingen',
  introduction: 'Wat deze organisatie je mailt als iets een mens nodig heeft, en nog eens als het voorbij is.',
  noMails: 'Er komen geen mails bij je aan',
  mails: 'Mails aan jou',
  about: 'Waarover',
  aboutHelp: 'Wat je uitzet, wordt vanaf nu niet gemaild. De pagina’s van Koppel tonen het wel.',
  topics: { connections: 'Koppelingen', flows: 'Stromen die mislukken', issues: 'Problemen', silence: 'Stilte' },
  topicMeanings: {
    connections: 'Een koppeling komt er niet meer in en wacht tot iemand inlogt.',
    flows: 'Runs van een stroom mislukken de een na de ander.',
    issues: 'Records zijn niet afgeleverd en wachten op een mens: één mail per oorzaak.',
    silence: 'Een stroom loopt niet of komt niet verder, of er komen langer dan anders geen bestellingen.',
  },
  when: 'Wanneer',
  rhythms: { always: 'Meteen', quiet: 'Meteen, behalve in stille uren', daily: 'Eén keer per dag' },
  rhythmMeanings: {
    always: 'Overdag en ’s nachts. Wat binnen vijf minuten komt, gaat in één mail.',
    quiet: 'Wat in stille uren zou komen, komt aan het eind daarvan in één mail, als het dan niet voorbij is.',
    daily: 'Eén mail met alles sinds de vorige, als er iets is.',
  },
  quietFrom: 'Stil vanaf',
  quietTo: 'Stil tot',
  digestAt: 'Tijd van de mail',
  timeZone: 'Tijdzone',
  timeMissing: 'Vul een tijd in.',
  sameTime: 'Kies een andere tijd dan die van het begin.',
  save: 'Opslaan',
  saved: 'Opgeslagen.',
  told: 'Wat je te horen kreeg',
  toldHelp: 'De nieuwste 50. Wat voorbij is voordat de mail gaat, wordt niet gemaild en staat hier niet.',
  none: 'Nog niets.',
  givenUpTitle: 'Enkele hiervan konden niet worden gemaild',
  givenUpHelp:
    'De mailserver nam ze een dag lang niet aan. Lees ze hier, en vraag wie Koppel beheert ernaar te kijken.',
  what: 'Wat',
  open: 'Openen',
  mail: 'Mail',
  states: { waiting: 'Wacht', sent: 'Verstuurd', dead: 'Opgegeven' },
};
