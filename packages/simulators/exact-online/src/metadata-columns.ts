import type { RawProperty } from './metadata.js';

/** Columns by their type; those that may be written on POST have a `+` behind their name. */
export function columns(byType: Record<string, readonly string[]>): Record<string, RawProperty> {
  return Object.fromEntries(
    Object.entries(byType).flatMap(([type, names]) =>
      names.map((name) => [name.replace('+', ''), { type, write: name.endsWith('+') ? 'POST' : '' }]),
    ),
  );
}

/** Marks the columns that a POST must have, and those that a filter may use. */
export function marked(
  properties: Record<string, RawProperty>,
  { mandatory = [], filterable = [] }: { mandatory?: readonly string[]; filterable?: readonly string[] },
): Record<string, RawProperty> {
  return Object.fromEntries(
    Object.entries(properties).map(([name, property]) => [
      name,
      { ...property, mandatory: mandatory.includes(name), filter: filterable.includes(name) },
    ]),
  );
}

export const stamps = ['Created', 'Modified'];
export const authors = ['CreatorFullName', 'ModifierFullName'];
