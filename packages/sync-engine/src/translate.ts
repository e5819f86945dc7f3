import { entitySchemas, type EntityKind } from '@koppel/contracts';
import { ConnectorFailure, hashPayload, type Dependency, type SourceRecord } from '@koppel/connector-sdk';
import type { FlowPlan, PreparedWriter } from './plan.js';
import { failure, reason } from './reasons.js';
import { recordFailure, storableText, type KnownIssue, type ReadyRecord, type RecordResult } from './record.js';

/** A page after translation: what is ready to be compared, and what has its result already. */
export interface TranslatedPage {
  ready: ReadyRecord[];
  ended: Map<string, RecordResult>;
  /** Of those that have ended, as far as they got: the canonical record by source key. */
  canonicals: Map<string, unknown>;
  /** The page's records by source key; of a record that came twice the last one. */
  records: Map<string, SourceRecord<unknown>>;
  /** How many records came again later in the page. */
  superseded: number;
}

type Translation = { ready: ReadyRecord } | { ended: RecordResult; canonical?: unknown };

/** Native → canonical → the target's payload, for a whole page. A record that cannot be translated fails alone. */
export function translatePage(plan: FlowPlan, page: readonly SourceRecord<unknown>[]): TranslatedPage {
  const records = new Map<string, SourceRecord<unknown>>();
  for (const record of page) {
    const key = storableText(record.key);
    // Deleted first, so that the last one also stands in its own position.
    records.delete(key);
    records.set(key, { ...record, key, naturalKey: storableText(record.naturalKey) });
  }
  const translated: TranslatedPage = {
    ready: [],
    ended: new Map(),
    canonicals: new Map(),
    records,
    superseded: page.length - records.size,
  };
  for (const record of records.values()) {
    const translation = translateRecord(plan, record);
    if ('ready' in translation) {
      translated.ready.push(translation.ready);
      continue;
    }
    translated.ended.set(record.key, translation.ended);
    translated.canonicals.set(record.key, translation.canonical);
  }
  return translated;
}

const goneAtSource = reason('sync.gone_at_source');

/** Adds records that were asked for and are not at the source any more. */
export function withGone(
  page: TranslatedPage,
  gone: readonly Pick<SourceRecord<unknown>, 'key' | 'naturalKey'>[],
): TranslatedPage {
  const ended = new Map(page.ended);
  const records = new Map(page.records);
  for (const { key, naturalKey } of gone) {
    ended.set(key, { outcome: 'filtered', reason: goneAtSource });
    records.set(key, { key, naturalKey, native: null });
  }
  return { ...page, ended, records };
}

const skippedByPerson = reason('sync.skipped_by_person');

/** Takes out the records that a person chose to skip for good. */
export function withoutSkipped(page: TranslatedPage, known: readonly KnownIssue[]): TranslatedPage {
  const skipped = new Set(known.flatMap((issue) => (issue.state === 'skipped' ? [issue.sourceKey] : [])));
  if (skipped.size === 0) return page;
  const ended = new Map(page.ended);
  for (const sourceKey of skipped) ended.set(sourceKey, { outcome: 'filtered', reason: skippedByPerson });
  const canonicals = new Map(page.canonicals);
  for (const { sourceKey, canonical } of page.ready) if (skipped.has(sourceKey)) canonicals.set(sourceKey, canonical);
  return { ...page, ended, canonicals, ready: page.ready.filter((record) => !skipped.has(record.sourceKey)) };
}

function translateRecord(plan: FlowPlan, record: SourceRecord<unknown>): Translation {
  const { reader, settings, enabledAt } = plan.source;
  let canonical: unknown;
  const translation = guarded(plan.entity, () => {
    const native = reader.toCanonical(record.native, settings, { enabledAt });
    if ('filtered' in native) return { ended: { outcome: 'filtered', reason: native.filtered } };
    ({ canonical } = native);
    return toPayload(plan, { entity: plan.entity, key: record.key, canonical });
  });
  return 'ready' in translation ? translation : { ...translation, canonical };
}

/** A dependency of a record in the same way: checked, translated to the target's payload, hashed. */
export function translateDependency(plan: FlowPlan, dependency: Dependency): Translation {
  return guarded(dependency.entity, () => toPayload(plan, dependency));
}

function toPayload(
  plan: FlowPlan,
  { entity, key, canonical }: { entity: EntityKind; key: string; canonical: unknown },
): Translation {
  const prepared = plan.writerOf(entity);
  if (!prepared) throw failure('value', 'sync.entity_not_taken', { application: plan.target.connector.name, entity });
  const checked = entitySchemas[entity].safeParse(canonical);
  if (!checked.success) throw malformed(entity, checked.error.issues[0]?.path);
  return payloadOf(prepared, key, checked.data);
}

function payloadOf({ writer, settings }: PreparedWriter, key: string, canonical: unknown): Translation {
  const result = writer.fromCanonical(canonical as never, settings);
  if ('filtered' in result) return { ended: { outcome: 'filtered', reason: result.filtered } };
  return {
    ready: {
      sourceKey: storableText(key),
      naturalKey: storableText(writer.naturalKey(result.payload)),
      canonical,
      payload: result.payload,
      hash: hashPayload(result.payload),
      dependencies: writer.dependencies?.(canonical as never, settings) ?? [],
    },
  };
}

function malformed(entity: EntityKind, keys: PropertyKey[] = []): ConnectorFailure {
  const path = keys.map(String).join('.');
  return failure('value', 'sync.field_invalid', { entity, path }, { field: path });
}

/** Translating is pure: whatever goes wrong concerns this record alone. */
function guarded(entity: EntityKind, translate: () => Translation): Translation {
  try {
    return translate();
  } catch (error: unknown) {
    const failed =
      error instanceof ConnectorFailure
        ? error
        : failure('defect', 'sync.untranslatable', { entity }, { cause: error });
    return { ended: { outcome: 'failed', failure: recordFailure(failed) } };
  }
}
