import { Inject, Injectable, Logger, type OnModuleDestroy } from '@nestjs/common';
import { DeadlineExceeded, inSpan, linksTo, SERVICE_CONFIG, withDeadline, withLogContext } from '@koppel/service-kit';
import { randomUUID } from 'node:crypto';
import type { FlowRunnerConfig } from '../config.js';
import { runnerSlots } from '../metrics.js';
import { RunLeaseRepository } from '../run/run-lease.repository.js';
import type { RunRecord, RunRef } from '../run/run.js';
import { RunExecutor } from './run-executor.service.js';
import { RunLease, RunnerStopping } from './run-lease.js';

interface ActiveRun {
  lease: RunLease;
  done: Promise<void>;
}

/** Pauses up to this long are ended by this process's own timer; the sweeper finds the others. */
const maxOwnWaitMs = 60_000;

/** How long stopped calls may take to come back. */
const abortMs = 4_000;

/** The runs that this process executes, up to `MAX_CONCURRENT_RUNS` at once. */
@Injectable()
export class RunPool implements OnModuleDestroy {
  private readonly logger = new Logger('RunPool');
  private readonly owner = `flow-runner-${randomUUID()}`;
  private readonly active = new Map<string, ActiveRun>();
  private readonly wakeUps = new Set<NodeJS.Timeout>();
  private freed: (() => void)[] = [];
  private claiming = 0;
  private isStopping = false;

  constructor(
    @Inject(SERVICE_CONFIG) private readonly config: FlowRunnerConfig,
    private readonly leases: RunLeaseRepository,
    private readonly executor: RunExecutor,
  ) {
    this.observeSlots();
  }

  get free(): number {
    return this.isStopping ? 0 : this.config.MAX_CONCURRENT_RUNS - this.active.size - this.claiming;
  }

  /** Resolves when a slot may have become free, at the latest after `timeoutMs`. */
  async waitForSlot(timeoutMs: number): Promise<void> {
    if (this.free > 0) return;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, timeoutMs);
      this.freed.push(() => {
        clearTimeout(timer);
        resolve();
      });
    });
  }

  /** Claims a run if it is due, and starts to execute it. */
  async take(ref: RunRef): Promise<void> {
    if (this.isStopping) return;
    this.claiming += 1;
    try {
      const claimedAtMs = Date.now();
      const { RUN_LEASE_MS: leaseMs } = this.config;
      const run = await this.leases.claim(ref, { owner: this.owner, leaseMs });
      if (run) this.begin(run, claimedAtMs);
    } finally {
      this.claiming -= 1;
      this.wakeWaiting();
    }
  }

  /** Claims no more runs; current pages are finished, what takes too long is aborted, every run is given back. */
  async onModuleDestroy(): Promise<void> {
    this.isStopping = true;
    this.wakeWaiting();
    for (const timer of this.wakeUps) clearTimeout(timer);
    const all = Promise.all([...this.active.values()].map(({ done }) => done));
    if (await isDoneWithin(all, this.config.RUN_DRAIN_MS)) return;
    for (const { lease } of this.active.values()) lease.abort(new RunnerStopping());
    if (await isDoneWithin(all, abortMs)) return;
    this.logger.warn('a run did not stop in time; it is taken over once its lease has ended');
  }

  private begin(run: RunRecord, claimedAtMs: number): void {
    const { RUN_LEASE_MS: leaseMs } = this.config;
    const lease = new RunLease(run, { leaseMs, claimedAtMs, renew: (held) => this.leases.renew(held, leaseMs) });
    const key = `${run.id}/${run.fence}`;
    const ids = { runId: run.id, organizationId: run.organizationId, flowId: run.flowId };
    const span = { ...spanOf(run), links: linksTo(run.options.traceparent) };
    const done = withLogContext(ids, () => inSpan(span, () => this.work(run, lease))).finally(() => {
      this.active.delete(key);
      this.observeSlots();
      this.wakeWaiting();
    });
    this.active.set(key, { lease, done });
    this.observeSlots();
  }

  private async work(run: RunRecord, lease: RunLease): Promise<void> {
    const ids = { runId: run.id, organizationId: run.organizationId, flowId: run.flowId };
    this.logger.log({ ...ids, attempt: run.attempts }, 'run taken');
    try {
      const waitMs = await this.executor.execute(run, lease, () => this.isStopping);
      if (waitMs !== undefined && waitMs <= maxOwnWaitMs) this.wakeLater(run, waitMs);
    } catch (error: unknown) {
      this.logger.error({ ...ids, err: error }, 'a run could not be executed');
    } finally {
      lease.end();
    }
  }

  private wakeLater(run: RunRecord, waitMs: number): void {
    if (this.isStopping) return;
    const timer = setTimeout(() => {
      this.wakeUps.delete(timer);
      if (this.free <= 0) return;
      // Should it not work, the sweeper takes it a little later.
      this.take({ organizationId: run.organizationId, runId: run.id }).catch(() => undefined);
    }, waitMs + 20);
    this.wakeUps.add(timer);
  }

  private observeSlots(): void {
    runnerSlots.set({ state: 'busy' }, this.active.size);
    runnerSlots.set({ state: 'free' }, this.config.MAX_CONCURRENT_RUNS - this.active.size);
  }

  private wakeWaiting(): void {
    const waiting = this.freed;
    this.freed = [];
    for (const wake of waiting) wake();
  }
}

async function isDoneWithin(work: Promise<unknown>, timeoutMs: number): Promise<boolean> {
  try {
    await withDeadline({ timeoutMs, name: 'the runs of this process' }, () => work);
    return true;
  } catch (error: unknown) {
    if (error instanceof DeadlineExceeded) return false;
    throw error;
  }
}

/** A run's span by OpenTelemetry's messaging conventions. Ids only: no title, no setting. */
function spanOf({ id, organizationId, flowId, entity, kind, trigger, attempts }: RunRecord) {
  return {
    name: `run ${entity}`,
    attributes: {
      'messaging.system': 'nats',
      'messaging.destination.name': 'work.v1.run',
      'messaging.operation.name': 'process',
      'messaging.operation.type': 'process',
      'koppel.run.id': id,
      'koppel.organization.id': organizationId,
      'koppel.flow.id': flowId,
      'koppel.entity': entity,
      'koppel.run.kind': kind,
      'koppel.trigger': trigger,
      'koppel.run.attempt': attempts,
    },
  };
}
