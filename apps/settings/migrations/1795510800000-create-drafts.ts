import { enforceTenancy } from '@koppel/service-kit';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Wizards that were begun and not finished, and the name of whoever changed a flow. */
export class CreateDrafts1795510800000 implements MigrationInterface {
  readonly name = 'CreateDrafts1795510800000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
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
      )`);
    await queryRunner.query('create index draft_by_person on draft (organization_id, started_by, updated_at)');
    await queryRunner.query('create index draft_by_last_use on draft (updated_at)');
    await enforceTenancy(queryRunner, 'draft');
    await queryRunner.query('alter table flow_version add column changed_by_name text');
  }

  down(): Promise<void> {
    return Promise.reject(new Error('migrations only go forward; restore a backup instead'));
  }
}
