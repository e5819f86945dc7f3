import type { Translated } from '../../shared/i18n/translated.js';
import type { en } from './texts.js';

export const nl: Translated<typeof en> = {
  schedules: {
    manual: 'Alleen met de hand',
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
    manual: 'Alleen met de hand',
    cron: 'Eigen schema (cron)',
  },
  schedule: 'Schema',
  scheduleHelp:
    'Hoe vaak deze stroom naar wijzigingen kijkt zodra hij aanstaat. Wat niet veranderd is, kost bijna niets.',
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
  moreSettings: 'Meer instellingen',
  moreChanged: (count) => `Meer instellingen (${count} gewijzigd)`,
  conflict: {
    title: 'Iemand anders heeft deze stroom intussen gewijzigd',
    explanation:
      'De nieuwe instellingen zijn geladen. Wat jij wijzigde staat nog in het formulier; bekijk het en sla opnieuw op.',
    table: 'Wat verschilt',
    setting: 'Instelling',
    theirs: 'Door de ander opgeslagen',
    yours: 'In jouw formulier',
    takeTheirs: 'Neem die over',
    takeTheirsNamed: (title) => `Neem die van de ander over voor ${title}`,
    failed: 'De nieuwste instellingen konden niet geladen worden. Sla opnieuw op om het nog eens te proberen.',
  },
  save: 'Opslaan',
  saved: 'Opgeslagen.',
  noDefinition:
    'De instellingen van deze stroom kunnen niet getoond worden: het pakket wordt niet meer aangeboden. De stroom gaat door met de instellingen die hij heeft.',
  entities: {
    product: { one: 'product', many: 'producten' },
    stock_level: { one: 'voorraadstand', many: 'voorraadstanden' },
    price: { one: 'prijs', many: 'prijzen' },
    customer: { one: 'klant', many: 'klanten' },
    order: { one: 'bestelling', many: 'bestellingen' },
  },
  flows: {
    products: 'Producten',
    'stock-levels': 'Voorraad',
    prices: 'Prijzen',
    customers: 'Klanten',
    orders: 'Bestellingen',
  },
};
