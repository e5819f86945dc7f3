import type { EntityKind } from '@koppel/contracts';
import type { Dependency } from '@koppel/connector-sdk';
import type { PlannedWrite } from './compare.js';
import type { Deliver, Delivery, DeliveryTools } from './delivery-tools.js';
import { storableText } from '../sql.js';
import type { ReadyRecord, RecordFailure, RecordResult } from './record.js';
import { translateDependency } from './translate.js';

export interface ReferencedWrite {
  planned: PlannedWrite;
  references: Record<string, string>;
}

interface Way {
  tools: DeliveryTools;
  /** Where the records that need them are delivered to; takes the links too. */
  delivery: Delivery;
  deliver: Deliver;
}

/**
 * Delivers what the records of a page depend on, each thing once, through the same path with its own links. A record
 * whose dependency failed ends with that reason.
 */
export async function deliverDependencies(way: Way, writes: readonly PlannedWrite[]): Promise<ReferencedWrite[]> {
  const { delivery } = way;
  const wanted = new Map<EntityKind, Map<string, Dependency>>();
  for (const { record } of writes) {
    for (const dependency of record.dependencies) {
      const ofEntity = wanted.get(dependency.entity) ?? new Map<string, Dependency>();
      ofEntity.set(storableText(dependency.key), dependency);
      wanted.set(dependency.entity, ofEntity);
    }
  }
  const ends = new Map<EntityKind, Map<string, RecordResult>>();
  for (const [entity, dependencies] of wanted) {
    if (delivery.trouble || delivery.defect) return [];
    ends.set(entity, await deliverEntity(way, { entity, dependencies }));
  }
  if (delivery.trouble || delivery.defect) return [];
  return writes.flatMap((planned) => withReferences(delivery, planned, ends));
}

async function deliverEntity(
  { tools, delivery, deliver }: Way,
  { entity, dependencies }: { entity: EntityKind; dependencies: Map<string, Dependency> },
): Promise<Map<string, RecordResult>> {
  const results = new Map<string, RecordResult>();
  const shared = new Map<string, ReadyRecord[]>();
  for (const [key, dependency] of dependencies) {
    const translation = translateDependency(tools.plan, dependency);
    if ('ended' in translation) results.set(key, translation.ended);
    else group(shared, translation.ready);
  }
  const representatives = [...shared.values()].flatMap(([first]) => first ?? []);
  const delivered = await deliver(tools, entity, { records: representatives, isDependency: true });
  delivery.links.push(...delivered.links);
  delivery.refused.push(...delivered.refused);
  delivery.trouble ??= delivered.trouble;
  delivery.defect ??= delivered.defect;
  for (const records of shared.values()) spread(entity, { records, delivered, delivery, results });
  return results;
}

function group(shared: Map<string, ReadyRecord[]>, record: ReadyRecord): void {
  const others = shared.get(record.naturalKey);
  if (others) others.push(record);
  else shared.set(record.naturalKey, [record]);
}

/** Several keys of the source that are one thing at the target share what became of the first. */
function spread(
  entity: EntityKind,
  {
    records,
    delivered,
    delivery,
    results,
  }: { records: readonly ReadyRecord[]; delivered: Delivery; delivery: Delivery; results: Map<string, RecordResult> },
): void {
  const [first, ...others] = records;
  const result = first && delivered.results.get(first.sourceKey);
  if (!first || !result) return;
  results.set(first.sourceKey, result);
  for (const { sourceKey, naturalKey, hash } of others) {
    results.set(sourceKey, result);
    if ('targetKey' in result && result.targetKey !== null) {
      delivery.links.push({ entity, sourceKey, naturalKey, targetKey: result.targetKey, hash, written: null });
    }
  }
}

function withReferences(
  delivery: Delivery,
  planned: PlannedWrite,
  ends: Map<EntityKind, Map<string, RecordResult>>,
): ReferencedWrite[] {
  const references: Record<string, string> = {};
  for (const { name, entity, key } of planned.record.dependencies) {
    const result = ends.get(entity)?.get(storableText(key));
    if (result && 'targetKey' in result && result.targetKey !== null) {
      references[name] = result.targetKey;
      continue;
    }
    delivery.results.set(planned.record.sourceKey, { outcome: 'failed', failure: failureOf(name, result) });
    return [];
  }
  return [{ planned, references }];
}

function failureOf(name: string, result: RecordResult | undefined): RecordFailure {
  if (result?.outcome === 'failed') {
    return { ...result.failure, reason: `Its ${name} could not be delivered: ${result.failure.reason}` };
  }
  const why = result?.outcome === 'filtered' ? result.reason : 'it did not get a key at the target.';
  return { failureClass: 'value', reason: `Its ${name} was left out: ${why}`, waitsFor: null };
}
