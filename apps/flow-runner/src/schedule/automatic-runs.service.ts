import { Injectable, Logger } from '@nestjs/common';
import { AppError, messageContextSchema, type Flow, type MessageContext } from '@koppel/contracts';
import { Database, inSpan, Outbox } from '@koppel/service-kit';
import { RunRepository } from '../run/run.repository.js';
import { RunStarter } from '../run/run-starter.service.js';
import { nextTime } from './next-time.js';
import { ScheduleRepository, type DueSchedule, type WantedRun } from './schedule.repository.js';

/** Reasons not to run a flow now that need no trying again: a person or the next time mends them. */
const reasonsToPass: readonly AppError['code'][] = [
  'flow.not_found',
  'connection.needs_attention',
  'connection.not_found',
];

/** Starts the runs that no person asks for: by schedule, or because an application called. */
@Injectable()
export class AutomaticRuns {
  private readonly logger = new Logger('AutomaticRuns');

  constructor(
    private readonly database: Database,
    private readonly schedules: ScheduleRepository,
    private readonly runs: RunRepository,
    private readonly starter: RunStarter,
    private readonly outbox: Outbox,
  ) {}

  /** Fires one planned time, once over all replicas. A flow that is active at that time is not run twice. */
  fire(due: DueSchedule): Promise<void> {
    return inSpan(spanOf('fire schedule', due), () => this.firePlanned(due));
  }

  startWanted(wanted: WantedRun): Promise<void> {
    return inSpan(spanOf('start wanted run', wanted), () => this.startAsked(wanted));
  }

  private async firePlanned(due: DueSchedule): Promise<void> {
    const { flowId, organizationId } = due;
    const flow = await this.runnableFlow(due);
    const next = nextTime(due.schedule, await this.schedules.now());
    await this.database.forOrganization(organizationId, async (transaction) => {
      const isOurs = await this.schedules.fire(transaction, due, next);
      if (!isOurs || !flow) return;
      const run = await this.runs.insertQueued(transaction, { organizationId, flow, trigger: 'schedule', options: {} });
      if (!run) this.logger.log({ flowId, organizationId }, 'a planned run was left out, the flow is still running');
    });
    this.outbox.nudge();
  }

  private async startAsked(wanted: WantedRun): Promise<void> {
    const { flowId, organizationId } = wanted;
    const flow = await this.runnableFlow(wanted);
    await this.database.forOrganization(organizationId, async (transaction) => {
      if (!(await this.schedules.takeWanted(transaction, flowId)) || !flow) return;
      const run = await this.runs.insertQueued(transaction, { organizationId, flow, trigger: 'webhook', options: {} });
      // Somebody started a run in between; it may have read the source before the change.
      if (!run)
        await transaction.query('insert into wanted_run (flow_id, organization_id) values ($1, $2)', [
          flowId,
          organizationId,
        ]);
    });
    this.outbox.nudge();
  }

  /** Undefined: this flow is not to be run now, and trying again would not help. */
  private async runnableFlow({ flowId, organizationId }: WantedRun): Promise<Flow | undefined> {
    const context: MessageContext = messageContextSchema.parse({
      organizationId,
      actor: { kind: 'service', name: 'flow-runner' },
    });
    try {
      const flow = await this.starter.runnableFlow(flowId, context);
      return flow.isEnabled ? flow : undefined;
    } catch (error: unknown) {
      if (!(error instanceof AppError) || !reasonsToPass.includes(error.code)) throw error;
      this.logger.log({ flowId, organizationId, code: error.code }, 'a run was not started');
      return undefined;
    }
  }
}

/** Each begins a trace of its own: what looks for due runs may itself have been woken by a request. */
function spanOf(name: string, { flowId, organizationId }: WantedRun) {
  return { name, attributes: { 'koppel.flow.id': flowId, 'koppel.organization.id': organizationId }, carrier: {} };
}
