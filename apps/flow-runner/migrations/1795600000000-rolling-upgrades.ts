import { enforceTenancy, extendOutbox } from '@koppel/service-kit';
import type { MigrationInterface, QueryRunner } from 'typeorm';

// Contract (0.1.0): the unique index that is dropped and made again is the one that the release before had.

// Runners of the release before know nothing of previews: they would take one for a run, and write. So previews have a table
// of their own, which those runners never look into; `run` is what it was for them, the index that their inserts name
// included. `any_run` is both.
const runs = `
  create table any_run (like run including defaults including constraints);
  alter table run inherit any_run;
  create table preview_run () inherits (any_run);
  alter table preview_run add primary key (id);
  with moved as (delete from run where trigger = 'preview' returning *) insert into preview_run select * from moved;
  create unique index preview_run_active on preview_run (flow_id) where state in ('queued', 'running', 'waiting');
  create index preview_run_listing on preview_run (organization_id, queued_at desc, id desc);
  drop index run_active;
  drop index run_active_preview;
  create unique index run_active on run (flow_id) where state in ('queued', 'running', 'waiting')`;

// Issues of those runners have no cause; they get the one of their exact words, as all issues once did.
const causes = `
  create function name_issue_cause() returns trigger language plpgsql as $$
    begin
      new.cause_id := md5(new.flow_id::text || new.failure_class || new.reason);
      return new;
    end $$;
  create trigger issue_has_cause before insert or update on issue for each row when (new.cause_id = '') execute function name_issue_cause();
  update issue set updated_at = updated_at where cause_id = ''`;

// Links from before there were attempts, or of a runner that writes none: the only ones that are looked for by their own keys.
const links = `
  alter table record_link add column is_told boolean not null default false;
  create index record_link_untold_source on record_link (organization_id, source_key) where not is_told;
  create index record_link_untold_natural on record_link (organization_id, natural_key) where not is_told`;

const removals = `
  create table removed_flow (
    flow_id uuid primary key,
    organization_id text not null,
    removed_at timestamptz not null default now()
  );
  create index removed_flow_age on removed_flow (removed_at)`;

/** What lets runners of the release before work on beside new ones, and what is forgotten of flows that were removed. */
export class RollingUpgrades1795600000000 implements MigrationInterface {
  name = 'RollingUpgrades1795600000000';

  async up(queryRunner: QueryRunner): Promise<void> {
    // Row-level security hides the rows of organizations from whoever does not say that it works for all.
    await queryRunner.query(`select set_config('koppel.scope', 'system', true)`);
    for (const sql of [runs, causes, links, removals]) await queryRunner.query(sql);
    for (const table of ['any_run', 'preview_run', 'removed_flow']) await enforceTenancy(queryRunner, table);
    await extendOutbox(queryRunner);
    await queryRunner.query(`select set_config('koppel.scope', '', true)`);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('Migrations go forward only: write a new one that undoes this.'));
  }
}
