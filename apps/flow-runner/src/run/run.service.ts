import { Inject, Injectable } from '@nestjs/common';
import type { Connector } from '@koppel/connector-sdk';
import {
  AppError,
  type MessageContext,
  type ParsedRequestOf,
  type ReplyOf,
  type Run,
  type RunId,
  type runList,
  type runLogList,
  type runStart,
} from '@koppel/contracts';
import { Database, Outbox } from '@koppel/service-kit';
import type { EntityManager } from 'typeorm';
import { BudgetRepository } from '../budget/budget.repository.js';
import { CONNECTORS } from '../config.js';
import { FlowService } from '../flow/flow.service.js';
import { RunLeaseRepository } from './run-lease.repository.js';
import { RunRepository } from './run.repository.js';
import { activeStates, toRun, type RunRecord } from './run.js';

export function alreadyActive(): AppError {
  return new AppError(
    'run.already_active',
    'This flow is running already, or waits to go on. Two runs of one flow never overlap: wait for it, or cancel it first.',
  );
}

function waitsForLimit(until: string): AppError {
  return new AppError(
    'run.waits_for_limit',
    "The application's limit on calls is used up, and a call made before it ends would be refused and may prolong it. The run goes on by itself then; nothing needs to be done.",
    { details: { until } },
  );
}

/** Starting, showing and cancelling runs. */
@Injectable()
export class RunService {
  constructor(
    private readonly database: Database,
    private readonly runs: RunRepository,
    private readonly leases: RunLeaseRepository,
    private readonly flows: FlowService,
    private readonly outbox: Outbox,
    private readonly budgets: BudgetRepository,
    @Inject(CONNECTORS) private readonly connectors: readonly Connector[],
  ) {}

  async start(request: ParsedRequestOf<typeof runStart>, context: MessageContext): Promise<Run> {
    const { organizationId } = context;
    const { fromStart } = request;
    const flow = await this.flows.getRunnable(request.flowId, context);
    const kind = request.kind === 'sync' && fromStart ? 'reconcile' : request.kind;
    const options = kind === 'preview' && fromStart ? { fromStart } : {};
    const run = await this.database.forOrganization(organizationId, async (transaction) => {
      const queued = await this.runs.insertQueued(transaction, {
        organizationId,
        flow,
        kind,
        trigger: 'manual',
        options,
      });
      if (queued ?? kind === 'preview') return queued;
      // A person need not wait for the end of a pause: what waits goes on.
      const woken = await this.runs.wake(transaction, flow.id, fromStart ? kind : undefined);
      if (woken) {
        await this.liftBlock(transaction, woken);
        return woken;
      }
      const until = await this.runs.fixedWaitOf(transaction, flow.id);
      if (until !== undefined) throw waitsForLimit(until);
      return undefined;
    });
    if (!run) throw alreadyActive();
    this.outbox.nudge();
    return toRun(run);
  }

  /** The application asked for a pause, and a person calls it all the same. */
  private async liftBlock(transaction: EntityManager, { reason, flow }: RunRecord): Promise<void> {
    if (reason?.code !== 'http.rate_limit') return;
    const application = this.connectors.find(({ name }) => name === reason.params['application'])?.id;
    if (application !== undefined) await this.budgets.liftBlock(transaction, { application, flow });
  }

  get(runId: RunId, { organizationId }: MessageContext): Promise<Run> {
    return this.database.forOrganization(organizationId, async (transaction) =>
      toRun(await this.find(transaction, runId)),
    );
  }

  async list(
    filter: ParsedRequestOf<typeof runList>,
    { organizationId }: MessageContext,
  ): Promise<ReplyOf<typeof runList>> {
    const page = await this.database.forOrganization(organizationId, (transaction) =>
      this.runs.list(transaction, organizationId, filter),
    );
    return { items: page.items.map(toRun), next: page.next };
  }

  log(
    request: ParsedRequestOf<typeof runLogList>,
    { organizationId }: MessageContext,
  ): Promise<ReplyOf<typeof runLogList>> {
    return this.database.forOrganization(organizationId, async (transaction) => {
      await this.find(transaction, request.runId);
      return this.runs.log(transaction, request);
    });
  }

  /** A run that no runner holds is cancelled at once, a running one after its current page. */
  async cancel(runId: RunId, { organizationId }: MessageContext): Promise<Run> {
    const cancelled = await this.database.forOrganization(organizationId, async (transaction): Promise<RunRecord> => {
      const run = await this.find(transaction, runId, { isLocked: true });
      if (!activeStates.includes(run.state)) throw notCancellable(run);
      if (run.state !== 'running') return (await this.leases.endIn(transaction, run, { state: 'cancelled' })) ?? run;
      await this.runs.requestCancel(transaction, run);
      return run;
    });
    this.outbox.nudge();
    return toRun(cancelled);
  }

  /** @throws AppError `run.not_found` */
  async find(transaction: EntityManager, runId: RunId, options: { isLocked?: boolean } = {}): Promise<RunRecord> {
    const run = await this.runs.find(transaction, runId, options);
    if (run) return run;
    throw new AppError(
      'run.not_found',
      'There is no such run in this organization. Go back to the list of runs and choose another.',
    );
  }
}

function notCancellable(run: RunRecord): AppError {
  return new AppError(
    'run.not_cancellable',
    `The run has ended already (${run.state}), so there is nothing to cancel.`,
  );
}
