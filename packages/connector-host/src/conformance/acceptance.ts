import {
  ConnectorFailure,
  differingFields,
  pausesRun,
  type TargetPayload,
  type WriteOperation,
  type WriteOutcome,
} from '@koppel/connector-sdk';
import type { EntityKind, EntityOf } from '@koppel/contracts';
import { deliverDependencies, payloadOf, type Bench } from './bench.js';
import { testTimeoutMs } from './test-timeout.js';

const shortTimeoutMs = 400;

/** One thing that a writer must do; it throws where the writer does not. Cases that the harness does not give pass. */
export interface AcceptanceCheck {
  title: string;
  run(bench: Bench, kind: EntityKind): Promise<void>;
}

/** What a target makes of what it takes, and of records that people delete, make again or rename there. */
export const acceptanceChecks: readonly AcceptanceCheck[] = [
  // First, while the application has none of the records: a writer may have nothing to send for one that is there.
  { title: 'is refused alone where a call is refused for its sake', run: isRefusedAlone },
  {
    title: 'is found again after an answer that came too late, and nothing is made twice',
    run: isFoundAfterLateAnswer,
  },
  { title: 'waits for a target that is slow, and writes once', run: waitsForSlowTarget },
  { title: 'tells what the target made of a record', run: tellsWhatIsKept },
  { title: 'tells what something on the way made of a record', run: tellsWhatIsChanged },
  { title: 'does not take what was deleted and made again for the record of its link', run: isNotTheOneMadeAgain },
  { title: 'takes another key for the same record, or says that it does not', run: takesAnotherKey },
];

export function describeAcceptance(kind: EntityKind, bench: () => Bench): void {
  it.each(acceptanceChecks)('$title', ({ run }) => run(bench(), kind), testTimeoutMs);
}

async function isFoundAfterLateAnswer(bench: Bench, kind: EntityKind): Promise<void> {
  const { setTimeoutMs, context } = await bench.adjustableContext();
  const { writer, settings } = bench.writer(kind);
  const operation = await operationFor(bench, kind, {});
  // So that the log-in is not what comes too late.
  await writer.find(context, [operation.naturalKey], settings);
  setTimeoutMs(shortTimeoutMs);
  bench.proxy.setFault('late');
  const outcomes = await writer.write(context, [operation], settings).catch((error: unknown) => error);
  bench.proxy.setFault(undefined);
  const failure = failureOf(outcomes);
  expect(failure).toBeInstanceOf(ConnectorFailure);
  expect(pausesRun(failure as ConnectorFailure)).toBe(true);
  const first = await write(bench, kind, {});
  const again = await write(bench, kind, {});
  expect(again.targetKey).toBe(first.targetKey);
}

async function waitsForSlowTarget(bench: Bench, kind: EntityKind): Promise<void> {
  bench.proxy.setFault('slow');
  const { targetKey, operation } = await write(bench, kind, {});
  bench.proxy.setFault(undefined);
  const { writer, settings } = bench.writer(kind);
  const found = await writer.find(await bench.context(), [operation.naturalKey], settings);
  expect(found.get(operation.naturalKey)).toMatchObject({ targetKey });
}

/** A call that holds the record is refused; whatever the writer does with the others, they can be written. */
async function isRefusedAlone(bench: Bench, kind: EntityKind): Promise<void> {
  const { writer, writerCase, settings } = bench.writer(kind);
  if (writerCase.mark === undefined || writerCase.beside === undefined) return;
  const operations = [
    await operationFor(bench, kind, {}),
    await operationFor(bench, kind, { record: writerCase.beside }),
  ];
  const context = await bench.context();
  bench.proxy.setFault({ status: 406, body: '', holding: writerCase.mark });
  const outcomes = await writeDivided(operations, (some) => writer.write(context, some, settings));
  bench.proxy.setFault(undefined);
  const [refused, other] = outcomes;
  if (refused?.status !== 'failed') throw new Error('the record was written although its calls were refused');
  expect(refused.failure).toMatchObject({ isOutcomeUnknown: false });
  expect(pausesRun(refused.failure)).toBe(false);
  expect(other).toMatchObject({ status: 'written' });
}

/** As a run does it: what was refused together is tried one by one. */
async function writeDivided(
  operations: readonly WriteOperation[],
  send: (operations: readonly WriteOperation[]) => Promise<WriteOutcome[]>,
): Promise<WriteOutcome[]> {
  try {
    return await send(operations);
  } catch (error: unknown) {
    if (!(error instanceof ConnectorFailure)) throw error;
    if (operations.length === 1) return [{ status: 'failed', failure: error }];
    const outcomes: WriteOutcome[] = [];
    for (const operation of operations) outcomes.push(...(await writeDivided([operation], send)));
    return outcomes;
  }
}

async function tellsWhatIsKept(bench: Bench, kind: EntityKind): Promise<void> {
  const { writerCase } = bench.writer(kind);
  if (writerCase.altered === undefined) return;
  await expectTold(bench, kind, await attempt(bench, kind, { record: writerCase.altered }));
}

async function tellsWhatIsChanged(bench: Bench, kind: EntityKind): Promise<void> {
  const { writer, writerCase } = bench.writer(kind);
  if (writerCase.mark === undefined || !writer.current) return;
  if (writerCase.changed) await write(bench, kind, { record: writerCase.changed });
  bench.proxy.setFault({ sent: writerCase.mark, kept: otherOf(writerCase.mark) });
  const attempted = await attempt(bench, kind, {});
  bench.proxy.setFault(undefined);
  await expectTold(bench, kind, attempted);
}

/** Text or digits of the same length. */
function otherOf(mark: string): string {
  const last = mark.slice(-1);
  return mark.slice(0, -1) + (/\d/.test(last) ? String((Number(last) + 1) % 10) : last === 'x' ? 'y' : 'x');
}

async function expectTold(
  bench: Bench,
  kind: EntityKind,
  { outcome, operation }: { outcome: WriteOutcome; operation: WriteOperation },
): Promise<void> {
  if (outcome.status === 'failed') return;
  const stored = outcome.stored ?? (await currentOf(bench, kind, { operation, targetKey: outcome.targetKey }));
  expect(outcome.issue ?? differingFields(operation.payload, stored)[0]).toBeDefined();
}

async function isNotTheOneMadeAgain(bench: Bench, kind: EntityKind): Promise<void> {
  const { writer, writerCase } = bench.writer(kind);
  if (!writerCase.remake) return;
  const { targetKey } = await write(bench, kind, {});
  await writerCase.remake();
  if (writer.changes !== 'create_only') {
    const { outcome } = await attempt(bench, kind, { targetKey });
    if (outcome.status === 'written') expect(outcome.targetKey).not.toBe(targetKey);
    else expect(outcome.failure.isTargetGone).toBe(true);
  }
  const { operation } = await write(bench, kind, {});
  expect(operation.targetKey).toBeDefined();
  expect(operation.targetKey).not.toBe(targetKey);
}

async function takesAnotherKey(bench: Bench, kind: EntityKind): Promise<void> {
  const { writer, writerCase, settings } = bench.writer(kind);
  if (writerCase.renamed === undefined) return;
  const { targetKey, operation } = await write(bench, kind, {});
  const renamed = { record: writerCase.renamed, targetKey, written: operation.payload };
  const { outcome, operation: next } = await attempt(bench, kind, renamed);
  if (outcome.status === 'failed') return;
  const found = await writer.find(await bench.context(), [next.naturalKey], settings);
  expect(found.get(next.naturalKey)).toMatchObject({ targetKey });
  const back = await attempt(bench, kind, { targetKey, written: next.payload });
  expect(back.outcome).toMatchObject({ status: 'written', targetKey });
}

interface Wanted {
  record?: unknown;
  targetKey?: string;
  written?: TargetPayload;
}

/** A record of the case, the usual one where nothing else is said, with all that it needs looked up. */
async function operationFor(
  bench: Bench,
  kind: EntityKind,
  { record, targetKey, written }: Wanted,
): Promise<WriteOperation> {
  const { writer, writerCase, settings } = bench.writer(kind);
  const context = await bench.context();
  const canonical = (record ?? writerCase.record) as EntityOf<EntityKind>;
  const payload = payloadOf(writer, canonical, settings);
  const naturalKey = writer.naturalKey(payload);
  const found = (await writer.find(context, [naturalKey], settings)).get(naturalKey);
  const failure = (await writer.resolve?.(context, [payload], settings))?.get(naturalKey);
  if (failure) throw failure;
  const references = await deliverDependencies(bench, context, { writer, settings, record: canonical });
  return {
    ...{ payload, naturalKey, references, targetKey: targetKey ?? found?.targetKey },
    idempotencyKey: `conformance-${naturalKey}`,
    ...(found?.document && { document: found.document }),
    ...(written && { written, isRenamed: writer.naturalKey(written) !== naturalKey }),
  };
}

/** Writes it to what is found under its key, where nothing else is said. */
async function attempt(
  bench: Bench,
  kind: EntityKind,
  wanted: Wanted,
): Promise<{ operation: WriteOperation; outcome: WriteOutcome }> {
  const { writer, settings } = bench.writer(kind);
  const operation = await operationFor(bench, kind, wanted);
  const [outcome] = await writer.write(await bench.context(), [operation], settings);
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

function failureOf(outcomes: unknown): unknown {
  if (!Array.isArray(outcomes)) return outcomes;
  const [outcome] = outcomes as WriteOutcome[];
  return outcome?.status === 'failed' ? outcome.failure : undefined;
}
