import type { ConnectorContext, SourceRecord } from '@koppel/connector-sdk';
import { entitySchemas, type EntityKind, type JsonValue } from '@koppel/contracts';
import type { Bench } from './bench.js';
import { expectAnswersRead, expectFaultsPause } from './faults.js';
import { testTimeoutMs } from './test-timeout.js';

/** Enabled before any record of a test. */
const flow = { enabledAt: '2000-01-01T00:00:00Z', booksCredits: true };

interface Gathered {
  records: SourceRecord<JsonValue>[];
  cursors: JsonValue[];
}

async function gather(
  bench: Bench,
  kind: EntityKind,
  from: { cursor?: JsonValue; maxPages?: number } = {},
): Promise<Gathered> {
  const { reader, readerCase, settings } = bench.reader(kind);
  const gathered: Gathered = { records: [], cursors: [] };
  const options = { cursor: from.cursor, settings, pageSize: readerCase.pageSize, ...flow };
  for await (const page of reader.read(await bench.context(), options)) {
    gathered.records.push(...(page.records as SourceRecord<JsonValue>[]));
    // What a run stores between pages is JSON, and nothing else survives.
    gathered.cursors.push(JSON.parse(JSON.stringify(page.cursor)) as JsonValue);
    if (gathered.cursors.length === from.maxPages) break;
  }
  return gathered;
}

const keysOf = ({ records }: Gathered) => records.map(({ key }) => key);

export function describeReader(kind: EntityKind, bench: () => Bench): void {
  describe(`reader of ${kind}`, () => {
    it(
      'reads page after page until there is no more',
      async () => {
        const all = await gather(bench(), kind);
        const { readerCase } = bench().reader(kind);
        const records = new Set(keysOf(all)).size;
        const pages = all.cursors.length;
        if (records < readerCase.leastRecords)
          throw new Error(`read ${records} records in ${pages} pages, of at least ${readerCase.leastRecords}`);
        if (pages === 1)
          throw new Error(`read ${records} records in one page: a smaller pageSize or more records make two`);
        for (const { key, naturalKey } of all.records)
          expect([key, naturalKey]).toEqual([expect.stringMatching(/\S/), expect.stringMatching(/\S/)]);
      },
      testTimeoutMs,
    );

    it(
      'goes on from a cursor without losing a record',
      async () => {
        const all = keysOf(await gather(bench(), kind));
        const first = await gather(bench(), kind, { maxPages: 1 });
        const rest = await gather(bench(), kind, { cursor: first.cursors[0] });
        const read = new Set([...keysOf(first), ...keysOf(rest)]);
        expect({ lostAfterTheFirstPage: all.filter((key) => !read.has(key)) }).toEqual({ lostAfterTheFirstPage: [] });
      },
      testTimeoutMs,
    );

    it(
      'reads less than everything from its last cursor',
      async () => {
        const all = await gather(bench(), kind);
        const cursor = all.cursors.at(-1);
        const again = await gather(bench(), kind, { cursor });
        if (again.records.length >= all.records.length)
          throw new Error(`the cursor ${JSON.stringify(cursor)} gives all ${all.records.length} records again`);
      },
      testTimeoutMs,
    );

    it(
      'counts about as many records as it gives, where it counts',
      async () => {
        const { reader, readerCase, settings } = bench().reader(kind);
        if (!reader.count) return;
        const all = await gather(bench(), kind);
        const { pageSize } = readerCase;
        const fromTheStart = await reader.count(await bench().context(), {
          cursor: undefined,
          settings,
          pageSize,
          ...flow,
        });
        const given = new Set(keysOf(all)).size;
        expect(fromTheStart).toBeGreaterThanOrEqual(given * 0.9);
        expect(fromTheStart).toBeLessThanOrEqual(given * 1.1);
        const cursor = all.cursors.at(-1);
        const fromTheEnd = await reader.count(await bench().context(), { cursor, settings, pageSize, ...flow });
        if (fromTheEnd !== undefined) expect(fromTheEnd).toBeLessThan(given);
      },
      testTimeoutMs,
    );

    it(
      'gives single records as reading gives them, and none for a key that does not exist',
      async () => {
        const { reader, readerCase, settings } = bench().reader(kind);
        const { absentKey = 'no-such-key' } = readerCase;
        if (!reader.readByKeys) return;
        const wanted = (await gather(bench(), kind, { maxPages: 1 })).records.slice(0, 2);
        const keys = [...wanted.map(({ key }) => key), absentKey];
        const found = await reader.readByKeys(await bench().context(), { keys, settings });
        const byKey = (records: readonly SourceRecord<JsonValue>[]) => new Map(records.map((each) => [each.key, each]));
        expect(byKey(found)).toEqual(byKey(wanted));
      },
      testTimeoutMs,
    );

    it(
      'says what the application still has, where it does, and never that there is nothing because it fails',
      async () => {
        const { reader, readerCase, settings } = bench().reader(kind);
        const { absentKey = 'no-such-key' } = readerCase;
        if (!reader.existing) return;
        const keys = [...new Set(keysOf(await gather(bench(), kind)))].slice(0, 20);
        const known = await reader.existing(await bench().context(), { keys: [...keys, absentKey], settings });
        expect([...known].sort()).toEqual(keys.sort());
        expect(await reader.existing(await bench().context(), { keys: [], settings })).toEqual(new Set());
        const work = async (context: ConnectorContext) => reader.existing?.(context, { keys, settings });
        await expectFaultsPause(bench(), { work });
        // What stands in between, not the application, says that there is nothing.
        const context = await bench().context();
        await bench().connector.test(context);
        bench().proxy.setFault({ status: 404 });
        await expect(work(context)).rejects.toThrow();
      },
      testTimeoutMs,
    );

    it(
      'follows a record that was delivered as it is, and does not change what it translates',
      async () => {
        const { reader, settings } = bench().reader(kind);
        for (const { native } of (await gather(bench(), kind, { maxPages: 1 })).records) {
          const before = JSON.stringify(native);
          const fresh: unknown = reader.toCanonical(native, settings, flow);
          const delivered: unknown = reader.toCanonical(native, settings, { ...flow, isDelivered: true });
          expect(JSON.stringify(native)).toBe(before);
          // Settings that choose new records say nothing about it any more.
          if (isTaken(fresh)) expect(delivered).toEqual(fresh);
        }
      },
      testTimeoutMs,
    );

    it(
      'translates a record, also after it was stored, always into the same valid entity',
      async () => {
        const { reader, settings } = bench().reader(kind);
        let translated = 0;
        for (const { native } of (await gather(bench(), kind)).records) {
          const first: unknown = reader.toCanonical(native, settings, flow);
          const stored = JSON.parse(JSON.stringify(native)) as JsonValue;
          expect(reader.toCanonical(stored, settings, flow)).toEqual(first);
          if (!isTaken(first)) continue;
          entitySchemas[kind].parse(first.canonical);
          if (reader.identify) expect(first.canonical).toMatchObject(reader.identify(native, settings));
          translated += 1;
        }
        expect(translated).toBeGreaterThan(0);
      },
      testTimeoutMs,
    );

    it(
      'reads the same where answers have a mark or a notice before them, or are called a page',
      () => expectAnswersRead(bench(), async () => (await gather(bench(), kind, { maxPages: 1 })).records),
      testTimeoutMs,
    );

    it(
      'stops when the work is aborted',
      async () => {
        const controller = new AbortController();
        const { reader, settings } = bench().reader(kind);
        const context = await bench().context({ signal: controller.signal });
        controller.abort();
        const seen = bench().proxy.count;
        const options = { cursor: undefined, settings, pageSize: 1, ...flow };
        await expect(readFirst(reader.read(context, options))).rejects.toThrow();
        expect(bench().proxy.count).toBe(seen);
      },
      testTimeoutMs,
    );

    it(
      'pauses at 429, 500, time-outs, cut connections, pages of HTML and block pages',
      async () => {
        const { reader, settings } = bench().reader(kind);
        const options = { cursor: undefined, settings, pageSize: 10, ...flow };
        await expectFaultsPause(bench(), { work: (context) => readFirst(reader.read(context, options)) });
      },
      testTimeoutMs,
    );
  });
}

function isTaken(translated: unknown): translated is { canonical: unknown } {
  return typeof translated === 'object' && translated !== null && 'canonical' in translated;
}

async function readFirst(pages: AsyncIterable<unknown>): Promise<unknown> {
  for await (const page of pages) return page;
  return undefined;
}
