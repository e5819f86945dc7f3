import { enforceTenancy, loginsOf, makeAppendOnly } from '@koppel/service-kit/tenancy';
import type { MigrationInterface, QueryRunner } from 'typeorm';

const schema = 'gateway';

const statements = [
  `create table audit_entry (
    organization_id text not null,
    position bigint not null,
    id uuid not null unique,
    at timestamptz not null,
    action text not null,
    outcome text not null,
    detail text,
    actor_kind text not null,
    actor_id text,
    actor_name text,
    actor_role text,
    object_kind text not null,
    object_id text,
    object_title text,
    address text,
    user_agent text,
    trace_id text,
    previous_hash text not null,
    hash text not null,
    primary key (organization_id, position)
  )`,
  `create index audit_entry_at on audit_entry (organization_id, at)`,
  `create index audit_entry_actor on audit_entry (organization_id, actor_id, position)`,
  `create index audit_entry_object on audit_entry (organization_id, object_id, position)`,
  // The one way in which entries end: with their organization, whose deletion somebody has asked for.
  `create function delete_audit_entries(ended text, max_rows int) returns int language plpgsql security definer set search_path = ${schema}, pg_temp as $$
   declare deleted int;
   begin
     if not exists (select 1 from organization_deletion where organization_id = ended and completed_at is null) then
       raise exception 'nobody has asked for the deletion of this organization';
     end if;
     delete from audit_entry where organization_id = ended and position in (
       select position from audit_entry where organization_id = ended order by position limit max_rows);
     get diagnostics deleted = row_count;
     return deleted;
   end $$`,
  `revoke all on function delete_audit_entries(text, int) from public`,
  `grant execute on function delete_audit_entries(text, int) to "${loginsOf(schema).system}"`,
];

/** Who did what in an organization: entries are added, and never changed or deleted one by one. */
export class AuditLog1796300000000 implements MigrationInterface {
  readonly name = 'AuditLog1796300000000';

  async up(queryRunner: QueryRunner): Promise<void> {
    for (const statement of statements) await queryRunner.query(statement);
    await enforceTenancy(queryRunner, 'audit_entry');
    await makeAppendOnly(queryRunner, 'audit_entry');
  }

  down(): Promise<void> {
    return Promise.reject(new Error('Migrations go forward only; restore a backup instead.'));
  }
}
