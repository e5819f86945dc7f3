import { type CSSProperties, type FocusEvent, Fragment, type KeyboardEvent, type ReactNode, type Ref } from 'react';
import { join } from './tone.js';

const tracks = {
  tick: '2.25rem',
  count: 'minmax(0, 5.5rem)',
  narrow: 'minmax(0, 7rem)',
  medium: 'minmax(0, 10rem)',
  wide: 'minmax(0, 1fr)',
  widest: 'minmax(0, 2fr)',
} as const;

export interface DataColumn<Row> {
  id: string;
  header: string;
  cell: (row: Row) => ReactNode;
  width?: keyof typeof tracks;
  align?: 'start' | 'end';
  /** Stands in the header instead of its words, such as a box that ticks every row. */
  headerControl?: ReactNode;
  /** Leaves the header out of sight, for a column of buttons. */
  isHeaderHidden?: boolean;
  /** Where there is little room, as on a phone, every row is a block: its `title` stands on top, a `line` with its header beside it; the rest is left out. */
  onPhone?: 'title' | 'line' | 'hidden';
}

export interface DataTableProps<Row> {
  /** Names the table for screen readers. */
  caption: string;
  columns: DataColumn<Row>[];
  rows: readonly Row[];
  rowKey: (row: Row) => string;
  /** How many rows there are in all, also those not loaded; null where nobody knows. */
  rowCount?: number | null;
  /** Which rows are in the page, and where; without it all of them are. */
  virtual?: VirtualRows;
  isSelected?: (row: Row) => boolean;
}

/** A table of any length: only visible rows are rendered, and it announces the total. */
export function DataTable<Row>(props: DataTableProps<Row>) {
  const { caption, columns, rows, rowKey, virtual, rowCount = rows.length } = props;
  const style = { '--koppel-columns': columns.map(({ width = 'wide' }) => tracks[width]).join(' ') } as CSSProperties;
  const shown = virtual?.items ?? rows.map((_, index) => ({ index, start: undefined, minHeight: undefined }));
  return (
    <div role="table" aria-label={caption} aria-rowcount={rowCount === null ? -1 : rowCount + 1} style={style}>
      <HeaderRow columns={columns} />
      <div
        role="rowgroup"
        ref={virtual?.containerRef}
        className="relative"
        style={virtual ? { height: virtual.totalSize } : undefined}
        onKeyDown={moveFocusBetweenRows}
        onFocus={virtual?.keepFocused}
        onBlur={virtual?.releaseFocused}
      >
        {shown.map(({ index, start, minHeight }) => {
          const row = rows[index];
          if (row === undefined) return null;
          const position = {
            index,
            start,
            minHeight,
            isSelected: props.isSelected?.(row) ?? false,
            measure: virtual?.measure,
          };
          return (
            <Fragment key={rowKey(row)}>
              <BodyRow row={row} columns={columns} {...position} />
            </Fragment>
          );
        })}
      </div>
    </div>
  );
}

function HeaderRow<Row>({ columns }: { columns: DataColumn<Row>[] }) {
  return (
    <div role="rowgroup" className="max-xl:sr-only">
      <div
        role="row"
        aria-rowindex={1}
        className="grid grid-cols-(--koppel-columns) items-center gap-x-4 border-b border-line px-2 py-2 text-sm text-ink-soft"
      >
        {columns.map((column) => (
          <div
            key={column.id}
            role="columnheader"
            className={join('min-w-0 font-medium', column.align === 'end' && 'text-right')}
          >
            {column.headerControl ?? (
              <span className={column.isHeaderHidden ? 'sr-only' : undefined}>{column.header}</span>
            )}
          </div>
        ))}
      </div>
    </div>
  );
}

interface BodyRowProps<Row> {
  row: Row;
  columns: DataColumn<Row>[];
  index: number;
  start: number | undefined;
  minHeight: number | undefined;
  isSelected: boolean;
  measure: Ref<HTMLDivElement> | undefined;
}

function BodyRow<Row>({ row, columns, index, start, minHeight, isSelected, measure }: BodyRowProps<Row>) {
  const isPlaced = start !== undefined;
  return (
    <div
      role="row"
      // Row 1 is the header.
      aria-rowindex={index + 2}
      data-index={index}
      ref={measure}
      className={join(
        'flex flex-col gap-1 border-b border-line px-2 py-3 text-[0.9375rem]',
        'xl:grid xl:grid-cols-(--koppel-columns) xl:items-start xl:gap-x-4 xl:py-2.5',
        isPlaced && 'absolute inset-x-0 top-0',
        isSelected && 'bg-brand-soft',
      )}
      style={isPlaced ? { transform: `translateY(${start}px)`, minHeight } : undefined}
    >
      {columns.map((column) => (
        <BodyCell key={column.id} column={column} row={row} />
      ))}
    </div>
  );
}

const phoneLooks = {
  title: 'block font-medium xl:font-normal',
  line: 'flex items-baseline justify-between gap-4 xl:block',
  hidden: 'max-xl:hidden',
} as const;

function BodyCell<Row>({ column, row }: { column: DataColumn<Row>; row: Row }) {
  const { onPhone = 'line' } = column;
  const content = column.cell(row);
  // A phone has no room for a line that says nothing.
  const isBare = onPhone === 'line' && (content === null || content === false || content === '');
  return (
    <div
      role="cell"
      className={join(
        'min-w-0 break-words',
        phoneLooks[isBare ? 'hidden' : onPhone],
        column.align === 'end' && 'xl:text-right',
      )}
    >
      {onPhone === 'line' && !column.isHeaderHidden && (
        <span aria-hidden className="shrink-0 text-sm text-ink-soft xl:hidden">
          {column.header}
        </span>
      )}
      <span className={join('min-w-0', onPhone === 'line' && !column.isHeaderHidden && 'max-xl:text-right')}>
        {content}
      </span>
    </div>
  );
}

const focusable = 'a[href], button:not(:disabled), input, select, textarea';

/** The arrow keys go to the same control of the row above or below; a control that needs them itself keeps them. */
export function moveFocusBetweenRows(event: KeyboardEvent<HTMLElement>): void {
  const steps = { ArrowDown: 1, ArrowUp: -1 } as const;
  if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
  if (!(event.target instanceof HTMLElement) || event.target.matches('input, select, textarea')) return;
  const row = event.target.closest('[role="row"]');
  const index = Number(row?.getAttribute('data-index')) + steps[event.key];
  const next = event.currentTarget.querySelector(`[role="row"][data-index="${index}"]`);
  if (!row || !next) return;
  const controlIndex = [...row.querySelectorAll(focusable)].indexOf(event.target);
  const controls = [...next.querySelectorAll<HTMLElement>(focusable)];
  const control = controls[Math.min(controlIndex, controls.length - 1)];
  if (!control) return;
  event.preventDefault();
  control.focus();
}

/** The rendered rows of a long list with their positions, as calculated by a virtualizer. */
export interface VirtualRows {
  items: readonly { index: number; start: number; minHeight: number }[];
  /** Height of all rows together, in pixels. */
  totalSize: number;
  containerRef: Ref<HTMLDivElement>;
  /** Takes the height of a row that is in the page. */
  measure: (row: HTMLDivElement | null) => void;
  /** The focused row stays rendered, also when it is scrolled out of view. */
  keepFocused: (event: FocusEvent<HTMLElement>) => void;
  /** Focus moves to another row, or leaves the list. */
  releaseFocused: (event: FocusEvent<HTMLElement>) => void;
}
