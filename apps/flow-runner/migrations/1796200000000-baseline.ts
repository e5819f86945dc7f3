import { createOutbox, enforceTenancy } from '@koppel/service-kit/tenancy';
import type { MigrationInterface, QueryRunner } from 'typeorm';

const runs = `
  create table run (
    id uuid primary key,
    organization_id text not null,
    flow_id uuid not null,
    integration_id uuid not null,
    entity text not null,
    flow_title text not null,
    kind text not null check (kind in ('sync', 'preview', 'retry', 'reconcile')),
    trigger text not null check (trigger in ('schedule', 'webhook', 'manual')),
    state text not null check (state in ('queued', 'running', 'waiting', 'completed', 'failed', 'cancelled')),
    reason jsonb,
    flow jsonb not null,
    options jsonb not null default '{}',
    read int not null default 0,
    created int not null default 0,
    updated int not null default 0,
    unchanged int not null default 0,
    filtered int not null default 0,
    failed int not null default 0,
    held int not null default 0,
    filter_reasons jsonb not null default '[]',
    pages int not null default 0,
    attempts int not null default 0,
    stalls int not null default 0,
    stalled_at text,
    held_position text,
    is_wait_fixed boolean not null default false,
    is_cancel_requested boolean not null default false,
    fence bigint not null default 0,
    lease_owner text,
    lease_until timestamptz,
    queued_at timestamptz not null default now(),
    started_at timestamptz,
    progressed_at timestamptz,
    resumes_at timestamptz,
    ended_at timestamptz
  );
  create unique index run_active on run (flow_id) where state in ('queued', 'running', 'waiting') and kind <> 'preview';
  create unique index run_active_preview on run (flow_id) where state in ('queued', 'running', 'waiting') and kind = 'preview';
  create index run_listing on run (organization_id, queued_at desc, id desc);
  create index run_of_flow on run (flow_id, queued_at desc, id desc);
  create index run_with_orders on run (flow_id, queued_at desc) where kind = 'sync' and created + failed > 0;
  create index run_due on run (state, resumes_at, lease_until) where state in ('queued', 'running', 'waiting');
  create index run_started on run (organization_id, started_at);
  create table preview (
    run_id uuid primary key,
    organization_id text not null,
    result jsonb not null,
    created_at timestamptz not null default now()
  );
  create index preview_age on preview (created_at);
  create table run_log (
    run_id uuid not null,
    position bigint generated always as identity,
    organization_id text not null,
    at timestamptz not null default clock_timestamp(),
    kind text not null,
    details jsonb not null default '{}',
    primary key (run_id, position)
  );
  create table run_request (
    flow_id uuid primary key,
    organization_id text not null,
    requested_at timestamptz not null default now(),
    due_at timestamptz not null default now()
  );
  create table flow_cursor (
    flow_id uuid primary key,
    organization_id text not null,
    cursor jsonb not null,
    basis text not null,
    run_id uuid not null,
    deletions_checked_at timestamptz,
    deletions_requested_at timestamptz,
    updated_at timestamptz not null default now()
  );
  create table removed_flow (
    flow_id uuid primary key,
    organization_id text not null,
    removed_at timestamptz not null default now()
  );
  create index removed_flow_age on removed_flow (removed_at);
  create table deleted_organization (
    organization_id text primary key,
    deleted_at timestamptz not null default now()
  )`;

const links = `
  create table record_link (
    flow_id uuid not null,
    entity text not null,
    source_key text not null,
    organization_id text not null,
    natural_key text not null,
    stored_key text,
    target_key text,
    document jsonb,
    hash text,
    written text,
    effects jsonb,
    announced jsonb,
    state text not null check (state in ('writing', 'linked')),
    intent_hash text,
    idempotency_key uuid,
    uncounted text check (uncounted in ('created', 'updated')),
    last_run_id uuid not null,
    updated_at timestamptz not null default now(),
    is_left_out boolean not null default false,
    primary key (flow_id, entity, source_key)
  );
  create index record_link_natural on record_link (flow_id, natural_key);
  create index record_link_target on record_link (organization_id, target_key);
  create index record_link_stored_key on record_link (flow_id, updated_at) where stored_key is not null;
  create index record_link_uncounted on record_link (flow_id) where uncounted is not null;
  create table record_request (
    flow_id uuid not null,
    source_key text not null,
    organization_id text not null,
    natural_key text not null,
    is_forced boolean not null,
    requested_at timestamptz not null default now(),
    primary key (flow_id, source_key)
  );
  create table record_action (
    id bigint generated always as identity primary key,
    organization_id text not null,
    flow_id uuid not null,
    entity text not null,
    source_key text not null,
    kind text not null check (kind in ('unlinked', 'delivered_again', 'linked', 'done')),
    target_key text,
    target_number text,
    actor_id text not null,
    actor_name text,
    at timestamptz not null default clock_timestamp()
  );
  create index record_action_of_record on record_action (organization_id, source_key, flow_id, entity, id)`;

const issues = `
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
    reason jsonb not null,
    waits_for text,
    attempts int not null default 1,
    payload jsonb not null,
    opened_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    cause_id text not null,
    is_edited boolean not null default false,
    edited_by text,
    edited_at timestamptz,
    retry_run_id uuid
  );
  create unique index issue_unresolved on issue (flow_id, entity, source_key) where state <> 'resolved';
  create index issue_listing on issue (organization_id, opened_at desc, id desc);
  create index issue_of_run on issue (run_id);
  create index issue_cause on issue (organization_id, cause_id) where state in ('open', 'held', 'retrying');
  create index issue_retrying on issue (retry_run_id, id) where state = 'retrying';
  create index issue_waiting on issue (flow_id, id) where state in ('open', 'held')`;

// Payloads are text: they are shown as they were and never queried by their fields. Row-level security keeps Postgres from
// using GIN and trigram indexes (their operators are not leakproof): exact keys have b-trees, and everything else is matched
// against `search_text`, which the index of the newest attempts includes.
const attempts = `
  create sequence record_attempt_position;
  create table record_attempt (
    id uuid primary key default gen_random_uuid(),
    organization_id text not null,
    flow_id uuid not null,
    integration_id uuid not null,
    entity text not null,
    source_key text not null,
    natural_key text not null,
    name_key text collate "C" not null,
    title text,
    order_key text,
    search_text text collate "C" not null,
    target_key text,
    document jsonb,
    amount text,
    currency text,
    outcome text not null check (outcome in ('created', 'updated', 'withdrawn', 'unchanged', 'filtered', 'failed', 'held')),
    reason jsonb,
    notes jsonb,
    failure_class text,
    payload_hash text,
    run_id uuid not null,
    kind text not null,
    trigger text not null,
    times int not null default 1,
    ordinal int not null,
    is_newest boolean not null default true,
    first_at timestamptz not null default now(),
    at timestamptz not null default now(),
    position bigint not null default nextval('record_attempt_position'),
    payloads text
  );
  create index record_attempt_of_record on record_attempt (organization_id, source_key, flow_id, entity, position);
  create index record_attempt_of_run on record_attempt (run_id, position);
  create index record_attempt_newest on record_attempt (organization_id, position)
    include (flow_id, integration_id, entity, outcome, search_text) where is_newest;
  create index record_attempt_named on record_attempt (organization_id, name_key) where is_newest;
  create index record_attempt_of_order on record_attempt (organization_id, order_key) where is_newest and order_key is not null;
  create index record_attempt_payload_age on record_attempt (at) where payloads is not null`;

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

const hooks = `
  create table flow_hook (
    flow_id uuid primary key,
    organization_id text not null,
    generation int not null default 1,
    is_wanted boolean not null default false,
    connection_id uuid,
    application text,
    account text,
    topics text[] not null default '{}',
    made_at timestamptz,
    reason jsonb,
    checked_at timestamptz,
    repaired_at timestamptz,
    refused_at timestamptz,
    check_at timestamptz
  );
  create index flow_hook_due on flow_hook (check_at) where check_at is not null;
  create index flow_hook_account on flow_hook (organization_id, application, account)`;

const budgets = `
  create table rate_budget (
    organization_id text not null,
    application text not null,
    account text not null,
    connection_ids uuid[] not null,
    state jsonb not null default '{"windows": {}}',
    pace jsonb,
    primary key (organization_id, application, account)
  );
  create table rate_budget_holder (
    organization_id text not null,
    application text not null,
    account text not null,
    holder text not null,
    until timestamptz not null,
    primary key (organization_id, application, account, holder)
  )`;

const tables = [
  ...['run', 'preview', 'run_log', 'run_request', 'flow_cursor', 'removed_flow', 'deleted_organization'],
  ...['record_link', 'record_request', 'record_action', 'issue', 'record_attempt'],
  ...['schedule', 'schedule_firing', 'flow_hook', 'rate_budget', 'rate_budget_holder'],
];

// The autoscaler sees this number and nothing else. Runs under way count, so that none loses its worker; so do pauses that
// end within a minute, so that a worker is there in time.
const scaler = `
  create function runs_to_work_on() returns bigint language sql stable security definer
    set search_path = flow_runner as
  $$ select count(*) from run where state in ('queued', 'running')
       or (state = 'waiting' and (resumes_at is null or resumes_at < clock_timestamp() + interval '1 minute')) $$;
  do $$ begin create role koppel_scaler nologin; exception when duplicate_object or unique_violation then null; end $$;
  revoke all on function runs_to_work_on() from public;
  grant usage on schema flow_runner to koppel_scaler;
  grant execute on function runs_to_work_on() to koppel_scaler`;

/** The schema of release 0.1.0. */
export class Baseline1796200000000 implements MigrationInterface {
  readonly name = 'Baseline1796200000000';

  async up(queryRunner: QueryRunner): Promise<void> {
    for (const sql of [runs, links, issues, attempts, schedules, hooks, budgets]) await queryRunner.query(sql);
    for (const table of tables) await enforceTenancy(queryRunner, table);
    await createOutbox(queryRunner);
    await queryRunner.query(scaler);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('Migrations go forward only; restore a backup instead.'));
  }
}
