import type { EntityKind, JsonValue, PreviewRecord } from '@koppel/contracts';
import type { TargetPayload } from '@koppel/connector-sdk';
import type { PageResult } from '../engine/page-result.js';
import type { TranslatedPage } from '../engine/translate.js';
import type { NewAttempt } from '../record/attempt.js';
import { titleOf } from '../record/search-keys.js';
import { fieldChanges, updateChanges } from './field-changes.js';
import type { NotedWrite } from './rehearsal.js';

/** What the target has now of what would be updated, by {@link writeKey}. */
export type CurrentForms = ReadonlyMap<string, TargetPayload>;

/** What was written last of what would be updated, by entity and source key, while it is kept. */
export type WrittenForms = ReadonlyMap<string, TargetPayload>;

export function sourcePlace({ entity, sourceKey }: Pick<NewAttempt, 'entity' | 'sourceKey'>): string {
  return `${entity}\n${sourceKey}`;
}

export function writeKey(entity: EntityKind, targetNaturalKey: string | null): string {
  return `${entity}\n${targetNaturalKey ?? ''}`;
}

/** One for each record that was looked at, in the order of the source; before them what they depend on. */
export function previewRecords(
  entity: EntityKind,
  page: TranslatedPage,
  found: {
    attempts: PageResult['attempts'];
    writes: readonly NotedWrite[];
    current: CurrentForms;
    written: WrittenForms;
  },
): PreviewRecord[] {
  const writes = new Map(found.writes.map((write) => [writeKey(write.entity, write.operation.naturalKey), write]));
  const toRecord = (attempt: NewAttempt): PreviewRecord => {
    const key = writeKey(attempt.entity, attempt.targetNaturalKey);
    const isWritten = attempt.outcome === 'created' || attempt.outcome === 'updated';
    return fromAttempt(attempt, {
      write: isWritten ? writes.get(key) : undefined,
      current: found.current.get(key),
      written: found.written.get(sourcePlace(attempt)),
    });
  };
  const own = new Map<string, PreviewRecord>();
  const others: PreviewRecord[] = [];
  for (const attempt of found.attempts) {
    const record = toRecord(attempt);
    if (attempt.entity === entity) own.set(attempt.sourceKey, record);
    else if (record.outcome !== 'unchanged') others.push(record);
  }
  const ready = new Map(page.ready.map((record) => [record.sourceKey, record]));
  const all = [...page.records.values()].map(({ key: sourceKey, naturalKey, native }) => {
    const { canonical = null, form: target = null } = ready.get(sourceKey) ?? {};
    return (
      own.get(sourceKey) ??
      unchanged(entity, { sourceKey, naturalKey, payloads: { source: native, canonical, target } })
    );
  });
  return [...others, ...all];
}

function fromAttempt(
  attempt: NewAttempt,
  {
    write,
    ...now
  }: { write: NotedWrite | undefined; current: TargetPayload | undefined; written: TargetPayload | undefined },
): PreviewRecord {
  const { entity, reason, failureClass, outcome } = attempt;
  const base = unchanged(entity, attempt);
  if (outcome === 'filtered' || outcome === 'failed' || outcome === 'held') {
    return { ...base, outcome, reason, failureClass };
  }
  // Found at the target as an earlier run has left it: nothing is to be written.
  if (!write) return base;
  const { payload: form, targetKey } = write.operation;
  if (targetKey === undefined) return { ...base, outcome: 'create', changes: fieldChanges(undefined, form) };
  const changes = updateChanges({ ...now, form });
  // A run would send it once more, since it is not what was sent last; at the target nothing would change.
  return changes.length === 0 ? base : { ...base, outcome: 'update', changes };
}

function unchanged(
  entity: EntityKind,
  { sourceKey, naturalKey, payloads }: Pick<NewAttempt, 'sourceKey' | 'naturalKey' | 'payloads'>,
): PreviewRecord {
  return {
    entity,
    sourceKey,
    naturalKey,
    title: titleOf(entity, payloads.canonical),
    outcome: 'unchanged',
    reason: null,
    failureClass: null,
    changes: [],
    // Records are plain JSON: as read, checked by the contracts, or a connector's form.
    payloads: payloads as { [Stage in keyof PreviewRecord['payloads']]: JsonValue },
  };
}
