import type { Reason } from '@koppel/contracts';
import { z } from 'zod';
import type { FlowStart, RecordHistory } from './entity-reader.js';
import { sharedReason } from './reasons.js';
import type { FieldTexts } from './texts.js';

/** Which refunds a flow takes by their age: a setting that the readers of credits share. */
export const refundsFromSettings = {
  refundsFrom: z
    .enum(['enabled', 'all'])
    .default('enabled')
    .meta({
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

type RefundsFrom = z.infer<z.ZodObject<typeof refundsFromSettings>>;

/** Flows that a person enables one after the other were enabled together. */
const togetherMs = 3_600_000;

/** The moment from which on refunds are taken; undefined: all are. */
function takenSince({ refundsFrom }: RefundsFrom, { enabledAt, origin }: RecordHistory): number | undefined {
  if (refundsFrom === 'all') return undefined;
  const since = Date.parse(enabledAt);
  return origin && Date.parse(origin.enabledAt) >= since - togetherMs ? undefined : since;
}

const dayMs = 86_400_000;

/** From when on a shop is asked for refunds, a day early; undefined: for all. {@link refundLeftOutByAge} compares exactly. */
export function refundedFrom(settings: RefundsFrom, flow: FlowStart & Pick<RecordHistory, 'origin'>): Date | undefined {
  const since = takenSince(settings, flow);
  return since === undefined ? undefined : new Date(since - dayMs);
}

/**
 * Why a refund is left out by its age; undefined where it is taken.
 *
 * @param made.at when it was made; an ISO instant
 */
export function refundLeftOutByAge(
  { at, field }: { at: string; field: string },
  settings: RefundsFrom,
  history: RecordHistory,
): Reason | undefined {
  const since = takenSince(settings, history);
  if (history.isDelivered || since === undefined) return undefined;
  // Shops tell the time to the second.
  const secondOf = (ms: number): number => Math.floor(ms / 1000);
  const isEarlier = secondOf(Date.parse(at)) < secondOf(since);
  return isEarlier ? sharedReason('orders.refund_before_enabled', { day: at.slice(0, 10) }, field) : undefined;
}
