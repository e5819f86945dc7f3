export type JsonValue = string | number | boolean | null | JsonValue[] | { [key: string]: JsonValue };
export type JsonObject = { [key: string]: JsonValue };
export type FlatValue = string | number | boolean | null;

/** A field of a record that is no list and nothing nested. */
export interface FlatField {
  name: string;
  value: FlatValue;
}

export function isObject(value: JsonValue): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The plain fields of a record: those that the reason speaks of first, else in their order. */
export function flatFieldsOf(record: JsonObject, reason: string): FlatField[] {
  const words = new Set(reason.toLowerCase().split(/[^a-z0-9_]+/));
  const fields = Object.entries(record).flatMap(([name, value]) =>
    typeof value === 'object' && value !== null ? [] : [{ name, value }],
  );
  const isNamed = ({ name }: FlatField) => words.has(name.toLowerCase());
  return [...fields.filter(isNamed), ...fields.filter((field) => !isNamed(field))];
}

/** What was typed, as the kind of value the field had; undefined where it is none. Nothing typed in a field that was empty stays null. */
export function readField(typed: string, before: FlatValue): FlatValue | undefined {
  if (typed === '' && (before === null || typeof before === 'number')) return null;
  if (typeof before === 'boolean') return typed === 'true';
  if (typeof before !== 'number') return typed;
  const number = Number(typed.trim().replace(',', '.'));
  return Number.isFinite(number) ? number : undefined;
}

/** The record with one field changed, in the same order. */
export function withField(record: JsonObject, name: string, value: FlatValue): JsonObject {
  return { ...record, [name]: value };
}
