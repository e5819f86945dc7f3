import type { QueryRunner } from 'typeorm';

/** The Postgres logins of a service: neither owns the tables nor is a superuser, so row-level security holds for both. */
export function loginsOf(schema: string): { service: string; system: string } {
  const service = `koppel_${schema.replaceAll('-', '_')}`;
  return { service, system: `${service}_system` };
}

/**
 * In a migration: makes row-level security keep organizations apart on a table with a column `organization_id`. The service's
 * login sees the rows of the organization that its transaction names, its system login those of all.
 */
export async function enforceTenancy(queryRunner: QueryRunner, table: string): Promise<void> {
  const [row] = (await queryRunner.query('select current_schema() as schema')) as { schema: string }[];
  if (!row?.schema) throw new Error('the migration has no schema of its own');
  await queryRunner.query(`alter table "${table}" enable row level security`);
  await queryRunner.query(
    `create policy tenancy on "${table}" using (organization_id = current_setting('koppel.organization_id', true))`,
  );
  await queryRunner.query(`create policy system on "${table}" to "${loginsOf(row.schema).system}" using (true)`);
}

/** Comment of a table by which {@link migrate} knows it. */
export const appendOnly = 'append-only';

/**
 * In a migration: the service's logins may insert into a table and read it, and never change or delete a row. Deleting all of an
 * organization takes a function of the owner (`security definer`).
 */
export async function makeAppendOnly(queryRunner: QueryRunner, table: string): Promise<void> {
  await queryRunner.query(`comment on table "${table}" is '${appendOnly}'`);
}

/**
 * In a migration: the service's outbox. Rows stay for some days so that a lost broker can be refilled from them. `claim` says
 * who is sending a row, `failure` why one can never be sent.
 */
export async function createOutbox(queryRunner: QueryRunner): Promise<void> {
  await queryRunner.query(`
    create table outbox (
      id uuid primary key,
      organization_id text not null,
      subject text not null,
      payload jsonb not null,
      position bigint generated always as identity,
      created_at timestamptz not null default now(),
      published_at timestamptz,
      stream_sequence bigint,
      closed_at timestamptz,
      claim uuid,
      claimed_until timestamptz,
      failed_at timestamptz,
      failure text
    )`);
  await queryRunner.query(
    'create index outbox_unpublished on outbox (position) where published_at is null and closed_at is null',
  );
  await queryRunner.query('create index outbox_published on outbox (published_at, stream_sequence)');
  await enforceTenancy(queryRunner, 'outbox');
}
