import { connectors } from '@koppel/connectors';
import {
  accessGet,
  applicationIdSchema,
  authorizationGet,
  connectionGet,
  connectionTest,
  connectionUpdate,
  type Connection,
} from '@koppel/contracts';
import { aPerson } from '@koppel/service-kit/testing';
import { startWooCommerceSimulator, type WooCommerceSimulator } from '@koppel/simulator-woocommerce';
import { randomUUID } from 'node:crypto';
import { KeyApprovalService } from '../src/authorization/key-approval.service.js';
import { aSignedIn, Harness, type Replica } from './harness.js';

const reader = { consumerKey: 'ck_reader', consumerSecret: 'cs_reader_1234567890', permissions: 'read' as const };
const works = { consumerKey: 'ck_sandbox', consumerSecret: 'cs_sandbox' };
const logLines: string[] = [];

describe('keys that a shop makes', () => {
  let harness: Harness;
  let replica: Replica;
  let shop: WooCommerceSimulator;

  beforeAll(async () => {
    harness = await Harness.create();
    shop = await startWooCommerceSimulator({ additionalKeys: [reader], allowLoopbackCallback: true });
    replica = await harness.start({
      connectors,
      allowLocalKeyApproval: true,
      logStream: { write: (line) => void logLines.push(line) },
    });
  });
  beforeEach(() => {
    harness.clock.reset();
    shop.control.setKeyApproval({ holdsKeys: false, permissions: undefined });
  });
  afterAll(async () => {
    await shop?.close();
    await harness?.close();
  });

  const read = ({ id }: Connection) => replica.client.call(connectionGet, { connectionId: id }, aPerson());
  const create = () => replica.create('woocommerce', { shopUrl: shop.url });

  /** A connection without keys, and the page of the shop on which its keys are approved. */
  async function begin(connection?: Connection) {
    const saved = connection ?? (await create());
    const attemptId = randomUUID();
    const response = await replica.visit(`/oauth/authorize/${saved.id}?attempt=${attemptId}`, aSignedIn());
    const page = new URL(response.headers.get('location') ?? '');
    const state = page.searchParams.get('user_id') ?? '';
    const follow = () => replica.client.call(authorizationGet, { connectionId: saved.id, attemptId }, aPerson());
    return { connection: saved, page, state, follow };
  }

  /** What the shop manager's browser does at the shop; the shop posts to this replica. */
  async function approve(page: URL): Promise<URL> {
    const { searchParams } = page;
    expect(new URL(searchParams.get('callback_url') ?? '').pathname).toBe('/oauth/keys/woocommerce');
    searchParams.set('callback_url', `${replica.url}/oauth/keys/woocommerce`);
    const granted = new URL(page.href.replace('/authorize?', '/access_granted?'));
    const response = await fetch(granted, { redirect: 'manual' });
    const location = response.headers.get('location');
    if (!location) throw new Error(`the shop answered ${response.status}: ${await response.text()}`);
    return new URL(location);
  }

  const back = (state: string, success = '1') =>
    new URL(`http://localhost:8080/oauth/approved/woocommerce?success=${success}&user_id=${state}`);

  const post = (state: string, keys = works, init: RequestInit = {}) =>
    fetch(`${replica.url}/oauth/keys/woocommerce`, {
      method: 'POST',
      headers: { 'content-type': 'application/json;charset=UTF-8' },
      body: JSON.stringify({
        ...{ key_id: 1, user_id: state, key_permissions: 'read_write' },
        ...{ consumer_key: keys.consumerKey, consumer_secret: keys.consumerSecret },
      }),
      ...init,
    });

  it('are posted by the shop, tried there, and kept', async () => {
    const { connection, page, follow } = await begin();
    expect(connection).toMatchObject({ state: 'draft', secretsSet: [] });
    expect(await follow()).toMatchObject({ status: 'waiting', reason: null });
    const shown = await replica.finish(await approve(page));
    expect(shown.status).toBe(200);
    const html = await shown.text();
    expect(html).toContain('Access granted');
    expect(html).toContain('&quot;status&quot;:&quot;authorized&quot;');
    expect(await read(connection)).toMatchObject({ state: 'ready', secretsSet: ['consumerSecret'], reason: null });
    const { status, steps } = await follow();
    expect(status).toBe('granted');
    expect(steps.map(({ id, status: found }) => [id, found])).toContainEqual(['write', 'passed']);
    const tested = await replica.client.call(connectionTest, { connectionId: connection.id }, aPerson());
    expect(tested.connection.state).toBe('ready');
  });

  it('may come after the browser, which waits for them', async () => {
    const { connection, page, follow } = await begin();
    shop.control.setKeyApproval({ holdsKeys: true });
    const callback = await approve(page);
    const waiting = await (await replica.finish(callback)).text();
    expect(waiting).toContain('http-equiv="refresh"');
    expect(waiting).toContain('waits for the keys of WooCommerce');
    expect(await follow()).toMatchObject({ status: 'waiting' });
    expect(await shop.control.postHeldKeys()).toEqual([200]);
    expect(await follow()).toMatchObject({ status: 'granted' });
    expect(await (await replica.finish(callback)).text()).toContain('Access granted');
    expect(await read(connection)).toMatchObject({ state: 'ready' });
  });

  it('are taken once', async () => {
    const { connection, state } = await begin();
    const answers = await Promise.all([post(state), post(state), post(state)]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 400, 400]);
    await replica.finish(back(state));
    expect(await read(connection)).toMatchObject({ state: 'ready' });
    const { updatedAt } = await read(connection);
    expect((await post(state)).status).toBe(400);
    expect((await replica.finish(back(state, '0'))).status).toBe(200);
    expect(await read(connection)).toMatchObject({ state: 'ready', updatedAt });
  });

  it.each([
    ['of another session', aSignedIn({ sessionId: 'session-2' })],
    ['of another person', aSignedIn({ userId: 'user-2' })],
    ['of another organization', aSignedIn({ organizationId: 'org-2' })],
    ['of nobody', undefined],
  ])('reach no connection when the browser %s comes back', async (_name, person) => {
    const { connection, state, follow } = await begin();
    expect((await post(state)).status).toBe(200);
    const path = back(state).pathname + back(state).search;
    const shown = await replica.visit(path, person);
    expect(shown.status).toBe(400);
    expect(await shown.text()).toContain('another session');
    expect(await follow()).toMatchObject({ status: 'refused', reason: { code: 'connections.approval_elsewhere' } });
    await replica.finish(back(state));
    expect((await post(state)).status).toBe(400);
    expect(await read(connection)).toMatchObject({ state: 'draft', secretsSet: [] });
  });

  it.each([
    ['before the browser is back', true],
    ['after it', false],
  ])('are refused when they come too late, %s', async (_name, isFirst) => {
    const { connection, state, follow } = await begin();
    if (!isFirst) expect((await replica.finish(back(state))).status).toBe(200);
    harness.clock.advance(isFirst ? 601_000 : 91_000);
    expect((await post(state)).status).toBe(400);
    const code = isFirst ? 'connections.attempt_expired' : 'connections.approval_keys_missing';
    expect(await follow()).toMatchObject({ status: 'expired', reason: { code } });
    expect((await replica.finish(back(state))).status).toBe(400);
    expect(await read(connection)).toMatchObject({ state: 'draft', secretsSet: [] });
  });

  it.each([
    ['of another shop', { consumerKey: 'ck_of_another', consumerSecret: 'cs_of_another_1' }, 'woocommerce.key_unknown'],
    ['that only read', reader, 'woocommerce.unwritable'],
    ['that are none', { consumerKey: 'ck_', consumerSecret: 'x' }, 'connections.approval_keys_unreadable'],
  ])('%s are not kept, with the true reason', async (_name, keys, code) => {
    const { connection, state, follow } = await begin();
    expect((await post(state, keys)).status).toBe(200);
    const shown = await replica.finish(back(state));
    expect(shown.status).toBe(400);
    const html = await shown.text();
    expect(html).toContain('The keys were not kept');
    expect(html).toContain('delete it in WooCommerce');
    expect(await follow()).toMatchObject({ status: 'refused', reason: { code } });
    expect(await read(connection)).toMatchObject({ state: 'draft', secretsSet: [], reason: { code } });
    const stored = await replica.rows<{ keys: string | null }>('select keys from authorization_attempt');
    expect(stored.filter(({ keys: kept }) => kept !== null)).toEqual([]);
  });

  it('that are refused are deleted by the shop where it still waits', async () => {
    const before = shop.control.madeKeys().length;
    shop.control.setKeyApproval({ holdsKeys: true, permissions: 'read' });
    const { page } = await begin();
    await replica.finish(await approve(page));
    expect(await shop.control.postHeldKeys()).toEqual([422]);
    expect(shop.control.madeKeys()).toHaveLength(before);
  });

  it('that could not be tried are not kept', async () => {
    const { connection, state, follow } = await begin();
    shop.control.inject({ kind: 'unavailable', times: 50 });
    await post(state);
    await replica.finish(back(state));
    shop.control.clearFaults();
    expect(await follow()).toMatchObject({
      status: 'refused',
      advice: { code: 'connections.approval_not_tried' },
    });
    expect(await read(connection)).toMatchObject({ state: 'draft', secretsSet: [] });
  });

  it('do not replace keys that work until they work themselves', async () => {
    const connection = await replica.create('woocommerce', { shopUrl: shop.url, ...works });
    await replica.client.call(connectionTest, { connectionId: connection.id }, aPerson());
    const refused = await begin(connection);
    await post(refused.state, reader);
    await replica.finish(back(refused.state));
    expect(await read(connection)).toMatchObject({
      state: 'ready',
      reason: null,
      fields: { consumerKey: 'ck_sandbox' },
    });
    const { page } = await begin(connection);
    await replica.finish(await approve(page));
    const { state, fields } = await read(connection);
    expect(state).toBe('ready');
    expect(fields['consumerKey']).not.toBe('ck_sandbox');
  });

  it('are refused for a connection whose address was changed in the meantime', async () => {
    const { connection, state, follow } = await begin();
    await post(state);
    const fields = { shopUrl: `${shop.url}/elsewhere` };
    await replica.client.call(connectionUpdate, { connectionId: connection.id, fields }, aPerson());
    await replica.finish(back(state));
    expect(await follow()).toMatchObject({ status: 'refused', reason: { code: 'connections.attempt_edited' } });
    expect(await read(connection)).toMatchObject({ secretsSet: [] });
  });

  it('are not made when the person denies', async () => {
    const { connection, state, follow } = await begin();
    const shown = await replica.finish(back(state, '0'));
    expect(shown.status).toBe(403);
    expect(await shown.text()).toContain('&quot;status&quot;:&quot;denied&quot;');
    const why = { reason: { code: 'connections.approval_denied' } };
    expect(await follow()).toMatchObject({ status: 'denied', ...why });
    expect(await read(connection)).toMatchObject({ state: 'draft', ...why });
    expect((await post(state)).status).toBe(400);
  });

  it.each([
    ['a state that was never given', 'unknown-state', {}, 400],
    ['another content type', undefined, { headers: { 'content-type': 'text/plain' } }, 415],
    ['more than keys are long', undefined, { body: JSON.stringify({ user_id: 'x'.repeat(9_000) }) }, 413],
    ['no JSON', undefined, { body: '{' }, 400],
    ['no key', undefined, { body: '{"user_id":"a"}' }, 400],
  ])('are not taken from a post with %s', async (_name, given, init, status) => {
    const { state } = await begin();
    expect((await post(given ?? state, works, init)).status).toBe(status);
  });

  it('are asked for only where the shop can reach Koppel, and over https', async () => {
    const applicationId = applicationIdSchema.parse('woocommerce');
    const asked = async (publicUrl: string, shopUrl: string) => {
      const other = await harness.start({ connectors, publicUrl });
      // Asked of this one: a message may reach the other.
      const { obstacle } = other.app.get(KeyApprovalService).obstacles(applicationId);
      const { id } = await other.create('woocommerce', { shopUrl });
      const response = await other.visit(`/oauth/authorize/${id}`, aSignedIn());
      await other.app.close();
      return { obstacle: obstacle?.code, status: response.status, body: await response.text() };
    };
    const local = await asked('http://localhost:8080', 'https://shop.example');
    expect(local).toMatchObject({ obstacle: 'connections.approval_needs_public_url', status: 400 });
    expect(await asked('https://koppel.example:8443', 'https://shop.example')).toMatchObject({
      obstacle: 'connections.approval_port',
    });
    const plain = await asked('https://koppel.example', 'http://shop.example');
    expect(plain).toMatchObject({ obstacle: undefined, status: 400 });
    expect(plain.body).toContain('Connect needs a shop with https://');
    expect(await asked('https://koppel.example', 'https://shop.example')).toMatchObject({ status: 302 });
  });

  it('are missing until then, so nothing calls the shop', async () => {
    const { id: connectionId } = await create();
    for (const contract of [accessGet, connectionTest])
      await expect(replica.client.call(contract, { connectionId }, aPerson())).rejects.toMatchObject({
        code: 'connection.not_authorized',
      });
  });

  it('are taken away with the address that they were for', async () => {
    const connection = await replica.create('woocommerce', { shopUrl: shop.url, ...works });
    const fields = { shopUrl: 'https://other.example', consumerKey: null, consumerSecret: null };
    const changed = await replica.client.call(connectionUpdate, { connectionId: connection.id, fields }, aPerson());
    expect(changed).toMatchObject({ state: 'draft', secretsSet: [], fields: { shopUrl: 'https://other.example' } });
  });

  it('appear in no log, event, reply or page', async () => {
    logLines.length = 0;
    const { connection, page, state, follow } = await begin();
    const shown = await (await replica.finish(await approve(page))).text();
    await post(state, reader);
    const [row] = await replica.rows<{ fields: { consumerKey: string } }>(
      'select fields from connection where id = $1',
      [connection.id],
    );
    const events = await replica.rows('select payload from outbox');
    const seen = [logLines.join(''), shown, JSON.stringify([await follow(), events])].join('\n');
    const attempts = JSON.stringify(await replica.rows('select * from authorization_attempt'));
    for (const secret of [row?.fields.consumerKey, reader.consumerSecret, state]) {
      expect(secret?.length).toBeGreaterThan(8);
      expect(seen).not.toContain(secret);
      expect(attempts).not.toContain(secret);
    }
    expect(logLines.join('')).toContain('keys that were posted were refused');
    expect(`${seen}${attempts}`).not.toMatch(/cs_[0-9a-f]{40}/);
  });
});
