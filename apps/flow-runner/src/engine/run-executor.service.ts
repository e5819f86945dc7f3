import { Inject, Injectable, Logger } from '@nestjs/common';
import { SERVICE_CONFIG } from '@koppel/service-kit';
import type { FlowRunnerConfig } from '../config.js';
import { tellRunState } from '../metrics.js';
import { pauseMs } from '../run/pause.js';
import type { RunRecord } from '../run/run.js';
import { RunLeaseRepository } from '../run/run-lease.repository.js';
import { isDatabaseTrouble } from '../sql.js';
import { ConnectionReporter } from './connection-reporter.service.js';
import { FlowOpener } from './flow-opener.service.js';
import type { RunLease } from './run-lease.js';
import { RunReading } from './run-reading.service.js';
import { ApplicationTrouble, LeaseLost, RunCancelled, RunFailure, RunnerStopping } from './trouble.js';

/** Executes a claimed run to its end, its pause, or until it is given back. */
@Injectable()
export class RunExecutor {
  private readonly logger = new Logger('RunExecutor');

  constructor(
    @Inject(SERVICE_CONFIG) private readonly config: FlowRunnerConfig,
    private readonly opener: FlowOpener,
    private readonly reading: RunReading,
    private readonly leases: RunLeaseRepository,
    private readonly reporter: ConnectionReporter,
  ) {}

  /** @param isStopping asked between pages: true gives the run back. @returns ms until the run wants to go on, if it waits */
  async execute(run: RunRecord, lease: RunLease, isStopping: () => boolean): Promise<number | undefined> {
    let current = run;
    try {
      if (run.isCancelRequested) throw new RunCancelled();
      if (run.stalls > this.config.RUN_MAX_STALLS) throw new RunFailure(stalledWords);
      await this.opener.withFlow(run, lease.signal, (plan) =>
        this.reading.readAll(run, plan, (reached) => {
          current = reached;
          lease.signal.throwIfAborted();
          if (isStopping()) throw new RunnerStopping();
        }),
      );
      await this.leases.end(run, { state: 'completed' });
      tellRunState('completed');
    } catch (error: unknown) {
      return await this.settle(current, lease.signal.aborted ? lease.signal.reason : error);
    }
    return undefined;
  }

  private async settle(run: RunRecord, error: unknown): Promise<number | undefined> {
    const ids = { runId: run.id, organizationId: run.organizationId };
    try {
      if (error instanceof LeaseLost) this.logger.warn(ids, 'the run was taken over by another runner');
      else if (error instanceof RunnerStopping) await this.leases.giveBack(run);
      else if (error instanceof RunCancelled) await this.end(run, { state: 'cancelled' });
      else if (error instanceof RunFailure) await this.fail(run, error.message);
      else if (error instanceof ApplicationTrouble) return await this.settleTrouble(run, error);
      else if (isDatabaseTrouble(error))
        this.logger.error({ ...ids, err: error }, 'Postgres does not answer; the run goes on once it does');
      else await this.settleDefect(run, error);
    } catch (settling: unknown) {
      // The lease ends by itself, and whoever takes the run next goes on from its checkpoint.
      this.logger.error({ ...ids, err: settling }, 'the end of a run could not be stored');
    }
    return undefined;
  }

  private async settleTrouble(run: RunRecord, trouble: ApplicationTrouble): Promise<number | undefined> {
    const { failure } = trouble;
    if (!trouble.isPausing) {
      if (failure.failureClass === 'permission') await this.reporter.report(run, trouble);
      await this.fail(run, failure.message);
      return undefined;
    }
    const isBudget = failure.failureClass === 'rate_limit';
    if (!isBudget && run.stalls >= this.config.RUN_MAX_STALLS) {
      await this.fail(run, `${failure.message} ${givenUpWords(run.stalls)}`);
      return undefined;
    }
    const waitMs = pauseMs({
      firstMs: this.config.RUN_PAUSE_MS,
      stalls: run.stalls,
      retryAfterMs: failure.retryAfterMs,
      random: Math.random(),
    });
    await this.leases.pause(run, { reason: failure.message, pauseMs: waitMs, isCounted: !isBudget });
    tellRunState('waiting');
    return waitMs;
  }

  private async settleDefect(run: RunRecord, error: unknown): Promise<void> {
    const name = error instanceof Error ? error.name : typeof error;
    const stack =
      error instanceof Error
        ? error.stack
            ?.split('\n')
            .filter((line) => /^\s+at /.test(line))
            .slice(0, 12)
        : undefined;
    // Messages of unexpected errors may quote a record: only where it happened is logged.
    this.logger.error(
      { runId: run.id, organizationId: run.organizationId, errorName: name, stack },
      'a run failed unexpectedly',
    );
    await this.fail(run, defectWords);
  }

  private fail(run: RunRecord, reason: string): Promise<void> {
    return this.end(run, { state: 'failed', reason });
  }

  private async end(run: RunRecord, end: { state: 'cancelled' } | { state: 'failed'; reason: string }): Promise<void> {
    await this.leases.end(run, end);
    tellRunState(end.state);
  }
}

const defectWords =
  'Something unexpected went wrong inside Koppel. What was delivered so far is kept, and nothing is delivered twice. ' +
  'Run the flow again; if it fails again, report it with the time of this run.';
const stalledWords =
  'The run was begun several times and never got any further, so it was ended. Nothing is lost: the next run goes on from the same place. ' +
  'If that fails too, report it with the time of this run.';

function givenUpWords(times: number): string {
  return `After ${times} tries without any progress the run was ended. Nothing is lost: once the application answers again, the next run goes on from the same place.`;
}
