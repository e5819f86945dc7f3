import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Which application a budget is of, so that metrics can tell budgets apart without naming connections. */
export class BudgetApplication1795612000000 implements MigrationInterface {
  name = 'BudgetApplication1795612000000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('alter table rate_budget add column application text');
  }

  down(): Promise<void> {
    return Promise.reject(new Error('Migrations go forward only: write a new one that undoes this.'));
  }
}
