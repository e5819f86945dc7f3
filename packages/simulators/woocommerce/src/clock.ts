/** Times as WooCommerce writes them: `YYYY-MM-DDTHH:MM:SS` without an offset, once local to the shop and once GMT. */
export interface Clock {
  /** Milliseconds since the epoch. */
  now(): number;
  stamp(atMs?: number): Stamp;
  /** The same instant in the shop's local time. */
  fromLocal(local: string): Stamp;
}

export interface Stamp {
  local: string;
  gmt: string;
}

export const wooTimePattern = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}$/;

export function createClock(timeZone: string, now: () => number): Clock {
  const format = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'medium' });
  const toLocal = (atMs: number): string => format.format(atMs).replace(' ', 'T');
  const stamp = (atMs = now()): Stamp => ({ local: toLocal(atMs), gmt: new Date(atMs).toISOString().slice(0, 19) });
  return {
    now,
    stamp,
    fromLocal(local) {
      const asIfUtcMs = Date.parse(`${local}Z`);
      const offsetMs = Date.parse(`${toLocal(asIfUtcMs)}Z`) - asIfUtcMs;
      return stamp(asIfUtcMs - offsetMs);
    },
  };
}
