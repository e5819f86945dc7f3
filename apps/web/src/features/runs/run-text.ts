import type { RunLogEntry } from '@koppel/contracts';
import type { Tone } from '@koppel/ui';
import { issueCount, writtenCount } from '../../entities/run/run-state.js';
import { startLabel } from '../../entities/run/texts.js';
import { formatMoment } from '../../shared/format/format.js';
import { reasonText } from '../../shared/page/reason.js';
import { texts } from './texts.js';

/** An entry of a run's log as a person reads it. */
export interface LogText {
  tone: Tone;
  title: string;
  /** What it means, in the page's language. */
  meaning: string | undefined;
  reason: string | undefined;
}

const tones: Record<RunLogEntry['kind'], Tone> = {
  queued: 'neutral',
  started: 'info',
  page_delivered: 'info',
  waiting: 'warning',
  resumed: 'info',
  taken_over: 'warning',
  cancel_requested: 'warning',
  completed: 'good',
  failed: 'danger',
  cancelled: 'neutral',
};

export function logText({ kind, details }: RunLogEntry, now: Date = new Date()): LogText {
  return {
    tone: tones[kind],
    title: titleOf(kind, details),
    meaning: meaningOf(kind, details, now),
    reason: details.reason && reasonText(details.reason),
  };
}

function titleOf(kind: RunLogEntry['kind'], { kind: runKind, trigger, page }: RunLogEntry['details']): string {
  if (kind === 'queued')
    return trigger && runKind ? texts.log.queued(startLabel({ kind: runKind, trigger })) : texts.log.queuedPlain;
  if (kind === 'page_delivered') return page === undefined ? texts.log.pagePlain : texts.log.page(page);
  return texts.log[kind];
}

function meaningOf(kind: RunLogEntry['kind'], details: RunLogEntry['details'], now: Date): string | undefined {
  const { counts, resumesAt } = details;
  if (kind === 'waiting') return resumesAt && texts.log.goesOn(formatMoment(resumesAt, now));
  if (kind === 'taken_over') return texts.log.takenOverMeaning;
  if (kind === 'cancel_requested') return texts.log.cancelMeaning;
  if (!counts || kind === 'queued' || kind === 'started') return undefined;
  const sums = { read: counts.read, written: writtenCount({ counts }), issues: issueCount({ counts }) };
  return kind === 'page_delivered' || kind === 'resumed' ? texts.log.soFar(sums) : texts.log.inAll(sums);
}

/** The main points: of the pages only the last one. */
export function mainPoints(entries: readonly RunLogEntry[]): RunLogEntry[] {
  const lastPage = entries.findLast(({ kind }) => kind === 'page_delivered');
  return entries.filter((entry) => entry.kind !== 'page_delivered' || entry === lastPage);
}

/** How far a run was at a moment. */
export interface RateSample {
  atMs: number;
  read: number;
}

const WINDOW_MS = 60_000;
const MIN_SPAN_MS = 1500;

/** The samples of the last minute with one more; one that says nothing new is left out. */
export function withSample(samples: readonly RateSample[], sample: RateSample): readonly RateSample[] {
  const last = samples.at(-1);
  if (last && (sample.atMs <= last.atMs || sample.read < last.read)) return samples;
  return [...samples.filter(({ atMs }) => sample.atMs - atMs <= WINDOW_MS), sample];
}

/** Records per second over the last minute; before there is enough to tell, since the run began. Null where nobody can say. */
export function ratePerSecond(samples: readonly RateSample[], startedAt: string | null): number | null {
  const last = samples.at(-1);
  if (!last) return null;
  const first = samples.find(({ atMs }) => last.atMs - atMs >= MIN_SPAN_MS);
  if (first) return ((last.read - first.read) * 1000) / (last.atMs - first.atMs);
  const sinceMs = startedAt === null ? 0 : last.atMs - new Date(startedAt).getTime();
  return sinceMs >= MIN_SPAN_MS ? (last.read * 1000) / sinceMs : null;
}

/** A rate in the unit that reads best: a second from one record a second on, else a minute. */
export function rateText(
  perSecond: number,
  units: { perSecond: (rate: number) => string; perMinute: (rate: number) => string },
): string {
  return perSecond >= 1 ? units.perSecond(Math.round(perSecond)) : units.perMinute(Math.round(perSecond * 60));
}
