import { Inject, Injectable, Logger } from '@nestjs/common';
import type { ConnectorFailure } from '@koppel/connector-sdk';
import { connectionReport } from '@koppel/contracts';
import { ContractClient, isTransientDatabaseError, organizationContext, SERVICE_CONFIG } from '@koppel/service-kit';
import { AccessFailure, ApplicationFailure, RunFailure, type FlowPlan } from '@koppel/sync-engine';
import type { FlowRunnerConfig } from '../config.js';
import { observeRunState } from '../metrics.js';
import { reason } from '../reasons.js';
import { PreviewExecutor } from '../preview/preview.executor.js';
import { RunLeaseRepository, type RunEnd } from '../run/run-lease.repository.js';
import { isFixedWait, LeaseLost, pauseMs, RunCancelled, type RunRecord } from '../run/run.js';
import { SyncExecutor } from '../sync/sync.executor.js';
import { FlowOpener } from './flow-opener.service.js';
import { RunnerStopping, type RunLease } from './run-lease.js';

/** Executes a claimed run to its end, its pause, or until it is given back. */
@Injectable()
export class RunExecutor {
  private readonly logger = new Logger('RunExecutor');

  constructor(
    @Inject(SERVICE_CONFIG) private readonly config: FlowRunnerConfig,
    private readonly opener: FlowOpener,
    private readonly syncs: SyncExecutor,
    private readonly previews: PreviewExecutor,
    private readonly leases: RunLeaseRepository,
    private readonly client: ContractClient,
  ) {}

  /** @param isStopping checked between pages: true gives the run back. @returns ms until the run goes on, if it waits */
  async execute(run: RunRecord, lease: RunLease, isStopping: () => boolean): Promise<number | undefined> {
    let current = run;
    const onCheckpoint = (reached: RunRecord): void => {
      current = reached;
      lease.signal.throwIfAborted();
      if (isStopping()) throw new RunnerStopping();
    };
    try {
      if (run.isCancelRequested) throw new RunCancelled();
      if (run.stalls > this.config.RUN_MAX_STALLS) throw new RunFailure(reason('runs.stalled'));
      await this.opener.withFlow(run, lease.signal, (plan: FlowPlan) =>
        run.kind === 'preview'
          ? this.previews.execute(run, plan, onCheckpoint)
          : this.syncs.execute(run, plan, onCheckpoint),
      );
      await this.end(run, { state: 'completed' });
    } catch (error: unknown) {
      const hasDelivered = current.pages > run.pages;
      const stopped = hasDelivered ? current : { ...current, waitedFor: run.waitedFor };
      return this.stop(stopped, lease.signal.aborted ? lease.signal.reason : error);
    }
    return undefined;
  }

  private async stop(run: RunRecord, error: unknown): Promise<number | undefined> {
    const ids = { runId: run.id, organizationId: run.organizationId };
    try {
      if (error instanceof LeaseLost) this.logger.warn(ids, 'the run was taken over by another runner');
      else if (error instanceof RunnerStopping) await this.leases.giveBack(run);
      else if (error instanceof RunCancelled) await this.end(run, { state: 'cancelled' });
      else if (error instanceof RunFailure) await this.end(run, { state: 'failed', reason: error.reason });
      else if (error instanceof ApplicationFailure) return await this.pauseOrFail(run, error);
      else if (isTransientDatabaseError(error))
        this.logger.error({ ...ids, err: error }, 'Postgres does not answer; the run goes on once it does');
      else await this.failUnexpectedly(run, error);
    } catch (storing: unknown) {
      // The lease expires, and whoever claims the run next goes on from its checkpoint.
      this.logger.error({ ...ids, err: storing }, 'the end of a run could not be stored');
    }
    return undefined;
  }

  private async pauseOrFail(run: RunRecord, error: ApplicationFailure): Promise<number | undefined> {
    const { failure } = error;
    if (!error.isPausing && !isFirstRefusal(run, failure)) {
      if (failure.failureClass === 'permission') await this.reportConnection(run, error);
      await this.end(run, { state: 'failed', reason: failure.reason });
      return undefined;
    }
    const isBudget = failure.failureClass === 'rate_limit';
    if (!isBudget && run.stalls >= this.config.RUN_MAX_STALLS) {
      const logReason = reason('runs.gave_up', { tries: run.stalls });
      await this.end(run, { state: 'failed', reason: failure.reason, logReason });
      return undefined;
    }
    const waitMs = pauseMs({
      firstMs: this.config.RUN_PAUSE_MS,
      stalls: run.stalls,
      retryAfterMs: failure.retryAfterMs,
      random: Math.random,
    });
    const isFixed = isFixedWait(failure);
    const pause = { reason: failure.reason, pauseMs: waitMs, isCounted: !isBudget, isFixed, at: error.at };
    await this.leases.pause(run, pause);
    observeRunState('waiting');
    return waitMs;
  }

  /** Reports to the connections service that an application refuses a connection, so that a person is notified. */
  private async reportConnection(run: RunRecord, { side, failure, epoch }: ApplicationFailure): Promise<void> {
    if (failure instanceof AccessFailure) return;
    const connectionId = side === 'source' ? run.flow.sourceConnectionId : run.flow.targetConnectionId;
    const problem = failure.status === 401 ? ('unauthorized' as const) : ('forbidden' as const);
    const report = { connectionId, problem, reason: failure.reason, epoch };
    try {
      await this.client.call(connectionReport, report, organizationContext('flow-runner', run.organizationId));
    } catch (error: unknown) {
      // The run fails for the same reason, so a person sees it all the same.
      this.logger.warn({ err: error, runId: run.id, connectionId }, 'the connection could not be reported');
    }
  }

  private async failUnexpectedly(run: RunRecord, error: unknown): Promise<void> {
    const name = error instanceof Error ? error.name : typeof error;
    const stack =
      error instanceof Error
        ? error.stack
            ?.split('\n')
            .filter((line) => /^\s+at /.test(line))
            .slice(0, 12)
        : undefined;
    // Messages of unexpected errors may quote a record: only the place in the code is logged.
    this.logger.error(
      { runId: run.id, organizationId: run.organizationId, errorName: name, stack },
      'a run failed unexpectedly',
    );
    await this.end(run, { state: 'failed', reason: reason('runs.defect') });
  }

  private async end(run: RunRecord, end: RunEnd): Promise<void> {
    await this.leases.end(run, end);
    observeRunState(end.state);
  }
}

/**
 * One refusal may be a slip of the application, or of what stands before it: the run waits and asks again, and only the second one
 * after another stops the connection. A stopped connection is said by Koppel itself.
 */
function isFirstRefusal({ waitedFor }: RunRecord, failure: ConnectorFailure): boolean {
  const isRefusal = failure.failureClass === 'permission' && !(failure instanceof AccessFailure);
  return isRefusal && waitedFor?.code !== failure.reason.code;
}
