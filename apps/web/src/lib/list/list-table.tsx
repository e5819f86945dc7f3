import { Alert, Button, DataTable, Spinner, Stack, type DataColumn } from '@koppel/ui';
import { useCallback, useEffect, useState, type ReactNode } from 'react';
import { ProblemAlert } from '../page/problem-alert.js';
import { Loading } from '../page/query-view.js';
import { texts } from './texts.js';
import type { List } from './use-list.js';
import { useIsWide } from './use-is-wide.js';
import { useVirtualRows } from './use-virtual-rows.js';

/** So many rows before the end, the next page is asked for. */
const AHEAD = 40;
const REM_PX = 16;

export interface ListTableProps<Item> {
  caption: string;
  list: List<Item>;
  columns: DataColumn<Item>[];
  /** Must be the same function at every render: another one has all rows reckoned anew. */
  rowKey: (item: Item) => string;
  /** How many there are in all, where that is known before all are loaded. */
  total?: number;
  isSelected?: (item: Item) => boolean;
  /** About how high a row is, at 16 pixels a rem; the same function at every render too. */
  heightOf: RowHeight<Item>;
  /** Stands here when the list is empty. */
  empty: ReactNode;
}

/** A list of any length as a table that reads on as one scrolls. */
export function ListTable<Item>(props: ListTableProps<Item>) {
  const { list, empty } = props;
  const isWide = useIsWide();
  return (
    <Stack gap="sm">
      {list.error && !list.rows && <ProblemAlert error={list.error} onRetry={() => void list.reload()} />}
      {list.isPending && !list.error && <Loading />}
      {list.isOutdated && (
        <Alert
          actions={
            <Button size="sm" onClick={() => void list.reload().then(() => window.scrollTo({ top: 0 }))}>
              {texts.showNewest}
            </Button>
          }
        >
          {texts.outdated}
        </Alert>
      )}
      {list.rows?.length === 0 && empty}
      {list.rows && list.rows.length > 0 && <Rows key={String(isWide)} {...props} rows={list.rows} isWide={isWide} />}
    </Stack>
  );
}

/** `isWide`: as a line of a table; else as a block. */
export type RowHeight<Item> = (item: Item, isWide: boolean) => number;

type RowsProps<Item> = ListTableProps<Item> & { rows: Item[]; isWide: boolean };

function Rows<Item>({ list, rows, columns, caption, rowKey, total, isSelected, heightOf, isWide }: RowsProps<Item>) {
  const keyOf = useCallback((index: number) => keyAt(rows, index, rowKey), [rows, rowKey]);
  const [scale] = useState(() => parseFloat(getComputedStyle(document.documentElement).fontSize) / REM_PX);
  const virtual = useVirtualRows({
    count: rows.length,
    rowKey: keyOf,
    heightOf: (index) => {
      const row = rows[index];
      return row === undefined ? 0 : Math.round(heightOf(row, isWide) * scale);
    },
  });
  const { hasMore, isLoadingMore, loadMore, reload, error } = list;
  const isNearEnd = virtual.last >= rows.length - AHEAD;
  useEffect(() => {
    if (isNearEnd && hasMore && !isLoadingMore && !error) void loadMore();
    // The number of rows too: a page may come so fast that nothing else is seen to change.
  }, [isNearEnd, hasMore, isLoadingMore, loadMore, error, rows.length]);
  const rowCount = total ?? (hasMore ? null : rows.length);
  return (
    <>
      <div className="rounded-card border border-line bg-surface px-1 py-1 shadow-card sm:px-3">
        <DataTable {...{ caption, columns, rows, rowKey, rowCount, virtual, isSelected }} />
      </div>
      {/* Below the rows, where one is when the next page does not come. */}
      <ProblemAlert error={error} onRetry={() => void (hasMore ? loadMore() : reload())} />
      <div className="flex min-h-9 items-center justify-center gap-2 text-sm text-ink-soft">
        {isLoadingMore ? <Spinner label={texts.loadingMore} /> : !hasMore && <span>{texts.all(rows.length)}</span>}
      </div>
    </>
  );
}

function keyAt<Item>(rows: Item[], index: number, rowKey: (item: Item) => string): string {
  const row = rows[index];
  return row === undefined ? String(index) : rowKey(row);
}
