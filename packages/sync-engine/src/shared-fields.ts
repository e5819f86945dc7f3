import {
  canonicalJson,
  type AnyWriter,
  type SharedField,
  type TargetPayload,
  type WithdrawEffect,
} from '@koppel/connector-sdk';
import type { JsonValue } from '@koppel/contracts';

/** What is known of a record that stands at the target already. */
export interface WrittenBefore {
  /** The payload that was written last; undefined: nobody knows it. */
  written: TargetPayload | undefined;
  /** What taking it back did, which its return undoes. */
  effects?: readonly WithdrawEffect[] | undefined;
}

/**
 * What of a payload is written to a record that stands at the target: without the shared fields whose value at the source did not
 * change since the last write, so that what a person has set there stays.
 */
export function payloadForUpdate(
  { sharedFields = {} }: Pick<AnyWriter, 'sharedFields'>,
  payload: TargetPayload,
  before: WrittenBefore,
): TargetPayload {
  const fields: [string, SharedField | undefined][] = Object.entries(sharedFields);
  const shared = fields.flatMap(([name, field]): [string, JsonValue][] =>
    field ? [[name, valueForUpdate(name, { field, payload, before })]] : [],
  );
  return { ...payload, ...Object.fromEntries(shared) };
}

function valueForUpdate(
  name: string,
  {
    field,
    payload,
    before: { written, effects = [] },
  }: { field: SharedField; payload: TargetPayload; before: WrittenBefore },
): JsonValue {
  const restored = effects.flatMap((effect) => restoredBy(field, effect) ?? []).at(-1);
  if (restored !== undefined) return restored;
  const value = payload[name] ?? null;
  if (field.update === 'never') return null;
  if (!written) return field.update === 'unless_same' && value !== '' ? value : null;
  const isChanged = [name, ...(field.with ?? [])].some(
    (each) => canonicalJson(payload[each]) !== canonicalJson(written[each]),
  );
  if (!isChanged) return null;
  // The source never had a text: what stands there is a person's.
  return value === '' && !written[name] ? null : value;
}

function restoredBy({ restored, restoredFrom }: SharedField, { kind, before }: WithdrawEffect): JsonValue | undefined {
  return restored?.[kind] ?? (kind === restoredFrom ? before : undefined);
}
