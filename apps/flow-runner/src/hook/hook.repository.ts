import { Injectable } from '@nestjs/common';
import type { ConnectionId, FlowId, Reason } from '@koppel/contracts';
import { Database } from '@koppel/service-kit';
import type { EntityManager } from 'typeorm';
import type { FlowRef } from '../flow/flow.service.js';
import { changedRows, storableJson } from '../sql.js';

/** The address of a flow, and the webhooks that Koppel makes for it. */
export interface FlowHook extends FlowRef {
  generation: number;
  /** Where there may be webhooks. */
  connectionId: ConnectionId | null;
  application: string | null;
  /** What the application counts the connection by. */
  account: string | null;
  topics: string[];
  /** Since when all of them stand; calls are signed from then on. */
  madeAt: Date | null;
  reason: Reason | null;
  checkedAt: Date | null;
  repairedAt: Date | null;
  refusedAt: Date | null;
}

const columns = `flow_id as "flowId", organization_id as "organizationId", generation, connection_id as "connectionId", application,
  account, topics, made_at as "madeAt", reason, checked_at as "checkedAt", repaired_at as "repairedAt", refused_at as "refusedAt"`;
const later = (parameter: string) => `clock_timestamp() + ${parameter} * interval '1 millisecond'`;
const ofGeneration = 'flow_id = $1 and generation = $2';

/** Which webhooks flows have at their applications, and when they are looked at again. All times are the database's. */
@Injectable()
export class HookRepository {
  constructor(private readonly database: Database) {}

  find({ organizationId, flowId }: FlowRef): Promise<FlowHook | undefined> {
    return this.database.forOrganization(organizationId, (transaction) => findIn(transaction, flowId));
  }

  /** Of any organization, for an address that stands at an application. */
  findAnywhere(flowId: FlowId): Promise<FlowHook | undefined> {
    return this.database.asSystem((transaction) => findIn(transaction, flowId));
  }

  /** Gives the flow its next address; nothing is known of it at the application. */
  async reissue({ organizationId, flowId }: FlowRef): Promise<void> {
    await this.database.forOrganization(organizationId, (transaction) =>
      transaction.query(
        `insert into flow_hook (flow_id, organization_id, generation, check_at) values ($1, $2, 2, clock_timestamp())
         on conflict (flow_id) do update set generation = flow_hook.generation + 1, made_at = null, reason = null, checked_at = null,
           repaired_at = null, refused_at = null, check_at = clock_timestamp()`,
        [flowId, organizationId],
      ),
    );
  }

  /** Has the webhooks of flows looked at that were enabled, paused or removed since. */
  replaceWanted(flows: readonly FlowRef[]): Promise<void> {
    return this.database.asSystem(async (transaction) => {
      const flowIds = flows.map(({ flowId }) => flowId);
      await transaction.query(
        `update flow_hook set is_wanted = false, check_at = clock_timestamp() where is_wanted and not flow_id = any($1)`,
        [flowIds],
      );
      await transaction.query(
        `insert into flow_hook (flow_id, organization_id, is_wanted, check_at)
         select *, true, clock_timestamp() from unnest($1::uuid[], $2::text[])
         on conflict (flow_id) do update set is_wanted = true, check_at = excluded.check_at where not flow_hook.is_wanted`,
        [flowIds, flows.map(({ organizationId }) => organizationId)],
      );
    });
  }

  /** Has the webhooks at a connection looked at: it was changed, or works again. */
  async checkConnection(organizationId: string, connectionId: ConnectionId): Promise<void> {
    await this.database.forOrganization(organizationId, (transaction) =>
      transaction.query('update flow_hook set check_at = clock_timestamp() where connection_id = $1', [connectionId]),
    );
  }

  /** Has those looked at that may have stood by the webhooks of another flow of their account. */
  async checkAccount({ organizationId, application, account, flowId }: FlowHook): Promise<void> {
    await this.database.forOrganization(organizationId, (transaction) =>
      transaction.query(
        `update flow_hook set check_at = clock_timestamp()
         where organization_id = $1 and application = $2 and account = $3 and flow_id <> $4 and is_wanted`,
        [organizationId, application, account, flowId],
      ),
    );
  }

  /** Claims flows whose webhooks are due; whoever stops before the end of the lease leaves them to others. */
  claimDue(limit: number, leaseMs: number): Promise<FlowHook[]> {
    return this.database.asSystem((transaction) =>
      changedRows<FlowHook>(
        transaction,
        `update flow_hook set check_at = ${later('$2')} where flow_id in (
           select flow_id from flow_hook where check_at <= clock_timestamp() order by check_at limit $1 for update skip locked)
         returning ${columns}`,
        [limit, leaseMs],
      ),
    );
  }

  /** Before the first call to the application, so that what is half made is removed too. */
  begin(hook: FlowHook, connectionId: ConnectionId): Promise<void> {
    return this.update(hook, 'connection_id = $3, made_at = case when connection_id = $3 then made_at end', [
      connectionId,
    ]);
  }

  storeAccount(hook: FlowHook, { application, account }: { application: string; account: string }): Promise<void> {
    return this.update(hook, 'application = $3, account = $4', [application, account]);
  }

  storeMade(hook: FlowHook, made: { topics: readonly string[]; isRepaired: boolean; nextMs: number }): Promise<void> {
    return this.update(
      hook,
      `topics = $3, made_at = coalesce(made_at, clock_timestamp()), reason = null, checked_at = clock_timestamp(),
       repaired_at = case when $4 then clock_timestamp() else repaired_at end, check_at = ${later('$5')}`,
      [made.topics, made.isRepaired, made.nextMs],
    );
  }

  storeMissing(hook: FlowHook, reason: Reason, nextMs: number): Promise<void> {
    return this.update(hook, `reason = $3, checked_at = clock_timestamp(), check_at = ${later('$4')}`, [
      storableJson(reason),
      nextMs,
    ]);
  }

  /** There are none any more, or nothing can be done about them. */
  storeRemoved(hook: FlowHook, nextMs: number | null): Promise<void> {
    return this.update(
      hook,
      `connection_id = null, application = null, account = null, topics = '{}', made_at = null, reason = null, checked_at = null,
       repaired_at = null, refused_at = null, check_at = ${later('$3::int')}`,
      [nextMs],
    );
  }

  storeRefused({ organizationId, flowId }: FlowRef): Promise<void> {
    return this.database.forOrganization(organizationId, async (transaction) => {
      await transaction.query('update flow_hook set refused_at = clock_timestamp() where flow_id = $1', [flowId]);
    });
  }

  /** The flows of an account that are to hear of a topic. */
  listeners({ organizationId, application, account }: FlowHook, topic: string): Promise<FlowRef[]> {
    return this.database.forOrganization(
      organizationId,
      (transaction) =>
        transaction.query(
          `select flow_id as "flowId", organization_id as "organizationId" from flow_hook
           where organization_id = $1 and application = $2 and account = $3 and $4 = any(topics)`,
          [organizationId, application, account, topic],
        ) as Promise<FlowRef[]>,
    );
  }

  /** A flow that got another address meanwhile is looked at again anyway. */
  private async update(
    { organizationId, flowId, generation }: FlowHook,
    set: string,
    values: unknown[],
  ): Promise<void> {
    await this.database.forOrganization(organizationId, (transaction) =>
      transaction.query(`update flow_hook set ${set} where ${ofGeneration}`, [flowId, generation, ...values]),
    );
  }
}

async function findIn(transaction: EntityManager, flowId: FlowId): Promise<FlowHook | undefined> {
  const [row] = (await transaction.query(`select ${columns} from flow_hook where flow_id = $1`, [
    flowId,
  ])) as FlowHook[];
  return row;
}
