import type { Preview } from '@koppel/contracts';

/** What a preview found, apart from its run. */
export type PreviewResult = Omit<Preview, 'run'>;

/** The result of a preview whose run has not ended. */
export function nothingYet(limit: number): PreviewResult {
  return {
    limit,
    hasMore: false,
    total: null,
    counts: { create: 0, update: 0, withdraw: 0, unchanged: 0, filtered: 0, failed: 0, held: 0 },
    calls: { spent: { source: 0, target: 0 }, writes: 0, wholeRun: null },
    records: [],
  };
}

const noPayloads = { source: null, canonical: null, target: null };

/** Makes a preview small enough to be stored and sent: the last records lose their payloads first, then their changes. */
export function within(maxBytes: number, result: PreviewResult): PreviewResult {
  const records = [...result.records];
  let bytes = sizeOf(result);
  const shrink = (lose: (record: PreviewResult['records'][number]) => PreviewResult['records'][number]): void => {
    for (let index = records.length - 1; index >= 0 && bytes > maxBytes; index -= 1) {
      const record = records[index];
      if (!record) continue;
      const smaller = lose(record);
      bytes -= sizeOf(record) - sizeOf(smaller);
      records[index] = smaller;
    }
  };
  shrink((record) => ({ ...record, payloads: noPayloads }));
  shrink((record) => ({ ...record, changes: [] }));
  return { ...result, records };
}

function sizeOf(value: unknown): number {
  return Buffer.byteLength(JSON.stringify(value));
}
