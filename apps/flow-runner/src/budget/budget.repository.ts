import { Injectable } from '@nestjs/common';
import type { ConnectionId } from '@koppel/contracts';
import type { RateLimits, RateReport } from '@koppel/connector-sdk';
import { Database } from '@koppel/service-kit';
import type { EntityManager } from 'typeorm';
import { corrected, grant, returned, type BudgetState, type Grant } from './budget-window.js';

export interface BudgetRef {
  organizationId: string;
  connectionId: ConnectionId;
  application: string;
}

interface BudgetRow {
  minute_limit: number | null;
  minute_left: number | null;
  minute_resets_ms: string | null;
  day_limit: number | null;
  day_left: number | null;
  day_resets_ms: string | null;
  now_ms: string;
}

const milliseconds = (column: string) => `floor(extract(epoch from ${column}) * 1000)::bigint`;

/** The one account of a connection's calls, shared by all replicas. Times are the database's. */
@Injectable()
export class BudgetRepository {
  constructor(private readonly database: Database) {}

  /** Takes permits; times in the answer are relative to this process's clock. */
  take(ref: BudgetRef, limits: RateLimits, reports: readonly RateReport[]): Promise<Grant> {
    return this.change(ref, limits, (state, { toDatabaseMs, nowMs }) => {
      const known = reports.reduce((at, report) => corrected(at, shifted(report, toDatabaseMs), nowMs), state);
      const granted = grant(known, nowMs);
      return { state: granted.state, answer: { ...granted, untilMs: granted.untilMs - toDatabaseMs } };
    });
  }

  /** Gives unused permits back and notes what the application last told. */
  async settle(
    ref: BudgetRef,
    limits: RateLimits,
    change: { unused: number; reports: readonly RateReport[] },
  ): Promise<void> {
    await this.change(ref, limits, (state, { toDatabaseMs, nowMs }) => {
      const back = returned(state, change.unused, nowMs);
      const known = change.reports.reduce((at, report) => corrected(at, shifted(report, toDatabaseMs), nowMs), back);
      return { state: known, answer: undefined };
    });
  }

  /** Says that this process uses a connection, and tells how many do. */
  holders({ organizationId, connectionId }: BudgetRef, holder: string, keepMs: number): Promise<number> {
    return this.database.forOrganization(organizationId, async (transaction) => {
      await transaction.query('delete from rate_budget_holder where connection_id = $1 and until < now()', [
        connectionId,
      ]);
      await transaction.query(
        `insert into rate_budget_holder (connection_id, holder, organization_id, until) values ($1, $2, $3, now() + make_interval(secs => $4))
         on conflict (connection_id, holder) do update set until = excluded.until`,
        [connectionId, holder, organizationId, keepMs / 1000],
      );
      const [row] = (await transaction.query(
        'select count(*)::int as count from rate_budget_holder where connection_id = $1',
        [connectionId],
      )) as { count: number }[];
      return row?.count ?? 1;
    });
  }

  async release({ organizationId, connectionId }: BudgetRef, holder: string): Promise<void> {
    await this.database.forOrganization(organizationId, (transaction) =>
      transaction.query('delete from rate_budget_holder where connection_id = $1 and holder = $2', [
        connectionId,
        holder,
      ]),
    );
  }

  private change<T>(
    { organizationId, connectionId, application }: BudgetRef,
    limits: RateLimits,
    work: (state: BudgetState, clock: { toDatabaseMs: number; nowMs: number }) => { state: BudgetState; answer: T },
  ): Promise<T> {
    return this.database.forOrganization(organizationId, async (transaction) => {
      await transaction.query(
        `insert into rate_budget (connection_id, organization_id, minute_limit, day_limit, application) values ($1, $2, $3, $4, $5)
         on conflict (connection_id) do update set application = excluded.application
           where rate_budget.application is distinct from excluded.application`,
        [connectionId, organizationId, limits.perMinute ?? null, limits.perDay ?? null, application],
      );
      const [row] = (await transaction.query(
        `select minute_limit, minute_left, ${milliseconds('minute_resets_at')} as minute_resets_ms, day_limit, day_left,
           ${milliseconds('day_resets_at')} as day_resets_ms, ${milliseconds('clock_timestamp()')} as now_ms
         from rate_budget where connection_id = $1 for update`,
        [connectionId],
      )) as BudgetRow[];
      if (!row) throw new Error('the budget of the connection is not there');
      const nowMs = Number(row.now_ms);
      const { state, answer } = work(toState(row), { nowMs, toDatabaseMs: nowMs - Date.now() });
      await store(transaction, connectionId, state);
      return answer;
    });
  }
}

async function store(
  transaction: EntityManager,
  connectionId: ConnectionId,
  { minute, day }: BudgetState,
): Promise<void> {
  await transaction.query(
    `update rate_budget set minute_limit = $2, minute_left = $3, minute_resets_at = to_timestamp($4::float8 / 1000),
       day_limit = $5, day_left = $6, day_resets_at = to_timestamp($7::float8 / 1000) where connection_id = $1`,
    [connectionId, minute.limit, minute.left, minute.resetsAtMs, day.limit, day.left, day.resetsAtMs],
  );
}

function toState(row: BudgetRow): BudgetState {
  const ms = (value: string | null) => (value === null ? null : Number(value));
  return {
    minute: { limit: row.minute_limit, left: row.minute_left, resetsAtMs: ms(row.minute_resets_ms) },
    day: { limit: row.day_limit, left: row.day_left, resetsAtMs: ms(row.day_resets_ms) },
  };
}

function shifted(report: RateReport, byMs: number): RateReport {
  const move = (window: RateReport['minute']) =>
    window?.resetsAtMs === undefined ? window : { ...window, resetsAtMs: window.resetsAtMs + byMs };
  return { minute: move(report.minute), day: move(report.day) };
}
