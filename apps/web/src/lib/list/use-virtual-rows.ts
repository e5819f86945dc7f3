import type { VirtualRows } from '@koppel/ui';
import { defaultRangeExtractor, useWindowVirtualizer, type Range } from '@tanstack/react-virtual';
import { useCallback, useLayoutEffect, useState, type FocusEvent } from 'react';

const OVERSCAN = 8;

export interface VirtualRowsOptions {
  count: number;
  rowKey: (index: number) => string;
  /**
   * How high a row is, in pixels: at least that much it gets. Only a row that needs more has those below it reckoned anew, which of 100,000
   * rows takes a while.
   */
  heightOf: (index: number) => number;
}

/** Which of many rows stand in the page while the window scrolls. */
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
    // Known before it arrives: a row that went out of the page in between would lose the focus.
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
