import { startFaultProxy, type FaultProxy } from '@koppel/connector-host/conformance';
import { exactOnline } from '@koppel/connector-exact-online';
import { connectionGet, type ConnectionId } from '@koppel/contracts';
import { aPerson } from '@koppel/service-kit/testing';
import { startExactOnlineSimulator, type ExactOnlineSimulator } from '@koppel/simulator-exact-online';
import { randomUUID } from 'node:crypto';
import { AccessService, type GivenAccess } from '../src/access/access.service.js';
import { followOnce, Harness, type Replica } from './harness.js';

// Answers of a token endpoint as others met them.

const app = {
  clientId: randomUUID(),
  clientSecret: 'exact-secret',
  redirectUris: ['http://localhost:8080/oauth/callback/exact-online'],
  webhookSecret: 'hook',
};
const page = { headers: { 'content-type': 'text/html' }, body: '<html>Busy' };
const second = 1_000;

describe('an answer to a renewal', () => {
  let harness: Harness;
  let exact: ExactOnlineSimulator;
  let proxy: FaultProxy;
  let replica: Replica;

  beforeAll(async () => {
    harness = await Harness.create();
    exact = await startExactOnlineSimulator({ apps: [app], seed: 'empty', now: () => harness.clock.now().getTime() });
    proxy = await startFaultProxy(exact.url.replace('localhost', '127.0.0.1'));
    replica = await harness.start({
      connectors: [exactOnline],
      hosts: { 'exact-online': proxy.origin },
      timing: { callTimeoutMs: 5_000 },
    });
  });
  beforeEach(() => exact.control.setConsent('allow'));
  afterEach(() => proxy.setFault(undefined));
  afterAll(async () => {
    await harness?.close();
    await proxy?.stop();
    await exact?.close();
  });

  /** A connection whose access has ended. */
  async function due(): Promise<ConnectionId> {
    const { clientId, clientSecret } = app;
    const fields = { clientId, clientSecret, country: 'nl', division: String(exact.division) };
    const { id } = await replica.create('exact-online', fields);
    const answer = await replica.finish(await followOnce(await replica.begin(id)));
    if (answer.status !== 200) throw new Error(await answer.text());
    harness.clock.advance(601 * second);
    return id;
  }
  const get = (connectionId: ConnectionId): Promise<GivenAccess> =>
    replica.app.get(AccessService).get({ organizationId: 'org-1', connectionId, refusedEpoch: undefined });
  const stateOf = (connectionId: ConnectionId) => replica.client.call(connectionGet, { connectionId }, aPerson());
  const tokens = (answer: object) => ({ status: 200, body: JSON.stringify({ token_type: 'bearer', ...answer }) });
  async function lifeOf(connectionId: ConnectionId): Promise<number> {
    const rows = await replica.rows<{ seconds: number }>(
      'select round(extract(epoch from expires_at - obtained_at))::int as seconds from access_grant where connection_id = $1',
      [connectionId],
    );
    return rows[0]?.seconds ?? 0;
  }
  const tooEarly = JSON.stringify({
    error: 'access_denied',
    error_description: 'Rate limit exceeded: access_token not expired',
  });

  it.each([
    ['HP31', '503 as a page', { status: 503, ...page }],
    ['HP31', '502 as a page', { status: 502, ...page }],
    ['HP31', '401 as a page', { status: 401, ...page }],
    ['HP31', '200 as a page', { status: 200, ...page }],
    [
      'HP30',
      '400 that says it came too early',
      { status: 400, body: tooEarly, headers: { reason: 'TooEarlyToRefreshTokens: wait' } },
    ],
    ['HP30', '401 that says it came too early', { status: 401, body: tooEarly }],
    [
      'HP30',
      '400 that says so in its Reason alone',
      { status: 400, body: 'null', headers: { reason: 'TooEarlyToRefreshTokens' } },
    ],
  ])('%s: leaves the connection authorised, and the next one goes well: %s', async (_id, _name, answer) => {
    const id = await due();
    proxy.setFault(answer);
    await expect(get(id)).rejects.toMatchObject({ code: 'connection.application_down' });
    await expect(stateOf(id)).resolves.toMatchObject({ state: 'authorized' });
    proxy.setFault(undefined);
    harness.clock.advance(601 * second);
    await expect(get(id)).resolves.toMatchObject({ epoch: 2 });
  });

  it('HP32: without a refresh token keeps the one there is', async () => {
    const id = await due();
    proxy.setFault(tokens({ access_token: 'a2', expires_in: 600 }));
    await expect(get(id)).resolves.toMatchObject({
      epoch: 2,
      credentials: { headers: { authorization: 'Bearer a2' } },
    });
    harness.clock.advance(601 * second);
    proxy.setFault(undefined);
    // Exact Online takes the first refresh token, which it never saw used.
    await expect(get(id)).resolves.toMatchObject({ epoch: 3 });
  });

  it.each([
    ['missing', {}, 3_600],
    ['text', { expires_in: '600' }, 600],
    ['null', { expires_in: null }, 3_600],
  ])('HP33: whose expires_in is %s gives access for a known time', async (_name, answer, seconds) => {
    const id = await due();
    proxy.setFault(tokens({ access_token: 'a', refresh_token: 'r', ...answer }));
    await expect(get(id)).resolves.toMatchObject({ epoch: 2 });
    expect(await lifeOf(id)).toBe(seconds);
  });
});
