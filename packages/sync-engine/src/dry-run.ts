import type { EntityKind, FilterReason, JsonValue, Preview, PreviewRecord, RunCounts } from '@koppel/contracts';
import type {
  AnyWriter,
  ConnectorContext,
  TargetPayload,
  HttpPort,
  SourceRecord,
  WriteOperation,
  WithdrawOperation,
  WriteOutcome,
} from '@koppel/connector-sdk';
import { onSide } from './errors.js';
import { wholeRunCalls, writeCalls, type PlannedWrite, type SpentCalls } from './estimate.js';
import { fieldChanges, updateChanges } from './field-changes.js';
import { noCounts, processPage, sumUp } from './page.js';
import type { FlowPlan, PreparedWriter } from './plan.js';
import type { Ledger } from './ports.js';
import { flowOptions, readPages } from './read.js';
import { reason as reasonOf } from './reasons.js';
import { recordId, type NewAttempt } from './record.js';
import type { TranslatedPage } from './translate.js';

export interface DryRunProgress {
  counts: RunCounts;
  filterReasons: FilterReason[];
  pages: number;
}

export type DryRunRecord = Omit<PreviewRecord, 'title'>;

/** What a dry run found. */
export interface DryRunResult extends Omit<Preview, 'run' | 'records' | 'limit'> {
  records: DryRunRecord[];
}

export interface DryRunOptions {
  cursor: JsonValue | undefined;
  /** How many records are looked at. */
  limit: number;
  /** That of a run: smaller pages would make the whole run look more expensive than it is. */
  pageSize: number;
  /** Called where stopping loses nothing; throws to stop. */
  onProgress: (progress: DryRunProgress) => Promise<void>;
}

/** Sends the first records of a flow through everything that a run does except the write, and reports what it would write. */
export async function dryRun(
  plan: FlowPlan,
  ledger: Ledger,
  options: DryRunOptions,
): Promise<{ progress: DryRunProgress; result: DryRunResult }> {
  const dry = withoutWriting(plan, ledger);
  const reading = await readFirst(dry.plan, options);
  const records = reading.records.slice(0, options.limit);
  const { page, known, delivery } = await processPage({ ...dry, isIsolating: false }, records);
  dry.plan.target.context.signal.throwIfAborted();
  if (delivery.defect) throw delivery.defect.error;
  if (delivery.failure) throw delivery.failure;
  const spent = dry.spent();
  const total = reading.hasMore ? await countAll(dry.plan, options.cursor) : records.length;
  const { counts, filterReasons, attempts } = sumUp(plan, page, { delivery, known });
  const written = await ledger.lastWritten(attempts.filter(({ outcome }) => outcome === 'updated'));
  const current = await currentPayloads(dry);
  const progress = { counts, filterReasons, pages: reading.pages };
  await options.onProgress(progress);

  const found = previewRecords(plan.entity, page, { attempts, writes: dry.writes, current, written });
  const outcomes = { create: 0, update: 0, withdraw: 0, unchanged: 0, filtered: 0, failed: 0, held: 0 };
  for (const { outcome } of found) outcomes[outcome] += 1;
  const batchSizeOf = (entity: EntityKind) => plan.writerOf(entity)?.writer.batchSize ?? 1;
  const writesOf = (times: number) => writeCalls(dry.writes, batchSizeOf, times);
  const share = { total, read: reading.records.length, pages: reading.pages, lookedAt: records.length };
  const calls = { spent: dry.spent(), writes: writesOf(1), wholeRun: wholeRunCalls({ ...share, spent, writesOf }) };
  const result = { hasMore: reading.hasMore, total, counts: outcomes, calls, records: found };
  return { progress, result };
}

interface Reading {
  records: SourceRecord<unknown>[];
  hasMore: boolean;
  pages: number;
}

/** Reads the first records, and at least one more, which shows whether there are others. */
async function readFirst(plan: FlowPlan, { cursor, limit, pageSize, onProgress }: DryRunOptions): Promise<Reading> {
  const reading: Reading = { records: [], hasMore: false, pages: 0 };
  const size = Math.max(limit + 1, pageSize);
  for await (const page of readPages(plan, { cursor, pageSize: size, readsAhead: false })) {
    reading.records.push(...page.records);
    reading.pages += 1;
    const read = Math.min(limit, reading.records.length);
    await onProgress({ counts: { ...noCounts(), read }, filterReasons: [], pages: reading.pages });
    reading.hasMore = reading.records.length > limit;
    if (reading.hasMore) break;
  }
  return reading;
}

async function countAll({ source }: FlowPlan, cursor: JsonValue | undefined): Promise<number | null> {
  const { reader, context } = source;
  if (!reader.count) return null;
  const options = { cursor, ...flowOptions(source), pageSize: 1 };
  const total = await onSide('source', async () => reader.count?.(context, options));
  return total ?? null;
}

export interface DryPlan {
  plan: FlowPlan;
  ledger: Ledger;
  writes: readonly PlannedWrite[];
  /** Calls that were made so far. */
  spent(): SpentCalls;
}

/**
 * The same plan and ledger without any effect: writes are recorded and taken for done, no connector's `write` is called,
 * nothing in the ledger changes, and neither side lets a changing method through.
 */
export function withoutWriting(plan: FlowPlan, ledger: Ledger): DryPlan {
  const writes: PlannedWrite[] = [];
  const calls: SpentCalls = { source: 0, target: 0 };
  const source = { ...plan.source, context: readOnly(plan.source.context, () => (calls.source += 1)) };
  const target = { ...plan.target, context: readOnly(plan.target.context, () => (calls.target += 1)) };
  const planning = new Map<EntityKind, PreparedWriter>();
  const writerOf = (entity: EntityKind): PreparedWriter | undefined => {
    const prepared = plan.writerOf(entity);
    if (!prepared || planning.has(entity)) return planning.get(entity);
    const dry = { ...prepared, writer: planningWriter(prepared.writer, writes) };
    planning.set(entity, dry);
    return dry;
  };
  return {
    plan: { ...plan, source, target, writerOf },
    ledger: { ...ledger, storeIntents: () => Promise.resolve(), storePartly: () => Promise.resolve() },
    writes,
    spent: () => ({ ...calls }),
  };
}

/** The same writer but for `write`; its other methods still find each other. */
function planningWriter(writer: AnyWriter, writes: PlannedWrite[]): AnyWriter {
  const planning = Object.create(writer) as AnyWriter;
  if (writer.withdraw)
    planning.withdraw = (_context, operations: readonly WithdrawOperation[], settings) => {
      const note = writer.plannedWithdrawal?.(settings) ?? reasonOf('sync.withdrawn');
      return Promise.resolve(operations.map(() => ({ status: 'withdrawn', targetKey: null, notes: [note] })));
    };
  planning.write = (_context, operations: readonly WriteOperation<TargetPayload>[]) => {
    const outcomes = operations.map((operation): WriteOutcome => {
      writes.push({ entity: writer.entity, operation });
      // Nothing was written, so nothing is read back.
      return { status: 'written', targetKey: operation.targetKey ?? `preview-${writes.length}`, stored: {} };
    });
    return Promise.resolve(outcomes);
  };
  return planning;
}

/** POST is let through: some applications are queried by it. */
const changingMethods: ReadonlySet<string> = new Set(['PUT', 'PATCH', 'DELETE']);

function readOnly(context: ConnectorContext, countCall: () => void): ConnectorContext {
  const request: HttpPort['request'] = (call) => {
    if (changingMethods.has(call.method)) {
      return Promise.reject(new Error(`a preview made a changing call (${call.method})`));
    }
    countCall();
    return context.http.request(call);
  };
  return { ...context, http: { request } };
}

/** What the target has now of everything that would be updated, by {@link writeKey}. */
async function currentPayloads({ plan, writes }: DryPlan): Promise<Map<string, TargetPayload>> {
  const current = new Map<string, TargetPayload>();
  for (const entity of new Set(writes.map((write) => write.entity))) {
    const prepared = plan.writerOf(entity);
    const matches = writes.flatMap(({ entity: written, operation: { naturalKey, targetKey, payload } }) =>
      written === entity && targetKey !== undefined ? [{ naturalKey, targetKey, payload }] : [],
    );
    if (!prepared?.writer.current || matches.length === 0) continue;
    const { writer, settings } = prepared;
    const payloads = await onSide('target', async () => writer.current?.(plan.target.context, matches, settings));
    for (const [naturalKey, payload] of payloads ?? []) current.set(writeKey(entity, naturalKey), payload);
  }
  return current;
}

function writeKey(entity: EntityKind, targetNaturalKey: string | null): string {
  return `${entity}\n${targetNaturalKey ?? ''}`;
}

/** One for each record that was looked at, in the order of the source; before them what they depend on. */
function previewRecords(
  entity: EntityKind,
  page: TranslatedPage,
  found: {
    attempts: readonly NewAttempt[];
    writes: readonly PlannedWrite[];
    current: ReadonlyMap<string, TargetPayload>;
    written: ReadonlyMap<string, TargetPayload>;
  },
): DryRunRecord[] {
  const writes = new Map(found.writes.map((write) => [writeKey(write.entity, write.operation.naturalKey), write]));
  const own = new Map<string, DryRunRecord>();
  const others: DryRunRecord[] = [];
  for (const attempt of found.attempts) {
    const key = writeKey(attempt.entity, attempt.targetNaturalKey);
    const isWritten = attempt.outcome === 'created' || attempt.outcome === 'updated';
    const record = fromAttempt(attempt, {
      write: isWritten ? writes.get(key) : undefined,
      current: found.current.get(key),
      written: found.written.get(recordId(attempt)),
    });
    if (attempt.entity === entity) own.set(attempt.sourceKey, record);
    else if (record.outcome !== 'unchanged') others.push(record);
  }
  const ready = new Map(page.ready.map((record) => [record.sourceKey, record]));
  const all = [...page.records.values()].map(({ key: sourceKey, naturalKey, native }) => {
    const { canonical = null, payload: target = null } = ready.get(sourceKey) ?? {};
    const payloads = { source: native, canonical, target };
    return own.get(sourceKey) ?? unchanged(entity, { sourceKey, naturalKey, payloads });
  });
  return [...others, ...all];
}

function fromAttempt(
  attempt: NewAttempt,
  {
    write,
    ...now
  }: { write: PlannedWrite | undefined; current: TargetPayload | undefined; written: TargetPayload | undefined },
): DryRunRecord {
  const { entity, failureClass, outcome, reason } = attempt;
  const base = unchanged(entity, attempt);
  if (outcome === 'filtered' || outcome === 'failed' || outcome === 'held') {
    return { ...base, outcome, reason, failureClass };
  }
  if (outcome === 'withdrawn') return { ...base, outcome: 'withdraw', reason };
  // Found at the target as an earlier run has left it: nothing is to be written.
  if (!write) return base;
  const { payload, targetKey } = write.operation;
  if (targetKey === undefined) return { ...base, outcome: 'create', changes: fieldChanges(undefined, payload) };
  const changes = updateChanges({ ...now, payload });
  // A run would send it once more, since it is not what was sent last; at the target nothing would change.
  return changes.length === 0 ? base : { ...base, outcome: 'update', changes };
}

function unchanged(
  entity: EntityKind,
  { sourceKey, naturalKey, payloads }: Pick<NewAttempt, 'sourceKey' | 'naturalKey' | 'payloads'>,
): DryRunRecord {
  return {
    entity,
    sourceKey,
    naturalKey,
    outcome: 'unchanged',
    reason: null,
    failureClass: null,
    changes: [],
    // Records are plain JSON: as read, checked by the contracts, or a connector's payload.
    payloads: payloads as { [Stage in keyof PreviewRecord['payloads']]: JsonValue },
  };
}
