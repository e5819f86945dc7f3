import { Inject, Injectable, Logger } from '@nestjs/common';
import type { Connector, ConnectorHooks, HookCall } from '@koppel/connector-sdk';
import { flowIdSchema, type ConnectionId } from '@koppel/contracts';
import { CONNECTORS } from '../config.js';
import type { FlowRef } from '../flow/flow.service.js';
import { hookCallsTotal } from '../metrics.js';
import { DeletedOrganizationRepository } from '../removal/deleted-organization.repository.js';
import { ScheduleRepository } from '../schedule/schedule.repository.js';
import { SchedulerService } from '../schedule/scheduler.service.js';
import { DeletionRepository } from '../sync/deletion.repository.js';
import { AccessCacheService } from '../worker/access-cache.service.js';
import { HookAddressService } from './hook-address.service.js';
import { HookRepository, type FlowHook } from './hook.repository.js';

/** The address that was called. */
export interface CalledAddress extends FlowRef {
  hook: FlowHook | undefined;
}

/**
 * What a call leads to: a run of the flow, which reads the source itself. Where Koppel made the webhooks, or the application has a
 * secret, calls must be signed.
 */
@Injectable()
export class HookCallService {
  private readonly logger = new Logger('HookCallService');

  constructor(
    @Inject(CONNECTORS) private readonly connectors: readonly Connector[],
    private readonly addresses: HookAddressService,
    private readonly hooks: HookRepository,
    private readonly accesses: AccessCacheService,
    private readonly deletions: DeletionRepository,
    private readonly schedules: ScheduleRepository,
    private readonly scheduler: SchedulerService,
    private readonly deleted: DeletedOrganizationRepository,
  ) {}

  /** Undefined: there is no such address, or not any more. */
  async find(flowId: string, token: string): Promise<CalledAddress | undefined> {
    const parsed = flowIdSchema.safeParse(flowId);
    const address = parsed.success ? this.addresses.read(parsed.data, token) : undefined;
    if (!address || (await this.deleted.isDeleted(address.organizationId))) return undefined;
    const hook = await this.hooks.find(address);
    return this.addresses.isCurrent(address, hook) ? { ...address, hook } : undefined;
  }

  /**
   * Requests the runs that a call asks for; false when its signature is wrong.
   *
   * @throws AccessFailure while the secret of the connection cannot be had
   */
  async take({ hook, ...flow }: CalledAddress, call: HookCall): Promise<boolean> {
    const hooks = this.connectors.find(({ id }) => id === hook?.application)?.hooks;
    const { kind, topic } = hooks?.meaning(call) ?? { kind: call.body.length === 0 ? 'test' : 'changed' };
    const count = (outcome: string) => hookCallsTotal.inc({ application: hook?.application ?? '', outcome });
    // Applications try an address by a call that they do not sign; they only check that it answers.
    if (kind === 'test') {
      count('test');
      return true;
    }
    if (hook && hooks && !(await this.isGenuine(hook, hooks, call))) {
      count('refused');
      const { flowId, organizationId } = flow;
      const { application } = hook;
      this.logger.warn({ flowId, organizationId, application }, 'a call with a wrong signature was refused');
      await this.hooks.storeRefused(flow);
      return false;
    }
    count('taken');
    const isForAll = hook && hooks?.isOnePerTopic && topic !== undefined;
    for (const each of isForAll ? await this.hooks.listeners(hook, topic) : [flow]) {
      if (kind === 'ended') await this.deletions.request(each);
      await this.schedules.request(each);
    }
    this.scheduler.tick();
    return true;
  }

  private async isGenuine(hook: FlowHook, hooks: ConnectorHooks, call: HookCall): Promise<boolean> {
    // Until all webhooks are made, a person may have copied the address.
    if (!hook.madeAt || !hook.connectionId) return true;
    if (hooks.secretField === undefined)
      return this.addresses.secretsOf(hook).some((secret) => hooks.verify(call, secret));
    const secret = await this.connectionSecret(hook.organizationId, hook.connectionId);
    return secret === undefined || hooks.verify(call, secret);
  }

  private async connectionSecret(organizationId: string, connectionId: ConnectionId): Promise<string | undefined> {
    return (await this.accesses.open(organizationId, connectionId)).hookSecret;
  }
}
