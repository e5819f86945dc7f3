import type { NestExpressApplication } from '@nestjs/platform-express';
import { Database, startService } from '@koppel/service-kit';
import { createTestDatabase, testConfig } from '@koppel/service-kit/testing';
import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { appCode } from '../../../tools/authenticator-app.ts';
import { createAppModule, prepareGateway, storage } from '../src/app.module.js';
import type { GatewayConfig } from '../src/config.js';

export const limits = {
  API_CALLS_PER_SESSION: 10_000,
  API_CALLS_PER_KEY: 10_000,
  API_CALLS_PER_ADDRESS: 10_000,
  KEY_POSTS_PER_ADDRESS: 10_000,
  EVENT_STREAMS_PER_PERSON: 20,
  EVENT_STREAMS_PER_ORGANIZATION: 100,
};

export const owner = { email: 'owner@example.com', password: 'correct horse battery' };

/** A person with a session of their own. */
export interface Visitor {
  cookie: string;
  get(path: string): Promise<Response>;
  post(path: string, body?: object): Promise<Response>;
  patch(path: string, body: object): Promise<Response>;
}

export interface TestGateway {
  app: NestExpressApplication;
  url: string;
  database: Database['dataSource'];
  /** As the superuser who owns the database, past row-level security and grants. */
  asOwner(sql: string, values?: unknown[]): Promise<unknown[]>;
  /** Lines of the log, as objects. */
  lines: Record<string, unknown>[];
  signIn(who?: { email: string; password: string }): Promise<Visitor>;
  /** As whoever has this cookie. */
  visitor(cookie: string): Visitor;
  /** As somebody without a session. */
  nobody: Visitor;
  /** Adds a person with the owner's password to the owner's organization. */
  addMember(role: string): Promise<{ email: string; password: string; userId: string }>;
  stop(): Promise<void>;
}

/** A gateway with a database of its own and nothing behind it. */
export async function startGateway(changes: Partial<GatewayConfig> = {}): Promise<TestGateway> {
  const testDatabase = await createTestDatabase(storage);
  const lines: TestGateway['lines'] = [];
  const config = {
    ...testConfig(),
    ...testDatabase.configOf('gateway'),
    ...limits,
    ...{
      LOG_LEVEL: 'info' as const,
      DATABASE_POOL_SIZE: 4,
      BETTER_AUTH_SECRET: [{ version: 1, value: randomUUID() + randomUUID() }] as const,
    },
    ...{ CONNECTIONS_URL: 'http://127.0.0.1:1', FLOW_RUNNER_URL: 'http://127.0.0.1:1' },
    ...{ KOPPEL_FIRST_ACCOUNT_EMAIL: owner.email, KOPPEL_FIRST_ACCOUNT_PASSWORD: owner.password },
    ...changes,
  };
  const logStream = { write: (line: string) => void lines.push(JSON.parse(line) as Record<string, unknown>) };
  const app = await startService({
    ...{ name: 'gateway', config, module: createAppModule(config, { logStream }), prepare: prepareGateway },
  });
  const url = await app.getUrl();
  const database = app.get(Database).dataSource;
  const visitor = (cookie: string): Visitor => {
    const headers = { 'content-type': 'application/json', origin: config.KOPPEL_PUBLIC_URL, cookie };
    const send = (method: string, path: string, body: object) =>
      fetch(`${url}${path}`, { method, headers, body: JSON.stringify(body) });
    return {
      cookie,
      get: (path) => fetch(`${url}${path}`, { headers: { cookie } }),
      post: (path, body = {}) => send('POST', path, body),
      patch: (path, body) => send('PATCH', path, body),
    };
  };
  const nobody = visitor('');
  const signIn = async (who = owner): Promise<Visitor> => {
    const answer = await nobody.post('/api/auth/sign-in/email', who);
    if (!answer.ok) throw new Error(`signing in was refused: ${answer.status}`);
    return visitor(cookieOf(answer));
  };
  const addMember: TestGateway['addMember'] = async (role) => {
    const userId = randomUUID();
    const email = `${userId}@example.com`;
    await database.query(
      `insert into "user" ("id", "name", "email", "emailVerified") values ($1, 'A member', $2, true)`,
      [userId, email],
    );
    await database.query(
      `insert into "account" ("id", "accountId", "providerId", "userId", "password", "updatedAt")
       select $2, $1, 'credential', $1, "password", now() from "account" order by "createdAt" limit 1`,
      [userId, randomUUID()],
    );
    await database.query(
      `insert into "member" ("id", "organizationId", "userId", "role", "createdAt")
       select $2, "id", $1, $3, now() from "organization" limit 1`,
      [userId, randomUUID(), role],
    );
    return { email, password: owner.password, userId };
  };
  const ownersClient = new pg.Client({ connectionString: testDatabase.url });
  await ownersClient.connect();
  const asOwner: TestGateway['asOwner'] = async (sql, values) =>
    (await ownersClient.query(sql, values)).rows as unknown[];
  const stop = async () => {
    await ownersClient.end();
    await app.close();
    await testDatabase.drop();
  };
  return { app, url, database, asOwner, lines, visitor, nobody, signIn, addMember, stop };
}

export function cookieOf(answer: Response): string {
  return answer.headers
    .getSetCookie()
    .map((line) => line.split(';')[0])
    .join('; ');
}

/** Sets up a second factor; the session goes on by the cookie that is given. */
export async function setUpSecondFactor({ post }: Visitor, { password }: { password: string }) {
  const prepared = await post('/api/auth/two-factor/enable', { password });
  const enabled = (await prepared.json()) as { totpURI: string; backupCodes: string[] };
  const code = appCode(secretOf(enabled.totpURI));
  const verified = await post('/api/auth/two-factor/verify-totp', { code });
  if (!verified.ok) throw new Error(`the second factor was refused: ${verified.status}`);
  return { cookie: cookieOf(verified), ...enabled };
}

/** The key for the app in the address that the QR code has. */
export function secretOf(totpUri: string): string {
  return new URL(totpUri).searchParams.get('secret') ?? '';
}
