import { jetstream, jetstreamManager } from '@nats-io/jetstream';
import { connect, type NatsConnection } from '@nats-io/transport-node';
import { streams, type KoppelEvent } from '@koppel/contracts';
import { randomBytes, randomUUID } from 'node:crypto';
import pg from 'pg';
import {
  consumeEvents,
  createTables,
  replay,
  retryGivenUp,
  type EventConsumer,
  type HandleEvent,
} from '../src/index.js';
import { waitUntil } from '../../../tools/wait-until.ts';

const type = 'flows.v1.issue.opened';
const { NATS_URL: servers = '', DATABASE_URL: serverUrl = '' } = process.env;

describe('event consumer', () => {
  const database = `consumer_${randomBytes(4).toString('hex')}`;
  const organizationId = `org-${database}`;
  let administrator: pg.Pool;
  let pool: pg.Pool;
  let nats: NatsConnection;
  let name: string;
  let running: EventConsumer[] = [];

  beforeAll(async () => {
    administrator = new pg.Pool({ connectionString: serverUrl });
    await administrator.query(`create database ${database}`);
    const url = new URL(serverUrl);
    url.pathname = `/${database}`;
    pool = new pg.Pool({ connectionString: url.href });
    await createTables(pool);
    await pool.query('create table note (consumer text, event_id uuid, text text)');
    nats = await connect({ servers });
    const manager = await jetstreamManager(nats);
    const { name: stream, subjects } = streams.events;
    await manager.streams.info(stream).catch(() => manager.streams.add({ name: stream, subjects: [...subjects] }));
  });

  afterAll(async () => {
    await nats?.drain();
    await pool?.end();
    await administrator?.query(`drop database if exists ${database} with (force)`);
    await administrator?.end();
  });

  beforeEach(() => {
    name = `test-${randomBytes(4).toString('hex')}`;
  });

  afterEach(async () => {
    await Promise.all(running.map((consumer) => consumer.stop()));
    running = [];
  });

  function anEvent(text: string, organizationid = organizationId): KoppelEvent<typeof type> {
    const ids = { runId: randomUUID(), flowId: randomUUID(), integrationId: randomUUID(), issueId: randomUUID() };
    return {
      ...{ specversion: '1.0', id: randomUUID(), source: 'koppel/test', type, subject: ids.issueId },
      ...{ time: new Date().toISOString(), datacontenttype: 'application/json', organizationid },
      data: { ...ids, entity: 'order', naturalKey: text, failureClass: 'value' },
    } as unknown as KoppelEvent<typeof type>;
  }

  async function publish(...events: KoppelEvent[]): Promise<void> {
    for (const event of events) await jetstream(nats).publish(event.type, JSON.stringify(event));
  }

  const note: HandleEvent<typeof type> = async (event, transaction) => {
    await transaction.query('insert into note values ($1, $2, $3)', [name, event.id, event.data.naturalKey]);
  };

  async function start(
    handle = note,
    options: { maxTries?: number; startFrom?: Date | 'now'; log?: (line: string) => void } = {},
  ): Promise<EventConsumer> {
    const log = () => undefined;
    const consumer = await consumeEvents({
      ...{ nats: { servers }, pool, name, types: [type], organizationId, handle, log, ...options },
    });
    running.push(consumer);
    return consumer;
  }

  async function notes(): Promise<string[]> {
    const { rows } = await pool.query<{ text: string }>('select text from note where consumer = $1', [name]);
    return rows.map(({ text }) => text);
  }

  const begin = () => ({ startFrom: new Date() });

  /** What happens from now on has a later time than what has happened. */
  async function nextMillisecond(): Promise<void> {
    const now = Date.now();
    await waitUntil(() => Date.now() > now + 1);
  }

  it('misses nothing when the broker forgets it, also where it began with now', async () => {
    await publish(anEvent('before'));
    await nextMillisecond();
    await (await start(note, { startFrom: 'now' })).stop();
    running = [];
    await (await jetstreamManager(nats)).consumers.delete(streams.events.name, `${name}-1`);
    await publish(anEvent('meanwhile'));
    await start(note, { startFrom: 'now' });
    await waitUntil(async () => expect(await notes()).toEqual(['meanwhile']));
  });

  it('forgets what can come no more', async () => {
    await pool.query(`insert into koppel_inbox values ($1, $2, now() - interval '16 days'), ($1, $3, now())`, [
      ...[name, randomUUID(), randomUUID()],
    ]);
    await start(note, begin());
    await waitUntil(async () => {
      const { rows } = await pool.query('select 1 from koppel_inbox where consumer = $1', [name]);
      expect(rows).toHaveLength(1);
    });
  });

  it('acts once on an event that comes twice, in order, and on no other organization’s', async () => {
    const point = begin();
    const events = ['a', 'b', 'c'].map((text) => anEvent(text));
    await publish(...events, ...events, anEvent('else', 'org-else'), anEvent('d'));
    await start(note, point);
    await waitUntil(async () => expect(await notes()).toEqual(['a', 'b', 'c', 'd']));
  });

  it('undoes what a handler wrote before it threw, and tries again until it is given up', async () => {
    const point = begin();
    let isBroken = true;
    const handle: HandleEvent<typeof type> = async (event, transaction) => {
      await note(event, transaction);
      if (isBroken && event.data.naturalKey === 'bad') throw new Error('no stock');
    };
    await start(handle, { ...point, maxTries: 2 });
    await publish(anEvent('bad'), anEvent('good'));
    await waitUntil(async () => {
      const { rows } = await pool.query('select * from koppel_event_failure where consumer = $1', [name]);
      expect(rows).toMatchObject([{ tries: 2, reason: 'no stock', given_up_at: expect.any(Date) as Date }]);
    });
    expect(await notes()).toEqual(['good']);
    await expect(retryGivenUp({ pool, name, handle: handle as HandleEvent })).rejects.toThrow('no stock');
    isBroken = false;
    await expect(retryGivenUp({ pool, name, handle: handle as HandleEvent })).resolves.toBe(1);
    expect(await notes()).toEqual(['good', 'bad']);
  });

  it('goes on where it was after a stop, and shares events between replicas', async () => {
    const point = begin();
    await publish(anEvent('a'));
    const first = await start(note, point);
    await waitUntil(async () => expect(await notes()).toEqual(['a']));
    await first.stop();
    running = [];
    await publish(anEvent('b'));
    await Promise.all([start(note, point), start(note, point)]);
    const texts = Array.from({ length: 60 }, (_each, index) => `n${index}`);
    await publish(...texts.map((text) => anEvent(text)));
    await waitUntil(async () => expect((await notes()).sort()).toEqual(['a', 'b', ...texts].sort()));
  });

  it('replays from a point, with what was written emptied in the same transaction', async () => {
    const point = begin();
    await publish(anEvent('a'));
    await nextMillisecond();
    const middle = new Date();
    await publish(anEvent('b'));
    const first = await start(note, point);
    await waitUntil(async () => expect(await notes()).toEqual(['a', 'b']));
    await first.stop();
    running = [];
    const reset = async (transaction: pg.PoolClient) => {
      await transaction.query('delete from note where consumer = $1', [name]);
    };
    const failing = replay({ pool, name, from: middle, reset: () => Promise.reject(new Error('full disk')) });
    await expect(failing).rejects.toThrow('full disk');
    expect(await notes()).toEqual(['a', 'b']);
    await replay({ pool, name, from: middle, reset });
    expect(await notes()).toEqual([]);
    await start(note);
    await waitUntil(async () => expect(await notes()).toEqual(['b']));
  });

  it('lets what was written fail at the commit, and a handler that swallows an error of SQL, count as failures', async () => {
    const point = begin();
    const handle: HandleEvent<typeof type> = async (event, transaction) => {
      await note(event, transaction);
      if (event.data.naturalKey === 'swallowed') await transaction.query('select 1/0').catch(() => undefined);
      if (event.data.naturalKey === 'late') await transaction.query('insert into single values (1), (1)');
    };
    await pool.query('create table if not exists single (id int unique deferrable initially deferred)');
    await start(handle, { ...point, maxTries: 1 });
    await publish(anEvent('swallowed'), anEvent('late'), anEvent('good'));
    await waitUntil(async () => {
      const { rows } = await pool.query('select reason from koppel_event_failure where consumer = $1', [name]);
      expect(rows).toHaveLength(2);
      expect(await notes()).toEqual(['good']);
    });
  });

  it('keeps what does not fit its schema for a later version', async () => {
    const point = begin();
    const odd = { ...anEvent('odd'), data: { shape: 'unknown' } } as unknown as KoppelEvent<typeof type>;
    await publish(odd, anEvent('good'));
    await start(note, point);
    await waitUntil(async () => expect(await notes()).toEqual(['good']));
    const { rows } = await pool.query('select event from koppel_event_failure where consumer = $1', [name]);
    expect(rows).toEqual([{ event: odd }]);
    const again = retryGivenUp({ pool, name, handle: note as HandleEvent });
    await expect(again).rejects.toThrow('does not fit its schema');
  });

  it('ends trying what another replica handled meanwhile', async () => {
    const event = anEvent('a');
    await pool.query('insert into koppel_inbox (consumer, event_id) values ($1, $2)', [name, event.id]);
    await pool.query(
      `insert into koppel_event_failure (consumer, event_id, event, tries, reason, given_up_at) values ($1, $2, $3, 1, 'late', now())`,
      [name, event.id, JSON.stringify(event)],
    );
    await expect(retryGivenUp({ pool, name, handle: note as HandleEvent })).resolves.toBe(1);
    expect(await notes()).toEqual([]);
  });

  it('lives through connections that break, also in the middle of a handler', async () => {
    const breaking = new pg.Pool({ connectionString: `${new URL(`/${database}`, serverUrl).href}` });
    breaking.on('error', () => undefined);
    let isBreaking = true;
    const handle: HandleEvent<typeof type> = async (event, transaction) => {
      await note(event, transaction);
      if (isBreaking) {
        isBreaking = false;
        const { rows } = await transaction.query<{ pid: number }>('select pg_backend_pid() as pid');
        await pool.query('select pg_terminate_backend($1)', [rows[0]?.pid]);
        const isBroken = () =>
          transaction.query('select 1').then(
            () => false as const,
            () => true,
          );
        await waitUntil(isBroken);
      }
    };
    const log = () => undefined;
    const options = { nats: { servers }, pool: breaking, name, types: [type], organizationId, log } as const;
    const consumer = await consumeEvents({ ...options, types: [type], handle, startFrom: new Date() });
    await publish(anEvent('a'));
    await waitUntil(async () => expect(await notes()).toEqual(['a']));
    const { rowCount } = await pool.query('select 1 from koppel_event_failure where consumer = $1', [name]);
    expect(rowCount).toBe(0);
    await consumer.stop();
    await breaking.end();
  });

  it('loses nothing while the database is away', async () => {
    const lines: string[] = [];
    await start(note, { ...begin(), log: (line) => lines.push(line) });
    await publish(anEvent('a'));
    await waitUntil(async () => expect(await notes()).toEqual(['a']));
    await pool.query('alter table koppel_inbox rename to koppel_inbox_away');
    await publish(anEvent('b'));
    await waitUntil(() => lines.length > 0, { what: 'the consumer meets the missing table' });
    await pool.query('alter table koppel_inbox_away rename to koppel_inbox');
    await waitUntil(async () => expect(await notes()).toEqual(['a', 'b']));
    const { rowCount } = await pool.query('select 1 from koppel_event_failure where consumer = $1', [name]);
    expect(rowCount).toBe(0);
  });

  it('refuses a name that the broker would not take', async () => {
    await expect(
      consumeEvents({ nats: { servers }, pool, name: 'No name', handle: () => Promise.resolve() }),
    ).rejects.toThrow('is no name for a consumer');
  });
});
