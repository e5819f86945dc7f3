import { mergeMeta } from './input.js';
import type { LineMetaDatum } from './records.js';

/** Merges meta data of an order's line; screens show what has no name of its own as it is. */
export function lineMeta(before: readonly LineMetaDatum[], value: unknown, takeId: () => number): LineMetaDatum[] {
  const shown = new Map(before.map((datum) => [datum.key, datum]));
  return mergeMeta(before, value, takeId).map((datum) => {
    const known = shown.get(datum.key);
    if (known && known.value === datum.value) return known;
    return { ...datum, display_key: datum.key, display_value: datum.value };
  });
}
