import { Inject, Injectable, Logger } from '@nestjs/common';
import type { ConnectionId } from '@koppel/contracts';
import { createConnectorContext, type Connector } from '@koppel/connector-sdk';
import { SERVICE_CONFIG } from '@koppel/service-kit';
import { Accesses } from '../access/accesses.service.js';
import { Budgets } from '../budget/budgets.service.js';
import type { FlowRunnerConfig } from '../config.js';
import type { RunRecord } from '../run/run.js';
import { CONNECTORS } from '../tokens.js';
import { planFlow, type FlowPlan, type OpenEnd } from './flow-plan.js';
import { at, RunFailure } from './trouble.js';

const longestCallMs = 20_000;

/** Opens both ends of a flow for one run: access, budget and the connectors' parts. */
@Injectable()
export class FlowOpener {
  private readonly logger = new Logger('Connector');

  constructor(
    @Inject(SERVICE_CONFIG) private readonly config: FlowRunnerConfig,
    @Inject(CONNECTORS) private readonly connectors: readonly Connector[],
    private readonly accesses: Accesses,
    private readonly budgets: Budgets,
  ) {}

  /** Opens a flow, does the work with it, and closes it whatever happens. */
  async withFlow<T>(run: RunRecord, signal: AbortSignal, work: (plan: FlowPlan) => Promise<T>): Promise<T> {
    const opened: ConnectionId[] = [];
    const open = async (connectionId: ConnectionId): Promise<OpenEnd> => {
      const end = await this.openEnd(run, { connectionId, signal });
      opened.push(connectionId);
      return end;
    };
    try {
      const source = await at('source', () => open(run.flow.sourceConnectionId));
      const target = await at('target', () => open(run.flow.targetConnectionId));
      return await work(planFlow({ entity: run.entity, settings: run.flow.settings, source, target }));
    } finally {
      await Promise.all(opened.map((connectionId) => this.budgets.close(connectionId)));
    }
  }

  private async openEnd(
    run: RunRecord,
    { connectionId, signal }: { connectionId: ConnectionId; signal: AbortSignal },
  ): Promise<OpenEnd> {
    const { organizationId } = run;
    const { applicationId, fields } = await this.accesses.open(organizationId, connectionId);
    const connector = this.connectors.find(({ id }) => id === applicationId);
    if (!connector) {
      throw new RunFailure(
        `This version of Koppel has no connector for "${applicationId}". Ask your administrator to update Koppel.`,
      );
    }
    const override = this.config.KOPPEL_APPLICATION_HOSTS[applicationId];
    const budget = await this.budgets.open({ organizationId, connectionId }, connector.limits(fields));
    const ids = { runId: run.id, organizationId, application: connector.id };
    const context = createConnectorContext({
      connector,
      fields,
      host: override === undefined ? {} : { override: override.replace(/\/$/, '') },
      access: this.accesses.providerOf(organizationId, connectionId),
      budget,
      outbound: {
        allowPrivateAddresses: this.config.KOPPEL_ALLOW_PRIVATE_ADDRESSES,
        timeoutMs: Math.min(longestCallMs, Math.floor(this.config.RUN_LEASE_MS / 3)),
      },
      signal,
      log: {
        info: (message, details) => this.logger.log({ ...ids, ...details }, message),
        warn: (message, details) => this.logger.warn({ ...ids, ...details }, message),
      },
    });
    return { connector, context, concurrency: () => budget.slots.capacity };
  }
}
