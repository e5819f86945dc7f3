import type { Reason } from '@koppel/contracts';
import { z } from 'zod';
import type { FlowStart, RecordHistory } from './entity-reader.js';
import { readInstant } from './instant.js';
import { leftOutByAge, type OrdersFrom, type PlacedOrder } from './orders-from.js';
import { sharedReason } from './reasons.js';
import type { FieldTexts } from './texts.js';

const choice = z.enum(['enabled', 'all']).default('enabled');

/** Which refunds a flow takes by their age: a setting that the readers of credits share. */
export const refundsFromSettings = {
  refundsFrom: choice.meta({
    title: 'Refunds to take',
    description:
      'Refunds made before this flow was enabled are left out, because you may have booked them already. If the flow of orders was enabled together with this one, nothing was booked before, and all are taken.',
    'x-labels': {
      enabled: 'Those made since this flow was first enabled',
      all: 'All refunds of orders that are taken, however old',
    },
    'x-essential': true,
  }),
};

/** Which payments a flow takes by their age: a setting that the readers of payments share. */
export const paymentsFromSettings = {
  paymentsFrom: choice.meta({
    title: 'Payments to take',
    description:
      'What was paid, or paid back, before this flow was enabled is left out, because you may have booked it already. If the flow of orders was enabled together with this one, nothing was booked before, and all payments are taken.',
    'x-labels': {
      enabled: 'Those made since this flow was first enabled',
      all: 'All payments of orders that are taken, however old',
    },
    'x-essential': true,
  }),
};

/** The Dutch texts of {@link refundsFromSettings}. */
export const refundsFromDutch = {
  refundsFrom: {
    title: 'Terugbetalingen om op te halen',
    description:
      'Terugbetalingen van voordat deze stroom werd ingeschakeld blijven weg, want misschien heb je die al geboekt. Is de stroom van bestellingen tegelijk ingeschakeld, dan was er nog niets geboekt en worden ze allemaal opgehaald.',
    labels: {
      enabled: 'Terugbetalingen sinds deze stroom voor het eerst werd ingeschakeld',
      all: 'Alle terugbetalingen van bestellingen die worden opgehaald, hoe oud ook',
    },
  },
} satisfies Record<keyof typeof refundsFromSettings, FieldTexts>;

/** The Dutch texts of {@link paymentsFromSettings}. */
export const paymentsFromDutch = {
  paymentsFrom: {
    title: 'Betalingen om op te halen',
    description:
      'Wat betaald of terugbetaald is voordat deze stroom werd ingeschakeld blijft weg, want misschien heb je het al geboekt. Is de stroom van bestellingen tegelijk ingeschakeld, dan was er nog niets geboekt en worden alle betalingen opgehaald.',
    labels: {
      enabled: 'Betalingen sinds deze stroom voor het eerst werd ingeschakeld',
      all: 'Alle betalingen van bestellingen die worden opgehaald, hoe oud ook',
    },
  },
} satisfies Record<keyof typeof paymentsFromSettings, FieldTexts>;

export type RefundsFrom = z.infer<z.ZodObject<typeof refundsFromSettings>>;
export type PaymentsFrom = z.infer<z.ZodObject<typeof paymentsFromSettings>>;

/** What a flow takes of orders by their age and by that of the refund or payment itself. */
export interface TakenByAge<Settings> {
  /** From when on a shop is asked for refunds or payments, a day early; undefined: for all. `leftOut` compares exactly. */
  askedFrom(settings: Settings, flow: Since): Date | undefined;
  /**
   * Why one is left out; undefined where it is taken, as everything that was delivered is.
   *
   * @param made.placed its order
   * @param made.at when it was made itself; an ISO instant
   */
  leftOut(
    made: { placed: PlacedOrder; at: string; field: string },
    settings: Settings & OrdersFrom,
    history: RecordHistory,
  ): Reason | undefined;
}

type Since = FlowStart & Pick<RecordHistory, 'origin'>;

/** Flows that a person enables one after the other were enabled together. */
const togetherMs = 3_600_000;
const dayMs = 86_400_000;

/** The moment from which on they are taken; undefined: all are. */
function takenSince(from: z.infer<typeof choice>, { enabledAt, origin }: Since): number | undefined {
  if (from === 'all') return undefined;
  const since = Date.parse(enabledAt);
  return origin && Date.parse(origin.enabledAt) >= since - togetherMs ? undefined : since;
}

// Shops tell the time to the second.
const secondOf = (ms: number): number => Math.floor(ms / 1000);

function takenByAge<Name extends string>(
  setting: Name,
  tooOld: 'orders.refund_before_enabled' | 'orders.payment_before_enabled',
): TakenByAge<Record<Name, z.infer<typeof choice>>> {
  return {
    askedFrom: (settings, flow) => {
      const since = takenSince(settings[setting], flow);
      return since === undefined ? undefined : new Date(since - dayMs);
    },
    leftOut: ({ placed, at, field }, settings, history) => {
      if (history.isDelivered) return undefined;
      const ofOrder = leftOutByAge(placed, settings, history.origin ?? history);
      const since = takenSince(settings[setting], history);
      if (ofOrder || since === undefined) return ofOrder;
      const made = readInstant(at, field);
      if (secondOf(Date.parse(made)) >= secondOf(since)) return undefined;
      return sharedReason(tooOld, { day: made.slice(0, 10) }, field);
    },
  };
}

export const refundsByAge: TakenByAge<RefundsFrom> = takenByAge('refundsFrom', 'orders.refund_before_enabled');
export const paymentsByAge: TakenByAge<PaymentsFrom> = takenByAge('paymentsFrom', 'orders.payment_before_enabled');
