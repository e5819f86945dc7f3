import { canonicalJson, type AnyWriter, type SharedField, type TargetPayload } from '@koppel/connector-sdk';
import type { JsonValue } from '@koppel/contracts';

/** What is known of a record that stands at the target already. */
export interface WrittenBefore {
  /** The payload that was written last; undefined: nobody knows it. */
  written: TargetPayload | undefined;
  /** What taking it back did, in words with spaces between, which its return undoes. */
  did?: string | undefined;
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
  { field, payload, before: { written, did } }: { field: SharedField; payload: TargetPayload; before: WrittenBefore },
): JsonValue {
  const restored = did
    ?.split(' ')
    .flatMap((word) => restoredBy(field, word) ?? [])
    .at(-1);
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

function restoredBy({ restored, restoredFrom }: SharedField, word: string): JsonValue | undefined {
  const value = restored?.[word];
  if (value !== undefined || restoredFrom === undefined) return value;
  return word.startsWith(`${restoredFrom}=`) ? word.slice(restoredFrom.length + 1) : undefined;
}
