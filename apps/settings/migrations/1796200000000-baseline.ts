import { createOutbox, enforceTenancy } from '@koppel/service-kit/tenancy';
import type { MigrationInterface, QueryRunner } from 'typeorm';

const integrations = `
  create table integration (
    id uuid primary key,
    organization_id text not null,
    title text not null,
    first_connection_id uuid not null,
    second_connection_id uuid not null,
    package_ids text[] not null,
    created_at timestamptz not null,
    updated_at timestamptz not null
  );
  create index integration_by_organization on integration (organization_id, created_at)`;

const flows = `
  create table flow (
    id uuid primary key,
    organization_id text not null,
    integration_id uuid not null references integration (id) on delete cascade,
    package_id text not null,
    key text not null,
    entity text not null,
    title text not null,
    source_connection_id uuid not null,
    target_connection_id uuid not null,
    is_enabled boolean not null,
    schedule jsonb,
    settings jsonb not null,
    version integer not null,
    created_at timestamptz not null default now(),
    enabled_at timestamptz,
    position bigint generated always as identity,
    unique (integration_id, key)
  );
  create index flow_scheduled on flow (id) where is_enabled and schedule is not null;
  create table flow_version (
    flow_id uuid not null references flow (id) on delete cascade,
    version integer not null,
    organization_id text not null,
    is_enabled boolean not null,
    schedule jsonb,
    settings jsonb not null,
    changed_by text not null,
    changed_at timestamptz not null,
    changed_by_name text,
    primary key (flow_id, version)
  )`;

/** Wizards that were begun and not finished. */
const drafts = `
  create table draft (
    id uuid primary key,
    organization_id text not null,
    step text not null,
    application_ids jsonb not null,
    connection_ids jsonb not null,
    integration_id uuid,
    form_values jsonb not null,
    started_by text not null,
    created_at timestamptz not null,
    updated_at timestamptz not null
  );
  create index draft_by_person on draft (organization_id, started_by, updated_at);
  create index draft_by_last_use on draft (updated_at)`;

/** The schema of release 0.1.0. */
export class Baseline1796200000000 implements MigrationInterface {
  readonly name = 'Baseline1796200000000';

  async up(queryRunner: QueryRunner): Promise<void> {
    for (const sql of [integrations, flows, drafts]) await queryRunner.query(sql);
    for (const table of ['integration', 'flow', 'flow_version', 'draft']) await enforceTenancy(queryRunner, table);
    await createOutbox(queryRunner);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('Migrations go forward only; restore a backup instead.'));
  }
}
