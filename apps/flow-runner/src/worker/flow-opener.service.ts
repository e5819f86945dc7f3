import { Inject, Injectable, Logger } from '@nestjs/common';
import type { ConnectionId, FlowId } from '@koppel/contracts';
import { createConnectorContext, type AccessProvider } from '@koppel/connector-host';
import type { Connector, Fields } from '@koppel/connector-sdk';
import { observeApplicationCall, SERVICE_CONFIG } from '@koppel/service-kit';
import { AccessCacheService } from './access-cache.service.js';
import { BudgetService, type OpenBudget } from '../budget/budget.service.js';
import {
  ApplicationFailure,
  onSide,
  planFlow,
  RunFailure,
  type Endpoint,
  type FlowPlan,
  type Side,
} from '@koppel/sync-engine';
import { reason } from '../reasons.js';
import type { RunRecord } from '../run/run.js';
import { CONNECTORS, type FlowRunnerConfig } from '../config.js';
import { historyOf } from '../flow/flow-start.js';

/** The run has ended, so calls that it still has in flight end too. */
class FlowClosed extends Error {
  constructor() {
    super('the run has ended');
    this.name = 'FlowClosed';
  }
}

interface Opening {
  organizationId: string;
  connectionId: ConnectionId;
  /** What lines of the log name. */
  ids: Record<string, string>;
  signal: AbortSignal;
  /** Called once there is a budget to close. */
  onBudget: (budget: OpenBudget) => void;
  /** Called with the epoch of each access token that calls are made with. */
  onAccess: (epoch: number) => void;
}

/** A connection to work with beside runs. */
export interface ConnectionRef {
  organizationId: string;
  connectionId: ConnectionId;
  flowId: FlowId;
}

/** Opens both sides of a flow for one run, or a connection alone: access, budget and the connectors' readers and writers. */
@Injectable()
export class FlowOpener {
  private readonly logger = new Logger('Connector');

  constructor(
    @Inject(SERVICE_CONFIG) private readonly config: FlowRunnerConfig,
    @Inject(CONNECTORS) private readonly connectors: readonly Connector[],
    private readonly accesses: AccessCacheService,
    private readonly budgets: BudgetService,
  ) {}

  /** Opens a flow, does the work with it, and closes it whatever happens. */
  async withFlow<T>(run: RunRecord, signal: AbortSignal, work: (plan: FlowPlan) => Promise<T>): Promise<T> {
    const opened: OpenBudget[] = [];
    const closing = new AbortController();
    const ending = AbortSignal.any([signal, closing.signal]);
    const epochs: Partial<Record<Side, number>> = {};
    const open = (side: Side, connectionId: ConnectionId): Promise<Endpoint> => {
      const onBudget = (budget: OpenBudget) => opened.push(budget);
      const onAccess = (epoch: number) => (epochs[side] = epoch);
      const { organizationId, id: runId } = run;
      const opening = { organizationId, connectionId, ids: { runId }, signal: ending, onBudget, onAccess };
      return onSide(side, () => this.openEndpoint(opening));
    };
    try {
      const source = await open('source', run.flow.sourceConnectionId);
      const target = await open('target', run.flow.targetConnectionId);
      const { settings } = run.flow;
      return await work(planFlow({ entity: run.entity, settings, source, target, ...historyOf(run.flow) }));
    } catch (error: unknown) {
      if (error instanceof ApplicationFailure) error.epoch = epochs[error.side];
      throw error;
    } finally {
      // A page that is being read ahead is not needed any more.
      closing.abort(new FlowClosed());
      await Promise.all(opened.map((budget) => budget.close()));
    }
  }

  /**
   * Opens a connection outside of runs, does the work with it, and closes it whatever happens.
   *
   * @throws AccessFailure or ConnectorFailure
   */
  async withConnection<T>(
    { organizationId, connectionId, flowId }: ConnectionRef,
    signal: AbortSignal,
    work: (endpoint: Endpoint) => Promise<T>,
  ): Promise<T> {
    let opened: OpenBudget | undefined;
    const onBudget = (budget: OpenBudget) => (opened = budget);
    const opening = { organizationId, connectionId, ids: { flowId }, signal, onBudget, onAccess: () => undefined };
    try {
      return await work(await this.openEndpoint(opening));
    } finally {
      await opened?.close();
    }
  }

  private async openEndpoint(opening: Opening): Promise<Endpoint> {
    const { organizationId, connectionId, signal, onBudget, onAccess } = opening;
    const { applicationId, fields } = await this.accesses.open(organizationId, connectionId);
    const connector = this.connectors.find(({ id }) => id === applicationId);
    if (!connector) {
      throw new RunFailure(reason('runs.connector_missing', { application: applicationId }));
    }
    const override = this.config.KOPPEL_APPLICATION_HOSTS[applicationId];
    const account = accountOf(connector, fields, connectionId);
    const key = { organizationId, application: connector.id, account };
    const open = await this.budgets.open(key, connectionId, connector.limits(fields));
    onBudget(open);
    const { budget, pace } = open;
    const ids = { ...opening.ids, organizationId, application: connector.id };
    const context = createConnectorContext({
      connector,
      fields,
      host: override === undefined ? {} : { override: override.replace(/\/$/, '') },
      serviceHosts: this.config.KOPPEL_APPLICATION_HOSTS,
      access: observed(this.accesses.providerOf(organizationId, connectionId), onAccess),
      budget,
      outbound: {
        allowPrivateAddresses: this.config.KOPPEL_ALLOW_PRIVATE_ADDRESSES,
        observe: (call) => {
          observeApplicationCall(call);
          pace.ended(call);
        },
        timeoutMs: () => pace.timeoutMs,
      },
      signal,
      log: {
        info: (message, details) => this.logger.log({ ...ids, ...details }, message),
        warn: (message, details) => this.logger.warn({ ...ids, ...details }, message),
      },
    });
    return { connector, context, concurrency: () => budget.slots.capacity, pace };
  }
}

/** What the application counts calls of a connection by. */
export function accountOf(connector: Connector, fields: Fields, connectionId: ConnectionId): string {
  return connector.budgetKey?.(fields) ?? connectionId;
}

/** The same accesses; `onAccess` gets the epoch of each. */
function observed(accesses: AccessProvider, onAccess: (epoch: number) => void): AccessProvider {
  const observe = async (request: ReturnType<AccessProvider['current']>) => {
    const access = await request;
    onAccess(access.epoch);
    return access;
  };
  return { current: () => observe(accesses.current()), renew: (refusedEpoch) => observe(accesses.renew(refusedEpoch)) };
}
