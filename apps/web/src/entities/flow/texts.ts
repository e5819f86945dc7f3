import type { EntityKind } from '@koppel/contracts';
import { translated } from '../../shared/i18n/translated.js';
import { nl } from './texts.nl.js';

export const en = {
  schedules: {
    manual: 'Only by hand',
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
    manual: 'Only by hand',
    cron: 'Own schedule (cron)',
  },
  schedule: 'Schedule',
  scheduleHelp: 'How often this flow looks for changes once it is enabled. Unchanged records cost next to nothing.',
  every: 'Minutes between runs',
  everyMinutes: (minutes: string) => `${minutes} minutes`,
  past: 'Minutes past the hour',
  pastMinutes: (minutes: string) => (minutes === '0' ? 'On the hour' : `At ${minutes} past`),
  time: 'Time',
  timeWrong: 'Type a time such as 03:00.',
  cron: 'Cron expression',
  cronHelp:
    'Five fields: minute, hour, day of the month, month, day of the week. “30 6 * * 1-5” is 06:30 on working days.',
  cronWrong: 'Type five fields with spaces between them, such as 30 6 * * 1-5.',
  timeZone: 'Time zone',
  moreSettings: 'More settings',
  moreChanged: (count: number) => (count === 1 ? 'More settings (1 changed)' : `More settings (${count} changed)`),
  conflict: {
    title: 'Someone else changed this flow meanwhile',
    explanation: 'Their settings were loaded. What you changed still stands in the form; look at it and save again.',
    table: 'What differs',
    setting: 'Setting',
    theirs: 'Saved by them',
    yours: 'In your form',
    takeTheirs: 'Take theirs',
    takeTheirsNamed: (title: string) => `Take theirs for ${title}`,
    failed: 'The newest settings could not be loaded. Save again to try once more.',
  },
  save: 'Save',
  saved: 'Saved.',
  noDefinition:
    'The settings of this flow cannot be shown: its package is no longer offered. It goes on with the settings it has.',
  entities: {
    product: { one: 'product', many: 'products' },
    stock_level: { one: 'stock level', many: 'stock levels' },
    price: { one: 'price', many: 'prices' },
    customer: { one: 'customer', many: 'customers' },
    order: { one: 'order', many: 'orders' },
  } satisfies Record<EntityKind, { one: string; many: string }>,
  flows: {
    products: 'Products',
    'stock-levels': 'Stock levels',
    prices: 'Prices',
    customers: 'Customers',
    orders: 'Orders',
  },
} as const;

export const texts = translated({ en, nl });
