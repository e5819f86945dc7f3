import type { JsonLeaf, JsonMark } from '@koppel/ui';

/** Length from which a value is distinctive; `1` and `true` match by chance. */
const MIN_DISTINCTIVE_LENGTH = 3;

/**
 * Compares values of a record with those of its next stage: `same` where the value is found there under the same name or, when it says
 * enough by itself, anywhere; `differs` where the same name has another value. What has no counterpart gets no mark.
 */
export function marksOf(own: readonly JsonLeaf[], other: readonly JsonLeaf[]): Map<string, JsonMark> {
  const there = index(other);
  const marks = new Map<string, JsonMark>();
  for (const leaf of own) {
    const mark = markOf(leaf, there);
    if (mark) marks.set(leaf.path, mark);
  }
  return marks;
}

interface Index {
  values: Set<string>;
  /** Values by path and by last name, both simplified. */
  named: Map<string, Set<string>>;
}

function index(leaves: readonly JsonLeaf[]): Index {
  const there: Index = { values: new Set(), named: new Map() };
  for (const leaf of leaves) {
    const value = simple(leaf.value);
    there.values.add(value);
    for (const name of namesOf(leaf.path)) {
      const known = there.named.get(name) ?? new Set();
      there.named.set(name, known.add(value));
    }
  }
  return there;
}

function markOf({ path, value }: JsonLeaf, there: Index): JsonMark | undefined {
  if (value === null || value === '') return undefined;
  const wanted = simple(value);
  const [whole, last] = namesOf(path);
  const underPath = there.named.get(whole);
  if (underPath?.has(wanted) || there.named.get(last)?.has(wanted)) return 'same';
  if (isDistinctive(wanted) && there.values.has(wanted)) return 'same';
  return underPath ? 'differs' : undefined;
}

function namesOf(path: string): [string, string] {
  const parts = path.split('.').map((part) => part.toLowerCase().replaceAll(/[^a-z0-9]/g, ''));
  return [parts.join('.'), parts.at(-1) ?? ''];
}

/** `12.50`, `12.5` and 12.5 are the same value. */
function simple(value: JsonLeaf['value']): string {
  const text = String(value).trim();
  const isDecimal = /^-?\d{1,15}(\.\d+)?$/.test(text);
  return isDecimal && !/^-?0\d/.test(text) ? String(Number(text)) : text;
}

function isDistinctive(value: string): boolean {
  return value.length >= MIN_DISTINCTIVE_LENGTH && value !== 'true' && value !== 'false';
}
