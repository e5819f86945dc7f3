import type { Choice, Reason } from '@koppel/contracts';
import { z } from 'zod';
import type { ConnectorContext } from './context.js';
import type { EntityReader, FlowStart } from './entity-reader.js';
import { readInstant } from './instant.js';
import { sharedReason } from './reasons.js';
import type { FieldTexts } from './texts.js';

/** Which orders a flow takes by their age: settings that the readers of orders share. */
export const ordersFromSettings = {
  ordersFrom: z
    .enum(['enabled', 'date', 'all'])
    .default('enabled')
    .meta({
      title: 'Orders placed since',
      description:
        'Older orders are left out, because you may have booked them already. While the flow was never enabled, a run that you start takes the orders since it was set up.',
      'x-labels': {
        enabled: 'The moment at which this flow is first enabled',
        date: 'The date below',
        all: 'All orders',
      },
      'x-choices': 'orders_from',
      'x-essential': true,
    }),
  ordersFromDate: z
    .union([z.iso.date(), z.literal('')])
    .default('')
    .meta({
      title: 'First day of orders',
      description:
        'The first day whose orders are taken, such as 2026-01-01. Only needed when orders are taken since a date.',
      'x-essential': true,
    }),
};

/** The Dutch texts of {@link ordersFromSettings}. */
export const ordersFromDutch = {
  ordersFrom: {
    title: 'Bestellingen vanaf',
    description:
      'Oudere bestellingen blijven weg, want misschien heb je die al geboekt. Zolang de stroom nog nooit is ingeschakeld, haalt een run die je zelf start de bestellingen op vanaf het moment waarop de stroom is ingesteld.',
    labels: {
      enabled: 'Het moment waarop deze stroom voor het eerst wordt ingeschakeld',
      date: 'De datum hieronder',
      all: 'Alle bestellingen',
    },
  },
  ordersFromDate: {
    title: 'Eerste dag van bestellingen',
    description:
      'De eerste dag waarvan bestellingen worden opgehaald, bijvoorbeeld 2026-01-01. Alleen nodig als bestellingen vanaf een datum worden opgehaald.',
  },
} satisfies Record<keyof typeof ordersFromSettings, FieldTexts>;

/**
 * The choices `orders_from`: how many orders there are, so that nobody takes a history unawares.
 *
 * @returns nothing where the application does not tell
 */
export function ordersFromChoices<Native, Settings>({
  settings,
  count,
}: EntityReader<'order', Native, Settings>): (context: ConnectorContext) => Promise<Choice[]> {
  return async (context) => {
    const all = settings.parse({ ordersFrom: 'all' });
    const options = { cursor: undefined, settings: all, pageSize: 1, enabledAt: new Date(0).toISOString() };
    const counted = await count?.(context, options);
    return counted === undefined ? [] : [{ value: 'all', label: 'All orders', count: counted }];
  };
}

export type OrdersFrom = z.infer<z.ZodObject<typeof ordersFromSettings>>;

/** When an order was placed. */
export interface PlacedOrder {
  /** An ISO instant; undefined where the shop does not say, then it is taken. */
  at: string | undefined;
  /** The same by the shop's clock, `2026-11-27`. */
  day: string | undefined;
  /** Where that stands. */
  field: string;
}

/** For `superRefine` of the settings: without a date, a flow from a date would take everything or nothing. */
export function checkOrdersFrom(
  { ordersFrom, ordersFromDate }: OrdersFrom,
  context: { addIssue: (issue: { code: 'custom'; path: string[]; message: string }) => void },
): void {
  if (ordersFrom === 'date' && ordersFromDate === '')
    context.addIssue({ code: 'custom', path: ['ordersFromDate'], message: 'orders.date_required' });
}

const dayMs = 86_400_000;

/**
 * From when on a shop is asked for orders; undefined: for all. A day early, since the day is that of the shop's clock and an order that
 * is left out shall be seen; {@link leftOutByAge} compares exactly.
 */
export function placedFrom({ ordersFrom, ordersFromDate }: OrdersFrom, { enabledAt }: FlowStart): Date | undefined {
  if (ordersFrom === 'all') return undefined;
  return new Date(Date.parse(ordersFrom === 'date' ? ordersFromDate : enabledAt) - dayMs);
}

/**
 * Why an order is left out by its age; undefined where it is taken.
 *
 * @throws ConnectorFailure of class `value` where its age matters and cannot be read
 */
export function leftOutByAge(
  { at, day, field }: PlacedOrder,
  { ordersFrom, ordersFromDate }: OrdersFrom,
  { enabledAt }: FlowStart,
): Reason | undefined {
  if (ordersFrom === 'date' && day !== undefined) {
    readInstant(`${day}T00:00`, field);
    return day < ordersFromDate ? sharedReason('orders.before_date', { day, from: ordersFromDate }, field) : undefined;
  }
  if (ordersFrom !== 'enabled' || at === undefined) return undefined;
  // Shops tell the time to the second.
  const secondOf = (instant: string): number => Math.floor(Date.parse(instant) / 1000);
  return secondOf(readInstant(at, field)) < secondOf(enabledAt)
    ? sharedReason('orders.before_enabled', { day: day ?? at }, field)
    : undefined;
}
