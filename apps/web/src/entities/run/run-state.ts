import type { Run, RunState } from '@koppel/contracts';

const activeStates: readonly RunState[] = ['queued', 'running', 'waiting'];

/** Whether a run has not ended yet. */
export function isActive(run: Pick<Run, 'state'>): boolean {
  return activeStates.includes(run.state);
}

/** Records that were created or changed at the target. */
export function writtenCount(run: Pick<Run, 'counts'>): number {
  return run.counts.created + run.counts.updated;
}

/** Records that became an issue, those that wait included. */
export function issueCount(run: Pick<Run, 'counts'>): number {
  return run.counts.failed + run.counts.held;
}
