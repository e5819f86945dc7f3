import type { NestExpressApplication } from '@nestjs/platform-express';
import { SERVICE_CONFIG, startService } from '@koppel/service-kit';
import { randomUUID } from 'node:crypto';
import { appCode } from '../../../tools/authenticator-app.ts';
import { createAppModule, prepareGateway } from '../src/app.module.js';
import type { AuthSecrets } from '../src/auth/auth-secrets.js';
import { rotateKeys } from '../src/auth/rotate-keys.command.js';
import type { GatewayConfig } from '../src/config.js';
import { cookieOf, secretOf, setUpSecondFactor, startGateway, type TestGateway } from './harness.js';

const [old, next] = [1, 2].map((version) => ({ version, value: randomUUID() + randomUUID() })) as [
  AuthSecrets[0],
  AuthSecrets[0],
];

describe('while BETTER_AUTH_SECRET is replaced', () => {
  let gateway: TestGateway;
  const others: NestExpressApplication[] = [];
  let cookie: string;
  let member: { email: string; password: string };
  let factor: Awaited<ReturnType<typeof setUpSecondFactor>>;

  /** The gateway after it was started again with other secrets. */
  async function restarted(secrets: AuthSecrets): Promise<{ url: string; config: GatewayConfig }> {
    const config = { ...gateway.app.get<GatewayConfig>(SERVICE_CONFIG), BETTER_AUTH_SECRET: secrets };
    const app = await startService({
      ...{ name: 'gateway', config, module: createAppModule(config), prepare: prepareGateway },
    });
    others.push(app);
    return { url: await app.getUrl(), config };
  }

  const session = async (url: string, cookies: string): Promise<unknown> =>
    (await fetch(`${url}/api/v1/session`, { headers: { cookie: cookies } })).json();

  const post = (url: string, path: string, { cookies = '', body }: { cookies?: string; body: object }) =>
    fetch(`${url}${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: 'http://localhost:8080', cookie: cookies },
      body: JSON.stringify(body),
    });

  /** Gives the status of the second step. */
  async function signIn(url: string, step: { path: string; body: object }): Promise<number> {
    const first = await post(url, '/api/auth/sign-in/email', { body: member });
    return (await post(url, `/api/auth/two-factor/${step.path}`, { cookies: cookieOf(first), body: step.body })).status;
  }

  beforeAll(async () => {
    gateway = await startGateway({ BETTER_AUTH_SECRET: [old] });
    member = await gateway.addMember('admin');
    factor = await setUpSecondFactor(await gateway.signIn(member), member);
    cookie = factor.cookie;
  });

  afterAll(async () => {
    for (const app of others) await app.close();
    await gateway?.stop();
  });

  it('sessions and second factors go on, then all factors are encrypted with the new one, then the old one may go', async () => {
    const both = await restarted([next, old]);
    expect(await session(both.url, cookie)).toMatchObject({ user: { email: member.email } });
    const totp = { path: 'verify-totp', body: { code: appCode(secretOf(factor.totpURI), 'next') } };
    expect(await signIn(both.url, totp)).toBe(200);

    await expect(rotateKeys({ ...both.config, BETTER_AUTH_SECRET: [next] })).rejects.toThrow('version 1');
    expect(await rotateKeys(both.config)).toEqual({ secret: 2, moved: 1 });
    expect(await rotateKeys(both.config)).toEqual({ secret: 2, moved: 0 });

    const without = await restarted([next]);
    expect(await session(without.url, cookie)).toBeNull();
    const recovery = { path: 'verify-backup-code', body: { code: factor.backupCodes[0] } };
    expect(await signIn(without.url, recovery)).toBe(200);
  });
});
