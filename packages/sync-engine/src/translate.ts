import { entitySchemas, type EntityKind, type Reason } from '@koppel/contracts';
import {
  ConnectorFailure,
  hashPayload,
  type Dependency,
  type SourceRecord,
  type TargetPayload,
  wholeText,
  wholeTexts,
} from '@koppel/connector-sdk';
import type { FlowPlan, PreparedWriter } from './plan.js';
import { failure, reason } from './reasons.js';
import { recordFailure, type KnownIssue, type ReadyRecord, type RecordResult } from './record.js';

/** A page after translation: what is ready to be compared, and what has its result already. */
export interface TranslatedPage {
  ready: ReadyRecord[];
  ended: Map<string, RecordResult>;
  /** Records that are over at the source, with why. What was delivered of them is to be taken back. */
  over: Map<string, Reason>;
  /** Of those that have their result, or are over, as far as they got: the canonical record by source key. */
  canonicals: Map<string, unknown>;
  /** Of those that did not get so far, what people look for them by, in the fields of the canonical record. */
  identities: Map<string, unknown>;
  /** The page's records by source key; of a record that came twice the last one. */
  records: Map<string, SourceRecord<unknown>>;
  /** How many records came again later in the page. */
  superseded: number;
}

type Translation =
  { ready: ReadyRecord } | { ended: RecordResult; canonical?: unknown } | { over: Reason; canonical?: unknown };

/** The records of a page as they are stored: of one that came twice, the last. */
export function distinctRecords(page: readonly SourceRecord<unknown>[]): Map<string, SourceRecord<unknown>> {
  const records = new Map<string, SourceRecord<unknown>>();
  for (const record of page) {
    const key = wholeText(record.key);
    // Deleted first, so that the last one also stands in its own position.
    records.delete(key);
    records.set(key, { ...record, key, naturalKey: wholeText(record.naturalKey) });
  }
  return records;
}

/** What the ledger knows of the records of a page before they are translated. */
export interface PageHistory {
  /** Source keys of the records that stand at the target. */
  delivered?: ReadonlySet<string>;
  /** Source keys of those that were taken back, of which nothing stands there any more. */
  takenBack?: ReadonlySet<string>;
  /** The target's own code of articles, by the one that the source made of it. */
  articleCodes?: ReadonlyMap<string, string>;
}

/** Native → canonical → the target's payload, for a whole page. A record that cannot be translated fails alone. */
export function translatePage(
  plan: FlowPlan,
  page: readonly SourceRecord<unknown>[],
  { delivered = new Set(), takenBack = new Set(), articleCodes = new Map() }: PageHistory = {},
): TranslatedPage {
  const records = distinctRecords(page);
  const translated: TranslatedPage = {
    ready: [],
    ended: new Map(),
    over: new Map(),
    canonicals: new Map(),
    identities: new Map(),
    records,
    superseded: page.length - records.size,
  };
  for (const record of records.values()) {
    const isDelivered = delivered.has(record.key);
    const translation = translateRecord(plan, record, { isDelivered, articleCodes });
    if ('ready' in translation) {
      translated.ready.push(translation.ready);
      continue;
    }
    if ('over' in translation)
      end(translated, record, { reason: translation.over, isDelivered, isTakenBack: takenBack.has(record.key) });
    else translated.ended.set(record.key, translation.ended);
    translated.canonicals.set(record.key, translation.canonical);
    if (translation.canonical === undefined) translated.identities.set(record.key, identityOf(plan, record));
  }
  return translated;
}

/** What is over at the source is taken back where it was delivered, stays so where that was done, and is left out elsewhere. */
function end(
  { ended, over }: Pick<TranslatedPage, 'ended' | 'over'>,
  { key, naturalKey }: Pick<SourceRecord<unknown>, 'key' | 'naturalKey'>,
  { reason: why, isDelivered, isTakenBack }: { reason: Reason; isDelivered: boolean; isTakenBack: boolean },
): void {
  if (isDelivered) over.set(key, why);
  else if (isTakenBack) ended.set(key, { outcome: 'unchanged', naturalKey, targetKey: null });
  else ended.set(key, { outcome: 'filtered', reason: why });
}

const goneAtSource = reason('sync.gone_at_source');

/** Adds records that are not at the source any more. */
export function withGone(
  page: TranslatedPage,
  gone: readonly Pick<SourceRecord<unknown>, 'key' | 'naturalKey'>[],
  { delivered, takenBack }: { delivered: ReadonlySet<string>; takenBack: ReadonlySet<string> },
): TranslatedPage {
  const all = {
    ...page,
    ended: new Map(page.ended),
    over: new Map(page.over),
    records: new Map(page.records),
  };
  for (const { key, naturalKey } of gone) {
    const [isDelivered, isTakenBack] = [delivered.has(key), takenBack.has(key)];
    end(all, { key, naturalKey }, { reason: goneAtSource, isDelivered, isTakenBack });
    all.records.set(key, { key, naturalKey, native: null });
  }
  return all;
}

const skippedByPerson = reason('sync.skipped_by_person');

/** Takes out the records that a person chose to skip for good. */
export function withoutSkipped(page: TranslatedPage, known: readonly KnownIssue[]): TranslatedPage {
  const skipped = new Set(known.flatMap((issue) => (issue.state === 'skipped' ? [issue.sourceKey] : [])));
  if (skipped.size === 0) return page;
  const ended = new Map(page.ended);
  const over = new Map([...page.over].filter(([sourceKey]) => !skipped.has(sourceKey)));
  for (const sourceKey of skipped) ended.set(sourceKey, { outcome: 'filtered', reason: skippedByPerson });
  const canonicals = new Map(page.canonicals);
  for (const { sourceKey, canonical } of page.ready) if (skipped.has(sourceKey)) canonicals.set(sourceKey, canonical);
  return { ...page, ended, over, canonicals, ready: page.ready.filter((record) => !skipped.has(record.sourceKey)) };
}

/** A record that makes no sense has none. */
function identityOf({ source: { reader, settings } }: FlowPlan, { native }: SourceRecord<unknown>): unknown {
  try {
    return reader.identify?.(native, settings);
  } catch {
    return undefined;
  }
}

function translateRecord(
  plan: FlowPlan,
  record: SourceRecord<unknown>,
  { isDelivered, articleCodes }: { isDelivered: boolean; articleCodes: ReadonlyMap<string, string> },
): Translation {
  const { reader, settings, enabledAt, booksCredits, origin } = plan.source;
  let canonical: unknown;
  const translation = guarded(plan.entity, () => {
    const history = {
      enabledAt,
      booksCredits,
      isDelivered,
      ...(origin && { origin: { enabledAt: origin.enabledAt } }),
    };
    const native = reader.toCanonical(record.native, settings, history);
    if ('filtered' in native)
      return native.isOver ? { over: native.filtered } : { ended: { outcome: 'filtered', reason: native.filtered } };
    canonical = withArticleCodes(native.canonical, articleCodes);
    const { notes } = native;
    return toPayload(plan, { entity: plan.entity, key: record.key, canonical, notes });
  });
  return 'ready' in translation ? translation : { ...translation, canonical };
}

/** Lines name articles by the code of the target, where a flow the other way round brought them to the source under another one. */
function withArticleCodes(canonical: unknown, articleCodes: ReadonlyMap<string, string>): unknown {
  if (articleCodes.size === 0 || !hasLines(canonical)) return canonical;
  const lines = canonical.lines.map((line) => {
    const code = line.sku === undefined ? undefined : articleCodes.get(line.sku);
    return code === undefined ? line : { ...line, sku: code };
  });
  return { ...canonical, lines };
}

function hasLines(canonical: unknown): canonical is { lines: { sku?: string }[] } {
  return typeof canonical === 'object' && canonical !== null && 'lines' in canonical && Array.isArray(canonical.lines);
}

/** A dependency of a record in the same way: checked, translated to the target's payload, hashed. */
export function translateDependency(
  plan: FlowPlan,
  { entity, key, canonical }: Dependency,
): { ready: ReadyRecord } | { ended: RecordResult } {
  const translation = guarded(entity, () => toPayload(plan, { entity, key, canonical }));
  return 'over' in translation ? { ended: { outcome: 'filtered', reason: translation.over } } : translation;
}

function toPayload(
  plan: FlowPlan,
  {
    entity,
    key,
    canonical,
    notes = [],
  }: { entity: EntityKind; key: string; canonical: unknown; notes?: readonly Reason[] | undefined },
): Translation {
  const prepared = plan.writerOf(entity);
  if (!prepared) throw failure('value', 'sync.entity_not_taken', { application: plan.target.connector.name, entity });
  const checked = entitySchemas[entity].safeParse(canonical);
  if (!checked.success) throw malformed(entity, checked.error.issues[0]?.path);
  return payloadOf(prepared, key, { canonical: checked.data, notes });
}

function payloadOf(
  { writer, settings }: PreparedWriter,
  key: string,
  { canonical, notes }: { canonical: unknown; notes: readonly Reason[] },
): Translation {
  const result = writer.fromCanonical(canonical as never, settings);
  if ('filtered' in result) return { ended: { outcome: 'filtered', reason: result.filtered } };
  const payload: TargetPayload = wholeTexts(result.payload);
  return {
    ready: {
      sourceKey: wholeText(key),
      naturalKey: writer.naturalKey(payload),
      canonical,
      payload,
      notes: [...notes, ...(result.notes ?? [])],
      hash: writer.version ? hashPayload({ version: writer.version(canonical as never) }) : hashPayload(payload),
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
