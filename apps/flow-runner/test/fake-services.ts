import { Controller, Module } from '@nestjs/common';
import {
  accessGet,
  AppError,
  connectionGet,
  connectionReport,
  enabledFlowList,
  flowGet,
  scheduledFlowList,
  type Connection,
  type Flow,
  type FlowId,
  type ParsedRequestOf,
  type ReplyOf,
  type Schedule,
} from '@koppel/contracts';
import { Answers, ServiceKitModule, startService, type BaseConfig } from '@koppel/service-kit';
import { randomUUID } from 'node:crypto';

const sourceConnectionId = randomUUID() as Flow['sourceConnectionId'];
const targetConnectionId = randomUUID() as Flow['targetConnectionId'];

/** What the other services know; tests change it. */
export const others = {
  flows: new Map<string, Flow>(),
  reports: [] as ParsedRequestOf<typeof connectionReport>[],
  states: new Map<string, Connection['state']>(),
  accessError: undefined as AppError | undefined,
  hookSecret: undefined as string | undefined,
};

export function aFlow(overrides: Partial<Flow> = {}): Flow {
  const flow: Flow = {
    id: randomUUID() as FlowId,
    integrationId: randomUUID() as Flow['integrationId'],
    packageId: 'p',
    key: 'products',
    entity: 'product',
    title: 'Products',
    sourceConnectionId,
    targetConnectionId,
    isEnabled: true,
    schedule: null,
    settings: {},
    version: 1,
    ...overrides,
  };
  others.flows.set(flow.id, flow);
  return flow;
}

/** A flow with connections of its own, where the budget matters. */
export function aFlowApart(overrides: Partial<Flow> = {}): Flow {
  const flow = aFlow(overrides);
  const target = randomUUID() as Flow['targetConnectionId'];
  apart.add(target);
  const changed = { ...flow, targetConnectionId: target };
  others.flows.set(flow.id, changed);
  return changed;
}
const apart = new Set<string>([targetConnectionId]);

@Controller()
class OthersController {
  @Answers(flowGet)
  flow({ flowId }: ParsedRequestOf<typeof flowGet>): Promise<Flow> {
    const flow = others.flows.get(flowId);
    if (!flow) throw new AppError('flow.not_found', 'There is no such flow.');
    return Promise.resolve(flow);
  }

  @Answers(scheduledFlowList)
  scheduled(): Promise<ReplyOf<typeof scheduledFlowList>> {
    const items = [...others.flows.values()].flatMap(({ id, schedule }) =>
      schedule ? [{ flowId: id, organizationId: 'org-1' as never, schedule: schedule as Schedule }] : [],
    );
    return Promise.resolve({ items, next: null });
  }

  @Answers(enabledFlowList)
  enabled(): Promise<ReplyOf<typeof enabledFlowList>> {
    const items = [...others.flows.values()].filter(({ isEnabled }) => isEnabled);
    return Promise.resolve({
      items: items.map(({ id }) => ({ flowId: id, organizationId: 'org-1' as never })),
      next: null,
    });
  }

  @Answers(connectionGet)
  connection({ connectionId }: ParsedRequestOf<typeof connectionGet>): Promise<Connection> {
    return Promise.resolve(aConnection(connectionId));
  }

  @Answers(connectionReport)
  report(request: ParsedRequestOf<typeof connectionReport>): Promise<Connection> {
    others.reports.push(request);
    return Promise.resolve(aConnection(request.connectionId));
  }

  @Answers(accessGet)
  access({ connectionId, refusedEpoch = 0 }: ParsedRequestOf<typeof accessGet>): Promise<ReplyOf<typeof accessGet>> {
    if (others.accessError) throw others.accessError;
    const applicationId = (apart.has(connectionId) ? 'fake-target' : 'fake-source') as never;
    return Promise.resolve({
      applicationId,
      fields: {},
      credentials: { headers: { 'x-key': 'k' }, query: {}, keys: {} },
      epoch: refusedEpoch + 1,
      expiresAt: null,
      ...(others.hookSecret && { hookSecret: others.hookSecret }),
    });
  }
}

function aConnection(id: Connection['id']): Connection {
  const now = new Date().toISOString();
  const state = others.states.get(id) ?? 'ready';
  return {
    id,
    applicationId: (apart.has(id) ? 'fake-target' : 'fake-source') as never,
    displayTitle: 'Fake',
    state,
    reason: state === 'needs_attention' ? { code: 'connections.access_ended', params: {} } : null,
    fields: {},
    secretsSet: [],
    testedAt: null,
    createdAt: now,
    updatedAt: now,
  };
}

export function startOtherServices(config: BaseConfig) {
  @Module({ imports: [ServiceKitModule.forRoot({ name: 'settings', config })], controllers: [OthersController] })
  class OthersModule {}
  return startService({ name: 'settings', config, module: OthersModule });
}

/** The event of a removal, as settings sends it. */
export function aRemoval(flow: Flow): string {
  return aChange(flow, true);
}

/** The event of a flow that was changed, as settings sends it. */
export function aChange({ id: flowId, integrationId }: Flow, isRemoved = false): string {
  return JSON.stringify({
    ...{ specversion: '1.0', id: randomUUID(), source: 'koppel/settings', type: 'settings.v1.flow.changed' },
    ...{ subject: flowId, time: new Date().toISOString(), datacontenttype: 'application/json' },
    organizationid: 'org-1',
    data: { flowId, integrationId, isRemoved },
  });
}
