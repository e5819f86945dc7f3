import { createOutbox, enforceTenancy } from '@koppel/service-kit/tenancy';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Outgoing webhooks, their deliveries and every attempt. `served_at` and the claims share the slots out fairly. */
const webhooks = `
  create table data_key (
    id uuid primary key,
    organization_id text not null unique,
    ring_key_id text not null,
    wrapped text not null
  );
  create table webhook (
    id uuid primary key,
    organization_id text not null,
    url text not null,
    description text not null,
    event_types text[] not null,
    state text not null check (state in ('enabled', 'disabled')),
    reason jsonb,
    secret text not null,
    previous_secret text,
    previous_secret_until timestamptz,
    listens_since timestamptz not null,
    failing_since timestamptz,
    created_at timestamptz not null,
    updated_at timestamptz not null,
    served_at timestamptz
  );
  create index webhook_of_organization on webhook (organization_id);
  create table webhook_delivery (
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
    last_problem jsonb,
    next_attempt_at timestamptz,
    claim uuid,
    claimed_until timestamptz,
    created_at timestamptz not null,
    delivered_at timestamptz,
    unique (webhook_id, event_id),
    check ((state = 'waiting') = (next_attempt_at is not null))
  );
  create index webhook_delivery_due on webhook_delivery (webhook_id, next_attempt_at) where state = 'waiting';
  create index webhook_delivery_newest on webhook_delivery (webhook_id, position);
  create index webhook_delivery_dead on webhook_delivery (webhook_id) where state = 'dead';
  create index webhook_delivery_claimed on webhook_delivery (webhook_id) where claim is not null;
  create index webhook_delivery_age on webhook_delivery (created_at);
  create table webhook_attempt (
    delivery_id uuid not null references webhook_delivery (id) on delete cascade,
    organization_id text not null,
    number int not null,
    started_at timestamptz not null,
    duration_ms int not null,
    status int,
    problem jsonb,
    answer text,
    primary key (delivery_id, number)
  )`;

/**
 * What is wrong, and who was told. One alert is open for one object; one notification exists for each alert, change and recipient
 * (`person:<id>`), whatever comes twice. Notifications of a recipient with the same `message_id` go in one message.
 */
const alerts = `
  create table alert_check (
    organization_id text primary key,
    due_at timestamptz not null,
    checked_at timestamptz,
    claimed_until timestamptz
  );
  create index alert_check_due on alert_check (due_at);
  create table alert (
    id uuid primary key,
    organization_id text not null,
    kind text not null,
    object_id text not null,
    params jsonb not null,
    since timestamptz not null,
    opened_at timestamptz not null,
    healed_at timestamptz
  );
  create unique index alert_open on alert (organization_id, kind, object_id) where healed_at is null;
  create index alert_newest on alert (organization_id, opened_at, id);
  create index alert_age on alert (healed_at) where healed_at is not null;
  create table notification_preference (
    organization_id text not null,
    user_id text not null,
    topics text[] not null,
    time_zone text not null,
    quiet_from text,
    quiet_to text,
    digest_at text,
    updated_at timestamptz not null,
    primary key (organization_id, user_id),
    check ((quiet_from is null) = (quiet_to is null))
  );
  create table notification (
    id uuid primary key default gen_random_uuid(),
    organization_id text not null,
    alert_id uuid not null references alert (id) on delete cascade,
    change text not null check (change in ('opened', 'healed')),
    recipient text not null,
    state text not null default 'waiting' check (state in ('waiting', 'sent', 'dropped', 'dead')),
    due_at timestamptz not null,
    attempts int not null default 0,
    problem jsonb,
    message_id uuid,
    claimed_until timestamptz,
    created_at timestamptz not null,
    sent_at timestamptz,
    unique (alert_id, change, recipient)
  );
  create index notification_newest on notification (organization_id, recipient, created_at, id);
  create index notification_due on notification (due_at) where state = 'waiting';
  create index notification_sent on notification (organization_id, recipient, sent_at) where sent_at is not null`;

const tables = [
  ...['data_key', 'webhook', 'webhook_delivery', 'webhook_attempt'],
  ...['alert_check', 'alert', 'notification', 'notification_preference'],
];

/** The schema of release 0.1.0. */
export class Baseline1796200000000 implements MigrationInterface {
  readonly name = 'Baseline1796200000000';

  async up(queryRunner: QueryRunner): Promise<void> {
    for (const sql of [webhooks, alerts]) await queryRunner.query(sql);
    for (const table of tables) await enforceTenancy(queryRunner, table);
    await createOutbox(queryRunner);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('Migrations go forward only; restore a backup instead.'));
  }
}
