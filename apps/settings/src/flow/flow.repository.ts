import { Injectable } from '@nestjs/common';
import {
  flowSchema,
  flowVersionSchema,
  originEntities,
  type enabledFlowList,
  type scheduledFlowList,
  type ConnectionId,
  type Flow,
  type FlowId,
  type FlowVersion,
  type ParsedRequestOf,
  type ReplyOf,
  type flowVersionList,
} from '@koppel/contracts';
import { cursorPart, keyset } from '@koppel/service-kit';
import { In, IsNull, LessThan, MoreThan, Not, type EntityManager, type FindOptionsWhere } from 'typeorm';
import type { Author } from '../author.js';
import { IntegrationRow } from '../integration/integration.entity.js';
import type { Sibling } from './distinct-settings.js';
import { FlowRow, FlowVersionRow } from './flow.entity.js';

const byVersion = keyset(cursorPart.position);
type ScheduledFlow = ReplyOf<typeof scheduledFlowList>['items'][number];
type EnabledFlow = ReplyOf<typeof enabledFlowList>['items'][number];
export type FlowPage = ParsedRequestOf<typeof enabledFlowList>;

@Injectable()
export class FlowRepository {
  async find(transaction: EntityManager, flowId: FlowId): Promise<Flow | undefined> {
    const row = await transaction.findOneBy(FlowRow, { id: flowId });
    return row ? toFlow(row) : undefined;
  }

  /** With the flows of its integration that deliver what its records belong to, and what belongs to them. */
  async findWithRelated(transaction: EntityManager, flowId: FlowId): Promise<Flow | undefined> {
    const flow = await this.find(transaction, flowId);
    if (!flow) return undefined;
    const all = await this.listOfIntegrations(transaction, [flow.integrationId]);
    const between = (sourceId: ConnectionId, targetId: ConnectionId) =>
      all.filter((other) => other.sourceConnectionId === sourceId && other.targetConnectionId === targetId);
    const others = between(flow.sourceConnectionId, flow.targetConnectionId);
    const opposite = between(flow.targetConnectionId, flow.sourceConnectionId);
    const origin = others.find(({ entity }) => entity === originEntities[flow.entity]);
    const followers = others.filter((other) => other.isEnabled && originEntities[other.entity] === flow.entity);
    return {
      ...flow,
      ...(origin && { origin: originOf(origin) }),
      relatedFlows: others.flatMap(({ id, entity }) => (id === flow.id ? [] : [{ flowId: id, entity }])),
      oppositeFlows: opposite.map(({ id, entity }) => ({ flowId: id, entity })),
      followers: followers.map(({ entity }) => entity),
    };
  }

  /** Holds the row until the transaction ends, so that two changes follow each other. */
  async findForChange(transaction: EntityManager, flowId: FlowId): Promise<Flow | undefined> {
    const row = await transaction.findOne(FlowRow, { where: { id: flowId }, lock: { mode: 'pessimistic_write' } });
    return row ? toFlow(row) : undefined;
  }

  async listOfIntegrations(transaction: EntityManager, integrationIds: readonly string[]): Promise<Flow[]> {
    const rows = await transaction.find(FlowRow, {
      where: { integrationId: In([...integrationIds]) },
      order: { position: 'ASC' },
    });
    return rows.map(toFlow);
  }

  /** Other flows that write the same kind of records by one of these connections, the oldest first. */
  async listSiblings(
    transaction: EntityManager,
    { id, entity }: Pick<Flow, 'id' | 'entity'>,
    targetConnectionIds: readonly ConnectionId[],
  ): Promise<Sibling[]> {
    const rows = await transaction.find(FlowRow, {
      where: { id: Not(id), entity, targetConnectionId: In([...targetConnectionIds]) },
      order: { position: 'ASC' },
    });
    const integrations = await transaction.findBy(IntegrationRow, {
      id: In(rows.map(({ integrationId }) => integrationId)),
    });
    return rows.map((row) => ({
      settings: toFlow(row).settings,
      integrationTitle: integrations.find(({ id: one }) => one === row.integrationId)?.title ?? '',
    }));
  }

  /** New flows of an organization come one after the other, so that each sees the settings of those before it. */
  async lockNewFlows(transaction: EntityManager, organizationId: string): Promise<void> {
    await transaction.query(`select pg_advisory_xact_lock(hashtextextended('new flows ' || $1, 0))`, [organizationId]);
  }

  /** Stores the flow as its newest version. */
  async save(transaction: EntityManager, flow: Flow, author: Author): Promise<void> {
    const { createdAt: _stored, origin: _origin, followers: _followers, ...rest } = flow;
    const enabledAt = flow.enabledAt ? new Date(flow.enabledAt) : null;
    await transaction.upsert(FlowRow, { ...rest, enabledAt, organizationId: author.organizationId }, ['id']);
    await transaction.insert(FlowVersionRow, {
      flowId: flow.id,
      version: flow.version,
      isEnabled: flow.isEnabled,
      schedule: flow.schedule,
      settings: flow.settings,
      ...author,
    });
  }

  async remove(transaction: EntityManager, flowIds: readonly FlowId[]): Promise<void> {
    if (flowIds.length > 0) await transaction.delete(FlowRow, { id: In([...flowIds]) });
  }

  async listVersions(
    transaction: EntityManager,
    { flowId, limit, after }: ParsedRequestOf<typeof flowVersionList>,
  ): Promise<ReplyOf<typeof flowVersionList>> {
    const [version] = byVersion.decode(after) ?? [];
    const rows = await transaction.find(FlowVersionRow, {
      where: { flowId, ...(version !== undefined && { version: LessThan(Number(version)) }) },
      order: { version: 'DESC' },
      take: limit + 1,
    });
    return byVersion.page(rows, limit, { toItem: toFlowVersion, cursorOf: (row) => [String(row.version)] });
  }

  /** Names of all settings that a flow ever had. */
  async listSettingNames(transaction: EntityManager, flowId: FlowId): Promise<Set<string>> {
    const rows = (await transaction.query(
      'select distinct jsonb_object_keys(settings) as name from flow_version where flow_id = $1',
      [flowId],
    )) as { name: string }[];
    return new Set(rows.map(({ name }) => name));
  }

  async listScheduled(transaction: EntityManager, page: FlowPage): Promise<ScheduledFlow[]> {
    const rows = await enabledRows(transaction, page, { schedule: Not(IsNull()) });
    return rows.map((row) => ({ ...refOf(row), schedule: toFlow(row).schedule as ScheduledFlow['schedule'] }));
  }

  async listEnabled(transaction: EntityManager, page: FlowPage): Promise<EnabledFlow[]> {
    return (await enabledRows(transaction, page)).map(refOf);
  }
}

function enabledRows(
  transaction: EntityManager,
  { after, limit }: FlowPage,
  where: FindOptionsWhere<FlowRow> = {},
): Promise<FlowRow[]> {
  return transaction.find(FlowRow, {
    where: { ...where, isEnabled: true, ...(after ? { id: MoreThan(after) } : {}) },
    order: { id: 'ASC' },
    take: limit,
  });
}

function refOf({ id, organizationId }: FlowRow): EnabledFlow {
  return { flowId: id as FlowId, organizationId: organizationId as EnabledFlow['organizationId'] };
}

function toFlowVersion(row: FlowVersionRow): FlowVersion {
  return flowVersionSchema.parse({
    ...row,
    changedByName: row.changedByName ?? undefined,
    changedAt: row.changedAt.toISOString(),
  });
}

function originOf({ id, settings, createdAt, enabledAt }: Flow): Flow['origin'] {
  return { flowId: id, settings, createdAt, enabledAt };
}

function toFlow(row: FlowRow): Flow {
  return flowSchema.parse({
    ...row,
    createdAt: row.createdAt.toISOString(),
    enabledAt: row.enabledAt?.toISOString() ?? null,
  });
}
