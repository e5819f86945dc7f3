import { enforceTenancy } from '@koppel/service-kit';
import type { MigrationInterface, QueryRunner } from 'typeorm';

// Contract (0.1.0): 1795600000000 gives the release before its index back, and a default fills the column that it does not know.

const previews = `
  create table preview (
    run_id uuid primary key,
    organization_id text not null,
    result jsonb not null,
    created_at timestamptz not null default now()
  );
  create index preview_age on preview (created_at);
  drop index run_active;
  create unique index run_active on run (flow_id) where state in ('queued', 'running', 'waiting') and trigger <> 'preview';
  create unique index run_active_preview on run (flow_id) where state in ('queued', 'running', 'waiting') and trigger = 'preview'`;

// Old issues get the cause of their exact words until they are tried again. Changing the column's type rewrites every
// row, which an update could not: row-level security hides them from a migration.
const causes = `
  alter table issue add column cause_id text, add column is_edited boolean not null default false,
    add column edited_by text, add column edited_at timestamptz, add column retry_run_id uuid;
  alter table issue alter column cause_id type text using md5(flow_id::text || failure_class || reason);
  alter table issue alter column cause_id set default '', alter column cause_id set not null;
  create index issue_cause on issue (organization_id, cause_id) where state in ('open', 'held', 'retrying');
  create index issue_retrying on issue (retry_run_id, id) where state = 'retrying';
  drop index issue_held;
  create index issue_waiting on issue (flow_id, id) where state in ('open', 'held')`;

/** What previews found, and what the issues that have one cause have in common. */
export class PreviewsAndCauses1795511000000 implements MigrationInterface {
  name = 'PreviewsAndCauses1795511000000';

  async up(queryRunner: QueryRunner): Promise<void> {
    for (const sql of [previews, causes]) await queryRunner.query(sql);
    await enforceTenancy(queryRunner, 'preview');
  }

  down(): Promise<void> {
    return Promise.reject(new Error('Migrations go forward only: write a new one that undoes this.'));
  }
}
