import type { ConnectorFailure } from '@koppel/connector-sdk';
import type {
  EntityKind,
  FilterReason,
  Flow,
  FlowId,
  IntegrationId,
  Reason,
  Run,
  RunCounts,
  RunId,
  RunKind,
  RunState,
  RunTrigger,
} from '@koppel/contracts';
import { backoffMs } from '@koppel/service-kit';

export interface RunOptions {
  /** The trace that requested the run; the run's own trace links to it. */
  traceparent?: string;
  /** A preview that reads the source from its beginning. */
  fromStart?: boolean;
}

/** One execution of one flow, as the ledger holds it. */
export interface RunRecord {
  id: RunId;
  organizationId: string;
  flowId: FlowId;
  integrationId: IntegrationId;
  entity: EntityKind;
  flowTitle: string;
  kind: RunKind;
  trigger: RunTrigger;
  state: RunState;
  reason: Reason | null;
  /** The flow as it was when the run was queued. */
  flow: Flow;
  options: RunOptions;
  counts: RunCounts;
  filterReasons: FilterReason[];
  pages: number;
  /** How often the run was claimed. */
  attempts: number;
  /** How often it was claimed since the set of records was delivered that it paused at, or without a pause since its last checkpoint. */
  stalls: number;
  /** Why it waited before it was claimed, where it did. */
  waitedFor?: Reason;
  /** The set of records that it paused at last; null where it has been delivered since. */
  stalledAt: string | null;
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

export interface RunRef {
  organizationId: string;
  runId: RunId;
}

export const activeStates: readonly RunState[] = ['queued', 'running', 'waiting'];

export function toRun(run: RunRecord): Run {
  return {
    id: run.id,
    flowId: run.flowId,
    integrationId: run.integrationId,
    entity: run.entity,
    flowTitle: run.flowTitle,
    kind: run.kind,
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

/** Another runner holds the run's lease: stop at once, write nothing. */
export class LeaseLost extends Error {
  constructor() {
    super('the lease of the run is held by another runner');
    this.name = 'LeaseLost';
  }
}

/** A person cancelled the run. */
export class RunCancelled extends Error {
  constructor() {
    super('the run was cancelled');
    this.name = 'RunCancelled';
  }
}

/**
 * Whether only time ends a wait: the application counts calls, so that one made before is refused, and may prolong the block. What an
 * application merely asks for (`Retry-After`), a person may override.
 */
export function isFixedWait({ failureClass, reason }: Pick<ConnectorFailure, 'failureClass' | 'reason'>): boolean {
  return failureClass === 'rate_limit' && reason.code !== 'http.rate_limit';
}

const maxPauseMs = 15 * 60_000;
/** `Retry-After` is honoured up to a day: the reset of a daily limit. */
const maxRetryAfterMs = 25 * 3_600_000;

/**
 * How long a run waits before it goes on: what the application asks for, else doubling from `firstMs` with jitter.
 *
 * @param options.stalls how often the run was claimed since its last checkpoint, 1 the first time
 */
export function pauseMs(options: {
  firstMs: number;
  stalls: number;
  retryAfterMs: number | undefined;
  random: () => number;
}): number {
  const { firstMs, stalls, retryAfterMs, random } = options;
  const own = backoffMs(stalls, { firstMs, maxMs: maxPauseMs, random });
  if (retryAfterMs === undefined) return Math.round(own);
  // A little after the requested moment, and not all runs at once.
  return Math.round(Math.min(maxRetryAfterMs, retryAfterMs) + Math.min(1_000, own) * random());
}

const fullSteps = 50;

/** The first fifty pages, then every tenth up to five hundred, every hundredth …: some 200 entries for a million pages. */
export function isLoggedPage(page: number): boolean {
  let step = 1;
  while (page > fullSteps * step) step *= 10;
  return page % step === 0;
}
