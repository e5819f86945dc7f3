import type { NestExpressApplication } from '@nestjs/platform-express';
import { connectionIdSchema, type ConnectionId, type MessageContext } from '@koppel/contracts';
import { ContractClient, Database, Nats, startService } from '@koppel/service-kit';
import { aPerson, createTestDatabase, testConfig, type TestDatabase } from '@koppel/service-kit/testing';
import { parseKeyRing } from '@koppel/vault';
import { randomBytes, randomUUID } from 'node:crypto';
import { AppModule, serviceName, storage, type AppOptions } from '../src/app.module.js';
import type { Config } from '../src/config.js';

export interface StartOptions {
  allowPrivateAddresses?: boolean;
  logStream?: AppOptions['logStream'];
  /** `none` by default. */
  smtpUrl?: string;
}

const keyRing = `k1:${randomBytes(32).toString('base64')}`;

/** The notifications service on a database of its own, as one or more replicas. */
export class Harness {
  private readonly apps: NestExpressApplication[] = [];
  private offsetMs = 0;
  /** Runs on, and can be moved forward. */
  readonly clock = {
    now: (): Date => new Date(Date.now() + this.offsetMs),
    advance: (ms: number): void => void (this.offsetMs += ms),
    reset: (): void => void (this.offsetMs = 0),
  };

  private constructor(readonly testDatabase: TestDatabase) {}

  static async create(): Promise<Harness> {
    return new Harness(await createTestDatabase(storage));
  }

  async start({ allowPrivateAddresses = true, logStream, smtpUrl = 'none' }: StartOptions = {}): Promise<Replica> {
    const config: Config = {
      ...testConfig(),
      LOG_LEVEL: logStream ? 'trace' : 'silent',
      ...this.testDatabase.configOf('notifications'),
      DATABASE_POOL_SIZE: 6,
      KOPPEL_KEY_RING: parseKeyRing(keyRing),
      KOPPEL_ALLOW_PRIVATE_ADDRESSES: allowPrivateAddresses,
      SMTP_URL: smtpUrl,
      MAIL_FROM: 'Koppel <koppel@example.com>',
    };
    const settings = {
      ...{ now: this.clock.now, tickMs: 50, messageGapMs: 300_000 },
      alertChecks: { gapMs: 0, sweepMs: 300_000 },
    };
    const module = AppModule.forRoot({ config, settings, logStream });
    const app = await startService({ name: serviceName, config, module });
    this.apps.push(app);
    return new Replica(app, this.clock.now);
  }

  /** Stops every replica. */
  async stop(): Promise<void> {
    for (const app of this.apps.splice(0)) await app.close().catch(() => undefined);
  }

  async close(): Promise<void> {
    await this.stop();
    await this.testDatabase.drop();
  }
}

export class Replica {
  constructor(
    readonly app: NestExpressApplication,
    private readonly now: () => Date,
  ) {}

  get client(): ContractClient {
    return this.app.get(ContractClient);
  }

  /** Publishes what the connections service says when a connection was made. */
  async connectionChanged(
    { organizationId }: MessageContext = aPerson(),
    id = connectionIdSchema.parse(randomUUID()),
  ): Promise<{ id: ConnectionId }> {
    const type = 'connections.v1.connection.changed';
    const event = {
      ...{ specversion: '1.0', id: randomUUID(), source: 'koppel/connections', type, subject: id },
      ...{ time: this.now().toISOString(), datacontenttype: 'application/json', organizationid: organizationId },
      data: { connectionId: id, applicationId: 'shop', state: 'draft' },
    };
    await (await this.app.get(Nats).jetstream()).publish(type, JSON.stringify(event));
    return { id };
  }

  rows<Row>(sql: string, parameters: unknown[] = []): Promise<Row[]> {
    return this.app.get(Database).asSystem((transaction) => transaction.query(sql, parameters) as Promise<Row[]>);
  }
}
