import { canonicalJson, differingFields, type TargetPayload } from '@koppel/connector-sdk';
import type { FieldChange, JsonValue } from '@koppel/contracts';

/**
 * What writing a payload would change: nested fields by dotted name, lists as a whole. A null leaves the target's own
 * value and is no change.
 *
 * @param before what the target has now, as far as it says; undefined: nothing is known, so every field is listed
 */
export function fieldChanges(before: TargetPayload | undefined, after: TargetPayload): FieldChange[] {
  const set = leaves(after, []).filter(({ value }) => value !== null);
  if (!before) return set.map(({ path, value }) => ({ name: path.join('.'), after: value }));
  const differing = new Set(differingFields(after, before));
  return set.flatMap(({ path, value }): FieldChange[] => {
    const [field] = path;
    if (field === undefined || !differing.has(field)) return [];
    const known = at(before, path);
    if (known !== undefined && canonicalJson(known) === canonicalJson(value)) return [];
    return [{ name: path.join('.'), after: value, ...(known === undefined ? {} : { before: known }) }];
  });
}

/**
 * As {@link fieldChanges}, for a payload that has another hash than the one that was written last. Where no field that the
 * target returns differs, the difference is in a field that it does not return: one that is not as it was written last.
 *
 * @param written the payload that was written last, while it is stored
 */
export function updateChanges(payloads: {
  current: TargetPayload | undefined;
  written: TargetPayload | undefined;
  payload: TargetPayload;
}): FieldChange[] {
  const { current, written, payload } = payloads;
  const visible = fieldChanges(current, payload);
  if (!current || visible.length > 0) return visible;
  return leaves(payload, []).flatMap(({ path, value }): FieldChange[] => {
    if (value === null || at(current, path) !== undefined) return [];
    const before = written && at(written, path);
    if (before !== undefined && canonicalJson(before) === canonicalJson(value)) return [];
    return [{ name: path.join('.'), after: value }];
  });
}

interface Leaf {
  path: string[];
  value: JsonValue;
}

function leaves(payload: { [key: string]: JsonValue | undefined }, above: string[]): Leaf[] {
  return Object.entries(payload).flatMap(([key, value]): Leaf[] => {
    if (value === undefined) return [];
    const path = [...above, key];
    const isNested = isObject(value) && Object.keys(value).length > 0;
    return isNested ? leaves(value, path) : [{ path, value }];
  });
}

function at(payload: TargetPayload, path: readonly string[]): JsonValue | undefined {
  let value: JsonValue | undefined = payload;
  for (const key of path) {
    if (!isObject(value) || !Object.hasOwn(value, key)) return undefined;
    value = value[key];
  }
  return value;
}

function isObject(value: JsonValue | undefined): value is { [key: string]: JsonValue } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
