import { Injectable } from '@nestjs/common';
import { Database } from '@koppel/service-kit';
import type { FlowState } from './flow-state.js';

export interface BudgetUse {
  application: string;
  window: 'minute' | 'day';
  used: number;
  limit: number;
  /** Of the account of which the largest share is used. */
  worstRatio: number;
}

const ageOf = (instant: string) => `greatest(0, extract(epoch from clock_timestamp() - ${instant}))::float8`;

/** Of a window that has ended nothing is used. */
const budgetUses = `
  select application, "window", sum(spent)::float8 as used, sum("limit")::float8 as "limit",
    max(spent / greatest(1, "limit")) as "worstRatio"
  from (
    select application, name as "window", (value ->> 'limit')::float8 as "limit",
      case when (value ->> 'resetsAtMs')::float8 > extract(epoch from now()) * 1000
        then greatest(0, (value ->> 'limit')::float8 - (value ->> 'left')::float8) else 0 end as spent
    from rate_budget, jsonb_each(state -> 'windows') as windows (name, value)
    where name in ('minute', 'day') and value ->> 'limit' is not null
  ) as budget group by application, "window"`;

/** Numbers of the whole installation, over all organizations. */
@Injectable()
export class LedgerMetricsRepository {
  constructor(private readonly database: Database) {}

  runs(): Promise<{ state: string; count: number; oldestAge: number }[]> {
    return this.rows(
      `select state, count(*)::int as count, ${ageOf('min(queued_at)')} as "oldestAge" from run
       where state in ('queued', 'running', 'waiting') and kind <> 'preview' group by state`,
    );
  }

  async dueSchedules(): Promise<{ count: number; oldestAge: number }> {
    const [due] = await this.rows<{ count: number; oldestAge: number }>(
      `select count(*)::int as count, coalesce(${ageOf('min(next_at)')}, 0) as "oldestAge" from schedule
       where next_at <= clock_timestamp()`,
    );
    return due ?? { count: 0, oldestAge: 0 };
  }

  issues(): Promise<{ failureClass: string; state: string; count: number }[]> {
    return this.rows(
      `select failure_class as "failureClass", state, count(*)::int as count from issue
       where state in ('open', 'held', 'retrying') group by failure_class, state`,
    );
  }

  budgets(): Promise<BudgetUse[]> {
    return this.rows(budgetUses);
  }

  /** Flows that run by a schedule. Runs that only deliver issues again read no source, so they prove nothing of it. */
  flows(): Promise<FlowState[]> {
    return this.rows(
      `select schedule.flow_id as "flowId", schedule.organization_id as "organizationId", coalesce(newest.entity, 'unknown') as entity,
         ${ageOf('coalesce(done.started_at, first.planned_at, clock_timestamp())')} as "lagSeconds",
         ${ageOf('coalesce(greatest(done.ended_at, moved.updated_at), first.planned_at, clock_timestamp())')} as "cursorAgeSeconds",
         (select count(*)::int from schedule_firing as fired where fired.flow_id = schedule.flow_id
            and fired.planned_at > coalesce(greatest(done.ended_at, moved.updated_at), '-infinity')) as "missedIntervals"
       from schedule
       left join lateral (select entity from run where run.flow_id = schedule.flow_id and kind <> 'preview' order by queued_at desc limit 1) as newest on true
       left join lateral (
         select started_at, ended_at from run where run.flow_id = schedule.flow_id and state = 'completed' and kind in ('sync', 'reconcile')
           order by queued_at desc limit 1
       ) as done on true
       left join lateral (
         select min(planned_at) as planned_at from schedule_firing where schedule_firing.flow_id = schedule.flow_id
       ) as first on true
       left join flow_cursor as moved on moved.flow_id = schedule.flow_id`,
    );
  }

  private rows<Row>(sql: string): Promise<Row[]> {
    return this.database.asSystem(async (transaction) => (await transaction.query(sql)) as Row[]);
  }
}
