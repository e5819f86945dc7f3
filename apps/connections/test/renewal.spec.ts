import { exactOnline } from '@koppel/connector-exact-online';
import {
  accessGet,
  connectionGet,
  connectionReport,
  connectionTest,
  type Connection,
  type ConnectionId,
  type RequestOf,
} from '@koppel/contracts';
import { aPerson } from '@koppel/service-kit/testing';
import { startExactOnlineSimulator, type ExactOnlineSimulator } from '@koppel/simulator-exact-online';
import { randomUUID } from 'node:crypto';
import { AccessService, type GivenAccess } from '../src/access/access.service.js';
import { KeepAlive } from '../src/access/keep-alive.service.js';
import { followOnce, Harness, type Replica } from './harness.js';
import { waitUntil } from '../../../tools/wait-until.ts';

const app = {
  clientId: randomUUID(),
  clientSecret: 'exact-secret',
  redirectUris: ['http://localhost:8080/oauth/callback/exact-online'],
  webhookSecret: 'hook',
};
const tokenPath = '/api/oauth2/token';
const second = 1_000;
const day = 86_400_000;
const words = (text: string) => expect.stringContaining(text) as string;
const wrongDivision = { code: 'test.wrong_division', params: {} };

describe('access to Exact Online', () => {
  let harness: Harness;
  let exact: ExactOnlineSimulator;
  /** How far the clock of Exact Online is ahead. */
  let aheadMs = 0;
  let one: Replica;
  let two: Replica;

  const startReplica = (leaseMs = 10_000) =>
    harness.start({
      connectors: [exactOnline],
      hosts: { 'exact-online': exact.url },
      timing: { callTimeoutMs: 800, leaseMs },
    });

  beforeAll(async () => {
    harness = await Harness.create();
    const now = () => harness.clock.now().getTime() + aheadMs;
    exact = await startExactOnlineSimulator({ apps: [app], seed: 'empty', now });
    one = await startReplica();
    two = await startReplica();
  });
  beforeEach(async () => {
    await one.rows('delete from connection');
    aheadMs = 0;
    exact.control.reset();
    exact.control.setConsent('allow');
  });
  afterAll(async () => {
    await harness?.close();
    await exact?.close();
  });

  async function authorised(): Promise<ConnectionId> {
    const fields = {
      clientId: app.clientId,
      clientSecret: app.clientSecret,
      country: 'nl',
      division: String(exact.division),
    };
    const { id } = await one.create('exact-online', fields);
    const page = await one.finish(await followOnce(await one.begin(id)));
    if (page.status !== 200) throw new Error(await page.text());
    return id;
  }
  const get = (replica: Replica, connectionId: ConnectionId, refusedEpoch?: number): Promise<GivenAccess> =>
    replica.app.get(AccessService).get({ organizationId: 'org-1', connectionId, refusedEpoch });
  const stateOf = (connectionId: ConnectionId): Promise<Connection> =>
    one.client.call(connectionGet, { connectionId }, aPerson());
  const grantOf = async (connectionId: ConnectionId) =>
    (await one.rows<Record<string, unknown>>('select * from access_grant where connection_id = $1', [connectionId]))[0];
  const refreshes = () => exact.control.counters().tokenRefreshes;
  async function isTakenByExact({ credentials }: GivenAccess): Promise<boolean> {
    const answer = await fetch(`${exact.url}/api/v1/current/Me`, {
      headers: { ...credentials.headers, accept: 'application/json' },
    });
    return answer.status === 200;
  }

  it('renews once for ten requests at two replicas, with an access that works', async () => {
    const id = await authorised();
    const before = await get(one, id);
    harness.clock.advance(601 * second);
    const given = await Promise.all(Array.from({ length: 10 }, (_, index) => get(index % 2 ? one : two, id)));
    expect(refreshes()).toBe(1);
    expect(new Set(given.map(({ credentials }) => credentials.headers['authorization'])).size).toBe(1);
    expect(given[0]?.epoch).toBe(before.epoch + 1);
    await expect(Promise.all(given.slice(0, 2).map(isTakenByExact))).resolves.toEqual([true, true]);
    harness.clock.advance(601 * second);
    await get(two, id);
    expect(refreshes()).toBe(2);
  });

  it('keeps an access until 570 seconds and renews it before its end', async () => {
    const id = await authorised();
    const first = await get(one, id);
    harness.clock.advance(565 * second);
    await expect(get(two, id)).resolves.toMatchObject({ epoch: first.epoch });
    harness.clock.advance(7 * second);
    await expect(get(two, id)).resolves.toMatchObject({ epoch: first.epoch + 1 });
    expect(refreshes()).toBe(1);
  });

  it.each([9, -9])(
    'counts the life of an access from when it came, by one clock: Exact Online is %d hours ahead',
    async (hours) => {
      aheadMs = hours * 3_600 * second;
      const id = await authorised();
      const first = await get(one, id);
      harness.clock.advance(565 * second);
      await expect(get(two, id)).resolves.toMatchObject({ epoch: first.epoch });
      harness.clock.advance(7 * second);
      const renewed = await get(two, id);
      expect(renewed.epoch).toBe(first.epoch + 1);
      await expect(isTakenByExact(renewed)).resolves.toBe(true);
      expect(refreshes()).toBe(1);
    },
  );

  it('lives with the refusal of an early renewal: one question, then a time to wait', async () => {
    const id = await authorised();
    const { epoch } = await get(one, id);
    for (let tries = 0; tries < 3; tries += 1) {
      await expect(get(one, id, epoch)).rejects.toMatchObject({
        code: 'connection.application_down',
        details: { retryAt: words('Z') },
      });
    }
    expect(exact.control.counters().requests[`POST ${tokenPath}`]).toBe(2);
    await expect(stateOf(id)).resolves.toMatchObject({ state: 'authorized', reason: null });
    await expect(get(one, id)).resolves.toMatchObject({ epoch });
    harness.clock.advance(571 * second);
    await expect(get(one, id, epoch)).resolves.toMatchObject({ epoch: epoch + 1 });
  });

  it('gives the newer access at once to who was refused with an older one', async () => {
    const id = await authorised();
    const { epoch } = await get(one, id);
    harness.clock.advance(601 * second);
    await get(one, id);
    await expect(get(two, id, epoch)).resolves.toMatchObject({ epoch: epoch + 1 });
    expect(refreshes()).toBe(1);
  });

  it('stops a connection whose grant was revoked, says so, and starts again after a new authorisation', async () => {
    const id = await authorised();
    exact.control.revokeGrants();
    harness.clock.advance(601 * second);
    const needsAttention = { code: 'connection.needs_attention', reason: { code: 'connections.grant_lost' } };
    await expect(get(one, id)).rejects.toMatchObject(needsAttention);
    await expect(get(two, id)).rejects.toMatchObject(needsAttention);
    await expect(stateOf(id)).resolves.toMatchObject({
      state: 'needs_attention',
      reason: { code: 'connections.grant_lost', params: { said: 'invalid_grant' } },
    });
    expect(exact.control.counters().requests[`POST ${tokenPath}`]).toBe(2);
    const [event] = await one.rows<{ payload: { data: object } }>(
      `select payload from outbox where payload->>'subject' = $1 order by position desc limit 1`,
      [id],
    );
    expect(event?.payload.data).toMatchObject({ connectionId: id, state: 'needs_attention' });
    await one.finish(await followOnce(await one.begin(id)));
    await expect(stateOf(id)).resolves.toMatchObject({ state: 'authorized', reason: null });
    await expect(get(one, id).then(isTakenByExact)).resolves.toBe(true);
  });

  it.each(['503', 'hang', '500', 'cut', 'malformed'] as const)(
    'survives a token endpoint with the fault "%s" and renews later',
    async (kind) => {
      const id = await authorised();
      const { epoch } = await get(one, id);
      harness.clock.advance(601 * second);
      exact.control.injectFault({ kind, path: tokenPath, method: 'POST' });
      await expect(get(one, id)).rejects.toMatchObject({
        code: 'connection.application_down',
        reason: { code: 'connections.no_access_now' },
      });
      await expect(get(two, id)).rejects.toMatchObject({ code: 'connection.application_down' });
      await expect(stateOf(id)).resolves.toMatchObject({ state: 'authorized' });
      harness.clock.advance(5 * second);
      await expect(get(two, id)).resolves.toMatchObject({ epoch: epoch + 1 });
      await expect(grantOf(id)).resolves.toMatchObject({ intent_at: null, lease_owner: null, failures: 0 });
    },
  );

  it('says that a person must act when the answer of a renewal was lost and its refresh token is spent', async () => {
    const id = await authorised();
    await get(one, id);
    harness.clock.advance(575 * second);
    exact.control.injectFault({ kind: 'lost-answer', path: tokenPath, method: 'POST' });
    const used = await get(one, id);
    expect(used.epoch).toBe(1);
    harness.clock.advance(10 * second);
    await expect(get(two, id)).resolves.toMatchObject({ epoch: 1 });
    expect(exact.control.counters().requests[`POST ${tokenPath}`]).toBe(2);
    harness.clock.advance(600 * second);
    await expect(get(two, id)).rejects.toMatchObject({
      code: 'connection.needs_attention',
      reason: { code: 'connections.renewal_interrupted' },
    });
    await expect(stateOf(id)).resolves.toMatchObject({
      state: 'needs_attention',
      reason: { code: 'connections.renewal_interrupted' },
    });
  });

  /** Ends a replica's way to the database while the provider is answering. */
  async function crashDuringRenewal(id: ConnectionId): Promise<void> {
    const crashing = await startReplica(2_500);
    exact.control.setLatency(300);
    const asked = get(crashing, id).catch((error: unknown) => error);
    await waitUntil(async () => Boolean((await grantOf(id))?.['intent_at']));
    await crashing.database.dataSource.destroy();
    await waitUntil(() => Promise.resolve(refreshes() === 1));
    exact.control.setLatency(0);
    expect(await asked).toBeInstanceOf(Error);
    await crashing.app.close();
  }

  it('recovers from a crash between the answer and the commit: no blind retry, the access that lives is used to its end', async () => {
    const id = await authorised();
    const { epoch } = await get(one, id);
    harness.clock.advance(575 * second);
    await crashDuringRenewal(id);
    await expect(grantOf(id)).resolves.toMatchObject({ epoch, intent_at: expect.any(Date) as Date });
    harness.clock.advance(11 * second);
    await expect(get(one, id)).resolves.toMatchObject({ epoch });
    expect(refreshes()).toBe(1);
    harness.clock.advance(600 * second);
    await expect(get(one, id)).rejects.toMatchObject({
      code: 'connection.needs_attention',
      reason: { code: 'connections.renewal_interrupted' },
    });
    await one.finish(await followOnce(await one.begin(id)));
    await expect(get(one, id).then(isTakenByExact)).resolves.toBe(true);
  });

  it('saves the answer when the database fails for a moment at the commit', async () => {
    const id = await authorised();
    const { epoch } = await get(one, id);
    harness.clock.advance(601 * second);
    exact.control.setLatency(300);
    const asked = get(one, id);
    await waitUntil(async () => Boolean((await grantOf(id))?.['intent_at']));
    const blocked = await blockGrant(id);
    await waitUntil(() => blocked.hasWaiters());
    expect(refreshes()).toBe(1);
    await blocked.killWaiters();
    await blocked.end();
    await expect(asked).resolves.toMatchObject({ epoch: epoch + 1 });
    exact.control.setLatency(0);
    expect(refreshes()).toBe(1);
    await expect(isTakenByExact(await get(two, id))).resolves.toBe(true);
  });

  /** Holds the grant's row, so that who wants to store waits and can be cut off. */
  async function blockGrant(id: ConnectionId) {
    const { Client } = (await import('pg')).default;
    const client = new Client({ connectionString: harness.testDatabase.url });
    await client.connect();
    client.on('error', () => undefined);
    await client.query('begin');
    await client.query('select 1 from connections.access_grant where connection_id = $1 for update', [id]);
    const waiting = `datname = current_database() and wait_event_type = 'Lock'`;
    return {
      hasWaiters: async () => {
        // Within a transaction the view keeps what it showed first.
        await client.query('select pg_stat_clear_snapshot()');
        return (await client.query(`select 1 from pg_stat_activity where ${waiting}`)).rows.length > 0;
      },
      killWaiters: () => client.query(`select pg_terminate_backend(pid) from pg_stat_activity where ${waiting}`),
      end: () => client.query('rollback').then(() => client.end()),
    };
  }

  it('keeps unused grants alive, once over two replicas, before their refresh token dies', async () => {
    const id = await authorised();
    harness.clock.advance(10 * day);
    await one.app.get(KeepAlive).run();
    expect(refreshes()).toBe(0);
    harness.clock.advance(7 * day);
    await Promise.all([one.app.get(KeepAlive).run(), two.app.get(KeepAlive).run()]);
    const kept = refreshes();
    expect(kept).toBe(1);
    await one.app.get(KeepAlive).run();
    expect(refreshes()).toBe(kept);
    harness.clock.advance(20 * day);
    await expect(get(one, id).then(isTakenByExact)).resolves.toBe(true);
  });

  it('shows in the connection that it could not be kept alive, and takes that back', async () => {
    const id = await authorised();
    harness.clock.advance(17 * day);
    exact.control.injectFault({ kind: '503', path: tokenPath, method: 'POST' });
    await one.app.get(KeepAlive).run();
    await expect(stateOf(id)).resolves.toMatchObject({
      state: 'authorized',
      reason: { code: 'connections.renewal_failing' },
    });
    harness.clock.advance(day);
    await two.app.get(KeepAlive).run();
    await expect(stateOf(id)).resolves.toMatchObject({ state: 'authorized', reason: null });
  });

  it('hears a report on the access in use, and none on an older one', async () => {
    const id = await authorised();
    const report = (epoch: number): RequestOf<typeof connectionReport> => ({
      connectionId: id,
      problem: 'forbidden',
      reason: wrongDivision,
      epoch,
    });
    await expect(one.client.call(connectionReport, report(0), aPerson())).resolves.toMatchObject({
      state: 'authorized',
    });
    await expect(one.client.call(connectionReport, report(1), aPerson())).resolves.toMatchObject({
      state: 'needs_attention',
      reason: wrongDivision,
    });
    await expect(one.client.call(accessGet, { connectionId: id }, aPerson())).rejects.toMatchObject({
      code: 'connection.needs_attention',
    });
    const { connection, steps } = await one.client.call(connectionTest, { connectionId: id }, aPerson());
    expect(steps.map(({ status }) => status)).toEqual(steps.map(() => 'passed'));
    expect(connection).toMatchObject({ state: 'ready', reason: null });
  });

  it('shows a wrong division in the test and in the state, and a passing fault only in the test', async () => {
    const id = await authorised();
    exact.control.injectFault({ kind: '500', path: '/api/v1/', times: 10 });
    const passing = await one.client.call(connectionTest, { connectionId: id }, aPerson(), { timeoutMs: 20_000 });
    expect(passing.steps.some(({ status }) => status === 'failed')).toBe(true);
    expect(passing.connection.state).toBe('authorized');
    exact.control.clearFaults();
    await one.rows(`update connection set fields = fields || '{"division":"999"}' where id = $1`, [id]);
    const { connection } = await one.client.call(connectionTest, { connectionId: id }, aPerson());
    expect(connection).toMatchObject({
      state: 'needs_attention',
      reason: expect.objectContaining({ params: expect.objectContaining({ division: '999' }) as object }) as object,
    });
  });
});
