import type { EntityKind, RecordDocument } from '@koppel/contracts';
import type { TargetMatch, WithdrawEffect } from '@koppel/connector-sdk';
import { effectsOf } from './effects.js';
import { ownsNothing } from './over.js';
import type { WriteMode } from './plan.js';
import { reason } from './reasons.js';
import type { Link, LinkChange, ReadyRecord, RecordFailure, RecordResult } from './record.js';

export interface CompareRules {
  entity: EntityKind;
  writeMode: WriteMode;
  changes: 'create_and_update' | 'follow' | 'create_only';
  /** Customers: several keys of a shop may be one debtor. Elsewhere two keys with one natural key are an issue. */
  sharesNaturalKeys: boolean;
  /** Natural keys that the target takes for one give the same text. */
  foldKey(naturalKey: string): string;
  /** The target's application, for reasons. */
  application: string;
  /** Source keys of the records that are written even if they have not changed. */
  forced: ReadonlySet<string>;
  /** False: what others depend on and what is never written again is searched, since it may have been deleted at the target. */
  trustsLinks: boolean;
}

export interface PendingWrite {
  record: ReadyRecord;
  /** Undefined: create. */
  targetKey: string | undefined;
  /** What it is at the target, as far as that is known. */
  document?: RecordDocument | undefined;
  /** Of an open intent for the same payload, so that the target sees the same write again. */
  idempotencyKey: string | undefined;
  /** The target has what was written last, so that a field which did not change since can be left. */
  isBasisKnown?: boolean;
  /** The natural key of its link. */
  formerKey?: string;
  /** What taking it back did at the target. */
  effects?: readonly WithdrawEffect[] | undefined;
  /** The record that was taken back, and whose place at the target it takes. */
  former?: Pick<Link, 'sourceKey' | 'naturalKey'>;
  /** An intent of this flow is open: what is not at the target any more, it took back itself. */
  isUnderWay?: boolean;
}

/** What is to be done with a record: it has its result, is to be searched at the target, or to be written. */
export type Decision =
  | { kind: 'ended'; record: ReadyRecord; result: RecordResult; link?: LinkChange }
  | { kind: 'look_up'; record: ReadyRecord; link: Link | undefined }
  | { kind: 'write'; write: PendingWrite };

const createOnly = reason('sync.create_only');
const updateOnly = reason('sync.update_only');

/** Compares the records of a page with their links; no call is made for what is unchanged. */
export function compare(records: readonly ReadyRecord[], links: readonly Link[], rules: CompareRules): Decision[] {
  const bySourceKey = new Map(links.map((link) => [link.sourceKey, link]));
  const owners = rules.sharesNaturalKeys ? undefined : ownersOf(records, links);
  const winners = rules.sharesNaturalKeys ? undefined : winnersOf(records, { links, rules });
  return records.map((record) => {
    const owner = owners?.get(record.naturalKey);
    if (owner !== undefined && owner !== record.sourceKey) {
      return ended(record, { outcome: 'failed', failure: duplicate(record, owner) });
    }
    const winner = winners?.get(rules.foldKey(record.naturalKey));
    if (winner !== undefined && winner !== record.naturalKey) {
      return ended(record, { outcome: 'failed', failure: sameAtTarget(record, winner, rules) });
    }
    return compareOne(record, bySourceKey.get(record.sourceKey), rules);
  });
}

/** Which source key owns a natural key: the one that is linked with it, else the first of the page. */
function ownersOf(records: readonly ReadyRecord[], links: readonly Link[]): Map<string, string> {
  const owners = new Map<string, string>();
  const renamed = new Map(records.map((record) => [record.sourceKey, record.naturalKey]));
  for (const link of links) {
    const naturalKey = renamed.get(link.sourceKey) ?? link.naturalKey;
    // A record of this page that has another natural key now releases its old one.
    if (naturalKey === link.naturalKey && link.state === 'linked' && !ownsNothing(link))
      owners.set(naturalKey, link.sourceKey);
  }
  for (const record of records) if (!owners.has(record.naturalKey)) owners.set(record.naturalKey, record.sourceKey);
  return owners;
}

/**
 * Which of the natural keys that the target takes for one is delivered: the one that is linked, else the first in the order of their
 * characters, so that it does not depend on the order in which records come and calls are answered.
 */
function winnersOf(
  records: readonly ReadyRecord[],
  { links, rules }: { links: readonly Link[]; rules: CompareRules },
): Map<string, string> {
  const linked = new Set(links.flatMap(({ sourceKey, targetKey }) => (targetKey === null ? [] : [sourceKey])));
  const winners = new Map<string, ReadyRecord>();
  for (const record of records) {
    const folded = rules.foldKey(record.naturalKey);
    const other = winners.get(folded);
    const isFirst = !other || record.naturalKey < other.naturalKey;
    const isLinked = linked.has(record.sourceKey);
    const isOtherLinked = other !== undefined && linked.has(other.sourceKey);
    if (isLinked === isOtherLinked ? isFirst : isLinked) winners.set(folded, record);
  }
  return new Map([...winners].map(([folded, { naturalKey }]) => [folded, naturalKey]));
}

function sameAtTarget({ naturalKey }: ReadyRecord, otherKey: string, { application }: CompareRules): RecordFailure {
  const why = reason('sync.same_key_at_target', { application, naturalKey, otherKey });
  return { failureClass: 'duplicate', reason: why, waitsFor: null };
}

/** A record of the source whose key, or whose record at the target, is another one's. */
export function duplicate({ naturalKey, sourceKey }: ReadyRecord, owner: string): RecordFailure {
  return {
    failureClass: 'duplicate',
    reason: reason('sync.duplicate_key', { naturalKey, owner, sourceKey }),
    waitsFor: null,
  };
}

function compareOne(record: ReadyRecord, link: Link | undefined, rules: CompareRules): Decision {
  if (!link) return { kind: 'look_up', record, link };
  const { targetKey } = link;
  const isOpen = link.state === 'writing';
  if (targetKey === null || !rules.trustsLinks) return { kind: 'look_up', record, link };
  const isSame = link.hash === record.hash || (rules.changes === 'create_only' && link.hash !== null);
  if (isSame && !isOpen && !rules.forced.has(record.sourceKey)) {
    const outcome = link.uncounted ?? 'unchanged';
    const change = {
      entity: rules.entity,
      sourceKey: record.sourceKey,
      naturalKey: record.naturalKey,
      ...keptKey(link),
      targetKey,
      document: link.document,
      hash: link.hash,
      written: null,
      isRecount: true,
      record: link.isLeftOut ? record : undefined,
    };
    const isChanged = link.uncounted !== null || link.naturalKey !== record.naturalKey || link.isLeftOut;
    return ended(record, { outcome, naturalKey: record.naturalKey, targetKey }, isChanged ? change : undefined);
  }
  if (rules.writeMode === 'create') return ended(record, { outcome: 'filtered', reason: createOnly });
  // An update whose answer was lost is made again: setting the same values twice does no harm.
  const document = link.document ?? undefined;
  const idempotencyKey = keyOfSame(record, link);
  // Another write that was cut off may have come through, or one that the target did not take whole.
  const isBasisKnown = link.hash !== null && (!isOpen || link.intentHash === record.hash);
  const known = { isBasisKnown, formerKey: link.naturalKey, effects: effectsOf(link) };
  return { kind: 'write', write: { record, targetKey, document, idempotencyKey, isUnderWay: isOpen, ...known } };
}

/** Decides on a record that was searched at the target by its natural key. */
export function compareFound(
  { record, link }: { record: ReadyRecord; link: Link | undefined },
  match: TargetMatch | undefined,
  rules: CompareRules,
): Decision {
  if (!match) {
    if (rules.writeMode === 'update') return ended(record, { outcome: 'filtered', reason: updateOnly });
    return {
      kind: 'write',
      write: { record, targetKey: undefined, idempotencyKey: keyOfSame(record, link) },
    };
  }
  const { targetKey, document } = match;
  const change = (hash: string | null, written: LinkChange['written']): LinkChange => ({
    entity: rules.entity,
    sourceKey: record.sourceKey,
    naturalKey: record.naturalKey,
    ...keptKey(link),
    targetKey,
    hash,
    written,
    record,
    document: document ?? null,
  });
  const linked = { naturalKey: record.naturalKey, targetKey, document };
  const isOurs = link?.state === 'writing' && (link.intentHash === record.hash || rules.changes === 'create_only');
  // The intent was stored because it did not exist then: what is there now is the write whose answer was lost.
  if (isOurs) return ended(record, { outcome: 'created', ...linked }, change(record.hash, 'created'));
  // Written by this flow, of an older version: it is brought up to date.
  const isOlderOurs = link?.state === 'writing' && rules.changes === 'follow';
  if (rules.changes !== 'create_and_update' && !isOlderOurs)
    return ended(record, { outcome: 'unchanged', ...linked }, change(record.hash, null));
  if (rules.writeMode === 'create')
    return ended(record, { outcome: 'filtered', reason: createOnly }, { ...change(null, null), record: undefined });
  return { kind: 'write', write: { record, targetKey, document, idempotencyKey: keyOfSame(record, link) } };
}

/** A record that was taken back and made again at the source: what stands at the target is the new one's, and what was done is undone. */
export function takeOver(decision: Decision, links: readonly Link[]): Decision {
  if (decision.kind !== 'write') return decision;
  const { record, targetKey } = decision.write;
  const former = links.find(
    (link) =>
      link.sourceKey !== record.sourceKey &&
      targetKey !== undefined &&
      link.targetKey === targetKey &&
      ownsNothing(link),
  );
  if (!former) return decision;
  const { sourceKey, naturalKey } = former;
  return { kind: 'write', write: { ...decision.write, former: { sourceKey, naturalKey }, effects: effectsOf(former) } };
}

function keptKey(link: Link | undefined): { storedKey?: string } {
  return link?.storedKey ? { storedKey: link.storedKey } : {};
}

function keyOfSame(record: ReadyRecord, link: Link | undefined): string | undefined {
  return link?.state === 'writing' && link.intentHash === record.hash ? (link.idempotencyKey ?? undefined) : undefined;
}

function ended(record: ReadyRecord, result: RecordResult, link?: LinkChange): Decision {
  return { kind: 'ended', record, result, link };
}
