import { enforceTenancy, loginsOf, makeAppendOnly } from '@koppel/service-kit/tenancy';
import type { MigrationInterface, QueryRunner } from 'typeorm';

const schema = 'gateway';

/** The tables of better-auth 1.7 with its organization and two-factor plugins and rate limits, and Koppel's own beside them; a test checks that nothing is missing. */
const statements = [
  `create table "user" (
    "id" text not null primary key,
    "name" text not null,
    "email" text not null unique,
    "emailVerified" boolean not null,
    "image" text,
    "language" text not null default 'en',
    "twoFactorEnabled" boolean not null default false,
    "createdAt" timestamptz not null default current_timestamp,
    "updatedAt" timestamptz not null default current_timestamp
  )`,
  // Ways to sign in: only public keys are stored.
  `create table "passkey" (
    "id" text not null primary key,
    "userId" text not null references "user" ("id") on delete cascade,
    "name" text not null,
    "credentialId" text not null unique,
    "publicKey" bytea not null,
    "counter" bigint not null,
    "transports" text[] not null,
    "createdAt" timestamptz not null default current_timestamp,
    "lastUsedAt" timestamptz
  )`,
  `create table "session" (
    "id" text not null primary key,
    "expiresAt" timestamptz not null,
    "token" text not null unique,
    "createdAt" timestamptz not null default current_timestamp,
    "updatedAt" timestamptz not null,
    "ipAddress" text,
    "userAgent" text,
    "userId" text not null references "user" ("id") on delete cascade,
    "activeOrganizationId" text,
    "passkeyId" text references "passkey" ("id") on delete cascade
  )`,
  `create table "account" (
    "id" text not null primary key,
    "accountId" text not null,
    "providerId" text not null,
    "userId" text not null references "user" ("id") on delete cascade,
    "accessToken" text,
    "refreshToken" text,
    "idToken" text,
    "accessTokenExpiresAt" timestamptz,
    "refreshTokenExpiresAt" timestamptz,
    "scope" text,
    "password" text,
    "createdAt" timestamptz not null default current_timestamp,
    "updatedAt" timestamptz not null
  )`,
  // The secret and the recovery codes are encrypted with BETTER_AUTH_SECRET.
  `create table "twoFactor" (
    "id" text not null primary key,
    "secret" text not null,
    "backupCodes" text not null,
    "userId" text not null references "user" ("id") on delete cascade,
    "verified" boolean not null default false,
    "failedVerificationCount" integer not null default 0,
    "lockedUntil" timestamptz,
    "lastUsedStep" bigint
  )`,
  `create table "verification" (
    "id" text not null primary key,
    "identifier" text not null,
    "value" text not null,
    "expiresAt" timestamptz not null,
    "createdAt" timestamptz not null default current_timestamp,
    "updatedAt" timestamptz not null default current_timestamp
  )`,
  `create table "organization" (
    "id" text not null primary key,
    "name" text not null,
    "slug" text not null unique,
    "logo" text,
    "createdAt" timestamptz not null,
    "metadata" text,
    "secondFactorRequired" boolean not null default false
  )`,
  `create table "member" (
    "id" text not null primary key,
    "organizationId" text not null references "organization" ("id") on delete cascade,
    "userId" text not null references "user" ("id") on delete cascade,
    "role" text not null,
    "createdAt" timestamptz not null
  )`,
  `create table "invitation" (
    "id" text not null primary key,
    "organizationId" text not null references "organization" ("id") on delete cascade,
    "email" text not null,
    "role" text,
    "status" text not null,
    "expiresAt" timestamptz not null,
    "createdAt" timestamptz not null default current_timestamp,
    "inviterId" text not null references "user" ("id") on delete cascade,
    "mailedAt" timestamptz,
    "mailTokenHash" text
  )`,
  // Attempts to sign in, counted over all replicas; better-auth deletes what is past.
  `create table "rateLimit" (
    "id" text not null primary key,
    "key" text not null unique,
    "count" integer not null,
    "lastRequest" bigint not null
  )`,
  // Organizations that are being deleted or were; nobody works for them any more.
  `create table organization_deletion (
    id uuid not null primary key,
    organization_id text not null unique,
    requested_by text not null,
    requested_at timestamptz not null default now(),
    done text[] not null default '{}',
    rounds integer not null default 1,
    round_rows bigint not null default 0,
    deleted_rows bigint not null default 0,
    not_revoked integer not null default 0,
    due_at timestamptz not null default now(),
    claimed_until timestamptz,
    completed_at timestamptz
  )`,
  `create unique index "member_once_per_organization" on "member" ("organizationId", "userId")`,
  // A person's key ends with the membership. The key itself is not stored.
  `create table api_key (
    id uuid not null primary key,
    organization_id text not null references "organization" ("id") on delete cascade,
    user_id text,
    created_by text references "user" ("id") on delete set null,
    name text not null,
    start text not null,
    hash text not null unique,
    scopes text[] not null,
    created_at timestamptz not null default now(),
    expires_at timestamptz not null,
    last_used_at timestamptz,
    revoked_at timestamptz,
    refused_at timestamptz,
    foreign key (organization_id, user_id) references "member" ("organizationId", "userId") on delete cascade
  )`,
  `create index api_key_owner on api_key (organization_id, user_id)`,
  `create index "session_userId_idx" on "session" ("userId")`,
  `create index "session_passkeyId_idx" on "session" ("passkeyId")`,
  `create index "passkey_userId_idx" on "passkey" ("userId")`,
  `create index "account_userId_idx" on "account" ("userId")`,
  `create unique index "twoFactor_once_per_user" on "twoFactor" ("userId")`,
  `create index "verification_identifier_idx" on "verification" ("identifier")`,
  `create index "member_userId_idx" on "member" ("userId")`,
  `create index "invitation_organizationId_idx" on "invitation" ("organizationId")`,
  `create index "invitation_email_idx" on "invitation" ("email")`,
  `create index "rateLimit_lastRequest_idx" on "rateLimit" ("lastRequest")`,
  // Who did what in an organization: entries are added, and never changed or deleted one by one.
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

/** The schema of release 0.1.0. */
export class Baseline1796200000000 implements MigrationInterface {
  readonly name = 'Baseline1796200000000';

  async up(queryRunner: QueryRunner): Promise<void> {
    for (const statement of statements) await queryRunner.query(statement);
    await enforceTenancy(queryRunner, 'audit_entry');
    await makeAppendOnly(queryRunner, 'audit_entry');
  }

  down(): Promise<void> {
    return Promise.reject(new Error('Migrations go forward only; restore a backup instead.'));
  }
}
