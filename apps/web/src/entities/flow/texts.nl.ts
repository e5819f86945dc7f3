import type { Translated } from '../../shared/i18n/translated.js';
import type { en } from './texts.js';

export const nl: Translated<typeof en> = {
  schedules: {
    manual: 'Alleen handmatig',
    minutes: (every) => `Elke ${every} minuten`,
    hourly: (past) => (past === '00' ? 'Elk uur' : `Elk uur om :${past}`),
    daily: (time, timeZone) => `Elke dag om ${time} (${timeZone})`,
    workdays: (time, timeZone) => `Elke werkdag om ${time} (${timeZone})`,
    cron: (cron, timeZone) => `Cron ${cron} (${timeZone})`,
  },
  kinds: {
    minutes: 'Om de paar minuten',
    hourly: 'Elk uur',
    daily: 'Elke dag',
    workdays: 'Elke werkdag',
    manual: 'Alleen handmatig',
    cron: 'Eigen schema (cron)',
  },
  schedule: 'Schema',
  scheduleHelp:
    'Hoe vaak deze stroom op wijzigingen controleert als hij is ingeschakeld. Ongewijzigde records kosten nauwelijks API-verzoeken.',
  every: 'Minuten tussen twee runs',
  everyMinutes: (minutes) => `${minutes} minuten`,
  past: 'Minuten over het uur',
  pastMinutes: (minutes) => (minutes === '0' ? 'Op het hele uur' : `Om ${minutes} over`),
  time: 'Tijd',
  timeWrong: 'Typ een tijd zoals 03:00.',
  cron: 'Cron-expressie',
  cronHelp: 'Vijf velden: minuut, uur, dag van de maand, maand, dag van de week. “30 6 * * 1-5” is 06:30 op werkdagen.',
  cronWrong: 'Typ vijf velden met spaties ertussen, zoals 30 6 * * 1-5.',
  timeZone: 'Tijdzone',
  ordersTaken: {
    title: (flow, since) => `${flow} haalt bestellingen op die zijn geplaatst vanaf ${since}`,
    help: 'Een oudere bestelling wordt niet gelezen en dus hier niet gevonden. Moet die toch worden afgeleverd, wijzig dan de instelling; de volgende run leest de bestelling.',
  },
  toSetting: (title) => `Naar de instelling “${title}”`,
  moreSettings: 'Meer instellingen',
  moreChanged: (count) => `Meer instellingen (${count} gewijzigd)`,
  conflict: {
    title: 'Iemand anders heeft deze stroom gewijzigd',
    explanation:
      'De wijzigingen van de ander zijn geladen. Jouw wijzigingen staan nog in het formulier: controleer ze en sla opnieuw op.',
    table: 'Verschillen',
    setting: 'Instelling',
    theirs: 'Door de ander opgeslagen',
    yours: 'In jouw formulier',
    takeTheirs: 'Overnemen',
    takeTheirsNamed: (title) => `Overnemen voor ${title}`,
    failed: 'De laatste instellingen konden niet worden geladen. Sla opnieuw op om het nog eens te proberen.',
  },
  distinct: (records, integrations) =>
    `Hetzelfde doel krijgt ook de ${records} van ${integrations}: met een eigen waarde hier blijven ze uit elkaar.`,
  save: 'Opslaan',
  saved: 'Opgeslagen.',
  savedFindings: {
    unchecked: 'Opgeslagen, maar niet gecontroleerd: wat niet past wordt een probleem van de records.',
    warnings: 'Opgeslagen. Kijk of je dit zo bedoelt:',
  },
  checkFindings: {
    unchecked: 'Niet gecontroleerd: wat niet past wordt een probleem van de records.',
    warnings: 'Kijk of je dit zo bedoelt:',
  },
  enabledFindings: (title) => ({
    unchecked: `“${title}” is ingeschakeld, maar niet gecontroleerd: wat niet past wordt een probleem van de records.`,
    warnings: `“${title}” is ingeschakeld. Kijk of je dit zo bedoelt:`,
  }),
  noDefinition:
    'De instellingen van deze stroom kunnen niet worden getoond: het pakket is niet meer beschikbaar. De stroom blijft werken met de huidige instellingen.',
  entities: {
    product: { one: 'product', many: 'producten' },
    stock_level: { one: 'voorraadstand', many: 'voorraadstanden' },
    price: { one: 'prijs', many: 'prijzen' },
    customer: { one: 'klant', many: 'klanten' },
    order: { one: 'bestelling', many: 'bestellingen' },
    credit: { one: 'creditering', many: 'crediteringen' },
    payment: { one: 'betaling', many: 'betalingen' },
  },
  flows: {
    products: 'Producten',
    'stock-levels': 'Voorraad',
    prices: 'Prijzen',
    customers: 'Klanten',
    orders: 'Bestellingen',
    credits: 'Crediteringen',
    payments: 'Betalingen',
  },
};
