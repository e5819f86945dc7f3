import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { DataSource, type EntityManager, type EntitySchema, type MigrationInterface } from 'typeorm';
import { statementCounter, watchPool, type PoolNumbers } from './database-metrics.js';

export interface StorageOptions {
  url: string;
  poolSize: number;
  /** The service's own schema, `connections`; its role is `koppel_connections`. */
  schema: string;
  entities: (abstract new () => object | EntitySchema)[];
  migrations: (new () => MigrationInterface)[];
}

/** The role that a service's queries run as: no owner, no superuser, so that row-level security holds for it. */
export function roleOf(schema: string): string {
  return `koppel_${schema.replaceAll('-', '_')}`;
}

/**
 * The service's door to Postgres. There are two ways in: for one organization, or as the system for work that spans
 * organizations. Row-level security enforces it beneath.
 */
@Injectable()
export class Database implements OnApplicationShutdown {
  readonly dataSource: DataSource;
  private unwatchPool: (() => void) | undefined;

  /** Connects at once, so that whoever is given a database can use it. */
  static async connect(options: StorageOptions): Promise<Database> {
    const database = new Database(options);
    await database.dataSource.initialize();
    const { master: pool } = database.dataSource.driver as unknown as { master: PoolNumbers };
    database.unwatchPool = watchPool(pool);
    return database;
  }

  private constructor(options: StorageOptions) {
    this.dataSource = new DataSource({
      type: 'postgres',
      url: options.url,
      schema: options.schema,
      entities: options.entities as never,
      synchronize: false,
      migrationsRun: false,
      logging: ['query', 'error'],
      logger: statementCounter,
      poolSize: options.poolSize,
      extra: {
        options: `-c role=${roleOf(options.schema)} -c search_path=${options.schema}`,
        application_name: roleOf(options.schema),
        statement_timeout: 30_000,
        // Shorter than a run's lease: what a process that was cut off has locked is free before its runs are.
        idle_in_transaction_session_timeout: 30_000,
        keepAlive: true,
        keepAliveInitialDelayMillis: 10_000,
        connectionTimeoutMillis: 10_000,
      },
    });
  }

  async onApplicationShutdown(): Promise<void> {
    this.unwatchPool?.();
    if (this.dataSource.isInitialized) await this.dataSource.destroy();
  }

  /** One transaction that sees the rows of one organization only. */
  forOrganization<T>(organizationId: string, work: (transaction: EntityManager) => Promise<T>): Promise<T> {
    return this.transaction(
      `select set_config('koppel.organization_id', $1, true), set_config('koppel.scope', 'organization', true)`,
      [organizationId],
      work,
    );
  }

  /** One transaction across organizations: schedules, sweepers, keep-alive, the outbox. */
  asSystem<T>(work: (transaction: EntityManager) => Promise<T>): Promise<T> {
    return this.transaction(
      `select set_config('koppel.organization_id', '', true), set_config('koppel.scope', 'system', true)`,
      [],
      work,
    );
  }

  async isUp(): Promise<boolean> {
    try {
      await this.dataSource.query('select 1');
      return true;
    } catch {
      return false;
    }
  }

  private transaction<T>(
    scope: string,
    parameters: unknown[],
    work: (transaction: EntityManager) => Promise<T>,
  ): Promise<T> {
    return this.dataSource.transaction(async (transaction) => {
      await transaction.query(scope, parameters);
      return work(transaction);
    });
  }
}
