import { foundTarget, type Issue } from '@koppel/contracts';
import { texts } from './texts.js';

/** What a person has just begun for an issue, and the run that does it. */
export interface StartedRun {
  runId: string;
  /** `done`: what was delivered is as it should be; `linked`: what stands at the target is the same. */
  action: 'retried' | 'done' | 'linked';
}

/** What a person says who ends an issue by what stands at the target. */
export function linkActionOf(issue: Pick<Issue, 'failureClass' | 'reason'>): 'done' | 'linked' {
  return foundTarget(issue)?.isOurs ? 'done' : 'linked';
}

/**
 * What becomes, or became, of an issue that nobody can act on; undefined while somebody can. Where a person may have said that it is
 * done, nothing need have been delivered.
 */
export function progressText({
  state,
  ...issue
}: Pick<Issue, 'failureClass' | 'reason' | 'state'>): string | undefined {
  if (state === 'open' || state === 'held') return undefined;
  return state !== 'skipped' && foundTarget(issue) ? texts.overAtTarget[state] : texts.over[state];
}
