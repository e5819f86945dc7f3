import { type Server, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type ExactOnlineSimulator, hashCode, sandboxApp, startExactOnlineSimulator } from '../src/index.js';
import { Client, entityOf, messageOf } from './client.js';
import { waitUntil } from '../../../../tools/wait-until.ts';

describe('webhooks of the Exact Online simulator', () => {
  const received: string[] = [];
  const answers: number[] = [];
  let receiver: Server;
  let callbackUrl: string;
  let simulator: ExactOnlineSimulator;
  let client: Client;

  beforeAll(async () => {
    receiver = createServer((request, response) => {
      let body = '';
      request.on('data', (chunk: Buffer) => (body += chunk.toString()));
      request.on('end', () => {
        received.push(body);
        response.writeHead(answers.shift() ?? 200).end();
      });
    });
    await new Promise<void>((resolve) => receiver.listen(0, resolve));
    callbackUrl = `http://localhost:${(receiver.address() as AddressInfo).port}/hooks`;
    simulator = await startExactOnlineSimulator({
      seed: 'empty',
      requireHttpsWebhooks: false,
      webhookRetryDelaysMs: [600_000],
    });
    client = await Client.logIn(simulator);
  });
  afterAll(async () => {
    await simulator.close();
    receiver.close();
  });

  it('verifies the address by an empty POST that must answer 200', async () => {
    answers.push(404);
    const refused = await client.post('webhooks/WebhookSubscriptions', { Topic: 'Accounts', CallbackURL: callbackUrl });
    expect([refused.status, messageOf(refused)]).toEqual([400, expect.stringContaining('gave 404')]);
    const accepted = await client.post('webhooks/WebhookSubscriptions', {
      Topic: 'Accounts',
      CallbackURL: callbackUrl,
    });
    expect(accepted.status).toBe(201);
    expect(entityOf(accepted)).toMatchObject({ Topic: 'Accounts', ClientID: sandboxApp.clientId });
    expect(received).toEqual(['', '']);
  });

  it('refuses the same subscription twice, unknown topics, other domains, and plain HTTP where HTTPS is required', async () => {
    const subscribe = async (changes: object): Promise<[number, string]> => {
      const answer = await client.post('webhooks/WebhookSubscriptions', {
        Topic: 'Accounts',
        CallbackURL: callbackUrl,
        ...changes,
      });
      return [answer.status, messageOf(answer)];
    };
    expect(await subscribe({})).toEqual([500, 'Data already exists']);
    expect((await subscribe({ Topic: 'Weather' }))[1]).toContain('Topic');
    expect((await subscribe({ CallbackURL: 'http://elsewhere.example/hooks' }))[1]).toContain('domain');
    const strict = await startExactOnlineSimulator({ seed: 'empty' });
    const answer = await (
      await Client.logIn(strict)
    ).post('webhooks/WebhookSubscriptions', { Topic: 'Items', CallbackURL: callbackUrl });
    expect(messageOf(answer)).toContain('https://');
    await strict.close();
  });

  it('signs the raw content, carries no data, and tries again after a failure', async () => {
    received.length = 0;
    answers.push(503);
    const account = entityOf(await client.post('crm/Accounts', { Name: 'Told' }));
    await waitUntil(() => simulator.control.webhookDeliveries()[0]?.attempts.length === 1);
    await simulator.control.retryWebhooks();
    const [delivery] = simulator.control.webhookDeliveries();
    expect(delivery).toMatchObject({ state: 'delivered', attempts: [{ status: 503 }, { status: 200 }] });
    const raw = received[1] ?? '';
    const content = raw.slice('{"Content":'.length, raw.lastIndexOf(',"HashCode"'));
    const { Content, HashCode } = JSON.parse(raw) as { Content: Record<string, unknown>; HashCode: string };
    expect(Content).toMatchObject({
      Topic: 'Accounts',
      Action: 'Create',
      Key: account['ID'],
      Division: simulator.division,
    });
    expect(HashCode).toBe(hashCode(content, sandboxApp.webhookSecret ?? ''));
    expect(HashCode).toMatch(/^[0-9A-F]{64}$/);
    expect(raw).not.toContain('Told');
  });
});
