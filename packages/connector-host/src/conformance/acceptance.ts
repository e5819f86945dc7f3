import {
  ConnectorFailure,
  differingFields,
  pausesRun,
  type TargetPayload,
  type WriteOperation,
  type WriteOutcome,
} from '@koppel/connector-sdk';
import type { EntityKind } from '@koppel/contracts';
import { payloadOf, type Bench } from './bench.js';
import { prepareOperation } from './operation.js';
import { testTimeoutMs } from './test-timeout.js';

const shortTimeoutMs = 400;

/** What a target makes of what it takes, and of records that people delete, make again or rename there. */
export function describeAcceptance(kind: EntityKind, bench: () => Bench): void {
  it(
    'is found again after an answer that came too late, and nothing is made twice',
    async () => {
      const { setTimeoutMs, context } = await bench().adjustableContext();
      const { writer, settings } = bench().writer(kind);
      const operation = await prepareOperation(bench(), kind, context);
      if (hasReferences(operation)) return;
      setTimeoutMs(shortTimeoutMs);
      bench().proxy.setFault('late');
      const outcomes = await writer.write(context, [operation], settings).catch((error: unknown) => error);
      bench().proxy.setFault(undefined);
      const failure = failureOf(outcomes);
      expect(failure).toBeInstanceOf(ConnectorFailure);
      expect(pausesRun(failure as ConnectorFailure)).toBe(true);
      const first = await write(bench(), kind, {});
      const again = await write(bench(), kind, {});
      expect(again.targetKey).toBe(first.targetKey);
    },
    testTimeoutMs,
  );

  it(
    'tells what the target made of a record',
    async () => {
      const { writerCase } = bench().writer(kind);
      if (writerCase.altered === undefined) return;
      const { outcome, operation } = await attempt(bench(), kind, { record: writerCase.altered });
      if (outcome.status === 'failed') return;
      const stored = outcome.stored ?? (await currentOf(bench(), kind, { operation, targetKey: outcome.targetKey }));
      expect(outcome.issue ?? differingFields(operation.payload, stored)[0]).toBeDefined();
    },
    testTimeoutMs,
  );

  it(
    'does not take what was deleted and made again for the record of its link',
    async () => {
      const { writerCase } = bench().writer(kind);
      if (!writerCase.remake) return;
      const { targetKey } = await write(bench(), kind, {});
      await writerCase.remake();
      const { outcome } = await attempt(bench(), kind, { targetKey });
      if (outcome.status === 'written') expect(outcome.targetKey).not.toBe(targetKey);
      else expect(outcome.failure.isTargetGone).toBe(true);
      expect((await write(bench(), kind, {})).targetKey).not.toBe(targetKey);
    },
    testTimeoutMs,
  );

  it(
    'takes another key for the same record, or says that it does not',
    async () => {
      const { writer, writerCase, settings } = bench().writer(kind);
      if (writerCase.renamed === undefined) return;
      const { targetKey, operation } = await write(bench(), kind, {});
      const renamed = { record: writerCase.renamed, targetKey, written: operation.payload };
      const { outcome, operation: next } = await attempt(bench(), kind, renamed);
      if (outcome.status === 'failed') return;
      const found = await writer.find(await bench().context(), [next.naturalKey], settings);
      expect(found.get(next.naturalKey)).toMatchObject({ targetKey });
      const back = await attempt(bench(), kind, { targetKey, written: next.payload });
      expect(back.outcome).toMatchObject({ status: 'written', targetKey });
    },
    testTimeoutMs,
  );
}

interface Wanted {
  record?: unknown;
  targetKey?: string;
  written?: TargetPayload;
}

/** Writes a record of the case: the usual one, to what is found under its key, where nothing else is said. */
async function attempt(
  bench: Bench,
  kind: EntityKind,
  { record, targetKey, written }: Wanted,
): Promise<{ operation: WriteOperation; outcome: WriteOutcome }> {
  const { writer, writerCase, settings } = bench.writer(kind);
  const context = await bench.context();
  const payload = payloadOf(writer, (record ?? writerCase.record) as never, settings);
  const naturalKey = writer.naturalKey(payload);
  const found = (await writer.find(context, [naturalKey], settings)).get(naturalKey)?.targetKey;
  const operation: WriteOperation = {
    ...{
      payload,
      naturalKey,
      targetKey: targetKey ?? found,
      idempotencyKey: `conformance-${naturalKey}`,
      references: {},
    },
    ...(written && { written }),
  };
  const [outcome] = await writer.write(context, [operation], settings);
  if (!outcome) throw new Error('there is no outcome');
  return { operation, outcome };
}

async function write(
  bench: Bench,
  kind: EntityKind,
  wanted: Wanted,
): Promise<{ operation: WriteOperation; targetKey: string }> {
  const { operation, outcome } = await attempt(bench, kind, wanted);
  if (outcome.status === 'failed') throw outcome.failure;
  return { operation, targetKey: outcome.targetKey };
}

async function currentOf(
  bench: Bench,
  kind: EntityKind,
  { operation, targetKey }: { operation: WriteOperation; targetKey: string },
): Promise<TargetPayload> {
  const { writer, settings } = bench.writer(kind);
  const { naturalKey, payload } = operation;
  const current = await writer.current?.(await bench.context(), [{ naturalKey, targetKey, payload }], settings);
  return current?.get(naturalKey) ?? {};
}

/** Documents need what they belong to, which the tests of their connector have. */
function hasReferences({ references }: WriteOperation): boolean {
  return Object.keys(references).length > 0;
}

function failureOf(outcomes: unknown): unknown {
  if (!Array.isArray(outcomes)) return outcomes;
  const [outcome] = outcomes as WriteOutcome[];
  return outcome?.status === 'failed' ? outcome.failure : undefined;
}
