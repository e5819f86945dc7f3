import { ConnectorFailure, type ConnectorHooks, type HookRequest } from '@koppel/connector-sdk';
import type { WooCommerceSimulator } from '@koppel/simulator-woocommerce';
import { createHmac } from 'node:crypto';
import { woocommerce } from '../src/index.js';
import { callShop, contextOf, startShop } from './shop.js';

const hooks = woocommerce.hooks as ConnectorHooks;
const topics = hooks.topics.order ?? [];
const url = 'https://koppel.example/hooks/flows/f1/token';
const ownAddress = /^https:\/\/[^/]+\/hooks\/flows\/f1\//;
const request = (changes: Partial<HookRequest> = {}): HookRequest => ({
  url,
  secret: 'shh',
  topics,
  ownerOf: (address) => Promise.resolve(ownAddress.test(address) ? 'own' : 'foreign'),
  ...changes,
});

describe('webhooks of a WooCommerce shop', () => {
  let shop: WooCommerceSimulator;
  beforeEach(async () => (shop = await startShop()));
  afterEach(() => shop.close());

  const ensure = (changes: Partial<HookRequest> = {}) => hooks.ensure(contextOf(shop.url), request(changes));
  const stored = () => shop.control.list('webhooks').map(({ topic, status, secret }) => [topic, status, secret]);
  const expected = topics.map((topic) => [topic, 'active', 'shh']);
  const writes = () => shop.control.journal().filter(({ method }) => method !== 'GET').length;

  it('are made for orders created, updated, deleted and restored, once', async () => {
    expect(topics).toEqual(['order.created', 'order.updated', 'order.deleted', 'order.restored']);
    await expect(ensure()).resolves.toEqual({ topics, repaired: [] });
    expect(stored()).toEqual(expected);
    const before = writes();
    await ensure();
    expect(writes()).toBe(before);
  });

  it('are made anew where the shop switched one off or a person deleted one, and the others stay', async () => {
    await ensure();
    const [first, second, third] = shop.control.list('webhooks');
    shop.control.overwrite('webhooks', first?.id ?? 0, { status: 'disabled', failure_count: 6 });
    shop.control.remove('webhooks', second?.id ?? 0);
    await expect(ensure()).resolves.toMatchObject({ repaired: ['order.created'] });
    expect(stored().sort()).toEqual([...expected].sort());
    expect(shop.control.list('webhooks').every(({ failure_count: failures }) => failures === 0)).toBe(true);
    expect(shop.control.list('webhooks').some(({ id }) => id === third?.id)).toBe(true);
  });

  it('follow the address and the secret of the flow, and take over what a person made for it', async () => {
    await callShop(shop.url, 'POST', 'webhooks', { name: 'By hand', topic: 'order.updated', delivery_url: url });
    await ensure();
    expect(stored().sort()).toEqual([...expected].sort());
    await ensure({ url: 'https://koppel.example/hooks/flows/f1/later', secret: 'new' });
    const webhooks = shop.control.list('webhooks');
    expect(webhooks.map(({ delivery_url: at, secret }) => `${at} ${secret}`)).toEqual(
      topics.map(() => 'https://koppel.example/hooks/flows/f1/later new'),
    );
  });

  it('are removed with the flow, and those of others stay', async () => {
    for (let count = 0; count < 101; count += 1)
      shop.control.insert('webhooks', { topic: 'order.updated', delivery_url: `https://other.example/${count}` });
    await ensure();
    await hooks.remove(contextOf(shop.url), request().ownerOf);
    expect(shop.control.list('webhooks')).toHaveLength(101);
  });

  it('stay paused where a person paused them, and that is told', async () => {
    await ensure();
    const [first] = shop.control.list('webhooks');
    shop.control.overwrite('webhooks', first?.id ?? 0, { status: 'paused' });
    await expect(ensure()).rejects.toMatchObject({
      reason: { code: 'woocommerce.webhooks_paused', params: { topics: 'order.created' } },
    });
    expect(shop.control.list('webhooks')[0]?.status).toBe('paused');
  });

  it.each([
    ['only reads', { consumerKey: 'ck_reader', consumerSecret: 'cs_reader' }],
    ['is of a buyer', { consumerKey: 'ck_buyer', consumerSecret: 'cs_buyer' }],
  ])('are not made by a key that %s, which is told', async (_name, keys) => {
    const made = hooks.ensure(contextOf(shop.url, keys), request());
    await expect(made).rejects.toBeInstanceOf(ConnectorFailure);
    await expect(made).rejects.toMatchObject({ reason: { code: 'woocommerce.webhooks_forbidden' } });
  });
});

describe('a call of a WooCommerce shop', () => {
  const call = (topic: string, text = '{"id":7}', secret = 'shh') => ({
    headers: {
      'x-wc-webhook-topic': topic,
      'x-wc-webhook-signature': createHmac('sha256', secret).update(text).digest('base64'),
    },
    body: Buffer.from(text),
  });

  it('is genuine when its whole body was signed with the secret', () => {
    expect(hooks.verify(call('order.updated'), 'shh')).toBe(true);
    expect(hooks.verify(call('order.updated', '{"id":7}', 'other'), 'shh')).toBe(false);
    expect(hooks.verify({ ...call('order.updated'), body: Buffer.from('{"id":8}') }, 'shh')).toBe(false);
    expect(hooks.verify({ headers: {}, body: Buffer.from('{}') }, 'shh')).toBe(false);
  });

  it.each([
    ['order.created', 'changed'],
    ['order.updated', 'changed'],
    ['order.deleted', 'ended'],
    ['order.restored', 'ended'],
  ])('%s means %s', (topic, kind) => {
    expect(hooks.meaning(call(topic))).toEqual({ kind, topic });
  });

  it.each(['', 'webhook_id=12'])('with the body "%s" only tries the address', (body) => {
    expect(hooks.meaning({ headers: {}, body: Buffer.from(body) })).toEqual({ kind: 'test' });
  });
});
