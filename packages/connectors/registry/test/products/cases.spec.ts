import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

// Which test holds each public case about items, prices, stock, connections and schedules: a test that is gone or renamed shows here.

interface PublicCase {
  id: string;
  title: string;
  sources: string;
  heldBy: { spec: string; title: string }[];
}

const root = join(import.meta.dirname, '../../../../..');
const file = join(import.meta.dirname, '../fixtures/product-cases.json');
const { reported, cases } = JSON.parse(readFileSync(file, 'utf8')) as { reported: string[]; cases: PublicCase[] };

/** Whether a file has a test of this title. */
function hasTest({ spec, title }: { spec: string; title: string }): boolean {
  const path = join(root, spec);
  if (!existsSync(path)) return false;
  const text = readFileSync(path, 'utf8');
  return [`('${title}',`, `("${title}",`, `'${title}',\n`].some((start) => text.includes(start));
}

describe('the public cases of items, prices, stock and connections', () => {
  it('have ids of their own and a test each', () => {
    expect(new Set(cases.map(({ id }) => id)).size).toBe(cases.length);
    expect(cases.filter(({ heldBy }) => heldBy.length === 0)).toEqual([]);
  });

  it('are all there that were reported', () => {
    const held = new Set(cases.map(({ id }) => id));
    expect(reported.filter((id) => !held.has(id))).toEqual([]);
    expect(new Set(reported).size).toBe(36);
  });

  it.each(cases)('$id: $title', ({ heldBy }) => {
    const missing = heldBy.filter((test) => !hasTest(test));
    expect(missing).toEqual([]);
  });
});
