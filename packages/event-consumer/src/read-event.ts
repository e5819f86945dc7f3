import { eventData, eventSchema, eventTypes, type KoppelEvent } from '@koppel/contracts';
import type { JsMsg } from '@nats-io/jetstream';

/** A message that this version cannot parse as an event; `known` when its type is known. */
export interface Unreadable {
  failure: string;
  known: KoppelEvent | undefined;
}

export function readEvent(message: JsMsg): { event: KoppelEvent } | Unreadable {
  return asEvent(message.subject, parse(message));
}

/** @param subject the event's type */
export function asEvent(subject: string, value: unknown): { event: KoppelEvent } | Unreadable {
  const type = eventTypes.find((each) => each === subject);
  if (!type) return { failure: 'its type is not known', known: undefined };
  const parsed = eventSchema(type, eventData[type]).safeParse(value);
  if (parsed.success) return { event: parsed.data as KoppelEvent };
  const head = eventSchema(type, eventData[type]).pick({ id: true, organizationid: true }).safeParse(value);
  const failure = `it does not fit its schema: ${parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; ')}`;
  return { failure, known: head.success ? (value as KoppelEvent) : undefined };
}

function parse(message: JsMsg): unknown {
  try {
    return message.json();
  } catch {
    return undefined;
  }
}
