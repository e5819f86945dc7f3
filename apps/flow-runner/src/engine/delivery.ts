import type { EntityKind } from '@koppel/contracts';
import { randomUUID } from 'node:crypto';
import { compare, compareFound, duplicate, type CompareRules, type Decision, type PlannedWrite } from './compare.js';
import { deliverDependencies } from './dependencies.js';
import type { Delivery, DeliveryTools } from './delivery-tools.js';
import type { PreparedWriter } from './flow-plan.js';
import { recordFailure, type ReadyRecord } from './record.js';
import { settleWrites } from './settle-writes.js';
import { at, RunFailure } from './trouble.js';
import { writeBatches, type ReadyWrite } from './write-batches.js';

/** Compares, looks up and writes records of one entity, dependencies first. */
export async function deliver(
  tools: DeliveryTools,
  entity: EntityKind,
  { records, isDependency }: { records: readonly ReadyRecord[]; isDependency: boolean },
): Promise<Delivery> {
  const delivery: Delivery = { results: new Map(), links: [], refused: [], trouble: undefined, defect: undefined };
  if (records.length === 0) return delivery;
  const prepared = tools.plan.writerOf(entity);
  if (!prepared)
    throw new RunFailure(`${tools.plan.target.connector.name} cannot write records of the kind "${entity}".`);
  const rules: CompareRules = {
    entity,
    writeMode: isDependency ? 'both' : tools.plan.writeMode,
    changes: prepared.writer.changes,
    sharesNaturalKeys: isDependency,
  };
  const links = await tools.ledger.links(entity, {
    sourceKeys: records.map((record) => record.sourceKey),
    naturalKeys: rules.sharesNaturalKeys ? [] : records.map((record) => record.naturalKey),
  });
  const compared = compare(records, links, rules);
  const decided = await lookUp(tools, prepared, { decisions: compared, rules });
  const writes = takeEnded(delivery, decided);
  const resolved = await withoutMissing(tools, prepared, { delivery, writes });
  await write(tools, prepared, { entity, delivery, writes: resolved });
  return delivery;
}

/** Asks the target for everything that has no link yet, in as few calls as it allows. */
async function lookUp(
  { plan, ledger }: DeliveryTools,
  { writer, settings }: PreparedWriter,
  { decisions, rules }: { decisions: Decision[]; rules: CompareRules },
): Promise<Decision[]> {
  const keys = decisions.flatMap((decision) => (decision.kind === 'look_up' ? [decision.record.naturalKey] : []));
  if (keys.length === 0) return decisions;
  const matches = await at('target', () => writer.find(plan.target.context, [...new Set(keys)], settings));
  const targetKeys = [...matches.values()].map(({ targetKey }) => targetKey);
  const isOwned = targetKeys.length > 0 && !rules.sharesNaturalKeys;
  const owners = isOwned ? await ledger.owners(rules.entity, targetKeys) : new Map<string, string>();
  return decisions.map((decision) => {
    if (decision.kind !== 'look_up') return decision;
    const { record } = decision;
    const match = matches.get(record.naturalKey);
    if (!match || rules.sharesNaturalKeys) return compareFound(decision, match, rules);
    // A target may take two keys for one (`85123a` and `85123A`): its record belongs to who came first.
    const owner = owners.get(match.targetKey) ?? record.sourceKey;
    owners.set(match.targetKey, owner);
    if (owner === record.sourceKey) return compareFound(decision, match, rules);
    return { kind: 'ended', record, result: { outcome: 'failed', failure: duplicate(record, owner) } };
  });
}

function takeEnded(delivery: Delivery, decisions: readonly Decision[]): PlannedWrite[] {
  const writes: PlannedWrite[] = [];
  for (const decision of decisions) {
    if (decision.kind === 'write') writes.push(decision.write);
    if (decision.kind !== 'ended') continue;
    delivery.results.set(decision.record.sourceKey, decision.result);
    if (decision.link) delivery.links.push(decision.link);
  }
  return writes;
}

/** Takes out what refers to something that does not exist at the target yet. */
async function withoutMissing(
  { plan }: DeliveryTools,
  { writer, settings }: PreparedWriter,
  { delivery, writes }: { delivery: Delivery; writes: PlannedWrite[] },
): Promise<PlannedWrite[]> {
  const { resolve } = writer;
  if (!resolve || writes.length === 0) return writes;
  const forms = writes.map(({ record }) => record.form);
  const failures = await at('target', () => resolve.call(writer, plan.target.context, forms, settings));
  return writes.filter(({ record }) => {
    const failure = failures.get(record.naturalKey);
    if (failure) delivery.results.set(record.sourceKey, { outcome: 'failed', failure: recordFailure(failure) });
    return !failure;
  });
}

async function write(
  tools: DeliveryTools,
  prepared: PreparedWriter,
  { entity, delivery, writes }: { entity: EntityKind; delivery: Delivery; writes: readonly PlannedWrite[] },
): Promise<void> {
  const referenced = await deliverDependencies({ tools, delivery, deliver }, writes);
  if (delivery.trouble || delivery.defect || referenced.length === 0) return;
  const ready = referenced.map(({ planned, references }): ReadyWrite => {
    const { record, targetKey, idempotencyKey = randomUUID() } = planned;
    const { form, naturalKey } = record;
    return { planned, operation: { payload: form, naturalKey, targetKey, idempotencyKey, references } };
  });
  await tools.ledger.storeIntents(
    ready.map(({ planned: { record }, operation }) => ({
      entity,
      sourceKey: record.sourceKey,
      naturalKey: record.naturalKey,
      intentHash: record.hash,
      idempotencyKey: operation.idempotencyKey,
      targetKey: operation.targetKey ?? null,
    })),
  );
  const written = await writeBatches(prepared, tools.plan.target, { writes: ready, isIsolating: tools.isIsolating });
  await settleWrites({ tools, prepared, entity, delivery, written });
}
