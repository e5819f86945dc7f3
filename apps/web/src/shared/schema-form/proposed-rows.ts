import type { Proposal } from '@koppel/contracts';
import type { TableRow } from './form-value.js';

/**
 * A table with the proposed rows. What a person wrote stays; rows that merely came as default give way.
 *
 * @param isDefault whether nobody has changed the table
 */
export function withProposedRows(rows: TableRow[], proposed: Proposal['rows'], isDefault: boolean): TableRow[] {
  if (isDefault && proposed.length > 0) return proposed.map(({ key, value }) => ({ key, value }));
  const known = new Set(rows.map(({ key }) => key.trim()));
  return [...rows, ...proposed.filter(({ key }) => !known.has(key))];
}

/** How many rows of a table would be added or changed, in whatever order they stand. */
export function countNewRows(rows: TableRow[], taken: TableRow[]): number {
  const values = new Map(rows.map(({ key, value }) => [key.trim(), value.trim()]));
  return taken.filter(({ key, value }) => values.get(key) !== value).length;
}

export interface OpenGap {
  keys: string[];
  why: string;
}

/** What is missing still: gaps for which the table has neither the row nor one that covers it. */
export function openGaps(rows: TableRow[], gaps: Proposal['gaps']): OpenGap[] {
  const filled = new Set(rows.filter(({ value }) => value.trim() !== '').map(({ key }) => key.trim()));
  return gaps.flatMap(({ reason, rows: missing }) => {
    const open = missing.filter(({ key, coveredBy }) => ![key, ...coveredBy].some((one) => filled.has(one)));
    return open.length > 0 ? [{ keys: open.map(({ key }) => key), why: reason.message ?? reason.code }] : [];
  });
}
