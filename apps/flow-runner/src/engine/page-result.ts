import type { EntityKind, RunCounts } from '@koppel/contracts';
import type { NewAttempt } from '../record/attempt.js';
import { count, noCounts } from '../run/run-counts.js';
import type { Delivery } from './delivery-tools.js';
import { attemptsOfPage } from './page-attempts.js';
import { isHeld, type LinkChange, type LinkPlace, type RecordFailure, type RecordResult } from './record.js';
import type { TranslatedPage } from './translate.js';

export interface IssueChange {
  sourceKey: string;
  naturalKey: string;
  failure: RecordFailure;
  isHeld: boolean;
  /** The record as read. */
  payload: unknown;
}

/** An issue that is not resolved yet, of a record that comes again. */
export interface KnownIssue {
  id: string;
  sourceKey: string;
  state: 'open' | 'held' | 'retrying' | 'skipped';
}

/** Everything that a finished page adds to the ledger. */
export interface PageResult {
  counts: RunCounts;
  filterReasons: Record<string, number>;
  links: LinkChange[];
  refused: LinkPlace[];
  issues: IssueChange[];
  /** Issues of records that are well now. */
  resolved: { issueId: string; naturalKey: string }[];
  attempts: NewAttempt[];
}

export const skippedByPerson = 'A person chose to skip this record.';

/** Adds up what became of every record of a page: each is counted once. */
export function sumUp(
  entity: EntityKind,
  page: TranslatedPage,
  { delivery, known }: { delivery: Delivery; known: readonly KnownIssue[] },
): PageResult {
  const result: PageResult = {
    counts: noCounts(),
    filterReasons: {},
    links: delivery.links,
    refused: delivery.refused,
    issues: [],
    resolved: [],
    attempts: attemptsOfPage(entity, page, delivery),
  };
  const issues = new Map(known.map((issue) => [issue.sourceKey, issue]));
  for (const [sourceKey, { naturalKey, native }] of page.records) {
    const end = page.ended.get(sourceKey) ?? delivery.results.get(sourceKey);
    if (!end) throw new Error('a record of the page has no result');
    countEnd(result, end);
    const issue = issues.get(sourceKey);
    if (end.outcome === 'failed') {
      result.issues.push({ sourceKey, naturalKey, failure: end.failure, isHeld: isHeld(end.failure), payload: native });
    } else if (issue && issue.state !== 'skipped') {
      result.resolved.push({ issueId: issue.id, naturalKey });
    }
  }
  // A record that came again later in the page: its newer self was delivered, the older one needed nothing.
  for (let times = 0; times < page.superseded; times += 1) count(result.counts, 'unchanged');
  return result;
}

function countEnd(result: PageResult, end: RecordResult): void {
  if (end.outcome === 'filtered') {
    result.filterReasons[end.reason] = (result.filterReasons[end.reason] ?? 0) + 1;
  }
  count(result.counts, end.outcome === 'failed' && isHeld(end.failure) ? 'held' : end.outcome);
}

/** Takes the records out that a person chose to skip for good. */
export function leaveOutSkipped(page: TranslatedPage, known: readonly KnownIssue[]): TranslatedPage {
  const skipped = new Set(known.flatMap((issue) => (issue.state === 'skipped' ? [issue.sourceKey] : [])));
  if (skipped.size === 0) return page;
  const ended = new Map(page.ended);
  for (const sourceKey of skipped) ended.set(sourceKey, { outcome: 'filtered', reason: skippedByPerson });
  const canonicals = new Map(page.canonicals);
  for (const { sourceKey, canonical } of page.ready) if (skipped.has(sourceKey)) canonicals.set(sourceKey, canonical);
  return { ...page, ended, canonicals, ready: page.ready.filter((record) => !skipped.has(record.sourceKey)) };
}
