import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Who was served last, and which calls are under way, so that places are shared out fairly. */
export class ServeWebhooksInTurn1796100000000 implements MigrationInterface {
  readonly name = 'ServeWebhooksInTurn1796100000000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('alter table webhook add column served_at timestamptz');
    await queryRunner.query(
      'create index webhook_delivery_claimed on webhook_delivery (webhook_id) where claim is not null',
    );
  }

  down(): Promise<void> {
    return Promise.reject(new Error('Migrations go forward only: write a new one that undoes this.'));
  }
}
