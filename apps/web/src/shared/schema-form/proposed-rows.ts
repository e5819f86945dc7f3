import type { Proposal } from '@koppel/contracts';
import type { TableRow } from './form-value.js';

/** The proposed rows that a table has not; what a person wrote stays. */
export function newRows(rows: TableRow[], proposed: Proposal['rows']): TableRow[] {
  const known = new Set(rows.map(({ key }) => key.trim()));
  return proposed.filter(({ key }) => !known.has(key));
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
