import type { Issue, Reason, RecordAction, RecordAttempt, RecordExplanation, RecordOutcome } from '@koppel/contracts';
import { reason } from '../reasons.js';
import type { FlowFacts } from '../flow/flow.service.js';
import type { RunRecord } from '../run/run.js';

export interface RecordFacts {
  newest: { outcome: RecordOutcome; reason: Reason | null };
  linkState: 'writing' | 'linked' | null;
  /** The record's issue that is not resolved. */
  issue: Pick<Issue, 'id' | 'state' | 'reason'> | null;
  /** The next run reads it again. */
  isRequested: boolean;
  /** The last run that read the source. */
  lastRun: Pick<RunRecord, 'state' | 'reason' | 'resumesAt'> | null;
  plannedAt: string | null;
  flow: FlowFacts;
  /** Newest first, as the actions. */
  attempts: readonly Pick<RecordAttempt, 'outcome' | 'at'>[];
  actions: readonly RecordAction[];
  targetKey: string | null;
  comparison: NonNullable<RecordExplanation['comparison']>;
}

type Answer = Pick<RecordExplanation, 'code' | 'reason'>;

/**
 * Answers "why is this not synced?" with the reason that stands in the way first: what is wrong with the record itself, then
 * what keeps its flow from running, so that a change of it would not arrive.
 */
export function explain(facts: RecordFacts): RecordExplanation {
  const { issue } = facts;
  const linkedByHand = linkedByHandOf(facts);
  const well: Answer = { code: wellCodeOf(linkedByHand), reason: null };
  const answer = ofIssue(facts) ?? ofRecord(facts) ?? ofFlow(facts) ?? well;
  const flowState = flowStateOf(facts);
  return {
    ...answer,
    issueId: issue?.id ?? null,
    nextRunAt: nextRunAt(facts),
    ...(answer.code === 'synced' && { comparison: facts.comparison }),
    ...(flowState && { flowState }),
    ...(linkedByHand && { linkedByHand }),
  };
}

function wellCodeOf(linkedByHand: RecordAction | undefined): Answer['code'] {
  if (!linkedByHand) return 'synced';
  return linkedByHand.kind === 'done' ? 'done_by_hand' : 'linked_by_hand';
}

/** The decision that made its link, while no write has made both records the same since. */
function linkedByHandOf({ actions, attempts, targetKey }: RecordFacts): RecordAction | undefined {
  const action = actions.find(({ kind }) => kind !== 'delivered_again');
  const isLink = action?.kind === 'linked' || action?.kind === 'done';
  if (!isLink || action.targetKey !== targetKey) return undefined;
  const linkedAt = Date.parse(action.at);
  const isWritten = attempts.some(
    ({ outcome, at }) => (outcome === 'created' || outcome === 'updated') && Date.parse(at) > linkedAt,
  );
  return isWritten ? undefined : action;
}

function ofIssue({ issue }: RecordFacts): Answer | undefined {
  switch (issue?.state) {
    case 'open':
      return { code: 'issue_open', reason: issue.reason };
    case 'held':
      return { code: 'issue_held', reason: issue.reason };
    case 'retrying':
      return { code: 'issue_retrying', reason: issue.reason };
    case 'skipped':
      return { code: 'skipped_by_person', reason: null };
    default:
      return undefined;
  }
}

function ofRecord({ newest, linkState, isRequested, lastRun, attempts }: RecordFacts): Answer | undefined {
  if (isRequested) return { code: 'requested', reason: null };
  if (linkState === 'writing') return { code: 'write_open', reason: lastRun?.reason ?? null };
  if (isWithdrawn([newest, ...attempts])) return { code: 'withdrawn', reason: newest.reason };
  if (newest.outcome === 'filtered') return { code: 'filtered', reason: newest.reason };
  return undefined;
}

/** It stays so when it is read again and left out, because it is over. */
function isWithdrawn(attempts: readonly Pick<RecordAttempt, 'outcome'>[]): boolean {
  return attempts.find(({ outcome }) => outcome !== 'filtered')?.outcome === 'withdrawn';
}

/** Somebody chose that the flow does not run: no reason why a delivered record would not be well. */
function ofFlow(facts: RecordFacts): Answer | undefined {
  const { flow, lastRun, newest } = facts;
  const isDelivered = newest.outcome === 'created' || newest.outcome === 'updated' || newest.outcome === 'unchanged';
  if (flow.state === 'removed')
    return isDelivered ? undefined : { code: 'flow_paused', reason: reason('flows.removed') };
  if (flow.state === 'known' && flow.brokenConnection) {
    const connection = flow.brokenConnection.displayTitle;
    return { code: 'connection_needs_attention', reason: reason('flows.connection_needs_attention', { connection }) };
  }
  if (lastRun?.state === 'waiting') return { code: 'run_waiting', reason: lastRun.reason };
  if (lastRun?.state === 'failed') return { code: 'flow_failed', reason: lastRun.reason };
  return flowStateOf(facts) && !isDelivered ? { code: 'flow_paused', reason: null } : undefined;
}

function flowStateOf({ flow }: RecordFacts): RecordExplanation['flowState'] {
  if (flow.state === 'removed') return 'removed';
  return flow.state === 'known' && !flow.isEnabled ? 'paused' : undefined;
}

function nextRunAt(facts: RecordFacts): string | null {
  const { lastRun, plannedAt } = facts;
  if (flowStateOf(facts)) return null;
  return lastRun?.state === 'waiting' ? lastRun.resumesAt : plannedAt;
}
