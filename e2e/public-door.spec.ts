import { mkdtempSync, rmSync } from 'node:fs';
import type { IncomingMessage } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '../tools/ports.ts';
import { startSystem, type RunningSystem } from '../tools/system.ts';
import { Caddy } from './lib/caddy.js';
import { query } from './lib/database.js';

describe('Koppel behind Caddy with the Caddyfile of the compose set', () => {
  let system: RunningSystem;
  const stateDir = mkdtempSync(join(tmpdir(), 'koppel-e2e-'));
  let caddy: Caddy;
  let cookie: string;

  beforeAll(async () => {
    const [http, https] = [await freePort(), await freePort()];
    const publicUrl = `https://localhost:${https}`;
    const env = { KOPPEL_PUBLIC_URL: publicUrl, TRUSTED_PROXIES: 'loopback' };
    system = await startSystem({ stateDir, env, removeOnExit: true });
    caddy = await Caddy.start({ gateway: system.ports.gateway, http, https });
  });

  afterAll(async () => {
    await caddy?.stop();
    await system?.stop();
    rmSync(stateDir, { recursive: true, force: true });
  });

  it('signs in over TLS, with cookies for TLS alone', async () => {
    const { status, headers } = await caddy.ask('/api/auth/sign-in/email', {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: `https://localhost:${caddy.ports.https}` },
      body: JSON.stringify(system.account),
    });
    expect(status).toBe(200);
    const cookies = headers['set-cookie'] ?? [];
    expect(cookies.length).toBeGreaterThan(0);
    for (const line of cookies) expect(line).toMatch(/^__Secure-.*; ?Secure/i);
    cookie = cookies.map((line) => line.split(';')[0]).join('; ');
    expect((await caddy.ask('/api/v1/connections', { headers: { cookie } })).status).toBe(200);
    expect(headers['strict-transport-security']).toContain('max-age');
  });

  it('sends who comes without TLS to TLS', async () => {
    const { status, headers } = await caddy.askWithoutTls('/connections');
    expect(status).toBe(308);
    expect(headers.location).toMatch(/^https:\/\/localhost(:\d+)?\/connections$/);
  });

  it.each(['/metrics', '/metrics/', '/readyz', '/readyz/', '/livez', '/livez/'])('keeps %s inside', async (path) => {
    expect((await caddy.ask(path)).status).toBe(404);
  });

  it('tells the gateway who called, not what the caller says of itself', async () => {
    await caddy.ask('/api/auth/sign-in/email', {
      method: 'POST',
      headers: {
        ...{ 'content-type': 'application/json', origin: `https://localhost:${caddy.ports.https}` },
        ...{ 'x-forwarded-for': '203.0.113.7', 'x-koppel-client-address': '203.0.113.7', forwarded: 'for=203.0.113.7' },
      },
      body: JSON.stringify({ ...system.account, password: 'a wrong password' }),
    });
    const keys = await query<{ key: string }>(system, 'select key from gateway."rateLimit"');
    expect(keys.length).toBeGreaterThan(0);
    expect(keys.filter(({ key }) => key.includes('203.0.113.7'))).toEqual([]);
  });

  it('passes events on while they happen', async () => {
    const stream = await caddy.open('/api/v1/events', { headers: { cookie, accept: 'text/event-stream' } });
    expect(stream.headers['content-type']).toContain('text/event-stream');
    const first = await within(5_000, nextChunk(stream));
    expect(first).toContain('retry:');
    const next = nextChunk(stream);
    await caddy.ask('/api/v1/connections', {
      method: 'POST',
      headers: { cookie, 'content-type': 'application/json', origin: `https://localhost:${caddy.ports.https}` },
      body: JSON.stringify({
        ...{ applicationId: 'woocommerce', displayTitle: 'Shop' },
        fields: { shopUrl: system.wooUrl, consumerKey: 'ck_sandbox', consumerSecret: 'cs_sandbox' },
      }),
    });
    await expect(within(5_000, next)).resolves.toContain('connections.v1.connection.changed');
    stream.destroy();
  });

  it('refuses a body that is far too large', async () => {
    const { status } = await caddy.ask('/api/v1/connections', {
      method: 'POST',
      headers: { cookie, 'content-type': 'application/json' },
      body: JSON.stringify({ text: 'x'.repeat(3_000_000) }),
    });
    // Caddy before 2.7 says that the gateway did not answer.
    expect([413, 502]).toContain(status);
  });
});

function nextChunk(stream: IncomingMessage): Promise<string> {
  return new Promise((resolve) => stream.once('data', (chunk: Buffer) => resolve(chunk.toString('utf8'))));
}

async function within<T>(ms: number, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`nothing within ${ms} ms`)), ms);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
