import type { RunLogEntry } from '@koppel/contracts';
import type { Tone } from '@koppel/ui';
import { formatMoment } from '../../lib/format/format.js';
import { issueCount, writtenCount } from '../../lib/run/run-state.js';
import { triggerWords } from '../../lib/run/texts.js';
import { texts } from './texts.js';

/** An entry of a run's log as a person reads it. */
export interface LogWords {
  tone: Tone;
  title: string;
  /** What it means, in the page's language. */
  meaning: string | undefined;
  /** As the server gave it. */
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

export function logWords({ kind, details }: RunLogEntry, now: Date = new Date()): LogWords {
  return {
    tone: tones[kind],
    title: titleOf(kind, details),
    meaning: meaningOf(kind, details, now),
    reason: details.reason,
  };
}

function titleOf(kind: RunLogEntry['kind'], { trigger, page }: RunLogEntry['details']): string {
  if (kind === 'queued') return trigger ? texts.log.queued(triggerWords[trigger]) : texts.log.queuedPlain;
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
