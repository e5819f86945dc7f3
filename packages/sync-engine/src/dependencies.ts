import type { EntityKind, Reason, RecordDocument } from '@koppel/contracts';
import { wholeText, type Dependency } from '@koppel/connector-sdk';
import type { PendingWrite } from './compare.js';
import type { FlowPlan } from './plan.js';
import type { Ledger } from './ports.js';
import { failure, reason } from './reasons.js';
import { recordFailure, type ReadyRecord, type RecordFailure, type RecordResult } from './record.js';
import { translateDependency } from './translate.js';
import type { Delivery } from './write.js';

export interface ReferencedWrite {
  pending: PendingWrite;
  references: Record<string, string>;
  documents: Record<string, RecordDocument>;
}

interface Options {
  plan: FlowPlan;
  ledger: Pick<Ledger, 'deliveredElsewhere'>;
  /** Of the records that need the dependencies; takes their links too. */
  delivery: Delivery;
  /** Delivers the records of another entity, as the page itself is delivered. */
  deliver: (entity: EntityKind, records: readonly ReadyRecord[]) => Promise<Delivery>;
}

/**
 * Delivers what the records of a page depend on, each once, with links of their own, one entity after another. A record whose
 * dependency failed fails for that reason, and nothing more is delivered for it.
 */
export async function deliverDependencies(
  options: Options,
  writes: readonly PendingWrite[],
): Promise<ReferencedWrite[]> {
  const { delivery } = options;
  const entities = new Set(writes.flatMap(({ record }) => record.dependencies.map(({ entity }) => entity)));
  let referenced = writes.map((pending): ReferencedWrite => ({ pending, references: {}, documents: {} }));
  for (const entity of entities) {
    const dependencies = dependenciesOf(entity, referenced);
    const results = await deliverEntity(options, { entity, dependencies });
    if (delivery.failure || delivery.defect) return [];
    referenced = referenced.flatMap((write) => withReferences(delivery, write, { entity, results }));
  }
  return referenced;
}

function dependenciesOf(entity: EntityKind, writes: readonly ReferencedWrite[]): Map<string, Dependency> {
  const dependencies = writes.flatMap(({ pending }) => pending.record.dependencies);
  return new Map(
    dependencies.flatMap((dependency) =>
      dependency.entity === entity ? [[wholeText(dependency.key), dependency] as const] : [],
    ),
  );
}

async function deliverEntity(
  options: Options,
  { entity, dependencies }: { entity: EntityKind; dependencies: Map<string, Dependency> },
): Promise<Map<string, RecordResult>> {
  const { plan, delivery, deliver } = options;
  const elsewhere = [...dependencies.values()].filter(({ canonical }) => canonical === undefined);
  const results = await deliveredElsewhere(options.ledger, entity, elsewhere);
  const shared = new Map<string, ReadyRecord[]>();
  for (const [key, dependency] of dependencies) {
    if (dependency.canonical === undefined) continue;
    const translation = translateDependency(plan, dependency);
    if ('ended' in translation) results.set(key, translation.ended);
    else {
      const { naturalKey } = translation.ready;
      shared.set(naturalKey, [...(shared.get(naturalKey) ?? []), translation.ready]);
    }
  }
  const representatives = [...shared.values()].flatMap(([first]) => first ?? []);
  const delivered = await deliver(entity, representatives);
  delivery.links.push(...delivered.links);
  delivery.refused.push(...delivered.refused);
  delivery.failure ??= delivered.failure;
  delivery.defect ??= delivered.defect;
  for (const records of shared.values()) shareResult(entity, records, { delivered, delivery, results });
  return results;
}

/** Origins, which another flow delivers: they are there, or are waited for. */
export async function deliveredElsewhere(
  ledger: Pick<Ledger, 'deliveredElsewhere'>,
  entity: EntityKind,
  dependencies: readonly Dependency[],
): Promise<Map<string, RecordResult>> {
  if (dependencies.length === 0) return new Map();
  const names = new Map(dependencies.map(({ key, naturalKey = key }) => [wholeText(key), naturalKey]));
  const matches = await ledger.deliveredElsewhere(entity, [...names.keys()]);
  return new Map(
    [...names].map(([key, name]): [string, RecordResult] => {
      const match = matches.get(key);
      if (match) return [key, { outcome: 'unchanged', naturalKey: name, ...match }];
      const waitsFor = `${entity}:${name}`;
      const waiting = failure('missing_reference', 'sync.waits_for_origin', { entity, key: name }, { waitsFor });
      return [key, { outcome: 'failed', failure: recordFailure(waiting) }];
    }),
  );
}

/** Several keys of the source that are one record at the target share the result of the first. */
function shareResult(
  entity: EntityKind,
  [first, ...others]: readonly ReadyRecord[],
  { delivered, delivery, results }: { delivered: Delivery; delivery: Delivery; results: Map<string, RecordResult> },
): void {
  const result = first && delivered.results.get(first.sourceKey);
  if (!first || !result) return;
  results.set(first.sourceKey, result);
  for (const { sourceKey, naturalKey, hash } of others) {
    results.set(sourceKey, result);
    if ('targetKey' in result && result.targetKey !== null) {
      const { targetKey, document = null } = result;
      delivery.links.push({ entity, sourceKey, naturalKey, targetKey, document, hash, written: null });
    }
  }
}

function withReferences(
  delivery: Delivery,
  { pending, ...known }: ReferencedWrite,
  { entity, results }: { entity: EntityKind; results: Map<string, RecordResult> },
): ReferencedWrite[] {
  const references = { ...known.references };
  const documents = { ...known.documents };
  for (const dependency of pending.record.dependencies.filter((each) => each.entity === entity)) {
    const result = results.get(wholeText(dependency.key));
    if (result && 'targetKey' in result && result.targetKey !== null) {
      references[dependency.name] = result.targetKey;
      if (result.document) documents[dependency.name] = result.document;
      continue;
    }
    delivery.results.set(pending.record.sourceKey, { outcome: 'failed', failure: failureOf(dependency, result) });
    return [];
  }
  return [{ pending, references, documents }];
}

/** The reason of the dependency itself: correcting it is what lets the record through. */
function failureOf({ name, entity }: Dependency, result: RecordResult | undefined): RecordFailure {
  if (result?.outcome === 'failed') return { ...result.failure, reason: within(name, result.failure.reason) };
  const why =
    result?.outcome === 'filtered' ? within(name, result.reason) : reason('sync.dependency_without_key', { entity });
  return { failureClass: 'value', reason: why, waitsFor: null };
}

/** Without the record of the target that was found: it would be that of the dependency. */
function within(name: string, { field, params, ...inner }: Reason): Reason {
  const { targetKey: _, ...shown } = params;
  const why = { ...inner, params: shown };
  return field === undefined ? why : { ...why, field: `${name}.${field}` };
}
