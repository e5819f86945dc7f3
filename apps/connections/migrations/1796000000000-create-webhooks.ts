import { enforceTenancy } from '@koppel/service-kit';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Outgoing webhooks, their deliveries and every attempt. */
export class CreateWebhooks1796000000000 implements MigrationInterface {
  readonly name = 'CreateWebhooks1796000000000';

  async up(queryRunner: QueryRunner): Promise<void> {
    for (const { name, sql } of tables) {
      await queryRunner.query(sql);
      await enforceTenancy(queryRunner, name);
    }
    for (const index of indexes) await queryRunner.query(index);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('Migrations go forward only: write a new one that undoes this.'));
  }
}

const tables = [
  {
    name: 'webhook',
    sql: `create table webhook (
      id uuid primary key,
      organization_id text not null,
      url text not null,
      description text not null,
      event_types text[] not null,
      state text not null check (state in ('enabled', 'disabled')),
      reason text,
      secret text not null,
      previous_secret text,
      previous_secret_until timestamptz,
      listens_since timestamptz not null,
      failing_since timestamptz,
      created_at timestamptz not null,
      updated_at timestamptz not null
    )`,
  },
  {
    name: 'webhook_delivery',
    sql: `create table webhook_delivery (
      id uuid primary key,
      organization_id text not null,
      webhook_id uuid not null references webhook (id) on delete cascade,
      event_id uuid not null,
      event_type text not null,
      body text not null,
      position bigint generated always as identity,
      state text not null default 'waiting' check (state in ('waiting', 'delivered', 'dead')),
      attempts int not null default 0,
      tries int not null default 0,
      last_status int,
      last_problem text,
      next_attempt_at timestamptz,
      claim uuid,
      claimed_until timestamptz,
      created_at timestamptz not null,
      delivered_at timestamptz,
      unique (webhook_id, event_id),
      check ((state = 'waiting') = (next_attempt_at is not null))
    )`,
  },
  {
    name: 'webhook_attempt',
    sql: `create table webhook_attempt (
      delivery_id uuid not null references webhook_delivery (id) on delete cascade,
      organization_id text not null,
      number int not null,
      started_at timestamptz not null,
      duration_ms int not null,
      status int,
      problem text,
      answer text,
      primary key (delivery_id, number)
    )`,
  },
];

const indexes = [
  'create index webhook_of_organization on webhook (organization_id)',
  "create index webhook_delivery_due on webhook_delivery (webhook_id, next_attempt_at) where state = 'waiting'",
  'create index webhook_delivery_newest on webhook_delivery (webhook_id, position)',
  "create index webhook_delivery_dead on webhook_delivery (webhook_id) where state = 'dead'",
  'create index webhook_delivery_age on webhook_delivery (created_at)',
];
