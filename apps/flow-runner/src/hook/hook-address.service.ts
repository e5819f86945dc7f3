import { Inject, Injectable } from '@nestjs/common';
import { callbackObstacle } from '@koppel/connector-host';
import type { Connector, HookOwner } from '@koppel/connector-sdk';
import { flowIdSchema, type FlowId, type Reason } from '@koppel/contracts';
import { SERVICE_CONFIG } from '@koppel/service-kit';
import type { FlowRunnerConfig } from '../config.js';
import type { FlowRef } from '../flow/flow.service.js';
import { reason } from '../reasons.js';
import { addressOfToken, hookSecret, hookToken, type HookAddress } from './hook-token.js';
import { HookRepository, type FlowHook } from './hook.repository.js';

const firstGeneration = 1;

/** The addresses that applications call, and whose an address is. */
@Injectable()
export class HookAddressService {
  constructor(
    @Inject(SERVICE_CONFIG) private readonly config: FlowRunnerConfig,
    private readonly hooks: HookRepository,
  ) {}

  /** Why an application cannot call Koppel; undefined where it can. */
  obstacleOf({ name: application, callbackPorts }: Pick<Connector, 'name' | 'callbackPorts'>): Reason | undefined {
    const { KOPPEL_ALLOW_PRIVATE_CALLBACKS: isAllowed, KOPPEL_PUBLIC_URL: address } = this.config;
    const obstacle = isAllowed ? undefined : callbackObstacle(address, callbackPorts);
    if (!obstacle) return undefined;
    if (obstacle.kind === 'not_public') return reason('flows.hook_no_public_address', { address });
    const { port, ports } = obstacle;
    return reason('flows.hook_port', { application, port, ports });
  }

  urlOf(flow: FlowRef, hook: Pick<FlowHook, 'generation'> | undefined): string {
    const token = hookToken(this.config.KOPPEL_INTERNAL_KEY[0], addressOf(flow, hook));
    return `${this.prefix}${flow.flowId}/${token}`;
  }

  /** What a webhook that is made now signs with. */
  secretOf(hook: FlowHook): string {
    return hookSecret(this.config.KOPPEL_INTERNAL_KEY[0], addressOf(hook, hook));
  }

  /** What webhooks sign with, also those that were made before `KOPPEL_INTERNAL_KEY` was replaced. */
  secretsOf(hook: FlowHook): string[] {
    return this.config.KOPPEL_INTERNAL_KEY.map((key) => hookSecret(key, addressOf(hook, hook)));
  }

  /** What a called address was issued for; undefined when it was not issued here. */
  read(flowId: FlowId, token: string): HookAddress | undefined {
    for (const key of this.config.KOPPEL_INTERNAL_KEY) {
      const address = addressOfToken(key, flowId, token);
      if (address) return address;
    }
    return undefined;
  }

  isCurrent({ generation }: HookAddress, hook: FlowHook | undefined): boolean {
    return generation === (hook?.generation ?? firstGeneration);
  }

  /** An address of another installation is foreign, also where that is a copy of this one. */
  async ownerOf(url: string, hook: FlowHook): Promise<HookOwner> {
    if (!url.startsWith(this.prefix)) return 'foreign';
    const flowId = flowIdSchema.safeParse(url.slice(this.prefix.length).split('/')[0]);
    if (!flowId.success) return 'foreign';
    if (flowId.data === hook.flowId) return 'own';
    const other = await this.hooks.findAnywhere(flowId.data);
    if (other && other.organizationId !== hook.organizationId) return 'foreign';
    if (!other?.madeAt) return 'orphaned';
    const isSameAccount = other.application === hook.application && other.account === hook.account;
    return isSameAccount && this.urlOf(other, other) === url ? 'shared' : 'orphaned';
  }

  private get prefix(): string {
    return `${this.config.KOPPEL_PUBLIC_URL}/hooks/flows/`;
  }
}

function addressOf({ organizationId, flowId }: FlowRef, hook: Pick<FlowHook, 'generation'> | undefined): HookAddress {
  return { organizationId, flowId, generation: hook?.generation ?? firstGeneration };
}
