import {
  apiPrefix,
  operations,
  type Connection,
  type ConnectionId,
  type ErrorCode,
  type Flow,
  type FlowId,
  type Integration,
  type Issue,
  type OperationId,
  type ReplyOf,
  type RequestOf,
  type Role,
  type Run,
} from '@koppel/contracts';

import { waitUntil } from '../../tools/wait-until.ts';

type Route<Id extends OperationId> = (typeof operations)[Id];
type Input<Id extends OperationId> = RequestOf<Route<Id>>;
type Output<Id extends OperationId> = ReplyOf<Route<Id>>;

/** What somebody signs in with. */
export interface Account {
  email: string;
  password: string;
}

/** An answer of the API that is a problem (RFC 9457). */
export class ApiProblem extends Error {
  readonly status: number;
  readonly code: ErrorCode;

  constructor(status: number, code: ErrorCode, message: string) {
    super(`${status} ${code}: ${message}`);
    this.status = status;
    this.code = code;
  }
}

/** Sends a call to a gateway; whatever it answers. */
export function send<Id extends OperationId>(
  url: string,
  { operationId, input, headers }: { operationId: Id; input: Input<Id>; headers: Record<string, string> },
): Promise<Response> {
  const { method, path } = operations[operationId].http;
  const rest = { ...(input as Record<string, unknown>) };
  const filled = path.replaceAll(/:(\w+)/g, (_, name: string) => {
    const value = String(rest[name]);
    delete rest[name];
    return encodeURIComponent(value);
  });
  const hasBody = method === 'POST' || method === 'PATCH';
  const query = hasBody
    ? ''
    : `?${new URLSearchParams(Object.entries(rest).map(([name, value]) => [name, String(value)]))}`;
  return fetch(`${url}${apiPrefix}${filled}${query}`, {
    method,
    headers: { ...headers, ...(hasBody ? { 'content-type': 'application/json' } : {}) },
    body: hasBody ? JSON.stringify(rest) : undefined,
  });
}

/** A signed-in person who uses the public API, as a script of a customer would. */
export class KoppelClient {
  readonly url: string;
  /** The session, as a `Cookie` header. */
  readonly cookie: string;

  private constructor(url: string, cookie: string) {
    this.url = url;
    this.cookie = cookie;
  }

  static async signIn(url: string, account: Account, headers: Record<string, string> = {}): Promise<KoppelClient> {
    const response = await fetch(`${url}/api/auth/sign-in/email`, {
      method: 'POST',
      headers: { ...headers, 'content-type': 'application/json', origin: url },
      body: JSON.stringify(account),
    });
    if (!response.ok) throw new Error(`signing in failed with ${response.status}: ${await response.text()}`);
    return new KoppelClient(url, cookiesOf(response));
  }

  /** The same session at another gateway. */
  at(url: string): KoppelClient {
    return new KoppelClient(url, this.cookie);
  }

  async call<Id extends OperationId>(operationId: Id, input: Input<Id>): Promise<Output<Id>> {
    const response = await send(this.url, { operationId, input, headers: { cookie: this.cookie } });
    const body = (await response.json()) as Output<Id> & { code: ErrorCode; detail: string };
    if (!response.ok) throw new ApiProblem(response.status, body.code, body.detail);
    return body;
  }

  /** Posts to what keeps accounts, members and organizations. */
  async changeAccounts<Reply>(path: string, body: object): Promise<Reply> {
    const response = await fetch(`${this.url}/api/auth/${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: this.url, cookie: this.cookie },
      body: JSON.stringify(body),
    });
    if (!response.ok) throw new Error(`${path} failed with ${response.status}: ${await response.text()}`);
    return (await response.json()) as Reply;
  }

  /** Invites somebody to the organization that the session works in, or to another, and gives the id of the invitation. */
  async invite(email: string, role: Role, organizationId?: string): Promise<string> {
    const { id } = await this.changeAccounts<{ id: string }>('organization/invite-member', {
      ...{ email, role, ...(organizationId !== undefined && { organizationId }) },
    });
    return id;
  }

  /** Walks through the provider's consent as a browser would, the simulator set to allow at once. */
  async authorize(connectionId: ConnectionId): Promise<{ status: number; page: string }> {
    let location = `${this.url}/oauth/authorize/${connectionId}`;
    for (let hop = 0; hop < 6; hop += 1) {
      const isOurs = location.startsWith(this.url);
      const response = await fetch(location, { redirect: 'manual', headers: isOurs ? { cookie: this.cookie } : {} });
      const next = response.headers.get('location');
      if (response.status < 300 || response.status >= 400 || !next)
        return { status: response.status, page: await response.text() };
      location = new URL(next, location).href;
    }
    throw new Error('the authorization does not come to an end');
  }

  async connectWooCommerce(wooUrl: string): Promise<Connection> {
    const connection = await this.call('createConnection', {
      applicationId: 'woocommerce',
      displayTitle: 'Shop',
      fields: { shopUrl: wooUrl, consumerKey: 'ck_sandbox', consumerSecret: 'cs_sandbox' },
    });
    return this.testReady(connection);
  }

  async connectExactOnline(fields: Record<string, string> = {}): Promise<Connection> {
    const connection = await this.call('createConnection', {
      applicationId: 'exact-online',
      displayTitle: 'Administration',
      fields: {
        clientId: 'koppel-sandbox',
        clientSecret: 'koppel-sandbox-secret',
        country: 'nl',
        division: '100001',
        ...fields,
      },
    });
    const { status, page } = await this.authorize(connection.id);
    if (status !== 200) throw new Error(`authorizing answered ${status}: ${page}`);
    return this.testReady(connection);
  }

  /** Tests a connection, which must then be ready. */
  async testReady({ id: connectionId }: Connection): Promise<Connection> {
    const { connection, steps } = await this.call('testConnection', { connectionId });
    if (connection.state !== 'ready')
      throw new Error(`the connection is ${connection.state}: ${JSON.stringify(steps)}`);
    return connection;
  }

  /** An integration of the packages for articles and orders, and of others that are named; its flows stay paused and are run by hand. */
  async integrate(first: Connection, second: Connection, ...morePackageIds: string[]): Promise<Integration> {
    return this.call('createIntegration', {
      title: 'Test',
      connectionIds: [first.id, second.id],
      packageIds: ['products-and-stock', 'orders-and-customers', ...morePackageIds],
    });
  }

  async configure(flow: Flow, settings: Flow['settings']): Promise<Flow> {
    return this.call('updateFlow', { flowId: flow.id, version: flow.version, settings });
  }

  async startRun(flowId: FlowId, options: { fromStart?: boolean } = {}): Promise<Run> {
    return this.call('startRun', { flowId, ...options });
  }

  async runToEnd(flowId: FlowId, options: { fromStart?: boolean; timeoutMs?: number } = {}): Promise<Run> {
    const { id } = await this.startRun(flowId, { fromStart: options.fromStart });
    return this.waitUntilEnded(id, options.timeoutMs);
  }

  /** The run as it stands; undefined while no flow-runner is there to answer. */
  async findRun(runId: Run['id']): Promise<Run | undefined> {
    try {
      return await this.call('getRun', { runId });
    } catch (error: unknown) {
      if (error instanceof ApiProblem && error.code === 'service.unavailable') return undefined;
      throw error;
    }
  }

  async waitUntilEnded(runId: Run['id'], timeoutMs = 240_000): Promise<Run> {
    const ended = async () => {
      const run = await this.findRun(runId);
      if (run && ['completed', 'failed', 'cancelled'].includes(run.state)) return run;
      throw new Error(JSON.stringify(run));
    };
    return waitUntil(ended, { what: 'the run ends', timeoutMs });
  }

  async allIssues(filter: Input<'listIssues'>): Promise<Issue[]> {
    const issues: Issue[] = [];
    let after: string | undefined;
    do {
      const page: Output<'listIssues'> = await this.call('listIssues', {
        ...filter,
        limit: 200,
        ...(after ? { after } : {}),
      });
      issues.push(...page.items);
      after = page.next ?? undefined;
    } while (after);
    return issues;
  }
}

/** The flow with a key of the catalog, `products`. */
export function flowOf(integration: Integration, key: string): Flow {
  const flow = integration.flows.find((candidate) => candidate.key === key);
  if (!flow)
    throw new Error(
      `the integration has no flow "${key}": ${integration.flows.map((candidate) => candidate.key).join(', ')}`,
    );
  return flow;
}

function cookiesOf(response: Response): string {
  return response.headers
    .getSetCookie()
    .map((line) => line.split(';')[0])
    .join('; ');
}
