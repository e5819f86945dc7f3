import type { NestExpressApplication } from '@nestjs/platform-express';
import {
  runGet,
  runStart,
  type Contract,
  type Flow,
  type MessageContext,
  type ReplyOf,
  type RequestOf,
  type Run,
  type RunState,
} from '@koppel/contracts';
import { ContractClient, Database, startService, type BaseConfig } from '@koppel/service-kit';
import { aPerson, createTestDatabase, testConfig, type TestDatabase } from '@koppel/service-kit/testing';
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { locateNats } from '../../../tools/programs.ts';
import { waitUntil } from '../../../tools/wait-until.ts';
import { AppModule, storage } from '../src/app.module.js';
import { configSchema, type FlowRunnerConfig } from '../src/config.js';
import { startOtherServices } from './fake-services.js';
import type { FakeWorld } from './fake-world.js';

export const person: MessageContext = aPerson();

/** A broker, a database, the other services and as many flow-runners as a test wants. */
export class Harness {
  private readonly apps: NestExpressApplication[] = [];

  private constructor(
    readonly database: TestDatabase,
    private readonly base: BaseConfig,
    private readonly nats: { stop(): void },
  ) {}

  static async start(): Promise<Harness> {
    const nats = await startOwnNats();
    const database = await createTestDatabase(storage);
    const harness = new Harness(database, { ...testConfig(), NATS_URL: nats.url }, nats);
    harness.apps.push(await startOtherServices({ ...harness.base, PORT: 0 }));
    return harness;
  }

  /** Starts a replica; `world` stands for both applications. */
  async runner(
    world: FakeWorld,
    environment: Partial<Record<keyof FlowRunnerConfig, string>> = {},
  ): Promise<NestExpressApplication> {
    const config = configSchema.parse({
      ...this.base,
      PORT: '0',
      KOPPEL_INTERNAL_KEY: this.base.KOPPEL_INTERNAL_KEY.join(','),
      ...this.database.configOf('flow_runner'),
      KOPPEL_ALLOW_PRIVATE_ADDRESSES: 'true',
      RUN_LEASE_MS: '3000',
      RUN_DRAIN_MS: '2000',
      RUN_SWEEP_MS: '150',
      RUN_PAUSE_MS: '60',
      DELETION_WINDOW_MS: '1',
      SCHEDULE_TICK_MS: '100',
      SCHEDULE_RECONCILE_MS: '300',
      ...environment,
    });
    const app = await startService({
      name: 'flow-runner',
      config,
      module: AppModule.forRoot({ config, connectors: world.connectors() }),
    });
    this.apps.push(app);
    return app;
  }

  async stopRunner(app: NestExpressApplication): Promise<void> {
    this.apps.splice(this.apps.indexOf(app), 1);
    await app.close();
  }

  call<C extends Contract>(contract: C, request: RequestOf<C>, context = person): Promise<ReplyOf<C>> {
    const [others] = this.apps;
    if (!others) throw new Error('nothing is started');
    return others.get(ContractClient).call(contract, request, context as never);
  }

  startRun(flow: Flow, request: { fromStart?: boolean } = {}): Promise<Run> {
    return this.call(runStart, { flowId: flow.id, ...request });
  }

  /** Waits until a run is in one of the states; ended states by default. */
  async ended(run: Run, states: RunState[] = ['completed', 'failed', 'cancelled']): Promise<Run> {
    return waitUntil(
      async () => {
        const latest = await this.call(runGet, { runId: run.id });
        if (states.includes(latest.state)) return latest;
        throw new Error(`the run is ${latest.state}: ${JSON.stringify(latest.reason)}`);
      },
      { timeoutMs: 55_000 },
    );
  }

  async run(flow: Flow, request: { fromStart?: boolean } = {}): Promise<Run> {
    return this.ended(await this.startRun(flow, request));
  }

  async query<Row>(sql: string, parameters: unknown[] = []): Promise<Row[]> {
    const app = this.apps.at(-1);
    if (!app) throw new Error('nothing is started');
    return app.get(Database).asSystem(async (transaction) => (await transaction.query(sql, parameters)) as Row[]);
  }

  async stop(): Promise<void> {
    for (const app of this.apps.reverse()) await app.close();
    this.nats.stop();
    await this.database.drop();
  }
}

/** A broker of its own: other test files answer for the same services on the shared one. */
async function startOwnNats(): Promise<{ url: string; stop(): void }> {
  const port = await freePort();
  const store = mkdtempSync(join(tmpdir(), 'koppel-flow-runner-nats-'));
  const child = spawn(
    await locateNats(),
    ['--addr', '127.0.0.1', '--port', String(port), '--jetstream', '--store_dir', store],
    { stdio: 'ignore' },
  );
  return {
    url: `nats://127.0.0.1:${port}`,
    stop() {
      child.kill();
      rmSync(store, { recursive: true, force: true });
    },
  };
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}
