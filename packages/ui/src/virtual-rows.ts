import type { FocusEvent, Ref } from 'react';

/** The rows of a long list that are in the page, each with its place, as a virtualiser reckons them. */
export interface VirtualRows {
  items: readonly { index: number; start: number; minHeight: number }[];
  /** Height of all rows together, in pixels. */
  totalSize: number;
  containerRef: Ref<HTMLDivElement>;
  /** Takes the height of a row that is in the page. */
  measure: (row: HTMLDivElement | null) => void;
  /** The row that has the focus stays in the page, also when it is scrolled out of sight. */
  keepFocused: (event: FocusEvent<HTMLElement>) => void;
  /** The focus goes on to another row, or leaves the list. */
  releaseFocused: (event: FocusEvent<HTMLElement>) => void;
}
