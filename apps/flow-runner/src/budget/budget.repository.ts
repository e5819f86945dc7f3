import { Injectable } from '@nestjs/common';
import {
  applyChange,
  shiftedReport,
  usesOf,
  type BudgetChange,
  type BudgetState,
  type Grant,
} from '@koppel/connector-host';
import type { RateLimits } from '@koppel/connector-sdk';
import type { budgetList, ConnectionId, Flow, ReplyOf } from '@koppel/contracts';
import { Database } from '@koppel/service-kit';
import type { PaceState } from '@koppel/sync-engine';
import type { EntityManager } from 'typeorm';

/** An account at an application, as far as one organization uses it, whatever the number of its connections. */
export interface BudgetAccountKey {
  organizationId: string;
  /** The connector's id. */
  application: string;
  /** What the application counts by: app and division, shop address. */
  account: string;
}

export type ConnectionBudgetUse = ReplyOf<typeof budgetList>['items'][number];

const nowMs = 'floor(extract(epoch from clock_timestamp()) * 1000)::float8';

/** What is left of the limits of each account, shared by all replicas and services. Times are the database's. */
@Injectable()
export class BudgetRepository {
  constructor(private readonly database: Database) {}

  /** Gives back, corrects and takes, alone; times of the change and of the answer count from now. */
  change(
    { organizationId, application, account }: BudgetAccountKey,
    connectionId: ConnectionId,
    { limits, change }: { limits: RateLimits; change: BudgetChange },
  ): Promise<Grant> {
    return this.database.forOrganization(organizationId, async (transaction) => {
      const key = [organizationId, application, account];
      // The lock of the row is what makes this the only change; a new connection of the account is noted on the way.
      const [row] = (await transaction.query(
        `insert into rate_budget as budget (organization_id, application, account, connection_ids) values ($1, $2, $3, array[$4::uuid])
         on conflict (organization_id, application, account) do update set connection_ids =
           case when $4::uuid = any (budget.connection_ids) then budget.connection_ids else budget.connection_ids || $4::uuid end
         returning state, ${nowMs} as "nowMs"`,
        [...key, connectionId],
      )) as { state: BudgetState; nowMs: number }[];
      if (!row) throw new Error('the budget of the account is not there');
      const report = shiftedReport(change.report, row.nowMs);
      const { state, grant } = applyChange(row.state, limits, { ...change, report }, row.nowMs);
      await transaction.query(
        'update rate_budget set state = $4 where (organization_id, application, account) = ($1, $2, $3)',
        [...key, JSON.stringify(state)],
      );
      return grant;
    });
  }

  /** Says that this process uses an account, and gives how many do. */
  hold({ organizationId, ...key }: BudgetAccountKey, holder: string, keepMs: number): Promise<number> {
    return this.database.forOrganization(organizationId, async (transaction) => {
      const of = [organizationId, key.application, key.account];
      await transaction.query(
        'delete from rate_budget_holder where (organization_id, application, account) = ($1, $2, $3) and until < now()',
        of,
      );
      await transaction.query(
        `insert into rate_budget_holder (organization_id, application, account, holder, until)
         values ($1, $2, $3, $4, now() + make_interval(secs => $5))
         on conflict (organization_id, application, account, holder) do update set until = excluded.until`,
        [...of, holder, keepMs / 1000],
      );
      const [row] = (await transaction.query(
        'select count(*)::int as count from rate_budget_holder where (organization_id, application, account) = ($1, $2, $3)',
        of,
      )) as { count: number }[];
      return row?.count ?? 1;
    });
  }

  async release({ organizationId, application, account }: BudgetAccountKey, holder: string): Promise<void> {
    await this.database.forOrganization(organizationId, (transaction) =>
      transaction.query(
        `delete from rate_budget_holder
         where (organization_id, application, account) = ($1, $2, $3) and holder = $4`,
        [organizationId, application, account, holder],
      ),
    );
  }

  /** Calls are made again before the time that an application asked to wait; what its limits leave still counts. */
  async liftBlock(transaction: EntityManager, of: { application: string; flow: Flow }): Promise<void> {
    const { sourceConnectionId, targetConnectionId } = of.flow;
    await transaction.query(
      `update rate_budget set state = state - 'blockedUntilMs' where application = $1 and connection_ids && $2::uuid[]`,
      [of.application, [sourceConnectionId, targetConnectionId]],
    );
  }

  /** What an account was found to bear; undefined where nothing is known. */
  pace({ organizationId, application, account }: BudgetAccountKey): Promise<PaceState | undefined> {
    return this.database.forOrganization(organizationId, async (transaction) => {
      const [row] = (await transaction.query(
        'select pace from rate_budget where (organization_id, application, account) = ($1, $2, $3)',
        [organizationId, application, account],
      )) as { pace: PaceState | null }[];
      return row?.pace ?? undefined;
    });
  }

  async storePace({ organizationId, application, account }: BudgetAccountKey, pace: PaceState): Promise<void> {
    await this.database.forOrganization(organizationId, (transaction) =>
      transaction.query(
        'update rate_budget set pace = $4 where (organization_id, application, account) = ($1, $2, $3)',
        [organizationId, application, account, JSON.stringify(pace)],
      ),
    );
  }

  /** What the accounts of an organization's connections have used, for a person to see. */
  list(organizationId: string): Promise<ConnectionBudgetUse[]> {
    return this.database.forOrganization(organizationId, async (transaction) => {
      const rows = (await transaction.query(
        `select unnest(connection_ids) as "connectionId", state, ${nowMs} as "nowMs"
         from rate_budget where organization_id = $1 order by 1`,
        [organizationId],
      )) as { connectionId: ConnectionId; state: BudgetState; nowMs: number }[];
      return rows.map(({ connectionId, state, nowMs: atMs }) => {
        const uses = state.windows ? usesOf(state, atMs) : {};
        return { connectionId, day: shown(uses['day']), minute: shown(uses['minute']) };
      });
    });
  }
}

function shown(use: { limit: number; used: number; resetsAtMs: number } | undefined): ConnectionBudgetUse['day'] {
  if (!use) return null;
  const { limit, used, resetsAtMs } = use;
  return { limit: Math.round(limit), used: Math.round(used), resetsAt: new Date(resetsAtMs).toISOString() };
}
