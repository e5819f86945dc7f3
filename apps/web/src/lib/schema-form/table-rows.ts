import type { Choice } from '@koppel/contracts';
import type { TableRow } from './form-value.js';

/** Choices that are no key of the table yet. */
export function missingKeys(rows: TableRow[], choices: Choice[]): Choice[] {
  const known = new Set(rows.map(({ key }) => key.trim().toLowerCase()));
  return choices.filter(({ value }) => !known.has(value.toLowerCase()));
}

/** A row for each of these keys, with the value that the application proposes, if there is one. */
export function withKeys(rows: TableRow[], keys: Choice[], values: Choice[]): TableRow[] {
  const value = proposedOf(values)?.value ?? '';
  return [...rows, ...keys.map(({ value: key }) => ({ key, value }))];
}

/** The one choice that the application proposes; none where it proposes several. */
export function proposedOf(choices: Choice[]): Choice | undefined {
  const proposed = choices.filter(({ isProposed }) => isProposed);
  return proposed.length === 1 ? proposed[0] : undefined;
}
