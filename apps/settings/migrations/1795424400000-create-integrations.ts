import { createOutbox, enforceTenancy } from '@koppel/service-kit';
import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateIntegrations1795424400000 implements MigrationInterface {
  readonly name = 'CreateIntegrations1795424400000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      create table integration (
        id uuid primary key,
        organization_id text not null,
        title text not null,
        first_connection_id uuid not null,
        second_connection_id uuid not null,
        package_ids text[] not null,
        created_at timestamptz not null,
        updated_at timestamptz not null
      )`);
    await queryRunner.query('create index integration_by_organization on integration (organization_id, created_at)');
    await queryRunner.query(`
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
        position bigint generated always as identity,
        unique (integration_id, key)
      )`);
    await queryRunner.query('create index flow_scheduled on flow (id) where is_enabled and schedule is not null');
    await queryRunner.query(`
      create table flow_version (
        flow_id uuid not null references flow (id) on delete cascade,
        version integer not null,
        organization_id text not null,
        is_enabled boolean not null,
        schedule jsonb,
        settings jsonb not null,
        changed_by text not null,
        changed_at timestamptz not null,
        primary key (flow_id, version)
      )`);
    for (const table of ['integration', 'flow', 'flow_version']) await enforceTenancy(queryRunner, table);
    await createOutbox(queryRunner);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('migrations only go forward; restore a backup instead'));
  }
}
