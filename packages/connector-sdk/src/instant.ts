import { sharedFailure } from './reasons.js';

const isoText = /^(\d{4}-\d\d-\d\d)T(\d\d:\d\d(?::\d\d(?:\.\d+)?)?)(Z|[+-]\d\d:?\d\d)?$/;

/** The instant of an ISO text, as `2026-11-27T09:30:00.000Z`; without a zone it is UTC. Undefined where it is none that a calendar has. */
export function instantOf(text: string): string | undefined {
  const [, day = '', time = '', zone = 'Z'] = isoText.exec(text.trim()) ?? [];
  const ofDay = new Date(`${day}T00:00:00Z`);
  // Of 30 February a date makes the 2nd of March.
  if (Number.isNaN(ofDay.getTime()) || !ofDay.toISOString().startsWith(day)) return undefined;
  const instant = new Date(`${day}T${time}${zone}`);
  return Number.isNaN(instant.getTime()) || !isShort(instant) ? undefined : instant.toISOString();
}

/** Years beyond 9999 are written in another way, which no application takes. */
function isShort(instant: Date): boolean {
  return /^\d{4}-/.test(instant.toISOString());
}

/**
 * The instant of a date of a record, which decides on something.
 *
 * @param field where the date stands
 * @throws ConnectorFailure of class `value` where it cannot be read
 */
export function readInstant(text: string, field: string): string {
  const instant = instantOf(text);
  if (instant !== undefined) return instant;
  throw sharedFailure('value', 'orders.date_unreadable', { said: text.trim().slice(0, 40) || '-' }, { field });
}
