import { childRecords } from '../odata/serialize.js';
import { findChildTable } from '../metadata.js';
import type { Company } from '../store/company.js';
import type { Row, Scalar } from '../store/row.js';

export interface Column {
  title: string;
  isNumber?: boolean;
  isDate?: boolean;
}

export interface Tab {
  name: string;
  title: string;
  columns: Column[];
  rows: (company: Company) => string[][];
}

export const number = (title: string): Column => ({ title, isNumber: true });
export const date = (title: string): Column => ({ title, isDate: true });
export const plain = (title: string): Column => ({ title });

export function text(value: Scalar | undefined): string {
  return value === null || value === undefined ? '' : String(value).trim();
}

export function day(value: Scalar | undefined): string {
  return typeof value === 'number' ? new Date(value).toISOString().slice(0, 10) : '';
}

export function money(value: Scalar | undefined): string {
  return typeof value === 'number' ? value.toFixed(2) : '';
}

export function rowsOf(company: Company, table: string): Row[] {
  return [...company.table(table).values()].map(({ row }) => row);
}

/** The newest first. */
export function newestOf(company: Company, table: string): Row[] {
  return rowsOf(company, table).reverse();
}

/** The lines of a document, one under the other. */
export function linesOf(
  company: Company,
  { table, lines, key }: { table: string; lines: string; key: Scalar | undefined },
  write: (line: Row) => string,
): string {
  const child = findChildTable(table, lines);
  if (!child) return '';
  return childRecords(company, child, String(key))
    .map(({ row }) => write(row))
    .join('\n');
}
