import { Alert, Button, type DataColumn, DataTable, Spinner, Stack, type VirtualRows } from '@koppel/ui';
import { defaultRangeExtractor, type Range, useWindowVirtualizer } from '@tanstack/react-virtual';
import {
  type FocusEvent,
  type ReactNode,
  useCallback,
  useEffect,
  useLayoutEffect,
  useState,
  useSyncExternalStore,
} from 'react';
import { Loading, ProblemAlert } from '../page/query-view.js';
import { texts } from '../page/texts.js';
import type { List } from './use-list.js';

/** The next page is requested this many rows before the end. */
const AHEAD = 40;
const REM_PX = 16;

export interface ListTableProps<Item> {
  caption: string;
  list: List<Item>;
  columns: DataColumn<Item>[];
  /** Must be a stable function: a new one recalculates all rows. */
  rowKey: (item: Item) => string;
  /** Total number, if known before all are loaded. */
  total?: number;
  isSelected?: (item: Item) => boolean;
  /** Estimated height of a row at 16 px per rem; a stable function too. */
  heightOf: RowHeight<Item>;
  /** Shown when the list is empty. */
  empty: ReactNode;
}

/** A list of any length as a table with infinite scrolling. */
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
    // Also the number of rows: a page may arrive so fast that nothing else changes between renders.
  }, [isNearEnd, hasMore, isLoadingMore, loadMore, error, rows.length]);
  const rowCount = total ?? (hasMore ? null : rows.length);
  return (
    <>
      <div className="rounded-card border border-line bg-surface px-1 py-1 shadow-card sm:px-3">
        <DataTable {...{ caption, columns, rows, rowKey, rowCount, virtual, isSelected }} />
      </div>
      {/* Below the rows, where the user is when the next page fails. */}
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

/** From this width on, beside the navigation there is room for tables; below it every row is a block. As in `DataTable`. */
const wide = '(min-width: 80rem)';

export function useIsWide(): boolean {
  return useSyncExternalStore(
    (report) => {
      const query = matchMedia(wide);
      query.addEventListener('change', report);
      return () => query.removeEventListener('change', report);
    },
    () => matchMedia(wide).matches,
  );
}

const OVERSCAN = 8;

export interface VirtualRowsOptions {
  count: number;
  rowKey: (index: number) => string;
  /**
   * Minimum height of a row in pixels. Only a row that needs more moves those below it, which for 100,000
   * rows takes a while.
   */
  heightOf: (index: number) => number;
}

/** Which of many rows are rendered while the window scrolls. */
export function useVirtualRows({ count, rowKey, heightOf }: VirtualRowsOptions): VirtualRows & { last: number } {
  const [container, setContainer] = useState<HTMLDivElement | null>(null);
  const [focused, setFocused] = useState<number>();
  const scrollMargin = useOffsetTop(container);
  const rangeExtractor = useCallback((range: Range) => withFocused(range, focused), [focused]);
  const virtualizer = useWindowVirtualizer<HTMLDivElement>({
    count,
    getItemKey: rowKey,
    estimateSize: heightOf,
    overscan: OVERSCAN,
    scrollMargin,
    rangeExtractor,
    useFlushSync: false,
  });
  const items = virtualizer.getVirtualItems().map(({ index, start }) => ({
    index,
    start: start - scrollMargin,
    minHeight: heightOf(index),
  }));
  return {
    items,
    totalSize: virtualizer.getTotalSize(),
    containerRef: setContainer,
    measure: virtualizer.measureElement,
    keepFocused: (event: FocusEvent<HTMLElement>) => setFocused(rowIndexOf(event.target)),
    // Set before focus arrives: a row that is removed in between would lose the focus.
    releaseFocused: ({ relatedTarget }) =>
      setFocused(relatedTarget instanceof Element ? rowIndexOf(relatedTarget) : undefined),
    last: virtualizer.range?.endIndex ?? 0,
  };
}

function withFocused(range: Range, focused: number | undefined): number[] {
  const indexes = defaultRangeExtractor(range);
  if (focused === undefined || focused >= range.count || indexes.includes(focused)) return indexes;
  // Its neighbours too, so that Tab and the arrow keys go on from it.
  const kept = [focused - 1, focused, focused + 1].filter((index) => index >= 0 && index < range.count);
  return [...new Set([...indexes, ...kept])].sort((one, other) => one - other);
}

function rowIndexOf(target: Element): number | undefined {
  const index = target.closest('[data-index]')?.getAttribute('data-index');
  return index == null ? undefined : Number(index);
}

/** How far below the top of the page an element begins; what stands above it may grow at any time. */
function useOffsetTop(element: HTMLElement | null): number {
  const [offsetTop, setOffsetTop] = useState(0);
  useLayoutEffect(() => {
    if (!element) return;
    const measure = () => setOffsetTop(Math.round(element.getBoundingClientRect().top + window.scrollY));
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(document.body);
    return () => observer.disconnect();
  }, [element]);
  return offsetTop;
}
