import { formatCount, formatPlural } from '../../shared/format/format.js';
import { translated } from '../../shared/i18n/translated.js';
import { nl } from './texts.nl.js';

export const en = {
  title: 'Dashboard',
  introduction: 'What your integrations did lately, and what waits for you.',
  firstTitle: 'Connect two applications',
  first:
    'In five steps your products, stock and orders travel by themselves between your accounting and your webshop. It takes about five minutes.',
  firstSteps: [
    {
      title: 'Connect',
      text: 'Choose your accounting and your webshop, and allow Koppel in. The manual stands beside every field.',
    },
    { title: 'Choose', text: 'Say what travels which way. Good settings are proposed already.' },
    { title: 'Look first', text: 'A preview shows what would change for real records, before anything is written.' },
  ],
  finishedTitle: 'Your integration is set up',
  toIntegration: 'See the integration',
  integrations: 'Integrations',
  allIntegrations: 'All integrations',
  more: (count: number) => `and ${formatCount(count)} more`,
  records: 'Records per day',
  recordsHelp: 'What Koppel wrote to your applications.',
  period: 'Period',
  days: (count: number) => `${count} days`,
  day: 'Day',
  created: 'Created',
  updated: 'Updated',
  failed: 'Not delivered',
  nothingTravelled: 'No record was created, changed or refused in these days.',
  attention: 'Needs attention',
  nothing: 'Nothing needs you now.',
  issuesOf: (count: number, one: string, many: string) => formatPlural(count, one, many),
  allIssues: 'All issues',
  mend: 'It cannot be used until someone acts.',
  budget: 'API calls today',
  budgetHelp: 'Applications allow a number of calls a day. Koppel stops in time and goes on when it starts anew.',
  used: (used: number, limit: number) => `${formatCount(used)} of ${formatCount(limit)}`,
  budgetOf: (title: string) => `API calls of ${title} today`,
  resets: (time: string) => `Starts anew at ${time}`,
  perMinute: (limit: number) => `At most ${formatCount(limit)} calls a minute`,
  noLimits: 'Your applications name no daily limit.',
  drafts: 'Go on where you stopped',
  draftSteps: {
    welcome: 'Just begun',
    applications: 'Step 2: applications',
    packages: 'Step 3: packages',
    settings: 'Step 4: settings',
    finish: 'Step 5: finish',
  },
  draftMoment: (moment: string) => `last changed ${moment}`,
  notChosen: 'not chosen yet',
  goOn: 'Go on',
  goOnNamed: (title: string) => `Go on with ${title}`,
  discard: 'Discard',
  discardNamed: (title: string) => `Discard ${title}`,
  discardTitle: 'Discard this draft?',
  discardQuestion: 'What was typed and not saved is lost. Connections and integrations that were made already stay.',
} as const;

export const texts = translated({ en, nl });
