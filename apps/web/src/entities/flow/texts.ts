import type { EntityKind } from '@koppel/contracts';
import { translated } from '../../shared/i18n/translated.js';
import { nl } from './texts.nl.js';

export const en = {
  schedules: {
    manual: 'Only manually',
    minutes: (every: string) => `Every ${every} minutes`,
    hourly: (past: string) => (past === '00' ? 'Every hour' : `Every hour at :${past}`),
    daily: (time: string, timeZone: string) => `Every day at ${time} (${timeZone})`,
    workdays: (time: string, timeZone: string) => `Every working day at ${time} (${timeZone})`,
    cron: (cron: string, timeZone: string) => `Cron ${cron} (${timeZone})`,
  },
  kinds: {
    minutes: 'Every few minutes',
    hourly: 'Every hour',
    daily: 'Every day',
    workdays: 'Every working day',
    manual: 'Only manually',
    cron: 'Custom schedule (cron)',
  },
  schedule: 'Schedule',
  scheduleHelp:
    'How often this flow checks for changes once it is enabled. Unchanged records take hardly any API calls.',
  every: 'Minutes between runs',
  everyMinutes: (minutes: string) => `${minutes} minutes`,
  past: 'Minutes past the hour',
  pastMinutes: (minutes: string) => (minutes === '0' ? 'On the hour' : `At ${minutes} past`),
  time: 'Time',
  timeWrong: 'Enter a time, such as 03:00.',
  cron: 'Cron expression',
  cronHelp:
    'Five fields: minute, hour, day of the month, month, day of the week. “30 6 * * 1-5” is 06:30 on working days.',
  cronWrong: 'Enter five fields separated by spaces, such as 30 6 * * 1-5.',
  timeZone: 'Time zone',
  ordersTaken: {
    title: (flow: string, since: string) => `${flow} takes orders placed since ${since}`,
    help: 'An older order is not read, so it is not found here. Should it be delivered, change the setting; the next run reads it.',
  },
  toSetting: (title: string) => `To the setting “${title}”`,
  moreSettings: 'More settings',
  moreChanged: (count: number) => (count === 1 ? 'More settings (1 changed)' : `More settings (${count} changed)`),
  conflict: {
    title: 'Someone else changed this flow',
    explanation: 'Their changes have been loaded. Your changes are still in the form: check them and save again.',
    table: 'Differences',
    setting: 'Setting',
    theirs: 'Saved by them',
    yours: 'In your form',
    takeTheirs: 'Use theirs',
    takeTheirsNamed: (title: string) => `Use theirs for ${title}`,
    failed: 'The latest settings could not be loaded. Save again to retry.',
  },
  distinct: (records: string, integrations: string) =>
    `The same target also gets the ${records} of ${integrations}: with a value of its own here, these stay apart from those.`,
  save: 'Save',
  saved: 'Saved.',
  savedFindings: {
    unchecked: 'Saved, but not checked: what does not fit becomes an issue of the records.',
    warnings: 'Saved. Check whether you mean this:',
  },
  checkFindings: {
    unchecked: 'Not checked: what does not fit becomes an issue of the records.',
    warnings: 'Check whether you mean this:',
  },
  enabledFindings: (title: string) => ({
    unchecked: `“${title}” is enabled, but not checked: what does not fit becomes an issue of the records.`,
    warnings: `“${title}” is enabled. Check whether you mean this:`,
  }),
  noDefinition:
    'The settings of this flow cannot be shown: its package is no longer available. The flow keeps running with its current settings.',
  entities: {
    product: { one: 'product', many: 'products' },
    stock_level: { one: 'stock level', many: 'stock levels' },
    price: { one: 'price', many: 'prices' },
    customer: { one: 'customer', many: 'customers' },
    order: { one: 'order', many: 'orders' },
    credit: { one: 'credit', many: 'credits' },
    payment: { one: 'payment', many: 'payments' },
  } satisfies Record<EntityKind, { one: string; many: string }>,
  flows: {
    products: 'Products',
    'stock-levels': 'Stock levels',
    prices: 'Prices',
    customers: 'Customers',
    orders: 'Orders',
    credits: 'Credits',
    payments: 'Payments',
  },
} as const;

export const texts = translated({ en, nl });
