import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type ExactOnlineSimulator, sandboxApp, startExactOnlineSimulator } from '../src/index.js';
import { Client, entityOf, listOf, logIn } from './client.js';

describe('faults of the Exact Online simulator', () => {
  let simulator: ExactOnlineSimulator;
  let client: Client;

  beforeAll(async () => {
    simulator = await startExactOnlineSimulator({ seed: 'empty' });
    client = await Client.logIn(simulator);
  });
  afterAll(() => simulator.close());
  afterEach(() => simulator.control.clearFaults());

  it.each(['429', '500', '503'] as const)('answers %s when told', async (kind) => {
    simulator.control.injectFault({ kind, path: 'crm/Accounts' });
    expect((await client.get('crm/Accounts')).status).toBe(Number(kind));
    expect((await client.get('crm/Accounts')).status).toBe(200);
  });

  it('cuts the connection, and loses the answer of a write that happened', async () => {
    simulator.control.injectFault({ kind: 'cut', method: 'POST' });
    await expect(client.post('crm/Accounts', { Name: 'Cut' })).rejects.toThrow();
    simulator.control.injectFault({ kind: 'lost-answer', method: 'POST' });
    await expect(client.post('crm/Accounts', { Name: 'Lost answer' })).rejects.toThrow();
    expect(simulator.control.list('crm/Accounts', { where: { Name: 'Cut' } })).toHaveLength(0);
    expect(simulator.control.list('crm/Accounts', { where: { Name: 'Lost answer' } })).toHaveLength(1);
  });

  it('sends half a JSON text, or nothing at all', async () => {
    simulator.control.injectFault({ kind: 'malformed' });
    await expect(client.get('crm/Accounts')).rejects.toThrow(/JSON/);
    simulator.control.injectFault({ kind: 'hang', path: 'Items' });
    const hanging = fetch(`${simulator.url}/api/v1/100001/logistics/Items`, { signal: AbortSignal.timeout(150) });
    await expect(hanging).rejects.toThrow(/time/i);
  });
});

describe('limits of the Exact Online simulator', () => {
  it('counts down a minute, refuses with 429, and starts again', async () => {
    const start = Date.UTC(2026, 0, 1, 12, 0, 5);
    const simulator = await startExactOnlineSimulator({ seed: 'empty', limits: { perMinute: 2 }, now: () => start });
    const client = await Client.logIn(simulator);
    const first = await client.get('logistics/Units');
    expect(first.headers.get('x-ratelimit-minutely-remaining')).toBe('1');
    expect(first.headers.get('x-ratelimit-remaining')).toBe('4999');
    expect(first.headers.get('x-ratelimit-minutely-reset')).toBe(String(start + 55_000));
    const second = await client.get('logistics/Units');
    expect(second.headers.get('x-ratelimit-minutely-remaining')).toBe('0');
    expect(second.headers.get('x-ratelimit-remaining')).toBeNull();
    expect((await client.get('logistics/Units')).status).toBe(429);
    expect((await client.get('100002/logistics/Units')).status).toBe(200);
    simulator.control.advanceClock(55_000);
    expect((await client.get('logistics/Units')).status).toBe(200);
    await simulator.close();
  });

  it('blocks an endpoint for an hour after ten errors', async () => {
    const simulator = await startExactOnlineSimulator({ seed: 'empty' });
    const errors = async (): Promise<number> =>
      (await (await Client.logIn(simulator)).get('crm/Accounts', { $filter: 'X eq 1' })).status;
    for (let count = 0; count < 10; count += 1) expect(await errors()).toBe(400);
    expect(await errors()).toBe(429);
    const client = await Client.logIn(simulator);
    expect((await client.get('crm/Contacts')).status).toBe(200);
    simulator.control.advanceClock(3_600_001);
    expect((await (await Client.logIn(simulator)).get('crm/Accounts')).status).toBe(200);
    await simulator.close();
  });
});

describe('state of the Exact Online simulator', () => {
  const folder = mkdtempSync(join(tmpdir(), 'exact-online-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  it('survives a restart: records, row versions and grants', async () => {
    const options = { seedItems: 5, dataFile: join(folder, 'state', 'exact.json') };
    const first = await startExactOnlineSimulator(options);
    const { access } = await logIn(first.url);
    const created = entityOf(await new Client(first, access).post('crm/Accounts', { Name: 'Kept' }));
    await first.close();
    const second = await startExactOnlineSimulator(options);
    const client = new Client(second, access);
    const [kept] = listOf(await client.get('crm/Accounts', { $filter: "Name eq 'Kept'" }));
    expect(kept?.['ID']).toBe(created['ID']);
    const next = entityOf(await client.post('crm/Accounts', { Name: 'Next' }));
    expect(Number(next['Code'])).toBe(Number(created['Code']) + 1);
    const [last] = listOf(await client.get('sync/CRM/Accounts', { $filter: 'Timestamp gt 1' })).slice(-1);
    expect(last?.['Name']).toBe('Next');
    await second.close();
  });

  it.each([
    ['is not JSON', '{', 'is not JSON'],
    ['is of another version', '{"version":2}', 'another version'],
    ['lacks its companies', '{"version":1,"world":{},"grants":[]}', 'no list "world.companies"'],
    ['lacks its grants', '{"version":1,"world":{"companies":[]}}', 'no list "grants"'],
  ])('says what is wrong with a file that %s', async (name, content, message) => {
    const dataFile = join(folder, `${name}.json`);
    writeFileSync(dataFile, content);
    await expect(startExactOnlineSimulator({ dataFile })).rejects.toThrow(message);
  });

  it('holds the same sample each time, with case variants and services told apart', async () => {
    const [one, two] = [await startExactOnlineSimulator(), await startExactOnlineSimulator()];
    const [items, again] = [one, two].map(({ control }) => control.list('logistics/Items'));
    expect(again?.map(({ ID: id }) => id)).toEqual(items?.map(({ ID: id }) => id));
    const codes = new Set(items?.map((item) => item['Code']));
    expect(codes.size).toBe(items?.length);
    const lower = [...codes].filter(
      (code) => codes.has(String(code).toUpperCase()) && code !== String(code).toUpperCase(),
    );
    expect(lower.length).toBeGreaterThan(0);
    expect(one.control.list('logistics/Items', { where: { Code: 'POST' } })[0]).toMatchObject({
      IsStockItem: false,
      IsWebshopItem: 0,
    });
    await Promise.all([one.close(), two.close()]);
  });

  it('is controlled over HTTP and shows what it holds', async () => {
    const simulator = await startExactOnlineSimulator({ seedItems: 80 });
    const post = async (path: string, body: unknown): Promise<unknown> => {
      const headers = { 'Content-Type': 'application/json' };
      return (
        await fetch(`${simulator.url}/_simulator${path}`, { method: 'POST', headers, body: JSON.stringify(body) })
      ).json();
    };
    expect(await post('/items/change', { count: 3 })).toMatchObject({ result: { length: 3 } });
    const where = encodeURIComponent(JSON.stringify({ Code: '1001' }));
    const list = await (await fetch(`${simulator.url}/_simulator/entities/crm/Accounts?where=${where}`)).json();
    expect(list).toHaveLength(1);
    expect(await post('/faults', { kind: 'nonsense' })).toMatchObject({
      error: expect.stringContaining('choose one of'),
    });
    const page = await (await fetch(`${simulator.url}/?tab=items&q=heart`)).text();
    expect(page).toMatch(/HEART/);
    expect((await fetch(`${simulator.url}/readyz`)).status).toBe(200);
    expect(sandboxApp.clientId).toBe('koppel-sandbox');
    await simulator.close();
  });
});
