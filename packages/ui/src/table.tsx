import type { ReactNode } from 'react';
import { join } from './join.js';

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

/** Rows and columns; on a narrow screen every row becomes a block of its own. */
export function Table<Row>({ caption, columns, rows, rowKey }: TableProps<Row>) {
  const ends = (column: Column<Row>) => (column.align === 'end' ? 'md:text-right' : 'md:text-left');
  return (
    <table role="table" className="block w-full border-collapse text-[0.9375rem] md:table">
      <caption className="sr-only">{caption}</caption>
      <thead role="rowgroup" className="hidden md:table-header-group">
        <tr role="row" className="border-b border-line text-sm text-ink-soft">
          {columns.map((column) => (
            <th key={column.id} role="columnheader" scope="col" className={join('px-3 py-2 font-medium', ends(column))}>
              <span className={column.isHeaderHidden ? 'sr-only' : undefined}>{column.header}</span>
            </th>
          ))}
        </tr>
      </thead>
      <tbody role="rowgroup" className="block md:table-row-group">
        {rows.map((row) => (
          <tr
            key={rowKey(row)}
            role="row"
            className="block border-b border-line py-2 last:border-b-0 md:table-row md:py-0"
          >
            {columns.map((column) => (
              <td
                key={column.id}
                role="cell"
                className={join(
                  'flex items-start justify-between gap-4 px-1 py-1 md:table-cell md:px-3 md:py-2.5 md:align-top',
                  ends(column),
                )}
              >
                <span aria-hidden className={column.isHeaderHidden ? 'hidden' : 'text-sm text-ink-soft md:hidden'}>
                  {column.header}
                </span>
                <span className={join('min-w-0 break-words', !column.isHeaderHidden && 'max-md:text-right')}>
                  {column.cell(row)}
                </span>
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
