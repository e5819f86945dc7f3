import type { EntityKind, FilterReason, Reason, RunCounts } from '@koppel/contracts';
import { wholeText, type SourceRecord } from '@koppel/connector-sdk';
import { deliver } from './deliver.js';
import { overHashOf } from './over.js';
import type { FlowPlan } from './plan.js';
import type { Ledger } from './ports.js';
import {
  isHeld,
  recordId,
  type KnownIssue,
  type Link,
  type LinkChange,
  type NewAttempt,
  type ReadyRecord,
  type RecordFailure,
  type RecordResult,
  type Refusal,
} from './record.js';
import { distinctRecords, translatePage, withGone, withoutSkipped, type TranslatedPage } from './translate.js';
import { withdraw } from './withdraw.js';
import type { Delivery } from './write.js';

export interface IssueChange {
  sourceKey: string;
  naturalKey: string;
  failure: RecordFailure;
  isHeld: boolean;
  /** The record as read. */
  payload: unknown;
}

/** Everything that a finished page adds to the ledger. */
export interface PageResult {
  counts: RunCounts;
  filterReasons: FilterReason[];
  links: LinkChange[];
  refused: Refusal[];
  issues: IssueChange[];
  /** Issues of records that have been delivered, or need it no more. */
  resolved: { issueId: string; naturalKey: string }[];
  attempts: NewAttempt[];
}

export interface PageOptions {
  records: readonly SourceRecord<unknown>[];
  isIsolating: boolean;
  /** Source keys of the records that are written even if they have not changed. */
  forced?: ReadonlySet<string>;
  /** A person asked for all of them, so that none waits because there are too many of its kind. */
  isAsked?: boolean;
  /** Records that were asked for and are not at the source any more. */
  gone?: readonly Pick<SourceRecord<unknown>, 'key' | 'naturalKey'>[];
}

export function noCounts(): RunCounts {
  return { read: 0, created: 0, updated: 0, unchanged: 0, filtered: 0, failed: 0, held: 0 };
}

/**
 * Delivers one page, up to its checkpoint.
 *
 * @throws ApplicationFailure when an application fails as a whole; what was written by then is in the ledger
 */
export async function deliverPage(
  plan: FlowPlan,
  ledger: Ledger,
  { records, ...options }: PageOptions,
): Promise<PageResult> {
  const { page, known, delivery } = await processPage({ plan, ledger, ...options }, records);
  const { aborted, reason } = plan.target.context.signal;
  if (!delivery.failure && !delivery.defect && !aborted) return sumUp(plan, page, { delivery, known });
  // What is gone is taken back again, which does no harm, and is told then; of what stands there, what was done must not be forgotten.
  const links = delivery.links.filter(
    ({ isRecount, written, targetKey }) => !isRecount && (written !== 'withdrawn' || targetKey !== null),
  );
  const { refused } = delivery;
  const kept = new Set(links.flatMap(({ written, sourceKey }) => (written === 'withdrawn' ? [sourceKey] : [])));
  const withdrawn = attemptsWithoutLink(plan, page, delivery).filter(({ sourceKey }) => kept.has(sourceKey));
  if (links.length > 0 || refused.length > 0)
    await ledger.storePartly({
      links,
      refused,
      attempts: [...attemptsOfLinks(plan.entity, page, links), ...withdrawn],
    });
  // An aborted run ends for the reason of the abort, not because of the calls that it ended.
  if (aborted) throw reason;
  throw delivery.defect ? delivery.defect.error : delivery.failure;
}

/** Translates and delivers the records of a page, without those that a person skipped. */
export async function processPage(
  tools: { plan: FlowPlan; ledger: Ledger } & Omit<PageOptions, 'records'>,
  given: readonly SourceRecord<unknown>[],
): Promise<{ page: TranslatedPage; known: KnownIssue[]; delivery: Delivery }> {
  const { plan, ledger, gone = [], forced = new Set() } = tools;
  const sourceKeys = [...distinctRecords(given).keys(), ...gone.map(({ key }) => key)];
  const { links, takenBack } = await linksOfFollowed(plan, ledger, sourceKeys);
  const delivered = new Set(links.map(({ sourceKey }) => sourceKey));
  const known = sourceKeys.length > 0 ? await ledger.knownIssues(sourceKeys) : [];
  const failedBefore = new Set(known.map(({ sourceKey }) => sourceKey));
  const isHeardOf = (key: string) => delivered.has(key) || takenBack.has(key) || failedBefore.has(key);
  const records = given.filter(({ key, isGone }) => !isGone || isHeardOf(wholeText(key)));
  const articleCodes = await ledger.articleCodes?.();
  const read = translatePage(plan, records, { delivered, takenBack, ...(articleCodes && { articleCodes }) });
  const translated = withGone(withKnownNames(read, links), gone, { delivered, takenBack });
  const page = withoutSkipped(translated, known);
  const delivery = await deliver(tools, plan.entity, {
    records: page.ready,
    isDependency: false,
    forced,
    failedBefore,
  });
  await withdraw(tools, { delivery, over: page.over, links, known });
  return { page, known, delivery };
}

/** What was deleted may be known at the source by its key alone: people know it by the name of its link. */
function withKnownNames(page: TranslatedPage, links: readonly Link[]): TranslatedPage {
  const records = new Map(page.records);
  for (const { sourceKey, naturalKey } of links) {
    const record = records.get(sourceKey);
    if (record?.naturalKey === sourceKey) records.set(sourceKey, { ...record, naturalKey });
  }
  return { ...page, records };
}

/** Only asked where it matters: a target that takes nothing back does not care what was delivered before. */
async function linksOfFollowed(
  plan: FlowPlan,
  ledger: Ledger,
  sourceKeys: string[],
): Promise<{ links: Link[]; takenBack: ReadonlySet<string> }> {
  const writer = plan.writerOf(plan.entity)?.writer;
  // What a flow may not change, it does not take back.
  const isFollowed = writer?.changes !== 'create_and_update' || plan.writeMode !== 'create';
  if (!writer?.withdraw || !isFollowed || sourceKeys.length === 0) return { links: [], takenBack: new Set() };
  const all = await ledger.links(plan.entity, { sourceKeys, naturalKeys: [] });
  const isTakenBack = ({ targetKey, state }: Link) => targetKey === null && state === 'linked';
  return {
    links: all.filter((link) => !isTakenBack(link)),
    takenBack: new Set(all.filter(isTakenBack).map(({ sourceKey }) => sourceKey)),
  };
}

/** Adds up the results of all records of a page: each is counted once. */
export function sumUp(
  plan: FlowPlan,
  page: TranslatedPage,
  { delivery, known }: { delivery: Delivery; known: readonly KnownIssue[] },
): PageResult {
  const result: PageResult = {
    counts: noCounts(),
    filterReasons: [],
    links: delivery.links,
    refused: delivery.refused,
    issues: [],
    resolved: [],
    attempts: attemptsOfPage(plan, page, delivery),
  };
  const issues = new Map(known.map((issue) => [issue.sourceKey, issue]));
  for (const [sourceKey, { naturalKey, native }] of page.records) {
    const end = page.ended.get(sourceKey) ?? delivery.results.get(sourceKey);
    if (!end) throw new Error('a record of the page has no result');
    countResult(result, end);
    const issue = issues.get(sourceKey);
    if (end.outcome === 'failed') {
      result.issues.push({ sourceKey, naturalKey, failure: end.failure, isHeld: isHeld(end.failure), payload: native });
    } else if (issue && issue.state !== 'skipped') {
      result.resolved.push({ issueId: issue.id, naturalKey });
    }
  }
  // A record that came again later in the page: its newer version was delivered, the older one needed nothing.
  result.counts.read += page.superseded;
  result.counts.unchanged += page.superseded;
  return result;
}

function countResult(result: PageResult, end: RecordResult): void {
  if (end.outcome === 'filtered') addFilterReason(result.filterReasons, { reason: end.reason, count: 1 });
  result.counts.read += 1;
  result.counts[countOf(end)] += 1;
}

function countOf(end: RecordResult): keyof RunCounts {
  if (end.outcome === 'withdrawn') return 'updated';
  return end.outcome === 'failed' && isHeld(end.failure) ? 'held' : end.outcome;
}

const maxFilterReasons = 50;
const maxPerCode = 5;

/** Adds to the entry of the same reason. Where there are many, those of one code share the first entry of it. */
export function addFilterReason(reasons: FilterReason[], { reason, count }: FilterReason): void {
  const params = JSON.stringify(reason.params);
  const ofCode = reasons.filter((entry) => entry.reason.code === reason.code && entry.reason.field === reason.field);
  const same = ofCode.find((entry) => JSON.stringify(entry.reason.params) === params);
  const entry = same ?? (ofCode.length >= maxPerCode ? ofCode[0] : undefined);
  if (entry) entry.count += count;
  else if (reasons.length < maxFilterReasons) reasons.push({ reason, count });
}

/** One attempt for each record that was written, taken back or left out; unchanged records have none. */
function attemptsOfPage(plan: FlowPlan, page: TranslatedPage, delivery: Delivery): NewAttempt[] {
  return [...attemptsOfLinks(plan.entity, page, delivery.links), ...attemptsWithoutLink(plan, page, delivery)];
}

function attemptsWithoutLink(plan: FlowPlan, page: TranslatedPage, delivery: Delivery): NewAttempt[] {
  const { entity } = plan;
  const overHash = overHashOf(plan);
  const ready = new Map(page.ready.map((record) => [record.sourceKey, record]));
  const results = [...page.ended, ...delivery.results];
  return results.flatMap(([sourceKey, result]): NewAttempt[] => {
    const record = page.records.get(sourceKey);
    const why = outcomeWithoutLink(result);
    if (!record || !why) return [];
    const translated = ready.get(sourceKey);
    const canonical = translated?.canonical ?? page.canonicals.get(sourceKey) ?? null;
    return [
      {
        ...why,
        entity,
        sourceKey,
        naturalKey: record.naturalKey,
        targetNaturalKey: translated?.naturalKey ?? null,
        targetKey: null,
        document: result.outcome === 'withdrawn' ? result.document : null,
        payloadHash: page.over.has(sourceKey) ? overHash : (translated?.hash ?? null),
        identity: page.identities.get(sourceKey),
        payloads: { source: record.native, canonical, target: translated?.payload ?? null },
      },
    ];
  });
}

/** One attempt for each record that was written, or found at the target and linked; dependencies as well. */
function attemptsOfLinks(
  entity: EntityKind,
  { records }: Pick<TranslatedPage, 'records'>,
  links: readonly LinkChange[],
): NewAttempt[] {
  const attempts = new Map<string, NewAttempt>();
  for (const link of links) {
    if (!link.record) continue;
    const source = link.entity === entity ? records.get(link.sourceKey) : undefined;
    attempts.set(recordId(link), attemptOfLink(link, link.record, source));
  }
  return [...attempts.values()];
}

function attemptOfLink(
  { entity, sourceKey, targetKey, written, document, notes = [] }: LinkChange,
  { naturalKey, hash, canonical, payload }: ReadyRecord,
  source: SourceRecord<unknown> | undefined,
): NewAttempt {
  return {
    entity,
    sourceKey,
    naturalKey: source?.naturalKey ?? naturalKey,
    targetNaturalKey: naturalKey,
    targetKey,
    outcome: written ?? 'unchanged',
    ...reasonAndNotes(notes),
    failureClass: null,
    document,
    payloadHash: hash,
    payloads: { source: source?.native ?? null, canonical, target: payload },
  };
}

function reasonAndNotes([reason, ...notes]: readonly Reason[]): Pick<NewAttempt, 'reason' | 'notes'> {
  return { reason: reason ?? null, ...(notes.length > 0 && { notes }) };
}

function outcomeWithoutLink(
  result: RecordResult,
): Pick<NewAttempt, 'outcome' | 'reason' | 'notes' | 'failureClass'> | undefined {
  if (result.outcome === 'filtered') return { outcome: 'filtered', reason: result.reason, failureClass: null };
  if (result.outcome === 'withdrawn')
    return { outcome: 'withdrawn', ...reasonAndNotes(result.notes), failureClass: null };
  if (result.outcome !== 'failed') return undefined;
  const { failureClass, reason } = result.failure;
  return { outcome: isHeld(result.failure) ? 'held' : 'failed', reason, failureClass };
}
