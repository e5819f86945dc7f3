import { Controller, Module } from '@nestjs/common';
import type { NestExpressApplication } from '@nestjs/platform-express';
import {
  AppError,
  connectionList,
  connectionSchema,
  flowConditionList,
  flowConditionSchema,
  memberList,
  memberSchema,
  type Connection,
  type FlowCondition,
  type Member,
  type MessageContext,
  type ParsedRequestOf,
  type ReplyOf,
} from '@koppel/contracts';
import { Answers, ServiceKitModule, startService } from '@koppel/service-kit';
import { testConfig } from '@koppel/service-kit/testing';
import { randomUUID } from 'node:crypto';

/** What the other services know of an organization; tests change it. */
export class FakeOrganization {
  connections: Connection[] = [];
  conditions: FlowCondition[] = [];
  members: Member[] = [];
  isGatewayAway = false;
}

const organizations = new Map<string, FakeOrganization>();

/** What is known of an organization; empty at first. */
export function organizationOf({ organizationId }: Pick<MessageContext, 'organizationId'>): FakeOrganization {
  const known = organizations.get(organizationId) ?? new FakeOrganization();
  organizations.set(organizationId, known);
  return known;
}

export function aConnection(overrides: Partial<Connection> = {}): Connection {
  const at = new Date().toISOString();
  return connectionSchema.parse({
    ...{ id: randomUUID(), applicationId: 'woocommerce', displayTitle: 'Webshop', state: 'ready', reason: null },
    ...{ fields: {}, secretsSet: [], testedAt: at, createdAt: at, updatedAt: at },
    ...overrides,
  });
}

export function aCondition(overrides: Partial<FlowCondition> = {}): FlowCondition {
  const at = new Date().toISOString();
  const flowId = randomUUID();
  return flowConditionSchema.parse({
    ...{ kind: 'flow_failing', objectId: flowId, flowId, integrationId: randomUUID(), entity: 'order', count: 3 },
    ...{ connectionIds: [randomUUID(), randomUUID()], since: at, evidentFrom: at },
    ...overrides,
  });
}

export function aMember(overrides: Partial<Member> = {}): Member {
  const userId = randomUUID();
  return memberSchema.parse({
    ...{ userId, email: `${userId}@example.com`, isVerified: true, language: 'en', role: 'owner' },
    ...overrides,
  });
}

@Controller()
class OthersController {
  @Answers(connectionList)
  connections(
    _request: ParsedRequestOf<typeof connectionList>,
    context: MessageContext,
  ): Promise<ReplyOf<typeof connectionList>> {
    return Promise.resolve({ items: organizationOf(context).connections });
  }

  @Answers(flowConditionList)
  conditions(
    _request: ParsedRequestOf<typeof flowConditionList>,
    context: MessageContext,
  ): Promise<ReplyOf<typeof flowConditionList>> {
    return Promise.resolve({ items: organizationOf(context).conditions });
  }

  @Answers(memberList)
  members(_request: ParsedRequestOf<typeof memberList>, context: MessageContext): Promise<ReplyOf<typeof memberList>> {
    const { members: items, isGatewayAway } = organizationOf(context);
    if (isGatewayAway) throw new AppError('service.unavailable', 'The gateway does not answer.');
    return Promise.resolve({ organization: `Shop ${context.organizationId}`, items });
  }
}

export function startOtherServices(): Promise<NestExpressApplication> {
  const config = testConfig();
  @Module({ imports: [ServiceKitModule.forRoot({ name: 'gateway', config })], controllers: [OthersController] })
  class OthersModule {}
  return startService({ name: 'gateway', config, module: OthersModule });
}
