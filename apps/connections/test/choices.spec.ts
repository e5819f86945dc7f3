import { exactOnline } from '@koppel/connector-exact-online';
import { defineConnector } from '@koppel/connector-sdk';
import { choiceList, connectionGet, connectionUpdate, type ChoiceKind, type ConnectionId } from '@koppel/contracts';
import { aPerson } from '@koppel/service-kit/testing';
import { sandboxApp, startExactOnlineSimulator, type ExactOnlineSimulator } from '@koppel/simulator-exact-online';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { appSecret, anOAuthConnector, fixedKey } from './fake-connectors.js';
import { followOnce, Harness, type Replica } from './harness.js';

const person = aPerson();

/** Its lists are whatever the application answers at the path of their kind. */
const lists = defineConnector({
  ...fixedKey,
  id: 'lists',
  choices: {
    warehouses: async ({ http }) => (await http.request<[]>({ method: 'GET', url: '/warehouses' })).body,
    items: async ({ http }) => (await http.request<[]>({ method: 'GET', url: '/items' })).body,
  },
});
const oauth = defineConnector({
  ...anOAuthConnector('oauth', { authorize: '/authorize', token: '/token' }),
  choices: lists.choices,
});

/** An application with two warehouses and too many items. */
function startApplication() {
  const seen = { calls: 0, status: 200, isSilent: false };
  const many = Array.from({ length: 501 }, (_each, index) => ({ value: `i${index}`, label: `Item ${index}` }));
  const bodies: Record<string, object> = {
    '/warehouses': [
      { value: '1', label: 'Main', isProposed: true },
      { value: '2', label: 'Shop' },
    ],
    '/items': many,
  };
  const server = createServer((request, response) => {
    seen.calls += 1;
    if (seen.isSilent) return;
    const status = request.headers.authorization === 'Key right' ? seen.status : 401;
    const body = status === 200 ? (bodies[request.url ?? ''] ?? []) : { message: 'No' };
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  });
  return { server, seen };
}

describe('choices', () => {
  let harness: Harness;
  let replica: Replica;
  let exact: ExactOnlineSimulator;
  const { server, seen } = startApplication();

  beforeAll(async () => {
    await new Promise<void>((resolve) => (server as Server).listen(0, '127.0.0.1', resolve));
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    harness = await Harness.create();
    exact = await startExactOnlineSimulator({ seedItems: 5, now: () => harness.clock.now().getTime() });
    replica = await harness.start({
      connectors: [exactOnline, lists, oauth],
      hosts: { lists: url, oauth: url, 'exact-online': exact.url },
      timing: { choiceTimeoutMs: 700, callTimeoutMs: 5_000 },
    });
  });
  beforeEach(() => Object.assign(seen, { calls: 0, status: 200, isSilent: false }));
  afterAll(async () => {
    await harness?.close();
    await exact?.close();
    server.closeAllConnections();
    server.close();
  });

  const list = (connectionId: ConnectionId, kind: ChoiceKind, context = person) =>
    replica.client.call(choiceList, { connectionId, kind }, context);
  const aConnection = async (key = 'right') => (await replica.create('lists', { url: 'x', key })).id;

  it('are read from the application, once for all who ask within a minute', async () => {
    const id = await aConnection();
    const expected = {
      isSupported: true,
      isComplete: true,
      items: [
        { value: '1', label: 'Main', isProposed: true },
        { value: '2', label: 'Shop' },
      ],
    };
    await expect(Promise.all([list(id, 'warehouses'), list(id, 'warehouses')])).resolves.toEqual([expected, expected]);
    expect(seen.calls).toBe(1);
    harness.clock.advance(60_001);
    await list(id, 'warehouses');
    expect(seen.calls).toBe(2);
  });

  it('are read anew when a field of the connection was changed', async () => {
    const id = await aConnection();
    await list(id, 'warehouses');
    await replica.client.call(connectionUpdate, { connectionId: id, fields: { url: 'y' } }, person);
    await list(id, 'warehouses');
    expect(seen.calls).toBe(2);
  });

  it('are no list by a name that every object has', async () => {
    const id = await aConnection();
    await expect(list(id, 'constructor')).resolves.toEqual({ isSupported: false, items: [], isComplete: true });
  });

  it('are typed in where the connector has no such list', async () => {
    const id = await aConnection();
    await expect(list(id, 'channels')).resolves.toEqual({ isSupported: false, items: [], isComplete: true });
    expect(seen.calls).toBe(0);
  });

  it('say when a list is longer than what is given', async () => {
    const { items, isComplete } = await list(await aConnection(), 'items');
    expect(items).toHaveLength(500);
    expect(isComplete).toBe(false);
  });

  it('keep organizations apart', async () => {
    const id = await aConnection();
    await list(id, 'warehouses');
    await expect(list(id, 'warehouses', aPerson({ organizationId: 'org-2' }))).rejects.toMatchObject({
      code: 'connection.not_found',
    });
  });

  it('need an authorisation', async () => {
    const { id } = await replica.create('oauth', { clientId: 'app', clientSecret: appSecret });
    await expect(list(id, 'warehouses')).rejects.toMatchObject({
      code: 'connection.not_authorized',
      details: { application: oauth.name },
    });
  });

  it('tell that a person must act when the key is refused, and leave the connection to its test', async () => {
    const id = await aConnection('wrong');
    await expect(list(id, 'warehouses')).rejects.toMatchObject({
      code: 'connection.needs_attention',
      reason: { code: 'http.forbidden' },
    });
    const connection = await replica.client.call(connectionGet, { connectionId: id }, person);
    expect(connection).toMatchObject({ state: 'draft', reason: null });
  });

  it('leave the connection alone when only this list is forbidden', async () => {
    const id = await aConnection();
    seen.status = 403;
    await expect(list(id, 'warehouses')).rejects.toMatchObject({
      code: 'connection.needs_attention',
      reason: { code: 'http.forbidden' },
    });
    const connection = await replica.client.call(connectionGet, { connectionId: id }, person);
    expect(connection).toMatchObject({ state: 'draft', reason: null });
  });

  it('say that the application is down, and are tried again', async () => {
    const id = await aConnection();
    seen.status = 500;
    await expect(list(id, 'warehouses')).rejects.toMatchObject({
      code: 'connection.application_down',
      reason: { code: 'http.server_error' },
    });
    seen.status = 200;
    await expect(list(id, 'warehouses')).resolves.toMatchObject({ isSupported: true });
  });

  it('give up when the application takes too long', async () => {
    const id = await aConnection();
    seen.isSilent = true;
    await expect(list(id, 'warehouses')).rejects.toMatchObject({
      code: 'connection.application_down',
      reason: { code: 'connections.choices_late' },
    });
  });

  it('are read from Exact Online by its own connector', async () => {
    exact.control.setConsent('allow');
    const { clientId, clientSecret } = sandboxApp;
    const fields = { clientId, clientSecret, country: 'nl', division: String(exact.division) };
    const { id } = await replica.create('exact-online', fields);
    const page = await replica.finish(await followOnce(await replica.begin(id)));
    expect(page.status).toBe(200);
    await expect(list(id, 'warehouses')).resolves.toEqual({
      isSupported: true,
      isComplete: true,
      items: [
        { value: '1', label: 'Main warehouse', hint: '1', isProposed: true },
        { value: '2', label: 'Shop', hint: '2' },
      ],
    });
    await expect(list(id, 'order_statuses')).resolves.toMatchObject({ isSupported: false });
  });
});
