/** Calls at once over all replicas, so that a slow receiver does not hold up other webhooks and organizations. */
export const slotsPerWebhook = 4;
export const slotsPerOrganization = 8;

/** A webhook for which something is due. */
export interface DueWebhook {
  id: string;
  organizationId: string;
  due: number;
}

/** Calls under way for a webhook. */
export interface Busy {
  id: string;
  organizationId: string;
  calls: number;
}

export interface Share {
  id: string;
  slots: number;
}

/** Calls under way, by organization and by webhook. */
export function countBusy(busy: readonly Busy[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { id, organizationId, calls } of busy) {
    for (const key of [id, organizationId]) counts.set(key, (counts.get(key) ?? 0) + calls);
  }
  return counts;
}

/** Gives out free slots one by one, longest waiting first, within the limits of webhook and organization. */
export function shareSlots(dueWebhooks: readonly DueWebhook[], busy: readonly Busy[], free: number): Share[] {
  const counts = countBusy(busy);
  const countOf = (key: string) => counts.get(key) ?? 0;
  const given = new Map<string, number>();
  const mayHave = ({ id, organizationId, due }: DueWebhook) =>
    (given.get(id) ?? 0) < due && countOf(id) < slotsPerWebhook && countOf(organizationId) < slotsPerOrganization;
  let left = free;
  for (let isGoingOn = true; isGoingOn && left > 0;) {
    isGoingOn = false;
    for (const one of dueWebhooks) {
      if (left === 0 || !mayHave(one)) continue;
      for (const key of [one.id, one.organizationId]) counts.set(key, countOf(key) + 1);
      given.set(one.id, (given.get(one.id) ?? 0) + 1);
      left -= 1;
      isGoingOn = true;
    }
  }
  return [...given].map(([id, slots]) => ({ id, slots }));
}

const secondMs = 1_000;
const minuteMs = 60 * secondMs;
const hourMs = 60 * minuteMs;

/** Waits after the first, second, … failed attempt: ten attempts over three days, as Standard Webhooks proposes. */
const waitsMs = [
  ...[5 * secondMs, 5 * minuteMs, 30 * minuteMs],
  ...[2 * hourMs, 5 * hourMs, 10 * hourMs, 14 * hourMs, 20 * hourMs, 24 * hourMs],
];
const maxWaitMs = 24 * hourMs;
const jitterShare = 0.1;

/**
 * When a delivery is tried again; undefined: never.
 *
 * @param tries attempts that failed since the delivery began or was sent again
 * @param retryAfterMs what the receiver asked for
 */
export function nextAttemptAt(now: Date, tries: number, retryAfterMs = 0): Date | undefined {
  const waitMs = waitsMs[tries - 1];
  if (waitMs === undefined) return undefined;
  const jittered = waitMs * (1 + jitterShare * Math.random());
  return new Date(now.getTime() + Math.min(Math.max(jittered, retryAfterMs), maxWaitMs * (1 + jitterShare)));
}
