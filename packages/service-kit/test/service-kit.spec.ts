import { jest } from '@jest/globals';
import { Controller, Module } from '@nestjs/common';
import type { NestExpressApplication } from '@nestjs/platform-express';
import {
  AppError,
  connectionGet,
  defineContract,
  runWorkSchema,
  streams,
  type EventDataOf,
  type MessageContext,
} from '@koppel/contracts';
import { randomUUID } from 'node:crypto';
import pg from 'pg';
import type { MigrationInterface, QueryRunner } from 'typeorm';
import { DeliverPolicy } from '@nats-io/jetstream';
import { z } from 'zod';
import {
  Answers,
  Background,
  ContractClient,
  Database,
  metricsRegistry,
  migrate,
  Nats,
  Outbox,
  OutboxPublisher,
  ServiceKitModule,
  startService,
} from '../src/index.js';
import { createOutbox, enforceTenancy } from '../src/storage/tenancy.js';
import { aPerson, createTestDatabase, testConfig, type TestDatabase } from '../src/testing/index.js';
import { waitUntil } from '../../../tools/wait-until.ts';

const echo = defineContract({
  subject: `test-${randomUUID()}.v1.echo.get`,
  request: z.object({ text: z.string().min(1), fail: z.boolean().optional(), repeat: z.int().default(1) }),
  reply: z.object({ text: z.string(), organizationId: z.string() }),
  errors: ['connection.not_found'],
});

@Controller()
class EchoController {
  @Answers(echo)
  get(request: z.output<typeof echo.request>, context: MessageContext): Promise<z.output<typeof echo.reply>> {
    if (request.fail) throw new AppError('connection.not_found', 'There is no such connection.');
    return Promise.resolve({ text: request.text.repeat(request.repeat), organizationId: context.organizationId });
  }
}

class Notes1 implements MigrationInterface {
  name = 'Notes1700000000000';
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('create table note (id int primary key, organization_id text not null)');
    await enforceTenancy(queryRunner, 'note');
    await createOutbox(queryRunner);
  }
  down(): Promise<void> {
    return Promise.reject(new Error('forward only'));
  }
}

describe('service kit', () => {
  let app: NestExpressApplication;
  let testDatabase: TestDatabase;
  const storage = { schema: 'notes', entities: [], migrations: [Notes1] };
  const context = aPerson({ organizationId: 'org-a' });

  beforeAll(async () => {
    testDatabase = await createTestDatabase(storage);
    const config = testConfig();
    @Module({
      imports: [
        ServiceKitModule.forRoot({
          name: 'notes',
          config,
          storage: { ...storage, ...testDatabase.logins, poolSize: 4 },
        }),
      ],
      controllers: [EchoController],
    })
    class TestModule {}
    app = await startService({ name: 'notes', config, module: TestModule });
  });

  afterAll(async () => {
    await app?.close();
    await testDatabase?.drop();
  });

  it('answers a contract with the parsed reply', async () => {
    await expect(app.get(ContractClient).call(echo, { text: 'hello' }, context)).resolves.toEqual({
      text: 'hello',
      organizationId: 'org-a',
    });
  });

  it('carries an error code over the wire', async () => {
    await expect(app.get(ContractClient).call(echo, { text: 'x', fail: true }, context)).rejects.toMatchObject({
      code: 'connection.not_found',
    });
  });

  it('refuses a request that does not fit its schema, naming the field', async () => {
    await expect(app.get(ContractClient).call(echo, { text: '' }, context)).rejects.toMatchObject({
      code: 'request.invalid',
      problems: [{ path: 'text' }],
    });
  });

  it('refuses a message without an organization', async () => {
    const nobody = { ...context, organizationId: undefined } as unknown as MessageContext;
    await expect(app.get(ContractClient).call(echo, { text: 'x' }, nobody)).rejects.toMatchObject({
      code: 'request.invalid',
    });
  });

  it('says at once that an answer or a request is larger than a message can be', async () => {
    const client = app.get(ContractClient);
    await expect(client.call(echo, { text: 'x', repeat: 1_100_000 }, context)).rejects.toMatchObject({
      code: 'service.answer_too_large',
    });
    await expect(client.call(echo, { text: 'x'.repeat(1_100_000) }, context)).rejects.toMatchObject({
      code: 'request.invalid',
    });
  });

  it('says that a service does not answer', async () => {
    const request = app
      .get(ContractClient)
      .call(connectionGet, { connectionId: randomUUID() as never }, context, { timeoutMs: 300 });
    await expect(request).rejects.toMatchObject({ code: 'service.unavailable' });
  });

  it('keeps organizations apart beneath the queries', async () => {
    const database = app.get(Database);
    await database.forOrganization('org-a', (transaction) => transaction.query(`insert into note values (1, 'org-a')`));
    await database.forOrganization('org-b', (transaction) => transaction.query(`insert into note values (2, 'org-b')`));
    const seenBy = (organizationId: string) =>
      database.forOrganization(organizationId, (transaction) => transaction.query('select id from note order by id'));
    await expect(seenBy('org-a')).resolves.toEqual([{ id: 1 }]);
    await expect(seenBy('org-b')).resolves.toEqual([{ id: 2 }]);
    await expect(database.asSystem((transaction) => transaction.query('select id from note'))).resolves.toHaveLength(2);
    await expect(
      database.forOrganization('org-a', (transaction) => transaction.query(`insert into note values (3, 'org-b')`)),
    ).rejects.toThrow('row-level security');
    await expect(database.dataSource.query('select id from note')).resolves.toEqual([]);
  });

  describe('logged in as the service', () => {
    const asService = async (...statements: string[]): Promise<unknown> => {
      const client = new pg.Client({ connectionString: testDatabase.logins.url });
      await client.connect();
      try {
        let rows: unknown;
        for (const sql of statements) rows = (await client.query(sql)).rows;
        return rows;
      } finally {
        await client.end();
      }
    };

    it.each([
      ['its system login', 'set role koppel_notes_system'],
      ['the owner of the tables', 'set role koppel'],
      ['the session of another', 'set session authorization koppel_notes_system'],
      ['a file of the server', `select pg_read_file('/etc/hostname')`],
      ['a program of the server', `copy (select 1) to program 'true'`],
      ['the policies', 'alter table notes.note disable row level security'],
      ['the definition of a table', 'drop table notes.note'],
      ['a schema', 'create schema theirs'],
      ['the list of migrations', 'delete from notes.migrations'],
    ])('cannot take: %s', async (_name, sql) => {
      await expect(asService(sql)).rejects.toMatchObject({ code: '42501' });
    });

    it('sees no other tenant whatever it sets for its session', async () => {
      await app
        .get(Database)
        .forOrganization('org-c', (transaction) => transaction.query(`insert into note values (10, 'org-c')`));
      const settings = ['system', '*', 'on'].map((value) => `set koppel.scope = '${value}'`);
      await expect(asService(...settings, 'select id from notes.note')).resolves.toEqual([]);
      await expect(asService('set row_security = off', 'select id from notes.note')).rejects.toMatchObject({
        code: '42501',
      });
    });

    it('cannot read the schema of another service in the same database', async () => {
      const other = { schema: 'neighbours', migrations: [Notes1] };
      await migrate({ ...other, url: testDatabase.url });
      await expect(asService('select * from neighbours.note')).rejects.toMatchObject({ code: '42501' });
    });

    it('is refused where the address names somebody else', async () => {
      const logins = { url: testDatabase.url, systemUrl: testDatabase.logins.systemUrl };
      await expect(migrate({ ...storage, url: testDatabase.url, logins })).rejects.toThrow('logs in as koppel_notes');
    });
  });

  it('sends an event after the commit, and again after the broker lost it', async () => {
    const data: EventDataOf<'connections.v1.connection.changed'> = {
      connectionId: randomUUID() as never,
      state: 'ready',
      reason: null,
    };
    await app
      .get(Database)
      .forOrganization('org-a', (transaction) =>
        app
          .get(Outbox)
          .addEvents(transaction, 'org-a', [
            { type: 'connections.v1.connection.changed', subject: data.connectionId, data },
          ]),
      );
    app.get(Outbox).nudge();
    const manager = await app.get(Nats).jetstreamManager();
    const lastOfSubject = () =>
      manager.streams.getMessage(streams.events.name, { last_by_subj: 'connections.v1.connection.changed' });
    await waitUntil(
      async () => (await lastOfSubject().catch(() => null))?.json<{ subject: string }>().subject === data.connectionId,
    );
    await manager.streams.delete(streams.events.name);
    await app.get(OutboxPublisher).sweep();
    await waitUntil(
      async () => (await lastOfSubject().catch(() => null))?.json<{ subject: string }>().subject === data.connectionId,
    );
  });

  describe('with an event that the broker never takes', () => {
    const tooLong = () => {
      const reason = { code: 'test.too_long', params: { said: 'x'.repeat(1_100_000) } };
      return { connectionId: randomUUID() as never, state: 'needs_attention' as const, reason };
    };
    const rowsOf = (about: string) =>
      app
        .get(Database)
        .asSystem((transaction): Promise<Record<string, unknown>[]> =>
          transaction.query(
            `select published_at, closed_at, failed_at, failure, claim from outbox where payload->>'subject' = $1`,
            [about],
          ),
        );

    it('sets it apart with the reason, and sends the others', async () => {
      const [long, short] = [tooLong(), { ...tooLong(), reason: null }];
      await app.get(Database).forOrganization('org-a', (transaction) =>
        app.get(Outbox).addEvents(
          transaction,
          'org-a',
          [long, short].map((data) => ({
            type: 'connections.v1.connection.changed' as const,
            subject: data.connectionId,
            data,
          })),
        ),
      );
      app.get(Outbox).nudge();
      await waitUntil(async () => (await rowsOf(short.connectionId))[0]?.published_at !== null);
      expect(await rowsOf(long.connectionId)).toEqual([
        {
          published_at: null,
          closed_at: expect.any(Date),
          failed_at: expect.any(Date),
          failure: expect.stringContaining('bytes'),
          claim: null,
        },
      ]);
      expect(await metricsRegistry.getSingleMetricAsString('koppel_outbox_dead_letters_total')).toContain(
        'subject="connections.v1.connection.changed"} 1',
      );
    });
  });

  it('sends what a publisher had claimed that died, once its claim has run out', async () => {
    const id = randomUUID();
    const subject = 'connections.v1.connection.changed';
    const published = async () => {
      const [row] = (await app
        .get(Database)
        .asSystem((transaction) => transaction.query('select published_at from outbox where id = $1', [id]))) as {
        published_at: Date | null;
      }[];
      return row?.published_at ?? null;
    };
    await app
      .get(Database)
      .forOrganization('org-a', (transaction) =>
        transaction.query(
          `insert into outbox (id, organization_id, subject, payload, claim, claimed_until) values ($1, 'org-a', $2, '{}', $1, now() + interval '1 hour')`,
          [id, subject],
        ),
      );
    // A later event of another publisher passes it by; that one is not sent twice meanwhile.
    await app
      .get(Database)
      .forOrganization('org-a', (transaction) =>
        app.get(Outbox).addWork(transaction, 'org-a', { id: randomUUID(), subject: 'work.v1.run', payload: {} }),
      );
    app.get(Outbox).nudge();
    await waitUntil(async () => {
      const waiting: unknown[] = await app
        .get(Database)
        .asSystem((transaction) =>
          transaction.query('select 1 from outbox where published_at is null and closed_at is null and claim is null'),
        );
      return waiting.length === 0;
    });
    expect(await published()).toBeNull();
    await app
      .get(Database)
      .asSystem((transaction) =>
        transaction.query(`update outbox set claimed_until = now() - interval '1 second' where id = $1`, [id]),
      );
    await waitUntil(async () => (await published()) !== null);
  });

  it('holds no transaction while it waits for the broker', async () => {
    const id = randomUUID();
    const { dataSource } = app.get(Database);
    const jetstream = await app.get(Nats).jetstream();
    const nats = app.get(Nats);
    let openTransactions: unknown[] | undefined;
    const publish: typeof jetstream.publish = async (...parameters) => {
      openTransactions = await dataSource.query(
        `select 1 from pg_locks join pg_class on pg_class.oid = relation where relname = 'outbox' and mode = 'RowExclusiveLock'`,
      );
      return jetstream.publish(...parameters);
    };
    const spied = jest.spyOn(nats, 'jetstream').mockResolvedValue(Object.assign(Object.create(jetstream), { publish }));
    try {
      await app
        .get(Database)
        .forOrganization('org-a', (transaction) =>
          app.get(Outbox).addWork(transaction, 'org-a', { id, subject: 'work.v1.run', payload: {} }),
        );
      app.get(Outbox).nudge();
      await waitUntil(() => Promise.resolve(openTransactions !== undefined));
      expect(openTransactions).toEqual([]);
    } finally {
      spied.mockRestore();
    }
  });

  it('sends work again until its consumer closes it', async () => {
    const id = randomUUID();
    const payload = runWorkSchema.parse({ organizationId: 'org-a', runId: id });
    const unclosed = () =>
      app
        .get(Database)
        .asSystem((transaction) => transaction.query('select 1 from outbox where id = $1 and closed_at is null', [id]));
    await app
      .get(Database)
      .forOrganization('org-a', (transaction) =>
        app.get(Outbox).addWork(transaction, 'org-a', { id, subject: 'work.v1.run', payload }),
      );
    await expect(unclosed()).resolves.toHaveLength(1);
    await app.get(Database).forOrganization('org-a', (transaction) => app.get(Outbox).close(transaction, id));
    await expect(unclosed()).resolves.toEqual([]);
  });

  describe('a consumer of a stream', () => {
    const subject = 'settings.v1.flow.changed';
    const publish = async (text: string) =>
      (await app.get(Nats).jetstream()).publish(subject, JSON.stringify({ text }));

    it('handles what comes, again what failed, and on after its consumer was deleted and altered', async () => {
      const name = `test-${randomUUID()}`;
      const seen: string[] = [];
      let failures = 1;
      const loop = app.get(Background).consume({
        ...{ stream: streams.events.name, name, filterSubjects: [subject], deliverPolicy: DeliverPolicy.New },
        ...{ ackWaitMs: 30_000, maxDeliver: 3, maxAckPending: 50, batchSize: 10 },
        handle: async (messages) => {
          if (failures-- > 0) throw new Error('not yet');
          seen.push(...messages.map((message) => message.json<{ text: string }>().text));
          await Promise.resolve();
        },
      });
      const manager = await app.get(Nats).jetstreamManager();
      const info = () => manager.consumers.info(streams.events.name, name);
      await waitUntil(() => info(), { what: 'the consumer' });
      expect((await info()).config).toMatchObject({ max_deliver: 3, max_ack_pending: 50, ack_wait: 30_000_000_000 });
      await publish('one');
      await waitUntil(() => seen.includes('one'), { what: 'the first message at its second delivery' });
      await waitUntil(async () => (await info()).num_ack_pending === 0, { what: 'its acknowledgement' });
      await manager.consumers.delete(streams.events.name, name);
      await waitUntil(() => info(), { what: 'the consumer to be created again' });
      await publish('two');
      await waitUntil(() => seen.includes('two'), { what: 'the second message' });
      await loop.stop();
      expect(seen).toEqual(['one', 'two']);
    });
  });
});
