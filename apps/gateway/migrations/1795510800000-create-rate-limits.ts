import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Attempts to sign in, counted over all replicas; better-auth deletes what is past. */
export class CreateRateLimits1795510800000 implements MigrationInterface {
  readonly name = 'CreateRateLimits1795510800000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      create table "rateLimit" (
        "id" text not null primary key,
        "key" text not null unique,
        "count" integer not null,
        "lastRequest" bigint not null
      )`);
    await queryRunner.query('create index "rateLimit_lastRequest_idx" on "rateLimit" ("lastRequest")');
  }

  down(): Promise<void> {
    return Promise.reject(new Error('migrations only go forward; restore a backup instead'));
  }
}
