import { Inject, Injectable, Logger, type OnApplicationBootstrap } from '@nestjs/common';
import type { Msg } from '@nats-io/transport-node';
import { ConnectorFailure, type Connector, type ConnectorHooks } from '@koppel/connector-sdk';
import {
  enabledFlowList,
  eventData,
  eventSchema,
  type ConnectionId,
  type Flow,
  type MessageContext,
} from '@koppel/contracts';
import {
  Background,
  ContractClient,
  type Interval,
  Nats,
  organizationContext,
  SERVICE_CONFIG,
  systemContext,
} from '@koppel/service-kit';
import { RunFailure } from '@koppel/sync-engine';
import { CONNECTORS, type FlowRunnerConfig } from '../config.js';
import { FlowService, type FlowRef } from '../flow/flow.service.js';
import { accountOf, FlowOpener } from '../worker/flow-opener.service.js';
import { HookAddressService } from './hook-address.service.js';
import { HookRepository, type FlowHook } from './hook.repository.js';

const connectionChanged = eventSchema(
  'connections.v1.connection.changed',
  eventData['connections.v1.connection.changed'],
);
const perClaim = 20;
/** Longer than the calls for one flow take. */
const leaseMs = 300_000;

/** The webhooks that a flow is to have. */
interface WantedHooks {
  connectionId: ConnectionId;
  hooks: ConnectorHooks;
  topics: readonly string[];
}

/**
 * Makes the webhooks of enabled flows at their applications, looks at them now and then, and removes them with the flow. Whatever
 * fails is told on the flow and tried again; the flow runs by its schedule.
 */
@Injectable()
export class HookMaker implements OnApplicationBootstrap {
  private readonly logger = new Logger('HookMaker');
  private sweep: Interval | undefined;

  constructor(
    @Inject(SERVICE_CONFIG) private readonly config: FlowRunnerConfig,
    @Inject(CONNECTORS) private readonly connectors: readonly Connector[],
    private readonly background: Background,
    private readonly client: ContractClient,
    private readonly nats: Nats,
    private readonly flows: FlowService,
    private readonly opener: FlowOpener,
    private readonly addresses: HookAddressService,
    private readonly hooks: HookRepository,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    const { HOOK_SWEEP_MS: everyMs } = this.config;
    const work = (signal: AbortSignal) => this.work(signal);
    this.sweep = this.background.interval({ name: 'flow hooks', everyMs, isImmediate: true, work });
    const connection = await this.nats.connection();
    // Events are only the fast path; the interval finds what they missed.
    connection.subscribe('settings.v1.flow.changed', { callback: () => this.checkNow() });
    connection.subscribe('connections.v1.connection.changed', {
      callback: (error, message) => {
        if (!error) void this.follow(message);
      },
    });
  }

  /** Looks at what is due without waiting for the interval. */
  checkNow(): void {
    this.sweep?.trigger();
  }

  private async follow(message: Msg): Promise<void> {
    try {
      const event = connectionChanged.parse(message.json());
      if (event.data.state !== 'ready') return;
      await this.hooks.checkConnection(event.organizationid, event.data.connectionId);
      this.checkNow();
    } catch (error: unknown) {
      this.logger.warn({ err: error }, 'webhooks of a changed connection are looked at later');
    }
  }

  private async work(signal: AbortSignal): Promise<void> {
    const callers = this.connectors.filter(({ hooks }) => hooks);
    if (callers.every((connector) => this.addresses.obstacleOf(connector))) return;
    await this.replaceWanted(signal);
    for (;;) {
      const due = await this.hooks.claimDue(perClaim, leaseMs);
      for (const hook of due) {
        if (signal.aborted) return;
        await this.check(hook, signal).catch((error: unknown) => {
          const { flowId, organizationId } = hook;
          this.logger.warn({ err: error, flowId, organizationId }, 'the webhooks of a flow are looked at again later');
        });
      }
      if (due.length < perClaim) return;
    }
  }

  private async replaceWanted(signal: AbortSignal): Promise<void> {
    const flows: FlowRef[] = [];
    let after: FlowRef['flowId'] | undefined;
    do {
      const page = await this.client.call(enabledFlowList, { after }, systemContext('flow-runner'));
      flows.push(...page.items);
      after = page.next ?? undefined;
    } while (after !== undefined && !signal.aborted);
    if (!signal.aborted) await this.hooks.replaceWanted(flows);
  }

  private async check(hook: FlowHook, signal: AbortSignal): Promise<void> {
    const context = organizationContext('flow-runner', hook.organizationId);
    const flow = await this.flows.find(hook.flowId, context);
    const wanted = flow && (await this.wantedFor(flow, context));
    const isElsewhere = hook.connectionId !== null && hook.connectionId !== wanted?.connectionId;
    if (isElsewhere && !(await this.remove(hook, hook.connectionId as ConnectionId, signal))) return;
    if (!wanted) return this.hooks.storeRemoved(hook, flow?.isEnabled ? this.config.HOOK_CHECK_MS : null);
    try {
      await this.ensure(hook, wanted, signal);
    } catch (error: unknown) {
      if (!(error instanceof ConnectorFailure)) throw error;
      await this.hooks.storeMissing(hook, error.reason, this.config.HOOK_RETRY_MS);
    }
  }

  /** Undefined: there are to be none. */
  private async wantedFor(flow: Flow, context: MessageContext): Promise<WantedHooks | undefined> {
    const { sourceConnectionId: connectionId, entity } = flow;
    if (!flow.isEnabled) return undefined;
    const { applicationId } = await this.flows.connection(connectionId, context);
    const connector = this.connectors.find(({ id }) => id === applicationId);
    if (!connector || this.addresses.obstacleOf(connector)) return undefined;
    const { hooks } = connector;
    const topics = hooks?.topics[entity];
    return hooks && topics ? { connectionId, hooks, topics } : undefined;
  }

  private async ensure(hook: FlowHook, wanted: WantedHooks, signal: AbortSignal): Promise<void> {
    const { connectionId, hooks, topics } = wanted;
    await this.hooks.begin(hook, connectionId);
    await this.opener.withConnection({ ...hook, connectionId }, signal, async ({ connector, context }) => {
      const accountRef = { application: connector.id, account: accountOf(connector, context.fields, connectionId) };
      await this.hooks.storeAccount(hook, accountRef);
      const report = await hooks.ensure(context, {
        url: this.addresses.urlOf(hook, hook),
        secret: this.addresses.secretOf(hook),
        topics,
        ownerOf: (url) => this.addresses.ownerOf(url, { ...hook, ...accountRef }),
      });
      const isRepaired = report.repaired.length > 0;
      if (isRepaired) {
        const { flowId, organizationId } = hook;
        this.logger.log(
          { flowId, organizationId, topics: report.repaired },
          'webhooks were switched off and are made anew',
        );
      }
      await this.hooks.storeMade(hook, { topics: report.topics, isRepaired, nextMs: this.config.HOOK_CHECK_MS });
    });
  }

  /** False: they are to be removed later. A connection that is refused or gone is nothing to wait for. */
  private async remove(hook: FlowHook, connectionId: ConnectionId, signal: AbortSignal): Promise<boolean> {
    try {
      await this.opener.withConnection({ ...hook, connectionId }, signal, async ({ connector, context }) => {
        await connector.hooks?.remove(context, (url) => this.addresses.ownerOf(url, hook));
        if (!connector.hooks?.isOnePerTopic) return;
        await this.hooks.checkAccount(hook);
        this.checkNow();
      });
    } catch (error: unknown) {
      if (error instanceof RunFailure) return true;
      if (!(error instanceof ConnectorFailure)) throw error;
      if (error.failureClass === 'permission') return true;
      await this.hooks.storeMissing(hook, error.reason, this.config.HOOK_RETRY_MS);
      return false;
    }
    return true;
  }
}
