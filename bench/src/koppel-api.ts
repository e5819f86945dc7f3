import {
  apiPrefix,
  operations,
  type Connection,
  type Flow,
  type OperationId,
  type ReplyOf,
  type RequestOf,
  type Run,
} from '@koppel/contracts';

type Input<Id extends OperationId> = RequestOf<(typeof operations)[Id]>;
type Output<Id extends OperationId> = ReplyOf<(typeof operations)[Id]>;

const ended: readonly Run['state'][] = ['completed', 'failed', 'cancelled'];
const pollMs = 100;
const maxRunMs = 600_000;

/** Koppel as a person with a browser uses it: signed in, through the public API alone. */
export class KoppelApi {
  private readonly url: string;
  private readonly cookie: string;

  private constructor(url: string, cookie: string) {
    this.url = url;
    this.cookie = cookie;
  }

  static async signIn(url: string, account: { email: string; password: string }): Promise<KoppelApi> {
    const response = await fetch(`${url}/api/auth/sign-in/email`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: url },
      body: JSON.stringify(account),
    });
    if (!response.ok) throw new Error(`signing in answered ${response.status}: ${await response.text()}`);
    const cookies = response.headers.getSetCookie().map((line) => line.split(';')[0]);
    return new KoppelApi(url, cookies.join('; '));
  }

  /** The products flow between a fresh administration and a fresh shop, both authorized and tested. */
  async integrate(shopUrl: string): Promise<Flow> {
    const administration = await this.call('createConnection', {
      applicationId: 'exact-online',
      displayTitle: 'Administration',
      fields: { clientId: 'koppel-sandbox', clientSecret: 'koppel-sandbox-secret', country: 'nl', division: '100001' },
    });
    await this.authorize(administration);
    const shop = await this.call('createConnection', {
      applicationId: 'woocommerce',
      displayTitle: 'Shop',
      fields: { shopUrl, consumerKey: 'ck_sandbox', consumerSecret: 'cs_sandbox' },
    });
    for (const connection of [administration, shop]) await this.testReady(connection);
    const { flows } = await this.call('createIntegration', {
      title: 'Benchmark',
      connectionIds: [administration.id, shop.id],
      packageIds: ['products-and-stock'],
    });
    const flow = flows.find(({ entity }) => entity === 'product');
    if (!flow) throw new Error('the package has no flow for products');
    return flow;
  }

  /** @throws Error when the run does not end as completed */
  async run(flow: Flow, options: { fromStart?: boolean } = {}): Promise<Run> {
    const { id: runId } = await this.call('startRun', { flowId: flow.id, ...options });
    const latestMs = Date.now() + maxRunMs;
    while (Date.now() < latestMs) {
      const run = await this.call('getRun', { runId });
      if (run.state === 'completed') return run;
      if (ended.includes(run.state))
        throw new Error(`the run ${run.state}: ${run.reason?.message ?? run.reason?.code ?? ''}`);
      await new Promise((resolve) => setTimeout(resolve, pollMs));
    }
    throw new Error(`the run ${runId} did not end within ${maxRunMs / 1000} s`);
  }

  /** Follows the consent of the simulator, which allows at once. */
  private async authorize({ id }: Connection): Promise<void> {
    let location = `${this.url}/oauth/authorize/${id}`;
    for (let hop = 0; hop < 6; hop += 1) {
      const headers: Record<string, string> = location.startsWith(this.url) ? { cookie: this.cookie } : {};
      const response = await fetch(location, { redirect: 'manual', headers });
      const next = response.headers.get('location');
      if (response.status === 200) return;
      if (!next) throw new Error(`authorizing answered ${response.status}: ${await response.text()}`);
      location = new URL(next, location).href;
    }
    throw new Error('authorizing does not come to an end');
  }

  private async testReady({ id: connectionId }: Connection): Promise<void> {
    const { connection, steps } = await this.call('testConnection', { connectionId });
    if (connection.state !== 'ready')
      throw new Error(`the connection is ${connection.state}: ${JSON.stringify(steps)}`);
  }

  private async call<Id extends OperationId>(operationId: Id, input: Input<Id>): Promise<Output<Id>> {
    const { method, path } = operations[operationId].http;
    const rest = { ...(input as Record<string, unknown>) };
    const filled = path.replaceAll(/:(\w+)/g, (_, name: string) => {
      const value = String(rest[name]);
      delete rest[name];
      return encodeURIComponent(value);
    });
    const isRead = method === 'GET';
    const response = await fetch(`${this.url}${apiPrefix}${filled}`, {
      method,
      headers: { cookie: this.cookie, ...(isRead ? {} : { 'content-type': 'application/json' }) },
      body: isRead ? undefined : JSON.stringify(rest),
    });
    if (!response.ok) throw new Error(`${operationId} answered ${response.status}: ${await response.text()}`);
    return (await response.json()) as Output<Id>;
  }
}
