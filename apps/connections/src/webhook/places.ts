/** So that a slow receiver takes neither the places of others nor those of other organizations; over all replicas. */
export const placesPerWebhook = 4;
export const placesPerOrganization = 8;

/** A webhook for which something is due. */
export interface Wanting {
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
  places: number;
}

/** Calls under way, by organization and by webhook. */
export function countBusy(busy: readonly Busy[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { id, organizationId, calls } of busy) {
    for (const key of [id, organizationId]) counts.set(key, (counts.get(key) ?? 0) + calls);
  }
  return counts;
}

/** Gives out free places one by one, in the order of who waits longest, within what a webhook and an organization may have. */
export function sharePlaces(wanting: readonly Wanting[], busy: readonly Busy[], free: number): Share[] {
  const counts = countBusy(busy);
  const countOf = (key: string) => counts.get(key) ?? 0;
  const given = new Map<string, number>();
  const mayHave = ({ id, organizationId, due }: Wanting) =>
    (given.get(id) ?? 0) < due && countOf(id) < placesPerWebhook && countOf(organizationId) < placesPerOrganization;
  let left = free;
  for (let isGoingOn = true; isGoingOn && left > 0;) {
    isGoingOn = false;
    for (const one of wanting) {
      if (left === 0 || !mayHave(one)) continue;
      for (const key of [one.id, one.organizationId]) counts.set(key, countOf(key) + 1);
      given.set(one.id, (given.get(one.id) ?? 0) + 1);
      left -= 1;
      isGoingOn = true;
    }
  }
  return [...given].map(([id, places]) => ({ id, places }));
}
