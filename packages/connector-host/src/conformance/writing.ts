import {
  type ConnectorContext,
  ConnectorFailure,
  differingFields,
  hashPayload,
  pausesRun,
  type TargetMatch,
  type TargetRecord,
  type WriteOperation,
  type WriteOutcome,
} from '@koppel/connector-sdk';
import type { EntityKind, Reason } from '@koppel/contracts';
import { deliver, payloadOf, type Bench } from './bench.js';
import { describeAcceptance } from './acceptance.js';
import { expectAnswersRead, expectFaultsPause } from './faults.js';
import { prepareOperation } from './operation.js';
import { expectRendered } from './rendered.js';
import { testTimeoutMs } from './test-timeout.js';

/** Why a record ended. */
const aReason: Reason = { code: 'sync.gone_at_source', params: {} };

function targetKeyOf(outcome: WriteOutcome | undefined): string {
  if (outcome?.status !== 'written') throw outcome?.failure ?? new Error('there is no outcome');
  return outcome.targetKey;
}

export function describeWriter(kind: EntityKind, bench: () => Bench): void {
  describe(`writer of ${kind}`, () => {
    describeAcceptance(kind, bench);

    it(
      'makes the same payload of the same record',
      () => {
        const { writer, writerCase, settings } = bench().writer(kind);
        const payload = payloadOf(writer, writerCase.record, settings);
        const again = payloadOf(writer, structuredClone(writerCase.record), settings);
        expect(again).toEqual(payload);
        expect(writer.naturalKey(payload)).toMatch(/\S/);
        if (writerCase.changed) {
          const changed = payloadOf(writer, writerCase.changed, settings);
          expect(hashPayload(changed)).not.toBe(hashPayload(payload));
          expect(writer.naturalKey(changed)).toBe(writer.naturalKey(payload));
        }
      },
      testTimeoutMs,
    );

    it(
      'follows what changes at the source, where it follows, and nothing else',
      () => {
        const { writer, writerCase } = bench().writer(kind);
        if (writer.changes === 'follow') expect(writer.version).toBeDefined();
        if (!writer.version) return;
        const version = writer.version(writerCase.record);
        // It is stored and compared as JSON.
        expect(JSON.parse(JSON.stringify(version))).toEqual(version);
        expect(writer.version(structuredClone(writerCase.record))).toEqual(version);
        if (writerCase.changed) expect(writer.version(writerCase.changed)).not.toEqual(version);
      },
      testTimeoutMs,
    );

    it(
      'does not find what does not exist',
      async () => {
        const { writer, writerCase, settings } = bench().writer(kind);
        expect((await writer.find(await bench().context(), [writerCase.absentKey], settings)).size).toBe(0);
      },
      testTimeoutMs,
    );

    it(
      'creates a record, finds it, and updates the same one',
      async () => {
        const { writer, writerCase, settings } = bench().writer(kind);
        const context = await bench().context();
        const key = writer.naturalKey(payloadOf(writer, writerCase.record, settings));
        const [created] = await deliver(bench(), context, { writer, settings, records: [writerCase.record] });
        const targetKey = targetKeyOf(created);
        const found = await writer.find(await bench().context(), [key, writerCase.absentKey], settings);
        expect(Object.fromEntries(found)).toEqual({ [key]: expect.objectContaining({ targetKey }) });
        expectDocument(created, found.get(key));
        if (writer.changes === 'create_only' || !writerCase.changed) return;
        const [updated] = await deliver(bench(), await bench().context(), {
          writer,
          settings,
          records: [writerCase.changed],
        });
        expect(targetKeyOf(updated)).toBe(targetKey);
        const again = (await writer.find(await bench().context(), [key], settings)).get(key);
        expect(again).toMatchObject({ targetKey });
        expectDocument(updated, again);
      },
      testTimeoutMs,
    );

    it(
      'tells what the target has in the shape of the payload, where it does',
      async () => {
        const { writer, writerCase, settings } = bench().writer(kind);
        if (!writer.current) return;
        const records = [writerCase.record, ...(writerCase.changed ? [writerCase.changed] : [])];
        for (const record of records) {
          const [outcome] = await deliver(bench(), await bench().context(), { writer, settings, records: [record] });
          const payload = payloadOf(writer, record, settings);
          const match = { naturalKey: writer.naturalKey(payload), targetKey: targetKeyOf(outcome), payload };
          const current = await writer.current(await bench().context(), [match], settings);
          expect([...current.keys()]).toEqual([match.naturalKey]);
          const held = current.get(match.naturalKey) ?? {};
          expect(Object.keys(payload)).toEqual(expect.arrayContaining(Object.keys(held)));
          expect(differingFields(payload, held)).toEqual([]);
          await expectDifference(bench(), kind, match);
        }
      },
      testTimeoutMs,
    );

    it(
      'fails a bad record alone',
      async () => {
        const { writer, writerCase, settings } = bench().writer(kind);
        if (!writerCase.broken) return;
        const records =
          writer.changes === 'create_only'
            ? [writerCase.broken]
            : [writerCase.broken, writerCase.changed ?? writerCase.record];
        const [bad, good] = await deliver(bench(), await bench().context(), { writer, settings, records });
        if (bad?.status !== 'failed') throw new Error('the bad record was written');
        expect(bad.failure).toBeInstanceOf(ConnectorFailure);
        expect(pausesRun(bad.failure)).toBe(false);
        if (records.length > 1) expect(good).toMatchObject({ status: 'written' });
      },
      testTimeoutMs,
    );

    it(
      'finds the same where answers have a mark or a notice before them, or are called a page',
      async () => {
        const { writer, writerCase, settings } = bench().writer(kind);
        const key = writer.naturalKey(payloadOf(writer, writerCase.record, settings));
        await expectAnswersRead(bench(), (context) => writer.find(context, [key, writerCase.absentKey], settings));
      },
      testTimeoutMs,
    );

    it(
      'takes back what it wrote, where it does, also what is gone already, and can write it again',
      async () => {
        const { writer, writerCase, settings } = bench().writer(kind);
        if (!writer.withdraw) return;
        const options = { writer, settings, records: [writerCase.record] };
        const written = async () => targetKeyOf((await deliver(bench(), await bench().context(), options))[0]);
        const payload = payloadOf(writer, writerCase.record, settings);
        const naturalKey = writer.naturalKey(payload);
        const operation = { naturalKey, targetKey: await written(), written: payload, reason: aReason };
        for (const attempt of ['first', 'again']) {
          const [outcome, ...others] = await writer.withdraw(await bench().context(), [operation], settings);
          if (outcome?.status !== 'withdrawn') throw outcome?.failure ?? new Error('there is no outcome');
          expect({ attempt, others }).toEqual({ attempt, others: [] });
          // Why it is over is said in the words of its source.
          const own = outcome.notes.filter(({ code }) => code !== aReason.code);
          expectRendered(bench().connector, own);
          const found = await writer.find(await bench().context(), [naturalKey], settings);
          // Nothing is left, or what is left is known.
          expect(found.get(naturalKey)?.targetKey ?? null).toBe(outcome.targetKey);
        }
        expect(await writer.withdraw(await bench().context(), [], settings)).toEqual([]);
        const again = { ...operation, targetKey: await written() };
        await expectFaultsPause(bench(), {
          work: async (context) => {
            for (const outcome of (await writer.withdraw?.(context, [again], settings)) ?? [])
              if (outcome.status === 'failed') throw outcome.failure;
          },
        });
      },
      testTimeoutMs,
    );

    it(
      'stops when the work is aborted',
      async () => {
        const { writer, writerCase, settings } = bench().writer(kind);
        const controller = new AbortController();
        const context = await bench().context({ signal: controller.signal });
        const operation = await prepareOperation(bench(), kind, context);
        controller.abort();
        const seen = bench().proxy.count;
        await expect(writer.find(context, [writerCase.absentKey], settings)).rejects.toThrow();
        await expect(writeAlone(bench(), kind, { context, operation })).rejects.toThrow();
        expect(bench().proxy.count).toBe(seen);
      },
      testTimeoutMs,
    );

    it(
      'pauses at 429, 500, time-outs, cut connections, pages of HTML and block pages',
      async () => {
        const { writer, writerCase, settings } = bench().writer(kind);
        await expectFaultsPause(bench(), { work: (context) => writer.find(context, [writerCase.absentKey], settings) });
        await expectFaultsPause(bench(), {
          prepare: (context) => prepareOperation(bench(), kind, context),
          work: (context, operation) => writeAlone(bench(), kind, { context, operation }),
        });
      },
      testTimeoutMs,
    );
  });
}

/** A document is found as it was written. */
function expectDocument(outcome: WriteOutcome | undefined, match: TargetMatch | undefined): void {
  if (outcome?.status !== 'written' || !outcome.document) return;
  const { kind, number, total, currency } = outcome.document;
  expect(match?.document).toMatchObject({ kind, number, total, currency });
}

/** The other record of the case would change what is there now. */
async function expectDifference(bench: Bench, kind: EntityKind, written: TargetRecord): Promise<void> {
  const { writer, writerCase, settings } = bench.writer(kind);
  for (const record of [writerCase.record, ...(writerCase.changed ? [writerCase.changed] : [])]) {
    const payload = payloadOf(writer, record, settings);
    if (hashPayload(payload) === hashPayload(written.payload ?? {})) continue;
    const current = await writer.current?.(await bench.context(), [{ ...written, payload }], settings);
    expect(differingFields(payload, current?.get(written.naturalKey) ?? {})).not.toEqual([]);
  }
}

/** Only the write; a failed outcome is thrown, since some writers tell it per record. */
async function writeAlone(
  bench: Bench,
  kind: EntityKind,
  write: { context: ConnectorContext; operation: WriteOperation },
): Promise<void> {
  const { writer, settings } = bench.writer(kind);
  for (const outcome of await writer.write(write.context, [write.operation], settings)) {
    if (outcome.status === 'failed') throw outcome.failure;
  }
}
