import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { DataSource, type EntityManager, type EntitySchema, type MigrationInterface } from 'typeorm';
import type { DatabaseConfig } from '../config/base-config.js';
import { statementCounter, watchPools, type PoolNumbers } from './database-metrics.js';
import { loginsOf } from './tenancy.js';

export interface StorageOptions {
  /** Logs in as the service, `koppel_settings`: sees the rows of one organization per transaction. */
  url: string;
  /** Logs in as the service's system work, `koppel_settings_system`: sees the rows of all organizations in the service's schema. */
  systemUrl: string;
  /** Connections as the service; its system work has half as many besides. */
  poolSize: number;
  /** The service's own schema, `settings`. */
  schema: string;
  entities: (abstract new () => object | EntitySchema)[];
  migrations: (new () => MigrationInterface)[];
}

/** A service's storage, with the logins of its environment. */
export function storageIn(
  { DATABASE_URL: url, DATABASE_SYSTEM_URL: systemUrl, DATABASE_POOL_SIZE: poolSize }: DatabaseConfig,
  storage: Pick<StorageOptions, 'schema' | 'entities' | 'migrations'>,
): StorageOptions {
  return { ...storage, url, systemUrl, poolSize };
}

/**
 * The service's door to Postgres. There are two ways in, each with a login of its own: for one organization, or as the system
 * for work that spans organizations. Row-level security enforces it beneath; no setting of a session opens other tenants.
 */
@Injectable()
export class Database implements OnApplicationShutdown {
  readonly dataSource: DataSource;
  private readonly systemDataSource: DataSource;
  private unwatchPool: (() => void) | undefined;

  /** Connects at once, so that whoever is given a database can use it. */
  static async connect(options: StorageOptions): Promise<Database> {
    const database = new Database(options);
    const sources = [database.dataSource, database.systemDataSource];
    try {
      await Promise.all(sources.map((source) => source.initialize()));
    } catch (error: unknown) {
      await database.onApplicationShutdown();
      throw error;
    }
    database.unwatchPool = watchPools(
      sources.map(({ driver }) => (driver as unknown as { master: PoolNumbers }).master),
    );
    return database;
  }

  private constructor(options: StorageOptions) {
    const { service, system } = loginsOf(options.schema);
    this.dataSource = dataSourceOf(options, { url: options.url, poolSize: options.poolSize, name: service });
    const systemPoolSize = Math.max(2, Math.ceil(options.poolSize / 2));
    this.systemDataSource = dataSourceOf(options, { url: options.systemUrl, poolSize: systemPoolSize, name: system });
  }

  async onApplicationShutdown(): Promise<void> {
    this.unwatchPool?.();
    const open = [this.dataSource, this.systemDataSource].filter(({ isInitialized }) => isInitialized);
    await Promise.all(open.map((source) => source.destroy()));
  }

  /** One transaction that sees the rows of one organization only. */
  forOrganization<T>(organizationId: string, work: (transaction: EntityManager) => Promise<T>): Promise<T> {
    return this.dataSource.transaction(async (transaction) => {
      await transaction.query(`select set_config('koppel.organization_id', $1, true)`, [organizationId]);
      return work(transaction);
    });
  }

  /** One transaction across organizations: schedules, sweepers, keep-alive, the outbox. */
  asSystem<T>(work: (transaction: EntityManager) => Promise<T>): Promise<T> {
    return this.systemDataSource.transaction(work);
  }

  async isUp(): Promise<boolean> {
    try {
      await Promise.all([this.dataSource.query('select 1'), this.systemDataSource.query('select 1')]);
      return true;
    } catch {
      return false;
    }
  }
}

function dataSourceOf(
  { schema, entities }: StorageOptions,
  { url, poolSize, name }: { url: string; poolSize: number; name: string },
): DataSource {
  return new DataSource({
    type: 'postgres',
    url,
    schema,
    entities: entities as never,
    synchronize: false,
    migrationsRun: false,
    logging: ['query', 'error'],
    logger: statementCounter,
    poolSize,
    extra: {
      options: `-c search_path=${schema}`,
      application_name: name,
      statement_timeout: 30_000,
      // Shorter than a run's lease: what a process that was cut off has locked is free before its runs are.
      idle_in_transaction_session_timeout: 30_000,
      keepAlive: true,
      keepAliveInitialDelayMillis: 10_000,
      connectionTimeoutMillis: 10_000,
    },
  });
}
