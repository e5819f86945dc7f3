import { enforceTenancy } from '@koppel/service-kit';
import type { MigrationInterface, QueryRunner } from 'typeorm';

// Payloads are text: they are only shown, as they were, and never asked for by their fields.
// Row-level security keeps Postgres from using GIN and trigram indexes (their operators are not leakproof): exact keys have
// b-trees, and everything else is looked for in `search_text`, which the index of the newest attempts holds as well.
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
    search_text text collate "C" not null,
    target_key text,
    outcome text not null check (outcome in ('created', 'updated', 'unchanged', 'filtered', 'failed', 'held')),
    reason text,
    failure_class text,
    form_hash text,
    run_id uuid not null,
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
  create index record_attempt_payload_age on record_attempt (at) where payloads is not null`;

const links = `
  alter table record_link add column is_left_out boolean not null default false;
  drop index record_link_target;
  create index record_link_target on record_link (organization_id, target_key)`;

const runs = `
  create table run_log (
    run_id uuid not null,
    position bigint generated always as identity,
    organization_id text not null,
    at timestamptz not null default clock_timestamp(),
    kind text not null,
    details jsonb not null default '{}',
    primary key (run_id, position)
  );
  create index run_started on run (organization_id, started_at)`;

/** What became of every record, and what happened in every run. */
export class RecordAttempts1795510800000 implements MigrationInterface {
  name = 'RecordAttempts1795510800000';

  async up(queryRunner: QueryRunner): Promise<void> {
    for (const sql of [attempts, links, runs]) await queryRunner.query(sql);
    for (const table of ['record_attempt', 'run_log']) await enforceTenancy(queryRunner, table);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('Migrations go forward only: write a new one that undoes this.'));
  }
}
