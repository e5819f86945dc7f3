import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { startWooCommerceSimulator, type WooCommerceSimulator } from '../src/index.js';
import { call } from './api.js';

interface Posted {
  key_id: number;
  user_id: string;
  consumer_key: string;
  consumer_secret: string;
  key_permissions: string;
}

let shop: WooCommerceSimulator;
let receiver: Server;
let callbackUrl: string;
let answerStatus = 200;
const posted: { contentType: string | undefined; body: Posted }[] = [];

beforeAll(async () => {
  receiver = createServer((request, response) => {
    void bodyOf(request).then((body) => {
      posted.push({ contentType: request.headers['content-type'], body });
      response.writeHead(answerStatus).end();
    });
  });
  await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve));
  callbackUrl = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/keys`;
});
afterAll(() => receiver?.close());

beforeEach(async () => {
  posted.length = 0;
  answerStatus = 200;
  shop = await startWooCommerceSimulator({ allowLoopbackCallback: true });
});
afterEach(() => shop.close());

async function bodyOf(request: IncomingMessage): Promise<Posted> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return JSON.parse(Buffer.concat(chunks).toString()) as Posted;
}

function visit(page: 'authorize' | 'access_granted', changes: Record<string, string> = {}, at = shop) {
  const query = new URLSearchParams({
    app_name: 'Some app',
    scope: 'read_write',
    user_id: 'state-1',
    return_url: 'https://app.example/back?x=1',
    callback_url: callbackUrl,
    ...changes,
  });
  return fetch(`${at.url}/wc-auth/v1/${page}?${query.toString()}`, { redirect: 'manual' });
}

it('asks the shop manager, who may approve or deny', async () => {
  const page = await (await visit('authorize')).text();
  expect(page).toContain('Some app would like to connect to your store');
  expect(page).toContain('/wc-auth/v1/access_granted?');
  expect(page).toContain('success=0&#38;user_id=state-1');
  expect(shop.control.madeKeys()).toEqual([]);
});

it('posts a key that works before it sends the browser back', async () => {
  const back = await visit('access_granted');
  expect(back.status).toBe(302);
  expect(back.headers.get('location')).toBe('https://app.example/back?x=1&success=1&user_id=state-1');
  const [{ contentType, body } = { contentType: '', body: undefined }] = posted;
  expect(contentType).toBe('application/json;charset=UTF-8');
  expect(body).toMatchObject({ key_id: 1, user_id: 'state-1', key_permissions: 'read_write' });
  const answer = await call(shop, 'GET', '/products', undefined, `${body?.consumer_key}:${body?.consumer_secret}`);
  expect(answer.status).toBe(200);
});

it.each([201, 204, 400, 422])('deletes the key again where the answer is %i', async (status) => {
  answerStatus = status;
  const page = await visit('access_granted');
  expect(page.status).toBe(401);
  expect(await page.text()).toContain('unable to send the consumer data');
  expect(shop.control.madeKeys()).toEqual([]);
});

it('sends the browser back first and posts the key when told to, or never', async () => {
  shop.control.setKeyApproval({ holdsKeys: true, permissions: 'read' });
  expect((await visit('access_granted')).status).toBe(302);
  expect(posted).toEqual([]);
  expect(await shop.control.postHeldKeys()).toEqual([200]);
  expect(posted[0]?.body.key_permissions).toBe('read');
  expect(await shop.control.postHeldKeys()).toEqual([]);
});

it.each([
  [{ user_id: '' }, 'Missing parameter user_id'],
  [{ scope: 'everything' }, 'Invalid scope everything'],
  [{ callback_url: 'http://app.example/keys' }, 'The callback_url needs to be over SSL'],
])('refuses %j', async (changes, message) => {
  const page = await visit('authorize', changes);
  expect(page.status).toBe(401);
  expect(await page.text()).toContain(`Error: ${message}.`);
});

it.each(['https://127.0.0.1/keys', 'https://10.1.2.3/keys', 'https://app.example:8443/keys', 'https://koppel/keys'])(
  'reaches only public addresses, not %s, unless loopback is allowed',
  async (address) => {
    const strict = await startWooCommerceSimulator();
    expect(await (await visit('authorize', {}, strict)).text()).toContain('needs to be over SSL');
    const page = await visit('access_granted', { callback_url: address }, strict);
    expect(page.status).toBe(401);
    expect(await page.text()).toContain('A valid URL was not provided');
    expect(strict.control.madeKeys()).toEqual([]);
    await strict.close();
  },
);
