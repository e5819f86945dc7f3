import { canonicalJson, differingFields, type TargetPayload } from '@koppel/connector-sdk';
import type { FieldChange, JsonValue } from '@koppel/contracts';

/**
 * What writing a form would change: nested fields by dotted name, lists as a whole. A null leaves the target's own value
 * and is no change.
 *
 * @param before what the target has now, as far as it tells; undefined: nothing is known, so every field is named
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
 * As {@link fieldChanges}, for a form that has another hash than the one that was written last. Where the target tells of
 * no difference, it is in a field that the target does not tell of: the one that is not as it was written last.
 *
 * @param written the form that was written last, while it is kept
 */
export function updateChanges(forms: {
  current: TargetPayload | undefined;
  written: TargetPayload | undefined;
  form: TargetPayload;
}): FieldChange[] {
  const { current, written, form } = forms;
  const told = fieldChanges(current, form);
  if (!current || told.length > 0) return told;
  return leaves(form, []).flatMap(({ path, value }): FieldChange[] => {
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

function leaves(form: { [key: string]: JsonValue | undefined }, above: string[]): Leaf[] {
  return Object.entries(form).flatMap(([key, value]): Leaf[] => {
    if (value === undefined) return [];
    const path = [...above, key];
    const isNested = isObject(value) && Object.keys(value).length > 0;
    return isNested ? leaves(value, path) : [{ path, value }];
  });
}

function at(form: TargetPayload, path: readonly string[]): JsonValue | undefined {
  let value: JsonValue | undefined = form;
  for (const key of path) {
    if (!isObject(value) || !Object.hasOwn(value, key)) return undefined;
    value = value[key];
  }
  return value;
}

function isObject(value: JsonValue | undefined): value is { [key: string]: JsonValue } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
