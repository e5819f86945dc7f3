import { Inject, Injectable, Logger, type OnApplicationBootstrap } from '@nestjs/common';
import { AppError, scheduledFlowList, type Flow } from '@koppel/contracts';
import {
  Background,
  ContractClient,
  Database,
  inSpan,
  type Interval,
  Nats,
  organizationContext,
  Outbox,
  SERVICE_CONFIG,
  systemContext,
} from '@koppel/service-kit';
import type { FlowRunnerConfig } from '../config.js';
import { FlowService, type FlowRef } from '../flow/flow.service.js';
import { RunRepository } from '../run/run.repository.js';
import { nextTime } from './schedule.js';
import { ScheduleRepository, type DueSchedule, type ScheduledFlow } from './schedule.repository.js';

const perTick = 50;

/** Reasons not to run a flow now that a person or its next planned time resolves: trying again does not help. */
const reasonsToPass: readonly AppError['code'][] = [
  'flow.not_found',
  'connection.needs_attention',
  'connection.not_found',
];

/**
 * Starts the runs that no person starts, and keeps the schedules equal to the settings. Every replica does; the database
 * decides which is first.
 */
@Injectable()
export class SchedulerService implements OnApplicationBootstrap {
  private readonly logger = new Logger('SchedulerService');
  private start: Interval | undefined;

  constructor(
    @Inject(SERVICE_CONFIG) private readonly config: FlowRunnerConfig,
    private readonly background: Background,
    private readonly client: ContractClient,
    private readonly nats: Nats,
    private readonly database: Database,
    private readonly schedules: ScheduleRepository,
    private readonly runs: RunRepository,
    private readonly flows: FlowService,
    private readonly outbox: Outbox,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    const { SCHEDULE_TICK_MS, SCHEDULE_RECONCILE_MS } = this.config;
    this.start = this.background.interval({
      name: 'due runs',
      everyMs: SCHEDULE_TICK_MS,
      work: (signal) => this.startDue(signal),
    });
    const reconcile = this.background.interval({
      name: 'schedules',
      everyMs: SCHEDULE_RECONCILE_MS,
      isImmediate: true,
      work: (signal) => this.reconcile(signal),
    });
    // The event is only the fast path; the interval finds every change that it missed.
    const connection = await this.nats.connection();
    connection.subscribe('settings.v1.flow.changed', { callback: () => reconcile.trigger() });
  }

  /** Starts what is due now; for an application that has requested a run. */
  tick(): void {
    this.start?.trigger();
  }

  private async startDue(signal: AbortSignal): Promise<void> {
    await this.startEach(signal, await this.schedules.due(perTick), {
      name: 'fire schedule',
      start: (due) => this.fire(due),
    });
    await this.startEach(signal, await this.schedules.requested(perTick), {
      name: 'start requested run',
      start: (request) => this.startRequested(request),
    });
  }

  private async startEach<Item extends FlowRef>(
    signal: AbortSignal,
    items: readonly Item[],
    { name, start }: { name: string; start: (item: Item) => Promise<void> },
  ): Promise<void> {
    for (const item of items) {
      if (signal.aborted) return;
      await inSpan(spanOf(name, item), () => start(item)).catch((error: unknown) =>
        this.logger.warn({ err: error, flowId: item.flowId }, `${name}: a run could not be started; trying again soon`),
      );
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
      const flow = await this.flows.getRunnable(flowId, organizationContext('flow-runner', organizationId));
      return flow.isEnabled ? flow : undefined;
    } catch (error: unknown) {
      if (!(error instanceof AppError) || !reasonsToPass.includes(error.code)) throw error;
      this.logger.log({ flowId, organizationId, code: error.code }, 'a run was not started');
      return undefined;
    }
  }

  private async reconcile(signal: AbortSignal): Promise<void> {
    const flows: ScheduledFlow[] = [];
    let after: ScheduledFlow['flowId'] | undefined;
    do {
      const page = await this.client.call(scheduledFlowList, { after }, systemContext('flow-runner'));
      flows.push(...page.items);
      after = page.next ?? undefined;
    } while (after !== undefined && !signal.aborted);
    if (signal.aborted) return;
    const now = await this.schedules.now();
    await this.schedules.replaceAll(flows, ({ schedule }) => nextTime(schedule, now));
    await this.schedules.deleteOldFirings();
  }
}

/** Each starts a trace of its own: the search for due runs may itself have been woken by a request. */
function spanOf(name: string, { flowId, organizationId }: FlowRef) {
  return { name, attributes: { 'koppel.flow.id': flowId, 'koppel.organization.id': organizationId }, carrier: {} };
}
