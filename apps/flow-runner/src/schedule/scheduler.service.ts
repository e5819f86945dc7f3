import { Inject, Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { scheduledFlowList, systemContextSchema } from '@koppel/contracts';
import { ContractClient, Nats, SERVICE_CONFIG } from '@koppel/service-kit';
import type { FlowRunnerConfig } from '../config.js';
import { AutomaticRuns } from './automatic-runs.service.js';
import { nextTime } from './next-time.js';
import { ScheduleRepository, type ScheduledFlow } from './schedule.repository.js';

const perTick = 50;
const systemContext = systemContextSchema.parse({
  organizationId: null,
  actor: { kind: 'service', name: 'flow-runner' },
});

/** Keeps the schedules as the settings say, and starts what is due. Every replica does; the database decides who was first. */
@Injectable()
export class Scheduler implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger('Scheduler');
  private timers: NodeJS.Timeout[] = [];
  private ticking: Promise<void> | undefined;
  private reconciling: Promise<void> | undefined;
  private isStopping = false;

  constructor(
    @Inject(SERVICE_CONFIG) private readonly config: FlowRunnerConfig,
    private readonly client: ContractClient,
    private readonly nats: Nats,
    private readonly schedules: ScheduleRepository,
    private readonly runs: AutomaticRuns,
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

  /** Looks now; also after an application called. */
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
      (due) => this.runs.fire(due),
    );
    await this.tryEach(
      'a wanted run',
      () => this.schedules.wanted(perTick),
      (wanted) => this.runs.startWanted(wanted),
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
      this.logger.warn({ err: error }, `${what} could not be looked for; trying again soon`);
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
      await this.schedules.forgetOldFirings();
    } catch (error: unknown) {
      this.logger.debug({ err: error }, 'the schedules could not be read; the known ones stay');
    }
  }
}
