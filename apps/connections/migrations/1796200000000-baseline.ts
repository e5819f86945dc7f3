import { createOutbox, enforceTenancy } from '@koppel/service-kit/tenancy';
import type { MigrationInterface, QueryRunner } from 'typeorm';

const connections = `
  create table data_key (
    id uuid primary key,
    organization_id text not null unique,
    ring_key_id text not null,
    wrapped text not null
  );
  create table connection (
    id uuid primary key,
    organization_id text not null,
    application_id text not null,
    display_title text not null,
    state text not null check (state in ('draft', 'authorized', 'ready', 'needs_attention')),
    reason jsonb,
    advice jsonb,
    fields jsonb not null,
    credentials_version int not null,
    way text,
    tested_at timestamptz,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    check (state <> 'needs_attention' or reason is not null)
  );
  create index connection_of_organization on connection (organization_id, application_id);
  create table connection_secret (
    connection_id uuid not null references connection on delete cascade,
    name text not null,
    organization_id text not null,
    sealed text not null,
    primary key (connection_id, name)
  )`;

const access = `
  create table access_grant (
    connection_id uuid primary key references connection on delete cascade,
    organization_id text not null,
    epoch int not null,
    access text,
    refresh_token text,
    obtained_at timestamptz,
    expires_at timestamptz,
    is_lost boolean not null default false,
    lease_owner uuid,
    lease_until timestamptz,
    intent_at timestamptz,
    retry_at timestamptz,
    failures int not null default 0
  );
  create index access_grant_idle on access_grant (obtained_at) where refresh_token is not null and not is_lost;
  create table authorization_attempt (
    id uuid primary key,
    organization_id text not null,
    state_hash text not null unique,
    connection_id uuid not null references connection on delete cascade,
    application_id text not null,
    session_id text not null,
    user_id text not null,
    credentials_version int not null,
    code_verifier text,
    keys text,
    return_path text,
    language text not null,
    expires_at timestamptz not null,
    returned_at timestamptz,
    used_at timestamptz,
    outcome jsonb
  );
  create index authorization_attempt_age on authorization_attempt (expires_at)`;

const tables = ['data_key', 'connection', 'connection_secret', 'access_grant', 'authorization_attempt'];

/** The schema of release 0.1.0. */
export class Baseline1796200000000 implements MigrationInterface {
  readonly name = 'Baseline1796200000000';

  async up(queryRunner: QueryRunner): Promise<void> {
    for (const sql of [connections, access]) await queryRunner.query(sql);
    for (const table of tables) await enforceTenancy(queryRunner, table);
    await createOutbox(queryRunner);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('Migrations go forward only; restore a backup instead.'));
  }
}
