import type { NestExpressApplication } from '@nestjs/platform-express';
import type { Connector } from '@koppel/connector-sdk';
import {
  connectionCreate,
  type Connection,
  type ConnectionId,
  type MessageContext,
  type Role,
} from '@koppel/contracts';
import { ContractClient, Database, identityHeader, signIdentity, startService } from '@koppel/service-kit';
import { aPerson, createTestDatabase, testConfig, type TestDatabase } from '@koppel/service-kit/testing';
import { randomBytes } from 'node:crypto';
import { AppModule, serviceName, storage, type AppOptions } from '../src/app.module.js';
import { parseKeyRing } from '@koppel/vault';
import type { Config } from '../src/config.js';
import type { Timing } from '../src/timing.js';

export function aRingKey(id: string): string {
  return `${id}:${randomBytes(32).toString('base64')}`;
}

/** A clock that moves only when told to move on. */
export class TestClock {
  private offsetMs = 0;
  readonly now = (): Date => new Date(Date.now() + this.offsetMs);
  advance(ms: number): void {
    this.offsetMs += ms;
  }
  reset(): void {
    this.offsetMs = 0;
  }
}

export interface Person {
  organizationId: string;
  userId: string;
  sessionId: string;
  role: Role;
}

export function aSignedIn(overrides: Partial<Person> = {}): Person {
  return { organizationId: 'org-1', userId: 'user-1', sessionId: 'session-1', role: 'admin', ...overrides };
}

export interface StartOptions {
  connectors: readonly Connector[];
  hosts?: Record<string, string>;
  keyRing?: string;
  allowPrivateAddresses?: boolean;
  allowLocalKeyApproval?: boolean;
  publicUrl?: string;
  maxConnections?: number;
  timing?: Partial<Timing>;
  logStream?: AppOptions['logStream'];
}

const keyRing = aRingKey('k1');
const internalKeys = [randomBytes(32).toString('base64')] as const;

/** The connections service on a database of its own, as one or more replicas. */
export class Harness {
  private readonly apps: NestExpressApplication[] = [];
  readonly clock = new TestClock();

  private constructor(readonly testDatabase: TestDatabase) {}

  static async create(): Promise<Harness> {
    return new Harness(await createTestDatabase(storage));
  }

  async start(options: StartOptions): Promise<Replica> {
    const config: Config = {
      ...testConfig(),
      LOG_LEVEL: options.logStream ? 'trace' : 'silent',
      KOPPEL_INTERNAL_KEY: internalKeys,
      ...this.testDatabase.configOf('connections'),
      DATABASE_POOL_SIZE: 6,
      KOPPEL_KEY_RING: parseKeyRing(options.keyRing ?? keyRing),
      MAX_CONNECTIONS: options.maxConnections ?? 200,
      KOPPEL_APPLICATION_HOSTS: options.hosts ?? {},
      KOPPEL_ALLOW_PRIVATE_ADDRESSES: options.allowPrivateAddresses ?? true,
      KOPPEL_ALLOW_LOCAL_KEY_APPROVAL: options.allowLocalKeyApproval ?? false,
      ...(options.publicUrl !== undefined && { KOPPEL_PUBLIC_URL: options.publicUrl }),
    };
    const { connectors, logStream } = options;
    const timing = { now: this.clock.now, callTimeoutMs: 1_000, waitMs: 5_000, ...options.timing };
    const module = AppModule.forRoot({ config, connectors, timing, logStream });
    const app = await startService({ name: serviceName, config, module });
    this.apps.push(app);
    return new Replica(app);
  }

  async close(): Promise<void> {
    for (const app of this.apps) await app.close().catch(() => undefined);
    await this.testDatabase.drop();
  }
}

export class Replica {
  readonly url: string;

  constructor(readonly app: NestExpressApplication) {
    const { port } = app.getHttpServer().address() as { port: number };
    this.url = `http://127.0.0.1:${port}`;
  }

  get client(): ContractClient {
    return this.app.get(ContractClient);
  }

  get database(): Database {
    return this.app.get(Database);
  }

  create(
    applicationId: string,
    fields: Record<string, string>,
    context: MessageContext = aPerson(),
  ): Promise<Connection> {
    return this.client.call(
      connectionCreate,
      { applicationId: applicationId as never, displayTitle: 'Ours', fields },
      context,
    );
  }

  async visit(path: string, person?: Person): Promise<Response> {
    const headers: Record<string, string> = person
      ? { [identityHeader]: await signIdentity(person, internalKeys) }
      : {};
    return fetch(new URL(path, this.url), { headers, redirect: 'manual' });
  }

  /** Begins the dance; gives the address at the provider. */
  async begin(connectionId: ConnectionId, person: Person = aSignedIn(), returnPath?: string): Promise<URL> {
    const query = returnPath === undefined ? '' : `?return=${encodeURIComponent(returnPath)}`;
    const response = await this.visit(`/oauth/authorize/${connectionId}${query}`, person);
    const location = response.headers.get('location');
    if (!location) throw new Error(`no redirect but HTTP ${response.status}: ${await response.text()}`);
    return new URL(location);
  }

  /** The provider's answer comes back to Koppel. */
  finish(callback: URL, person: Person = aSignedIn()): Promise<Response> {
    return this.visit(callback.pathname + callback.search, person);
  }

  rows<Row>(sql: string, parameters: unknown[] = []): Promise<Row[]> {
    return this.database.asSystem((transaction) => transaction.query(sql, parameters) as Promise<Row[]>);
  }
}

/** Where a provider that asks nothing sends the browser. */
export async function followOnce(url: URL): Promise<URL> {
  const response = await fetch(url, { redirect: 'manual' });
  const location = response.headers.get('location');
  if (!location)
    throw new Error(`the provider did not redirect but said HTTP ${response.status}: ${await response.text()}`);
  return new URL(location, url);
}

/** Goes through a provider's pages as a browser would, filling in their forms, until it comes back to Koppel. */
export async function browse(start: URL, form: Record<string, string>): Promise<URL> {
  const cookies = new Map<string, string>();
  let url = start;
  let init: RequestInit = {};
  for (let steps = 0; steps < 20; steps += 1) {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const response = await fetch(url, { ...init, redirect: 'manual', headers: { ...init.headers, cookie } });
    for (const line of response.headers.getSetCookie()) {
      const [name = '', value = ''] = (line.split(';')[0] ?? '').split('=', 2);
      if (value) cookies.set(name, value);
      else cookies.delete(name);
    }
    const location = response.headers.get('location');
    init = {};
    if (location) {
      url = new URL(location, url);
      if (url.pathname.startsWith('/oauth/callback/')) return url;
      continue;
    }
    const html = await response.text();
    const action = /<form[^>]*action="([^"]+)"/.exec(html)?.[1];
    if (!action) throw new Error(`no form on the provider's page: HTTP ${response.status} ${html.slice(0, 300)}`);
    url = new URL(action.replaceAll('&amp;', '&'), url);
    const prompt = /name="prompt" value="([^"]+)"/.exec(html)?.[1] ?? '';
    init = { method: 'POST', body: new URLSearchParams({ prompt, ...form }) };
  }
  throw new Error('the provider never came back');
}
