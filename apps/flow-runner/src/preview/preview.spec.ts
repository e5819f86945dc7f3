import type { PreviewRecord } from '@koppel/contracts';
import { nothingYet, within } from './preview.js';

const aRecord = (naturalKey: string, size: number): PreviewRecord => ({
  entity: 'product',
  sourceKey: naturalKey,
  naturalKey,
  title: null,
  outcome: 'create',
  reason: null,
  failureClass: null,
  changes: [{ name: 'name', after: 'é'.repeat(size) }],
  payloads: { source: 'é'.repeat(size), canonical: null, target: { a: 'é'.repeat(size) } },
});

const bytesOf = (value: unknown) => Buffer.byteLength(JSON.stringify(value));

describe('the size of a preview', () => {
  const result = { ...nothingYet(50), records: [aRecord('A', 100), aRecord('B', 100), aRecord('C', 100)] };
  const bytes = bytesOf(result);

  it('is left as it is when it fits', () => {
    expect(within(bytes, result)).toEqual(result);
  });

  it('drops the payloads of the last records first', () => {
    const smaller = within(bytes - 300, result);
    expect(bytesOf(smaller)).toBeLessThanOrEqual(bytes - 300);
    expect(smaller.records.map(({ payloads }) => payloads.source !== null)).toEqual([true, true, false]);
    expect(smaller.records.every(({ changes }) => changes.length === 1)).toBe(true);
  });

  it('drops changes only when no payload is left, and never a record', () => {
    const smaller = within(bytes - 1_500, result);
    expect(bytesOf(smaller)).toBeLessThanOrEqual(bytes - 1_500);
    expect(smaller.records.map(({ naturalKey }) => naturalKey)).toEqual(['A', 'B', 'C']);
    expect(smaller.records.map(({ changes }) => changes.length)).toEqual([1, 0, 0]);
  });
});
