import { formatCount, formatPlural } from '../../shared/format/format.js';
import type { Translated } from '../../shared/i18n/translated.js';
import type { en } from './texts.js';

export const nl: Translated<typeof en> = {
  title: 'Dashboard',
  introduction: 'Wat je integraties de laatste tijd deden, en wat je aandacht vraagt.',
  firstTitle: 'Koppel twee applicaties',
  first:
    'In vijf stappen worden je producten, voorraad en bestellingen automatisch gesynchroniseerd tussen je boekhouding en je webshop. Het duurt ongeveer vijf minuten.',
  firstSteps: [
    {
      title: 'Koppelen',
      text: 'Kies je boekhouding en je webshop en geef Koppel toegang. De handleiding staat naast elk veld.',
    },
    {
      title: 'Kiezen',
      text: 'Kies wat in welke richting wordt gesynchroniseerd. Goede instellingen zijn al ingevuld.',
    },
    {
      title: 'Voorbeeld bekijken',
      text: 'Zie wat er in je eigen records zou veranderen, voordat er iets wordt geschreven.',
    },
  ],
  finishedTitle: 'Je integratie staat klaar',
  toIntegration: 'Bekijk de integratie',
  integrations: 'Integraties',
  allIntegrations: 'Alle integraties',
  more: (count) => `en nog ${formatCount(count)}`,
  records: 'Records per dag',
  recordsHelp: 'Wat Koppel naar je applicaties heeft geschreven.',
  period: 'Periode',
  days: (count) => `${count} dagen`,
  day: 'Dag',
  created: 'Aangemaakt',
  updated: 'Bijgewerkt',
  failed: 'Niet afgeleverd',
  nothingTravelled: 'In deze periode zijn geen records aangemaakt, bijgewerkt of geweigerd.',
  attention: 'Vraagt aandacht',
  nothing: 'Er is niets dat je aandacht vraagt.',
  issuesOf: (count, one, many) => formatPlural(count, one, many),
  allIssues: 'Alle problemen',
  mend: 'Koppel kan deze koppeling pas gebruiken als het probleem is opgelost.',
  budget: 'API-verzoeken vandaag',
  budgetHelp:
    'Applicaties staan een beperkt aantal verzoeken per dag toe. Koppel stopt op tijd en gaat verder als de teller weer op nul staat.',
  used: (used, limit) => `${formatCount(used)} van ${formatCount(limit)}`,
  budgetOf: (title) => `API-verzoeken van ${title} vandaag`,
  resets: (time) => `Weer op nul om ${time}`,
  perMinute: (limit) => `Hoogstens ${formatCount(limit)} verzoeken per minuut`,
  noLimits: 'Je applicaties hebben geen daglimiet.',
  drafts: 'Ga verder waar je was',
  draftSteps: {
    welcome: 'Net begonnen',
    applications: 'Stap 2: applicaties',
    packages: 'Stap 3: pakketten',
    settings: 'Stap 4: instellingen',
    finish: 'Stap 5: afronden',
  },
  draftMoment: (moment) => `laatst gewijzigd ${moment}`,
  notChosen: 'nog niet gekozen',
  goOn: 'Verder',
  goOnNamed: (title) => `Verder met ${title}`,
  discard: 'Weggooien',
  discardNamed: (title) => `${title} weggooien`,
  discardTitle: 'Dit concept weggooien?',
  discardQuestion:
    'Niet-opgeslagen invoer gaat verloren. Koppelingen en integraties die je al hebt gemaakt, blijven bestaan.',
};
