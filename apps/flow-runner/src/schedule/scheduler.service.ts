import { Inject, Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { AppError, scheduledFlowList, systemContextSchema, type Flow } from '@koppel/contracts';
import { ContractClient, Database, inSpan, Nats, Outbox, SERVICE_CONFIG } from '@koppel/service-kit';
import type { FlowRunnerConfig } from '../config.js';
import { FlowService, serviceContext, type FlowRef } from '../flow/flow.service.js';
import { RunRepository } from '../run/run.repository.js';
import { nextTime } from './schedule.js';
import { ScheduleRepository, type DueSchedule, type ScheduledFlow } from './schedule.repository.js';

const perTick = 50;
const systemContext = systemContextSchema.parse({
  organizationId: null,
  actor: { kind: 'service', name: 'flow-runner' },
});

/** Reasons not to run a flow now that a person or its next planned time resolves: trying again does not help. */
const reasonsToPass: readonly AppError['code'][] = [
  'flow.not_found',
  'connection.needs_attention',
  'connection.not_found',
];

/** Starts the runs that no person starts, and keeps the schedules equal to the settings. Every replica does; the database decides which is first. */
@Injectable()
export class SchedulerService implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger('SchedulerService');
  private timers: NodeJS.Timeout[] = [];
  private ticking: Promise<void> | undefined;
  private reconciling: Promise<void> | undefined;
  private isStopping = false;

  constructor(
    @Inject(SERVICE_CONFIG) private readonly config: FlowRunnerConfig,
    private readonly client: ContractClient,
    private readonly nats: Nats,
    private readonly database: Database,
    private readonly schedules: ScheduleRepository,
    private readonly runs: RunRepository,
    private readonly flows: FlowService,
    private readonly outbox: Outbox,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    this.timers = [
      setInterval(() => this.tick(), this.config.SCHEDULE_TICK_MS),
      setInterval(() => this.reconcile(), this.config.SCHEDULE_RECONCILE_MS),
    ];
    // The event is only the fast path; the interval finds every change that it missed.
    const connection = await this.nats.connection();
    connection.subscribe('settings.v1.flow.changed', { callback: () => this.reconcile() });
    this.reconcile();
  }

  async onModuleDestroy(): Promise<void> {
    this.isStopping = true;
    this.timers.forEach((timer) => clearInterval(timer));
    await Promise.all([this.ticking, this.reconciling]);
  }

  /** Starts what is due now; also called after an application requested a run. */
  tick(): void {
    if (!this.isStopping) this.ticking ??= this.startDue().finally(() => (this.ticking = undefined));
  }

  private reconcile(): void {
    if (!this.isStopping) this.reconciling ??= this.takeOver().finally(() => (this.reconciling = undefined));
  }

  private async startDue(): Promise<void> {
    await this.tryEach(
      'a planned run',
      () => this.schedules.due(perTick),
      (due) => inSpan(spanOf('fire schedule', due), () => this.fire(due)),
    );
    await this.tryEach(
      'a requested run',
      () => this.schedules.requested(perTick),
      (request) => inSpan(spanOf('start requested run', request), () => this.startRequested(request)),
    );
  }

  private async tryEach<T>(what: string, find: () => Promise<T[]>, start: (item: T) => Promise<void>): Promise<void> {
    try {
      for (const item of await find()) {
        if (this.isStopping) return;
        await start(item).catch((error: unknown) =>
          this.logger.warn({ err: error }, `${what} could not be started; trying again soon`),
        );
      }
    } catch (error: unknown) {
      this.logger.warn({ err: error }, `${what} could not be searched for; trying again soon`);
    }
  }

  /** Fires one planned time, once over all replicas. A flow that is active at that time is not run twice. */
  private async fire(due: DueSchedule): Promise<void> {
    const { flowId, organizationId } = due;
    const flow = await this.findRunnable(due);
    const next = nextTime(due.schedule, await this.schedules.now());
    await this.database.forOrganization(organizationId, async (transaction) => {
      const isOurs = await this.schedules.fire(transaction, due, next);
      if (!isOurs || !flow) return;
      const newRun = { organizationId, flow, kind: 'sync' as const, options: {} };
      const run = await this.runs.insertQueued(transaction, { ...newRun, trigger: 'schedule' });
      if (!run) this.logger.log({ flowId, organizationId }, 'a planned run was left out, the flow is still running');
    });
    this.outbox.nudge();
  }

  private async startRequested(request: FlowRef): Promise<void> {
    const { flowId, organizationId } = request;
    const flow = await this.findRunnable(request);
    await this.database.forOrganization(organizationId, async (transaction) => {
      if (!(await this.schedules.takeRequest(transaction, flowId)) || !flow) return;
      const newRun = { organizationId, flow, kind: 'sync' as const, options: {} };
      const run = await this.runs.insertQueued(transaction, { ...newRun, trigger: 'webhook' });
      // Somebody started a run in between; it may have read the source before the change.
      if (!run) await this.schedules.requestIn(transaction, request);
    });
    this.outbox.nudge();
  }

  /** Undefined: this flow is not to be run now, and trying again would not help. */
  private async findRunnable({ flowId, organizationId }: FlowRef): Promise<Flow | undefined> {
    try {
      const flow = await this.flows.getRunnable(flowId, serviceContext(organizationId));
      return flow.isEnabled ? flow : undefined;
    } catch (error: unknown) {
      if (!(error instanceof AppError) || !reasonsToPass.includes(error.code)) throw error;
      this.logger.log({ flowId, organizationId, code: error.code }, 'a run was not started');
      return undefined;
    }
  }

  private async takeOver(): Promise<void> {
    try {
      const flows: ScheduledFlow[] = [];
      let after: ScheduledFlow['flowId'] | undefined;
      do {
        const page = await this.client.call(scheduledFlowList, { after }, systemContext);
        flows.push(...page.items);
        after = page.next ?? undefined;
      } while (after !== undefined && !this.isStopping);
      if (this.isStopping) return;
      const now = await this.schedules.now();
      await this.schedules.replaceAll(flows, ({ schedule }) => nextTime(schedule, now));
      await this.schedules.deleteOldFirings();
    } catch (error: unknown) {
      this.logger.debug({ err: error }, 'the schedules could not be read; the known ones stay');
    }
  }
}

/** Each starts a trace of its own: the search for due runs may itself have been woken by a request. */
function spanOf(name: string, { flowId, organizationId }: FlowRef) {
  return { name, attributes: { 'koppel.flow.id': flowId, 'koppel.organization.id': organizationId }, carrier: {} };
}
