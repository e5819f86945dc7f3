import type { MigrationInterface, QueryRunner } from 'typeorm';

// The scaler sees one number and nothing else. Runs under way count, so that none is taken away from its worker; so do pauses that
// end within a minute, so that a worker is there in time.
const runsToWorkOn = `
  create function runs_to_work_on() returns bigint language sql stable security definer
    set search_path = flow_runner set koppel.scope = 'system' as
  $$ select count(*) from any_run where state in ('queued', 'running')
       or (state = 'waiting' and (resumes_at is null or resumes_at < clock_timestamp() + interval '1 minute')) $$`;

const scalerRole = `
  do $$ begin create role koppel_scaler nologin; exception when duplicate_object or unique_violation then null; end $$`;

/** How much work waits, for whoever decides how many workers there are. */
export class WorkToDo1795603000000 implements MigrationInterface {
  name = 'WorkToDo1795603000000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(runsToWorkOn);
    await queryRunner.query(scalerRole);
    await queryRunner.query('revoke all on function runs_to_work_on() from public');
    await queryRunner.query('grant usage on schema flow_runner to koppel_scaler');
    await queryRunner.query('grant execute on function runs_to_work_on() to koppel_scaler');
  }

  down(): Promise<void> {
    return Promise.reject(new Error('Migrations go forward only: write a new one that undoes this.'));
  }
}
