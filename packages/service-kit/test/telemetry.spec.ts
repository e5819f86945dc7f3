import { Controller, Module } from '@nestjs/common';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { SpanKind } from '@opentelemetry/api';
import { InMemorySpanExporter, SimpleSpanProcessor, type ReadableSpan } from '@opentelemetry/sdk-trace';
import { defineContract, type MessageContext } from '@koppel/contracts';
import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import {
  Answers,
  ContractClient,
  Database,
  Nats,
  ReadinessCheck,
  ServiceKitModule,
  startService,
} from '../src/index.js';
import { startTracing } from '../src/telemetry/tracing.js';
import { aPerson, createTestDatabase, testConfig, type TestDatabase } from '../src/testing/index.js';

const inner = defineContract({
  subject: `test-${randomUUID()}.v1.inner.get`,
  request: z.object({}),
  reply: z.object({ organizationId: z.string() }),
  errors: [],
});
const failing = defineContract({ ...inner, subject: `test-${randomUUID()}.v1.failing.get` });
const outer = defineContract({ ...inner, subject: `test-${randomUUID()}.v1.outer.get` });

@Controller()
class Asked {
  constructor(
    private readonly client: ContractClient,
    private readonly database: Database,
  ) {}

  @Answers(outer)
  outer(_request: object, context: MessageContext): Promise<{ organizationId: string }> {
    return this.client.call(inner, {}, context);
  }

  @Answers(failing)
  failing(): Promise<{ organizationId: string }> {
    const cause = Object.assign(new Error('socket closed'), { code: 'ECONNRESET', token: 'top secret' });
    return Promise.reject(new TypeError('the answer was cut', { cause }));
  }

  @Answers(inner)
  async inner(_request: object, { organizationId }: MessageContext): Promise<{ organizationId: string }> {
    await this.database.forOrganization(organizationId, (transaction) => transaction.query('select 1'));
    return { organizationId };
  }
}

describe('a service', () => {
  let app: NestExpressApplication;
  let url: string;
  let testDatabase: TestDatabase;
  let stopTracing: () => Promise<void>;
  const exporter = new InMemorySpanExporter();
  const logged: string[] = [];
  const storage = { schema: 'asked', entities: [], migrations: [] };

  beforeAll(async () => {
    stopTracing = startTracing({ serviceName: 'asked', processors: [new SimpleSpanProcessor({ exporter })] });
    testDatabase = await createTestDatabase(storage);
    const config = { ...testConfig(), LOG_LEVEL: 'info' as const };
    @Module({
      imports: [
        ServiceKitModule.forRoot({
          ...{
            name: 'asked',
            config,
            hasOutbox: false,
            logStream: { write: (line: string) => void logged.push(line) },
          },
          storage: { ...storage, ...testDatabase.logins, poolSize: 2 },
        }),
      ],
      controllers: [Asked],
    })
    class TestModule {}
    app = await startService({ name: 'asked', config, module: TestModule });
    url = await app.getUrl();
  });
  afterEach(() => exporter.reset());
  afterAll(async () => {
    await app?.close();
    await testDatabase?.drop();
    await stopTracing?.();
  });

  const spanOf = (name: string): ReadableSpan => {
    const span = exporter.getFinishedSpans().find((candidate) => candidate.name === name);
    if (!span)
      throw new Error(
        `no span ${name}: ${exporter
          .getFinishedSpans()
          .map((each) => each.name)
          .join(', ')}`,
      );
    return span;
  };

  it('is one trace with those it asks, each the child of who asked', async () => {
    await app.get(ContractClient).call(outer, {}, aPerson());
    const chain = [
      `request ${outer.subject}`,
      `process ${outer.subject}`,
      `request ${inner.subject}`,
      `process ${inner.subject}`,
    ].map(spanOf);
    expect(chain.map(({ kind }) => kind)).toEqual([SpanKind.CLIENT, SpanKind.SERVER, SpanKind.CLIENT, SpanKind.SERVER]);
    expect(new Set(chain.map((span) => span.spanContext().traceId)).size).toBe(1);
    expect(chain.slice(1).map(({ parentSpanContext }) => parentSpanContext?.spanId)).toEqual(
      chain.slice(0, -1).map((span) => span.spanContext().spanId),
    );
    expect(chain.at(-1)?.attributes).toMatchObject({
      'messaging.system': 'nats',
      'messaging.destination.name': inner.subject,
      'koppel.database.statements': expect.any(Number),
    });
  });

  it('logs an error with its type, code, message, stack and causes, and none of its other fields', async () => {
    await expect(app.get(ContractClient).call(failing, {}, aPerson())).rejects.toMatchObject({
      code: 'service.defect',
    });
    const line = logged.find((each) => each.includes(failing.subject)) ?? '';
    expect(JSON.parse(line)).toMatchObject({
      level: 'error',
      service: 'asked',
      subject: failing.subject,
      err: {
        type: 'TypeError',
        message: 'the answer was cut',
        stack: expect.stringContaining('telemetry.spec'),
        cause: { type: 'Error', code: 'ECONNRESET', message: 'socket closed' },
      },
    });
    expect(line).not.toContain('top secret');
  });

  it('continues the trace of an HTTP request, and says its route but not its address', async () => {
    const traceId = randomUUID().replaceAll('-', '');
    await fetch(`${url}/secret-path?token=secret`, { headers: { traceparent: `00-${traceId}-${'1'.repeat(16)}-01` } });
    const span = spanOf('GET /*');
    expect(span.spanContext().traceId).toBe(traceId);
    expect(span.parentSpanContext?.spanId).toBe('1'.repeat(16));
    expect(JSON.stringify(span.attributes)).not.toContain('secret');
    const metrics = await (await fetch(`${url}/metrics`)).text();
    expect(metrics).toMatch(/koppel_http_request_duration_seconds_count\{.*route="\/\*",status="404".*\} 1/);
    expect(metrics).toContain('koppel_database_pool_connections{state="waiting"} 0');
  });

  it('is alive and ready, and ready no more once Postgres is away, NATS is away, or it stops', async () => {
    const statusOf = async (path: string) => (await fetch(`${url}${path}`)).status;
    const readiness = async () => (await fetch(`${url}/readyz`)).json() as Promise<{ status: string; checks: object }>;
    expect(await statusOf('/readyz')).toBe(200);
    await app.get(Database).dataSource.destroy();
    expect(await readiness()).toMatchObject({ status: 'not_ready', checks: { database: 'down', nats: 'up' } });
    await app.get(Database).dataSource.initialize();
    expect(await statusOf('/readyz')).toBe(200);
    app.get(ReadinessCheck).stop();
    expect(await readiness()).toMatchObject({ status: 'not_ready', checks: { database: 'up', nats: 'up' } });
    await (await app.get(Nats).connection()).close();
    expect(await readiness()).toMatchObject({ checks: { nats: 'down' } });
    expect(await statusOf('/livez')).toBe(200);
  });
});
