/** A person at the public API, for checks that need no browser. */
export class SmokeClient {
  /** @param reach how this process reaches an address that is meant for a browser */
  constructor(url, cookie, reach = (address) => address) {
    this.url = url;
    this.cookie = cookie;
    this.reach = reach;
  }

  static async signIn(url, account, reach) {
    const reply = await fetch(`${url}/api/auth/sign-in/email`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: url },
      body: JSON.stringify(account),
    });
    if (!reply.ok) throw new Error(`signing in answered ${reply.status}: ${await reply.text()}`);
    const cookies = reply.headers.getSetCookie().map((line) => line.split(';')[0]);
    return new SmokeClient(url, cookies.join('; '), reach);
  }

  async call(method, path, body) {
    const reply = await fetch(`${this.url}/api/v1${path}`, {
      method,
      headers: { cookie: this.cookie, ...(body && { 'content-type': 'application/json' }) },
      body: body && JSON.stringify(body),
    });
    if (!reply.ok) throw new Error(`${method} ${path} answered ${reply.status}: ${await reply.text()}`);
    return reply.json();
  }

  /** Follows the provider's consent, which the sandbox was told to give at once. */
  async authorize(connectionId) {
    let location = `${this.url}/oauth/authorize/${connectionId}`;
    for (let hop = 0; hop < 6; hop += 1) {
      const headers = location.startsWith(this.url) ? { cookie: this.cookie } : {};
      const reply = await fetch(this.reach(location), { redirect: 'manual', headers });
      const next = reply.headers.get('location');
      if (!next) return;
      location = new URL(next, location).href;
    }
    throw new Error('the authorization does not come to an end');
  }

  async connect(applicationId, displayTitle, fields) {
    const connection = await this.call('POST', '/connections', { applicationId, displayTitle, fields });
    if (applicationId === 'exact-online') await this.authorize(connection.id);
    const { connection: tested } = await this.call('POST', `/connections/${connection.id}/test`);
    if (tested.state !== 'ready') throw new Error(`${displayTitle} is ${tested.state}: ${tested.reason}`);
    return connection.id;
  }

  /** Both sandboxes, and the packages between them. */
  async integrate({ exactUrl, wooUrl }) {
    const headers = { 'content-type': 'application/json' };
    await fetch(`${exactUrl}/_simulator/consent`, { method: 'POST', headers, body: '{"consent":"allow"}' });
    const shop = { shopUrl: wooUrl, consumerKey: 'ck_sandbox', consumerSecret: 'cs_sandbox' };
    const administration = { clientId: 'koppel-sandbox', clientSecret: 'koppel-sandbox-secret', country: 'nl' };
    const connectionIds = [
      await this.connect('exact-online', 'Administration', { ...administration, division: '100001' }),
      await this.connect('woocommerce', 'Shop', shop),
    ];
    const packageIds = ['products-and-stock', 'orders-and-customers'];
    return this.call('POST', '/integrations', { title: 'Smoke', connectionIds, packageIds });
  }

  /** Runs a flow to its end. */
  async run(flowId, deadlineMs = 120_000) {
    const { id } = await this.call('POST', `/flows/${flowId}/runs`, {});
    for (const deadline = Date.now() + deadlineMs; Date.now() < deadline;) {
      const run = await this.call('GET', `/runs/${id}`);
      if (['completed', 'failed', 'cancelled'].includes(run.state)) return run;
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
    throw new Error(`run ${id} did not end within ${deadlineMs / 1000} s`);
  }
}
