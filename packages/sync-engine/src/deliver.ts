import { wholeText, type TargetPayload } from '@koppel/connector-sdk';
import type { EntityKind } from '@koppel/contracts';
import { randomUUID } from 'node:crypto';
import {
  compare,
  compareFound,
  duplicate,
  takeOver,
  type CompareRules,
  type Decision,
  type PendingWrite,
} from './compare.js';
import { deliverDependencies, deliveredElsewhere, type ReferencedWrite } from './dependencies.js';
import { onSide, RunFailure } from './errors.js';
import { findAtTarget } from './find.js';
import type { FlowPlan, PreparedWriter } from './plan.js';
import type { Ledger } from './ports.js';
import { reason } from './reasons.js';
import { recordFailure, recordId, type Link, type ReadyRecord, type RecordFailure } from './record.js';
import { payloadForUpdate } from './shared-fields.js';
import { writeRecords, type Delivery, type LostReference, type ReadyWrite } from './write.js';

export interface DeliveryTools {
  plan: FlowPlan;
  ledger: Ledger;
  /** The same page failed several times: find the record that causes it instead of pausing again. */
  isIsolating: boolean;
}

interface Records {
  records: readonly ReadyRecord[];
  isDependency: boolean;
  /** Source keys of those that are written even if they have not changed. */
  forced: ReadonlySet<string>;
  /** Source keys of those that have an issue already. */
  failedBefore?: ReadonlySet<string>;
}

const none: ReadonlySet<string> = new Set();

/** Compares, looks up and writes records of one entity, dependencies first. */
export async function deliver(
  tools: DeliveryTools,
  entity: EntityKind,
  { records, isDependency, forced, failedBefore = none }: Records,
): Promise<Delivery> {
  const delivery: Delivery = { results: new Map(), links: [], refused: [], failure: undefined, defect: undefined };
  if (records.length === 0) return delivery;
  const prepared = tools.plan.writerOf(entity);
  if (!prepared)
    throw new RunFailure(reason('sync.cannot_write', { application: tools.plan.target.connector.name, entity }));
  const rules: CompareRules = {
    entity,
    writeMode: isDependency ? 'both' : tools.plan.writeMode,
    changes: prepared.writer.changes,
    sharesNaturalKeys: isDependency,
    foldKey: (naturalKey) => prepared.writer.foldKey?.(naturalKey) ?? naturalKey,
    application: tools.plan.target.connector.name,
    forced,
    trustsLinks: !isDependency || prepared.writer.changes !== 'create_only',
  };
  const links = await tools.ledger.links(entity, {
    sourceKeys: records.map((record) => record.sourceKey),
    naturalKeys: rules.sharesNaturalKeys ? [] : records.map((record) => record.naturalKey),
  });
  const compared = compare(records, links, rules);
  const decided = await lookUp(tools, prepared, { decisions: compared, links, rules });
  const pending = takeEnded(delivery, decided);
  const possible = await withoutMissing(tools, prepared, {
    delivery,
    writes: await withoutWaiting(tools, { delivery, writes: pending }),
  });
  const writes = await withRequired(tools, prepared, possible);
  await write(tools, prepared, { rules, delivery, writes, failedBefore });
  return delivery;
}

/** Searches the target for everything that has no link yet, in as few calls as it allows. */
async function lookUp(
  { plan, ledger }: DeliveryTools,
  { writer, settings }: PreparedWriter,
  { decisions, links, rules }: { decisions: Decision[]; links: readonly Link[]; rules: CompareRules },
): Promise<Decision[]> {
  const records = decisions.flatMap((decision) => (decision.kind === 'look_up' ? [decision.record] : []));
  if (records.length === 0) return decisions;
  // Where nothing was there before the intent was stored, what is there now is ours, also in an older version.
  const open = new Set(
    decisions.flatMap((decision) =>
      decision.kind === 'look_up' && decision.link?.state === 'writing' ? [decision.record.naturalKey] : [],
    ),
  );
  const storedKeys = await ledger.storedKeys?.(records.map(({ naturalKey }) => naturalKey));
  const searched = { records, open, ...(storedKeys && { storedKeys }) };
  const found = await onSide('target', () => findAtTarget({ writer, settings }, plan.target, searched));
  const targetKeys = [...found.values()].flatMap((each) => ('failure' in each ? [] : [each.targetKey]));
  const owners = new Map(await ownersOf(ledger, targetKeys, rules));
  return decisions.map((decision) => {
    if (decision.kind !== 'look_up') return decision;
    const { record } = decision;
    const match = found.get(record.naturalKey);
    if (match && 'failure' in match)
      return { kind: 'ended', record, result: { outcome: 'failed', failure: recordFailure(match.failure) } };
    if (!match || rules.sharesNaturalKeys) return compareFound(decision, match, rules);
    // A target may take two keys for one (`85123a` and `85123A`): its record belongs to the one that came first.
    const owner = owners.get(match.targetKey) ?? record.sourceKey;
    owners.set(match.targetKey, owner);
    if (owner === record.sourceKey) return takeOver(compareFound(decision, match, rules), links);
    return { kind: 'ended', record, result: { outcome: 'failed', failure: duplicate(record, owner) } };
  });
}

/** Which source keys records of the target belong to, where each belongs to one. */
async function ownersOf(
  ledger: Ledger,
  targetKeys: string[],
  { entity, sharesNaturalKeys }: CompareRules,
): Promise<ReadonlyMap<string, string>> {
  return targetKeys.length > 0 && !sharesNaturalKeys ? ledger.owners(entity, targetKeys) : new Map();
}

function takeEnded(delivery: Delivery, decisions: readonly Decision[]): PendingWrite[] {
  const writes: PendingWrite[] = [];
  for (const decision of decisions) {
    if (decision.kind === 'write') writes.push(decision.write);
    if (decision.kind !== 'ended') continue;
    delivery.results.set(decision.record.sourceKey, decision.result);
    if (decision.link) delivery.links.push(decision.link);
  }
  return writes;
}

/** Takes out records whose origin another flow has not delivered yet: what else they lack does not matter before. */
async function withoutWaiting(
  { ledger }: DeliveryTools,
  { delivery, writes }: { delivery: Delivery; writes: PendingWrite[] },
): Promise<PendingWrite[]> {
  const waiting = new Map<string, RecordFailure>();
  const originsOf = ({ record }: PendingWrite) =>
    record.dependencies.filter(({ canonical }) => canonical === undefined);
  for (const entity of new Set(writes.flatMap((write) => originsOf(write).map((origin) => origin.entity)))) {
    const origins = writes.flatMap(originsOf).filter((origin) => origin.entity === entity);
    const results = await deliveredElsewhere(ledger, entity, origins);
    for (const [key, result] of results)
      if (result.outcome === 'failed') waiting.set(`${entity} ${key}`, result.failure);
  }
  return writes.filter((write) => {
    const [failure] = originsOf(write).flatMap(({ entity, key }) => waiting.get(`${entity} ${wholeText(key)}`) ?? []);
    if (failure) delivery.results.set(write.record.sourceKey, { outcome: 'failed', failure });
    return !failure;
  });
}

/**
 * Takes out what refers to something that does not exist at the target yet. What is followed is checked when it is written: it may
 * stand there in another form than new ones get.
 */
async function withoutMissing(
  { plan }: DeliveryTools,
  { writer, settings }: PreparedWriter,
  { delivery, writes }: { delivery: Delivery; writes: PendingWrite[] },
): Promise<PendingWrite[]> {
  const { resolve } = writer;
  const checked = writes.filter(({ targetKey }) => writer.changes !== 'follow' || targetKey === undefined);
  if (!resolve || checked.length === 0) return writes;
  const payloads = checked.map(({ record }) => record.payload);
  const failures = await onSide('target', () => resolve.call(writer, plan.target.context, payloads, settings));
  const failed = new Set<PendingWrite>();
  for (const write of checked) {
    const failure = failures.get(write.record.naturalKey);
    if (!failure) continue;
    delivery.results.set(write.record.sourceKey, { outcome: 'failed', failure: recordFailure(failure) });
    failed.add(write);
  }
  return writes.filter((write) => !failed.has(write));
}

/** Adds what must be created at the target before them to what they depend on. */
async function withRequired(
  { plan }: DeliveryTools,
  { writer, settings }: PreparedWriter,
  writes: PendingWrite[],
): Promise<PendingWrite[]> {
  const { requires } = writer;
  if (!requires || writes.length === 0) return writes;
  const payloads = writes.map(({ record }) => record.payload);
  const required = await onSide('target', () => requires.call(writer, plan.target.context, payloads, settings));
  return writes.map((pending) => {
    const { record } = pending;
    const first = required.get(record.naturalKey) ?? [];
    return { ...pending, record: { ...record, dependencies: [...first, ...record.dependencies] } };
  });
}

interface Writing {
  rules: CompareRules;
  delivery: Delivery;
  writes: readonly PendingWrite[];
  failedBefore: ReadonlySet<string>;
}

/** Writes records after what they depend on. The key of a dependency is a belief too: if it is gone, both are written once more. */
async function write(tools: DeliveryTools, prepared: PreparedWriter, writing: Writing): Promise<void> {
  const { rules, delivery } = writing;
  const { lost } = await writeReferenced(tools, prepared, { ...writing, distrusted: none, isRepeated: false });
  if (lost.length === 0 || delivery.failure || delivery.defect) return;
  const keys = lost.flatMap(({ pending: { record }, name }) =>
    record.dependencies.flatMap((dependency) => (dependency.name === name ? [wholeText(dependency.key)] : [])),
  );
  const writes = lost.map(({ pending }) => pending);
  const repeated = { ...writing, writes, distrusted: new Set(keys), isRepeated: true };
  const { tried } = await writeReferenced(tools, prepared, repeated);
  // Where the dependency failed this time, the intent of the first try is left: nothing was written.
  for (const { sourceKey } of writes.map(({ record }) => record))
    if (!tried.has(sourceKey)) delivery.refused.push({ entity: rules.entity, sourceKey, isGone: false });
}

async function writeReferenced(
  tools: DeliveryTools,
  prepared: PreparedWriter,
  writing: Writing & { distrusted: ReadonlySet<string>; isRepeated: boolean },
): Promise<{ tried: ReadonlySet<string>; lost: LostReference[] }> {
  const { plan, ledger, isIsolating } = tools;
  const { rules, delivery, writes, distrusted, isRepeated, failedBefore } = writing;
  const { entity } = rules;
  const deliverOther = (other: EntityKind, records: readonly ReadyRecord[]) =>
    deliver(tools, other, { records, isDependency: true, forced: distrusted });
  const referenced = await deliverDependencies({ plan, ledger, delivery, deliver: deliverOther }, writes);
  if (delivery.failure || delivery.defect || referenced.length === 0) return { tried: none, lost: [] };
  const written = await lastWritten(tools, rules, referenced);
  const ready = referenced.map((write) => {
    const before = written.get(recordId({ entity, sourceKey: write.pending.record.sourceKey }));
    return readyWrite(prepared, write, { written: before, rules });
  });
  await ledger.storeIntents(
    ready.map(({ pending: { record }, operation }) => ({
      entity,
      sourceKey: record.sourceKey,
      naturalKey: record.naturalKey,
      intentHash: record.hash,
      idempotencyKey: operation.idempotencyKey,
      targetKey: operation.targetKey ?? null,
    })),
  );
  const owners = (targetKeys: string[]) => ownersOf(ledger, targetKeys, rules);
  const options = { entity, prepared, target: plan.target, delivery, isIsolating, isRepeated, failedBefore, owners };
  const tried = new Set(ready.map(({ pending }) => pending.record.sourceKey));
  return { tried, lost: await writeRecords(options, ready) };
}

function readyWrite(
  { writer }: PreparedWriter,
  { pending, references, documents }: ReferencedWrite,
  { written, rules: { forced } }: { written: TargetPayload | undefined; rules: CompareRules },
): ReadyWrite {
  const {
    record,
    targetKey,
    document,
    idempotencyKey = randomUUID(),
    isBasisKnown = false,
    formerKey,
    effects,
  } = pending;
  const { payload: whole, naturalKey } = record;
  // Who delivers a record again by hand wants it to be as it is at the source.
  const basis = isBasisKnown && !forced.has(record.sourceKey) ? written : undefined;
  const payload = targetKey === undefined ? whole : payloadForUpdate(writer, whole, { written: basis, effects });
  const keyBefore = written ? writer.naturalKey(written) : formerKey;
  const operation = {
    payload,
    ...(writer.sharedFields && { whole }),
    naturalKey,
    targetKey,
    idempotencyKey,
    references,
    ...(targetKey !== undefined && keyBefore !== undefined && keyBefore !== naturalKey && { isRenamed: true }),
    ...(Object.keys(documents).length > 0 && { referencedDocuments: documents }),
    ...(document && { document }),
    ...(written && { written }),
  };
  return { pending, operation };
}

/** Of what is written again: a writer changes what has changed at the source, and leaves alone what a person has set. */
async function lastWritten(
  { ledger }: DeliveryTools,
  { entity, changes }: CompareRules,
  writes: readonly { pending: PendingWrite }[],
): Promise<ReadonlyMap<string, TargetPayload>> {
  const keys = writes.flatMap(({ pending: { record, targetKey } }) =>
    changes !== 'create_only' && targetKey !== undefined ? [{ entity, sourceKey: record.sourceKey }] : [],
  );
  return keys.length > 0 ? ledger.lastWritten(keys) : new Map();
}
