import { alertTopics, type NotificationPreferences, type Role } from '@koppel/contracts';

/** What a person gets who chose nothing: who can mend things is told, at any time. */
export function defaultPreferences(role: Role): NotificationPreferences {
  const isMender = role === 'owner' || role === 'admin';
  return { topics: isMender ? [...alertTopics] : [], timeZone: 'UTC', quietHours: null, digestAt: null };
}

/**
 * When a message may go that is to be sent now.
 *
 * @param given.oldest when the oldest of what it tells came up
 */
export function sendAt(
  { timeZone, quietHours, digestAt }: NotificationPreferences,
  { now, oldest }: { now: Date; oldest: Date },
): Date {
  if (digestAt !== null) return later(now, nextTimeOfDay(oldest, digestAt, timeZone));
  if (quietHours && isWithin(quietHours, clockAt(now, timeZone).slice(timeAt))) {
    return nextTimeOfDay(now, quietHours.to, timeZone);
  }
  return now;
}

function isWithin({ from, to }: { from: string; to: string }, time: string): boolean {
  return from < to ? time >= from && time < to : time >= from || time < to;
}

const minuteMs = 60_000;
const dayMs = 24 * 60 * minuteMs;
const timeAt = 'yyyy-mm-ddT'.length;

/** The first minute after an instant at which clocks show the time, or have been put forward past it. */
export function nextTimeOfDay(after: Date, time: string, timeZone: string): Date {
  const shown = clockAt(after, timeZone);
  const today = shown.slice(0, timeAt - 1);
  const target = shown.slice(timeAt) < time ? `${today}T${time}` : `${dayAfter(today)}T${time}`;
  let low = Math.floor(after.getTime() / minuteMs);
  let high = low + (2 * dayMs + dayMs / 8) / minuteMs;
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (clockAt(new Date(middle * minuteMs), timeZone) >= target) high = middle;
    else low = middle;
  }
  return new Date(high * minuteMs);
}

/** What clocks show, `2026-11-28T22:05`: later is greater. */
function clockAt(at: Date, timeZone: string): string {
  // Swedish dates are those of ISO 8601.
  const format = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'short' });
  return format.format(at).replace(' ', 'T');
}

function dayAfter(day: string): string {
  return new Date(Date.parse(day) + dayMs).toISOString().slice(0, timeAt - 1);
}

function later(one: Date, other: Date): Date {
  return one > other ? one : other;
}
