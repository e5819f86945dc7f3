import { Inject, Injectable } from '@nestjs/common';
import type { Connector } from '@koppel/connector-sdk';
import type { Flow, FlowId, FlowWebhooks, MessageContext, ReplyOf, flowHookGet } from '@koppel/contracts';
import { CONNECTORS } from '../config.js';
import { FlowService } from '../flow/flow.service.js';
import { HookAddressService } from './hook-address.service.js';
import { HookMaker } from './hook-maker.service.js';
import { HookRepository, type FlowHook } from './hook.repository.js';

/** The address of a flow, as a person sees and changes it. */
@Injectable()
export class HookService {
  constructor(
    @Inject(CONNECTORS) private readonly connectors: readonly Connector[],
    private readonly flows: FlowService,
    private readonly addresses: HookAddressService,
    private readonly hooks: HookRepository,
    private readonly maker: HookMaker,
  ) {}

  /** @throws AppError `flow.not_found` */
  async get(flowId: FlowId, context: MessageContext): Promise<ReplyOf<typeof flowHookGet>> {
    const flow = await this.flows.get(flowId, context);
    const ref = { flowId, organizationId: context.organizationId };
    const hook = await this.hooks.find(ref);
    return { url: this.addresses.urlOf(ref, hook), webhooks: await this.webhooksOf(flow, hook, context) };
  }

  /**
   * Gives the flow another address; the old one ends at once.
   *
   * @throws AppError `flow.not_found`
   */
  async reissue(flowId: FlowId, context: MessageContext): Promise<ReplyOf<typeof flowHookGet>> {
    await this.flows.get(flowId, context);
    await this.hooks.reissue({ flowId, organizationId: context.organizationId });
    this.maker.checkNow();
    return this.get(flowId, context);
  }

  private async webhooksOf(flow: Flow, hook: FlowHook | undefined, context: MessageContext): Promise<FlowWebhooks> {
    const { applicationId } = await this.flows.connection(flow.sourceConnectionId, context);
    const connector = this.connectors.find(({ id }) => id === applicationId);
    const application = connector?.name ?? applicationId;
    if (!connector?.hooks?.topics[flow.entity]) return { ...none, application };
    if (!flow.isEnabled) return { ...none, state: 'off', application };
    const obstacle = this.addresses.obstacleOf(connector);
    if (obstacle) return { ...none, state: 'missing', application, reason: obstacle };
    return { ...stateOf(hook), application };
  }
}

const none: Omit<FlowWebhooks, 'application'> = {
  state: 'polled',
  topics: [],
  reason: null,
  checkedAt: null,
  repairedAt: null,
  refusedAt: null,
};

function stateOf(hook: FlowHook | undefined): Omit<FlowWebhooks, 'application'> {
  if (!hook) return { ...none, state: 'pending' };
  const { topics, reason: why, checkedAt, repairedAt, refusedAt } = hook;
  const instant = (at: Date | null) => at?.toISOString() ?? null;
  return {
    state: why ? 'missing' : hook.madeAt ? 'made' : 'pending',
    topics: hook.madeAt ? topics : [],
    reason: why,
    checkedAt: instant(checkedAt),
    repairedAt: instant(repairedAt),
    refusedAt: instant(refusedAt),
  };
}
