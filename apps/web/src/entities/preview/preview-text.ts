import type { JsonValue, Preview } from '@koppel/contracts';
import { formatCount, formatPlural } from '../../shared/format/format.js';
import { texts } from './texts.js';

/** A field's technical name for a person: `regular_price` → `Regular price`, `customFields.ean` → `Custom fields › ean`. */
export function fieldLabel(name: string): string {
  const parts = name.split(/[.[\]]+/).filter(Boolean);
  const words = parts.map((part) =>
    part
      .replaceAll(/_+/g, ' ')
      .replaceAll(/([a-z\d])([A-Z])/g, '$1 $2')
      .toLowerCase(),
  );
  const text = words.join(' › ');
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** A field's value for a person. */
export function valueText(value: JsonValue | undefined): string {
  if (value === undefined) return texts.unknownBefore;
  if (value === null || value === '') return texts.empty;
  if (typeof value === 'boolean') return value ? texts.yes : texts.no;
  if (Array.isArray(value)) return value.length === 0 ? texts.empty : value.map(entryText).join(', ');
  return typeof value === 'object' ? JSON.stringify(value, null, 1) : String(value);
}

function entryText(value: JsonValue): string {
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

/** How many of the records the preview covers. */
export function extentText({ records, hasMore, total }: Preview): string {
  const looked = formatCount(records.length);
  if (records.length === 0 && !hasMore) return texts.noRecords;
  if (!hasMore) return texts.allOf(looked);
  return total === null ? texts.partOfMany(looked) : texts.partOf(looked, formatCount(total));
}

/** API calls of the preview, and estimates for writing and a full run. */
export function callTexts({ spent, writes, wholeRun }: Preview['calls']): string[] {
  const calls = (count: number) => formatPlural(count, texts.call[0], texts.call[1]);
  return [
    texts.spent(calls(spent.source), calls(spent.target)),
    texts.writes(calls(writes)),
    wholeRun ? texts.wholeRun(calls(wholeRun.source), calls(wholeRun.target)) : texts.wholeRunUnknown,
  ];
}
