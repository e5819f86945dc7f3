import { randomBytes } from 'node:crypto';
import { Agent, request } from 'node:http';
import { RequestFuzz, otherRoutes, routesOf, type FuzzActor, type FuzzRequest } from '../lib/fuzz-requests.js';
import { KoppelClient, type Account } from '../lib/koppel-client.js';
import { logOf } from '../lib/sandbox-system.js';
import { addMember, startTwoOrganizations, type TwoOrganizations } from '../lib/two-organizations.js';

const seed = 20_261_128;
const count = 10_000;
const concurrency = 16;
const answerTimeoutMs = 60_000;
/** The manager's session may be ended by what it sends. */
const requestsPerSession = 40;
const sandboxes = ['exact-online', 'woocommerce', 'mailbox'];

interface Answer {
  /** 0: none came. */
  status: number;
  text: string;
}

describe('requests of every kind to every route of the gateway', () => {
  let two: TwoOrganizations;
  let manager: Account;
  let signIns = 0;
  let secrets: Map<string, string>;
  const cookies: Partial<Record<FuzzActor, string>> = {};
  const agent = new Agent({ keepAlive: true, maxSockets: concurrency });
  const faults = new Map<string, string[]>();
  const statuses = new Map<number, number>();

  beforeAll(async () => {
    two = await startTwoOrganizations({ TRUSTED_PROXIES: 'loopback' });
    const { first, password, system } = two;
    manager = await addMember(first.owner, { role: 'owner', password });
    secrets = await plant();
    cookies.owner = system.client.cookie;
  });
  afterAll(async () => {
    agent.destroy();
    await two?.stop();
  });

  /** Secrets that are stored, by what they are. */
  async function plant(): Promise<Map<string, string>> {
    const { client } = two.system;
    const canary = (name: string) => `${name}_${randomBytes(20).toString('hex')}`;
    const [consumerSecret, clientSecret] = [canary('cs'), canary('secret')] as const;
    await client.call('createConnection', {
      ...{ applicationId: 'woocommerce', displayTitle: 'Planted' },
      fields: { shopUrl: two.receiver.url, consumerKey: 'ck_planted', consumerSecret },
    });
    await client.call('createConnection', {
      ...{ applicationId: 'exact-online', displayTitle: 'Planted' },
      fields: { clientId: 'planted-client', clientSecret, country: 'nl', division: '100001' },
    });
    const { secret } = await client.call('createWebhook', {
      ...{ url: two.receiver.url, description: 'Planted', eventTypes: ['flows.v1.run.failed'] },
    });
    const token = /session_token=([^;.]+)/.exec(decodeURIComponent(client.cookie))?.[1] ?? '';
    expect(token).not.toBe('');
    return new Map([
      ['consumer secret', consumerSecret],
      ['client secret', clientSecret],
      ['secret of a webhook', secret],
      ['token of a session', token],
      ['API key', two.first.keys.all],
      ['password', two.password],
    ]);
  }

  /** An integration that may lose its flows. */
  async function expendable(): Promise<{ integrationId: string }> {
    const { connectionId, otherConnectionId } = two.first.ids;
    const { id } = await two.system.client.call('createIntegration', {
      ...{ title: 'Expendable', connectionIds: [connectionId, otherConnectionId] },
      packageIds: ['products-and-stock'],
    });
    return { integrationId: id };
  }

  async function cursors(): Promise<string[]> {
    const { client } = two.system;
    const runs = await client.call('listRuns', { limit: 1 });
    const issues = await client.call('listIssues', { limit: 1 });
    const records = await client.call('searchRecords', { limit: 1 });
    const entries = await client.call('listAuditEntries', { limit: 1 });
    return [runs, issues, records, entries].flatMap(({ next }) => next ?? []);
  }

  function headersFor(actor: FuzzActor): Record<string, string> {
    if (actor === 'key') return { authorization: `Bearer ${two.first.keys.all}` };
    const cookie = cookies[actor];
    return { origin: two.system.url, ...(cookie !== undefined && { cookie }) };
  }

  /** Each comes from an address of its own: limits by address are shown elsewhere. */
  function send(fuzzed: FuzzRequest, index: number, isAgain = false): Promise<Answer> {
    const { method, path, headers, body, actor } = fuzzed;
    const address = `10.${(index >> 16) & 255}.${(index >> 8) & 255}.${index & 255}`;
    const { port } = new URL(two.system.url);
    const all = { 'x-forwarded-for': address, ...headersFor(actor), ...headers };
    return new Promise((resolve) => {
      const options = { agent, host: '127.0.0.1', port, method, path, headers: all, timeout: answerTimeoutMs };
      const sent = request(options, (response) => {
        const chunks: Buffer[] = [];
        const status = response.statusCode ?? 0;
        const end = () => resolve({ status, text: Buffer.concat(chunks).toString('utf8') });
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('end', end).on('error', end);
        // It does not end by itself.
        if (response.headers['content-type']?.startsWith('text/event-stream')) response.destroy();
        response.on('close', end);
      });
      sent.on('timeout', () => sent.destroy(new Error('no answer')));
      sent.on('error', (error: NodeJS.ErrnoException) => {
        // The server had closed the connection when it was used; what ends its connection each time is a fault.
        if (!isAgain && error.code === 'ECONNRESET') resolve(send(fuzzed, index, true));
        else resolve({ status: 0, text: error.message });
      });
      sent.end(body);
    });
  }

  function judge(fuzzed: FuzzRequest, { status, text }: Answer): void {
    statuses.set(status, (statuses.get(status) ?? 0) + 1);
    const found = [...secrets].filter(([, secret]) => text.includes(secret)).map(([name]) => `holds the ${name}`);
    if (status === 0 || status >= 500) found.push(`${status} ${text.slice(0, 300)}`);
    for (const fault of found) {
      const key = `${fuzzed.name}: ${fault}`;
      const { actor, method, path, headers, body } = fuzzed;
      const how = `${actor} ${method} ${path.slice(0, 300)} ${JSON.stringify(headers).slice(0, 200)}`;
      faults.set(key, [...(faults.get(key) ?? []), `${how} ${body?.toString('utf8').slice(0, 600) ?? ''}`]);
    }
  }

  const signInManager = async () => {
    // From an address of its own, as each request.
    const headers = { 'x-forwarded-for': `192.168.${(signIns >> 8) & 255}.${signIns++ & 255}` };
    cookies.manager = (await KoppelClient.signIn(two.system.url, manager, headers)).cookie;
  };

  it(`(${count} of them by seed ${seed}) are answered below 500 and give no secret away`, async () => {
    const { system, first } = two;
    const document = (await (await fetch(`${system.url}/api/openapi.json`)).json()) as Parameters<typeof routesOf>[0];
    const known = { ids: first.ids, expendable: await expendable(), cursors: await cursors() };
    const fuzz = new RequestFuzz(seed, [...routesOf(document), ...otherRoutes], known);
    const pids = () => system.processes.names.map((name) => [name, system.processes.pid(name)]);
    const before = pids();
    let [sent, byManager] = [0, 0];
    const sendInTurn = async () => {
      while (sent < count) {
        const index = ++sent;
        const fuzzed = fuzz.next();
        if (fuzzed.actor === 'manager' && byManager++ % requestsPerSession === 0) await signInManager();
        judge(fuzzed, await send(fuzzed, index));
        if (index % 1_000 === 0) process.stderr.write(`${index} of ${count} requests, ${faults.size} faults\n`);
      }
    };
    await Promise.all(Array.from({ length: concurrency }, sendInTurn));
    process.stderr.write(`answers by status: ${JSON.stringify(Object.fromEntries([...statuses].sort()))}\n`);
    const found = [...faults].map(([fault, requests]) => `${fault} (${requests.length} times, as ${requests[0]})`);
    expect(found).toEqual([]);
    expect(pids()).toEqual(before);
    expect((await fetch(`${system.url}/readyz`)).status).toBe(200);
  }, 1_800_000);

  it('have left no secret in a log', () => {
    const services = two.system.processes.names.filter((name) => !sandboxes.includes(name));
    const leaks = services.flatMap((name) => {
      const log = logOf(two.system, name);
      return [...secrets].filter(([, secret]) => log.includes(secret)).map(([secret]) => `${name}: ${secret}`);
    });
    expect(leaks).toEqual([]);
  });
});
