import type {
  EntityKind,
  Flow,
  FlowId,
  IntegrationId,
  IssueId,
  Run,
  RunCounts,
  RunId,
  RunState,
  RunTrigger,
} from '@koppel/contracts';

export interface RunOptions {
  /** The trace in which the run was asked for; its own trace links to it. */
  traceparent?: string;
  /** Reads the source from its beginning. */
  fromStart?: boolean;
  /** Delivers the records of those issues alone that were handed to this run. */
  isOfIssues?: boolean;
  /** Delivers the record of this issue alone; runs of today have `isOfIssues`. */
  issueId?: IssueId;
}

/** One execution of one flow, as the ledger holds it. */
export interface RunRecord {
  id: RunId;
  organizationId: string;
  flowId: FlowId;
  integrationId: IntegrationId;
  entity: EntityKind;
  flowTitle: string;
  trigger: RunTrigger;
  state: RunState;
  reason: string | null;
  /** The flow as it was when the run was queued. */
  flow: Flow;
  options: RunOptions;
  counts: RunCounts;
  filterReasons: Record<string, number>;
  pages: number;
  /** How often the run was taken. */
  attempts: number;
  /** How often it was taken since its last checkpoint. */
  stalls: number;
  /** How far the held issues were delivered again: the last issue's id, `done`, or null at the start. */
  heldPosition: string | null;
  isCancelRequested: boolean;
  /** Grows with every claim; a commit with an older one is refused. */
  fence: string;
  queuedAt: string;
  startedAt: string | null;
  resumesAt: string | null;
  endedAt: string | null;
}

export const activeStates: readonly RunState[] = ['queued', 'running', 'waiting'];

/** What every event of a run says. */
export function eventBase(run: RunRecord) {
  return { runId: run.id, flowId: run.flowId, integrationId: run.integrationId, entity: run.entity };
}

export function toRun(run: RunRecord): Run {
  return {
    id: run.id,
    flowId: run.flowId,
    integrationId: run.integrationId,
    entity: run.entity,
    flowTitle: run.flowTitle,
    trigger: run.trigger,
    state: run.state,
    reason: run.reason,
    filterReasons: run.filterReasons,
    counts: run.counts,
    pages: run.pages,
    attempts: run.attempts,
    queuedAt: run.queuedAt,
    startedAt: run.startedAt,
    resumesAt: run.resumesAt,
    endedAt: run.endedAt,
  };
}
