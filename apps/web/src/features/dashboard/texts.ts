import { formatCount, formatPlural } from '../../shared/format/format.js';
import { translated } from '../../shared/i18n/translated.js';
import { nl } from './texts.nl.js';

export const en = {
  title: 'Dashboard',
  introduction: 'What your integrations did recently, and what needs your attention.',
  firstTitle: 'Connect two applications',
  first:
    'In five steps, your products, stock and orders are synchronized automatically between your accounting and your webshop. It takes about five minutes.',
  firstSteps: [
    {
      title: 'Connect',
      text: 'Choose your accounting and your webshop and give Koppel access. The manual is next to every field.',
    },
    {
      title: 'Choose',
      text: 'Choose what is synchronized in which direction. Sensible settings are already filled in.',
    },
    { title: 'Preview', text: 'See what would change in your own records before anything is written.' },
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
  nothingTravelled: 'No records were created, updated or rejected in this period.',
  attention: 'Needs attention',
  nothing: 'Nothing needs your attention.',
  issuesOf: (count: number, one: string, many: string) => formatPlural(count, one, many),
  allIssues: 'All issues',
  mend: 'Koppel cannot use this connection until the problem is fixed.',
  budget: 'API calls today',
  budgetHelp:
    'Applications allow a limited number of calls per day. Koppel stops in time and continues after the limit resets.',
  used: (used: number, limit: number) => `${formatCount(used)} of ${formatCount(limit)}`,
  budgetOf: (title: string) => `API calls of ${title} today`,
  resets: (time: string) => `Resets at ${time}`,
  perMinute: (limit: number) => `At most ${formatCount(limit)} calls per minute`,
  noLimits: 'Your applications have no daily limit.',
  drafts: 'Continue where you left off',
  draftSteps: {
    welcome: 'Just started',
    applications: 'Step 2: applications',
    packages: 'Step 3: packages',
    settings: 'Step 4: settings',
    finish: 'Step 5: finish',
  },
  draftMoment: (moment: string) => `last changed ${moment}`,
  notChosen: 'not chosen yet',
  goOn: 'Continue',
  goOnNamed: (title: string) => `Continue with ${title}`,
  discard: 'Discard',
  discardNamed: (title: string) => `Discard ${title}`,
  discardTitle: 'Discard this draft?',
  discardQuestion: 'Unsaved input is lost. Connections and integrations you already created are kept.',
} as const;

export const texts = translated({ en, nl });
