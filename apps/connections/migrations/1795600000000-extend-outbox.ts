import { extendOutbox } from '@koppel/service-kit';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Events are claimed, sent and marked; what can never be sent is set apart. */
export class ExtendOutbox1795600000000 implements MigrationInterface {
  readonly name = 'ExtendOutbox1795600000000';

  up(queryRunner: QueryRunner): Promise<void> {
    return extendOutbox(queryRunner);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('Migrations go forward only: write a new one that undoes this.'));
  }
}
