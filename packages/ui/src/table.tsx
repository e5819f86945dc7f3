import type { ReactNode } from 'react';
import { join } from './tone.js';

export interface Column<Row> {
  id: string;
  header: string;
  cell: (row: Row) => ReactNode;
  align?: 'start' | 'end';
  /** Leaves the header out of sight, for a column of buttons. */
  isHeaderHidden?: boolean;
}

export interface TableProps<Row> {
  /** Names the table for screen readers. */
  caption: string;
  columns: Column<Row>[];
  rows: Row[];
  rowKey: (row: Row) => string;
}

/** Container width from which it is a table: few columns need little. */
const looks = {
  few: {
    table: '@2xl:table',
    head: '@2xl:table-header-group',
    body: '@2xl:table-row-group',
    row: '@2xl:table-row @2xl:py-0',
    cell: '@2xl:table-cell @2xl:px-3 @2xl:py-2.5 @2xl:align-top',
    start: '@2xl:text-left',
    end: '@2xl:text-right',
    label: '@2xl:hidden',
    value: '@max-2xl:text-right',
  },
  many: {
    table: '@4xl:table',
    head: '@4xl:table-header-group',
    body: '@4xl:table-row-group',
    row: '@4xl:table-row @4xl:py-0',
    cell: '@4xl:table-cell @4xl:px-3 @4xl:py-2.5 @4xl:align-top',
    start: '@4xl:text-left',
    end: '@4xl:text-right',
    label: '@4xl:hidden',
    value: '@max-4xl:text-right',
  },
} as const;
type Look = (typeof looks)[keyof typeof looks];
const MAX_OF_FEW = 4;

/** Rows and columns; in a narrow container each row becomes a block. */
export function Table<Row>({ caption, columns, rows, rowKey }: TableProps<Row>) {
  const look = columns.length > MAX_OF_FEW ? looks.many : looks.few;
  return (
    <div className="@container">
      <table role="table" className={join('block w-full border-collapse text-[0.9375rem]', look.table)}>
        <caption className="sr-only">{caption}</caption>
        <thead role="rowgroup" className={join('hidden', look.head)}>
          <tr role="row" className="border-b border-line text-sm text-ink-soft">
            {columns.map((column) => (
              <th
                key={column.id}
                role="columnheader"
                scope="col"
                className={join('px-3 py-2 font-medium', look[column.align ?? 'start'])}
              >
                <span className={column.isHeaderHidden ? 'sr-only' : undefined}>{column.header}</span>
              </th>
            ))}
          </tr>
        </thead>
        <tbody role="rowgroup" className={join('block', look.body)}>
          {rows.map((row) => (
            <tr
              key={rowKey(row)}
              role="row"
              className={join('block border-b border-line py-2 last:border-b-0', look.row)}
            >
              {columns.map((column) => (
                <Cell key={column.id} column={column} row={row} look={look} />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Cell<Row>({ column, row, look }: { column: Column<Row>; row: Row; look: Look }) {
  return (
    <td
      role="cell"
      className={join('flex items-start justify-between gap-4 px-1 py-1', look.cell, look[column.align ?? 'start'])}
    >
      <span aria-hidden className={column.isHeaderHidden ? 'hidden' : join('text-sm text-ink-soft', look.label)}>
        {column.header}
      </span>
      <span className={join('min-w-0 break-words', !column.isHeaderHidden && look.value)}>{column.cell(row)}</span>
    </td>
  );
}
