import { formatCount, formatPlural } from '../../shared/format/format.js';
import type { Translated } from '../../shared/i18n/translated.js';
import type { en } from './texts.js';

export const nl: Translated<typeof en> = {
  title: 'Dashboard',
  introduction: 'Wat je integraties de laatste tijd deden, en wat op jou wacht.',
  firstTitle: 'Koppel twee applicaties',
  first:
    'In vijf stappen gaan je producten, voorraad en bestellingen vanzelf heen en weer tussen je boekhouding en je webshop. Het duurt ongeveer vijf minuten.',
  firstSteps: [
    {
      title: 'Koppelen',
      text: 'Kies je boekhouding en je webshop en geef Koppel toegang. De handleiding staat naast elk veld.',
    },
    { title: 'Kiezen', text: 'Zeg wat welke kant op gaat. Goede instellingen staan al klaar.' },
    {
      title: 'Eerst kijken',
      text: 'Een voorbeeld laat met echte records zien wat er zou veranderen, voordat er iets wordt geschreven.',
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
  nothingTravelled: 'Er is in deze dagen geen record aangemaakt, gewijzigd of geweigerd.',
  attention: 'Vraagt aandacht',
  nothing: 'Er is nu niets dat op je wacht.',
  issuesOf: (count, one, many) => formatPlural(count, one, many),
  allIssues: 'Alle problemen',
  mend: 'Ze werkt niet totdat iemand iets doet.',
  budget: 'API-verzoeken vandaag',
  budgetHelp:
    'Applicaties staan een aantal verzoeken per dag toe. Koppel stopt op tijd en gaat verder zodra de telling opnieuw begint.',
  used: (used, limit) => `${formatCount(used)} van ${formatCount(limit)}`,
  budgetOf: (title) => `API-verzoeken van ${title} vandaag`,
  resets: (time) => `Begint opnieuw om ${time}`,
  perMinute: (limit) => `Hoogstens ${formatCount(limit)} verzoeken per minuut`,
  noLimits: 'Je applicaties noemen geen daglimiet.',
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
    'Wat is getypt en niet bewaard, gaat verloren. Koppelingen en integraties die al gemaakt zijn, blijven bestaan.',
};
