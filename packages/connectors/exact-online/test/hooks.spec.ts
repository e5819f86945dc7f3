import type { ConnectorHooks, HookOwner, HookRequest } from '@koppel/connector-sdk';
import { hashCode, sandboxApp } from '@koppel/simulator-exact-online';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exactOnline } from '../src/index.js';
import { startSandbox, type Sandbox } from './sandbox.js';

const hooks = exactOnline.hooks as ConnectorHooks;
const endpoint = 'webhooks/WebhookSubscriptions';

describe('webhooks of Exact Online', () => {
  let sandbox: Sandbox;
  let receiver: Server;
  let address: string;
  const bodies: string[] = [];
  const status = { given: 200 };
  const owners = new Map<string, HookOwner>();

  beforeAll(async () => {
    receiver = createServer((incoming, response) => {
      let body = '';
      incoming.on('data', (chunk: Buffer) => (body += chunk.toString()));
      incoming.on('end', () => {
        bodies.push(body);
        response.writeHead(status.given).end();
      });
    });
    await new Promise<void>((resolve) => receiver.listen(0, resolve));
    address = `http://localhost:${(receiver.address() as AddressInfo).port}/hooks/flows`;
    sandbox = await startSandbox({ requireHttpsWebhooks: false });
  });
  afterEach(async () => {
    owners.clear();
    status.given = 200;
    bodies.length = 0;
    await hooks.remove(await sandbox.context(), () => Promise.resolve('own'));
  });
  afterAll(async () => {
    await sandbox.stop();
    receiver.close();
  });

  const request = (path: string, topics: readonly string[] = ['Items']): HookRequest => ({
    url: `${address}/${path}`,
    secret: 'not taken',
    topics,
    ownerOf: (url) => Promise.resolve(owners.get(url) ?? (url.startsWith(`${address}/f1/`) ? 'own' : 'foreign')),
  });
  const ensure = async (path: string, topics?: readonly string[]) =>
    hooks.ensure(await sandbox.context(), request(path, topics));
  const stored = () =>
    sandbox.simulator.control.list(endpoint).map((row) => `${String(row['Topic'])} ${String(row['CallbackURL'])}`);

  it('are made for the topics of a flow, once, each after an empty call', async () => {
    const topics = Object.values(hooks.topics).flat();
    expect(topics).toEqual(['Items', 'StockPositions', 'SalesItemPrices']);
    await expect(ensure('f1/a', topics)).resolves.toEqual({ topics, repaired: [] });
    expect(bodies).toEqual(['', '', '']);
    await ensure('f1/a', topics);
    expect(bodies).toHaveLength(3);
    expect(stored()).toEqual(topics.map((topic) => `${topic} ${address}/f1/a`));
  });

  it('follow the address and the topics of the flow', async () => {
    await ensure('f1/a', ['Items', 'StockPositions']);
    await ensure('f1/b', ['Items']);
    expect(stored()).toEqual([`Items ${address}/f1/b`]);
    await hooks.remove(await sandbox.context(), request('f1/b').ownerOf);
    expect(stored()).toEqual([]);
  });

  it('stand for another flow of the account as well, and pass to it when that one has none any more', async () => {
    await ensure('f1/a');
    const first = `${address}/f1/a`;
    owners.set(first, 'shared');
    await ensure('f2/a');
    expect(stored()).toEqual([`Items ${first}`]);
    owners.set(first, 'orphaned');
    await ensure('f2/a');
    expect(stored()).toEqual([`Items ${address}/f2/a`]);
  });

  it('are not taken from somebody else, which is told', async () => {
    await ensure('f1/a');
    owners.set(`${address}/f1/a`, 'foreign');
    await expect(ensure('f2/a')).rejects.toMatchObject({
      reason: { code: 'exact_online.webhook_taken', params: { topic: 'Items', host: new URL(address).host } },
    });
    expect(stored()).toEqual([`Items ${address}/f1/a`]);
  });

  it('must be on the domain of the redirect URI, which is told', async () => {
    const elsewhere = { ...request('f1/a'), url: 'http://elsewhere.example/hooks/flows/f1/a' };
    await expect(hooks.ensure(await sandbox.context(), elsewhere)).rejects.toMatchObject({
      reason: { code: 'exact_online.webhook_refused', params: { topic: 'Items', host: 'elsewhere.example' } },
    });
  });
});

describe('a call of Exact Online', () => {
  const secret = sandboxApp.webhookSecret ?? '';
  const call = (content: object, key = secret) => {
    const text = JSON.stringify(content);
    return { headers: {}, body: Buffer.from(`{"Content":${text},"HashCode":"${hashCode(text, key)}"}`) };
  };
  const content = { Topic: 'Items', Action: 'Update', Key: 'a', Division: 7 };

  it('is genuine when its content was signed, as it was sent, with the secret of the app', () => {
    expect(hooks.verify(call(content), secret)).toBe(true);
    expect(hooks.verify(call(content, 'other'), secret)).toBe(false);
    const changed = call(content).body.toString().replace('Update', 'Delete');
    expect(hooks.verify({ headers: {}, body: Buffer.from(changed) }, secret)).toBe(false);
    expect(hooks.verify({ headers: {}, body: Buffer.from('{"Content":{}}') }, secret)).toBe(false);
    const spaced = '{ "Topic": "Items" }';
    const body = Buffer.from(`{"Content": ${spaced}, "HashCode": "${hashCode(spaced, secret)}"}`);
    expect(hooks.verify({ headers: {}, body }, secret)).toBe(true);
  });

  it.each([
    ['Create', 'changed'],
    ['Update', 'changed'],
    ['Delete', 'ended'],
  ])('%s means %s', (action, kind) => {
    expect(hooks.meaning(call({ ...content, Action: action }))).toEqual({ kind, topic: 'Items' });
  });

  it('without a body only tries the address', () => {
    expect(hooks.meaning({ headers: {}, body: Buffer.alloc(0) })).toEqual({ kind: 'test' });
    expect(hooks.meaning({ headers: {}, body: Buffer.from('?') })).toEqual({ kind: 'changed' });
  });
});
