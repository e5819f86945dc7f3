import { createOutbox, enforceTenancy } from '@koppel/service-kit';
import type { MigrationInterface, QueryRunner } from 'typeorm';

const runs = `
  create table run (
    id uuid primary key,
    organization_id text not null,
    flow_id uuid not null,
    integration_id uuid not null,
    entity text not null,
    flow_title text not null,
    trigger text not null,
    state text not null check (state in ('queued', 'running', 'waiting', 'completed', 'failed', 'cancelled')),
    reason text,
    flow jsonb not null,
    options jsonb not null default '{}',
    read int not null default 0,
    created int not null default 0,
    updated int not null default 0,
    unchanged int not null default 0,
    filtered int not null default 0,
    failed int not null default 0,
    held int not null default 0,
    filter_reasons jsonb not null default '{}',
    pages int not null default 0,
    attempts int not null default 0,
    stalls int not null default 0,
    held_position text,
    cancel_requested boolean not null default false,
    fence bigint not null default 0,
    lease_owner text,
    lease_until timestamptz,
    queued_at timestamptz not null default now(),
    started_at timestamptz,
    resumes_at timestamptz,
    ended_at timestamptz
  );
  create unique index run_active on run (flow_id) where state in ('queued', 'running', 'waiting');
  create index run_listing on run (organization_id, queued_at desc, id desc);
  create index run_of_flow on run (flow_id, queued_at desc, id desc);
  create index run_due on run (state, resumes_at, lease_until) where state in ('queued', 'running', 'waiting');
  create table wanted_run (
    flow_id uuid primary key,
    organization_id text not null,
    wanted_at timestamptz not null default now()
  );
  create table flow_cursor (
    flow_id uuid primary key,
    organization_id text not null,
    cursor jsonb not null,
    basis text not null,
    run_id uuid not null,
    updated_at timestamptz not null default now()
  )`;

const ledger = `
  create table record_link (
    flow_id uuid not null,
    entity text not null,
    source_key text not null,
    organization_id text not null,
    natural_key text not null,
    target_key text,
    hash text,
    state text not null check (state in ('writing', 'linked')),
    intent_hash text,
    idempotency_key uuid,
    uncounted text check (uncounted in ('created', 'updated')),
    last_run_id uuid not null,
    updated_at timestamptz not null default now(),
    primary key (flow_id, entity, source_key)
  );
  create index record_link_natural on record_link (flow_id, natural_key);
  create index record_link_target on record_link (flow_id, target_key);
  create index record_link_uncounted on record_link (flow_id) where uncounted is not null;
  create table issue (
    id uuid primary key,
    organization_id text not null,
    flow_id uuid not null,
    integration_id uuid not null,
    run_id uuid not null,
    entity text not null,
    source_key text not null,
    natural_key text not null,
    failure_class text not null,
    state text not null check (state in ('open', 'held', 'retrying', 'resolved', 'skipped')),
    reason text not null,
    waits_for text,
    attempts int not null default 1,
    payload jsonb not null,
    opened_at timestamptz not null default now(),
    updated_at timestamptz not null default now()
  );
  create unique index issue_unresolved on issue (flow_id, entity, source_key) where state <> 'resolved';
  create index issue_listing on issue (organization_id, opened_at desc, id desc);
  create index issue_of_run on issue (run_id);
  create index issue_held on issue (flow_id, id) where state = 'held'`;

const schedules = `
  create table schedule (
    flow_id uuid primary key,
    organization_id text not null,
    cron text not null,
    time_zone text not null,
    next_at timestamptz
  );
  create index schedule_due on schedule (next_at);
  create table schedule_firing (
    flow_id uuid not null,
    planned_at timestamptz not null,
    organization_id text not null,
    fired_at timestamptz not null default now(),
    primary key (flow_id, planned_at)
  )`;

const budgets = `
  create table rate_budget (
    connection_id uuid primary key,
    organization_id text not null,
    minute_limit int,
    minute_left int,
    minute_resets_at timestamptz,
    day_limit int,
    day_left int,
    day_resets_at timestamptz
  );
  create table rate_budget_holder (
    connection_id uuid not null,
    holder text not null,
    organization_id text not null,
    until timestamptz not null,
    primary key (connection_id, holder)
  )`;

const tables = [
  'run',
  'wanted_run',
  'flow_cursor',
  'record_link',
  'issue',
  'schedule',
  'schedule_firing',
  'rate_budget',
  'rate_budget_holder',
];

/** Runs, cursors, links, issues, schedules, budgets and the outbox. */
export class FlowRunner1795420800000 implements MigrationInterface {
  name = 'FlowRunner1795420800000';

  async up(queryRunner: QueryRunner): Promise<void> {
    for (const sql of [runs, ledger, schedules, budgets]) await queryRunner.query(sql);
    for (const table of tables) await enforceTenancy(queryRunner, table);
    await createOutbox(queryRunner);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('Migrations go forward only: write a new one that undoes this.'));
  }
}
