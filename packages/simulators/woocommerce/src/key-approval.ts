import { randomBytes } from 'node:crypto';
import { BlockList, isIP } from 'node:net';
import express, { type Request, type Response, type Router } from 'express';
import type { ApiKey } from './auth.js';
import { text, toInput } from './input.js';
import { bare, html } from './page-layout.js';
import type { Shop } from './shop.js';

/** How the shop hands out keys; changed by `control.setKeyApproval`. */
export interface KeyApprovalRules {
  /** The browser goes back first, and the keys are posted by `control.postHeldKeys`, or never. */
  holdsKeys: boolean;
  /** What the keys may do, whatever was asked for; undefined: what was asked for. */
  permissions: ApiKey['permissions'] | undefined;
}

/** What WordPress's safe calls reach: no other port, no private host. */
const safePorts: ReadonlySet<string> = new Set(['', '80', '443', '8080']);
const privateHosts = new BlockList();
for (const [network, prefix] of [
  ['127.0.0.0', 8], ['10.0.0.0', 8], ['0.0.0.0', 8], ['172.16.0.0', 12], ['192.168.0.0', 16], ['169.254.0.0', 16],
] as const) privateHosts.addSubnet(network, prefix); // prettier-ignore
const scopes: ReadonlySet<string> = new Set(['read', 'write', 'read_write']);
const postTimeoutMs = 60_000;

interface Asked {
  appName: string;
  userId: string;
  returnUrl: string;
  callbackUrl: string;
  scope: ApiKey['permissions'];
}

/** `/wc-auth/v1`: a person approves that the shop makes a key for somebody else's application, and the shop posts it there. */
export class KeyApproval {
  private rules: KeyApprovalRules = { holdsKeys: false, permissions: undefined };
  private readonly held: (() => Promise<number | undefined>)[] = [];

  constructor(
    private readonly shop: Shop,
    private readonly allowsLoopback: () => boolean,
  ) {}

  setRules(rules: Partial<KeyApprovalRules>): void {
    this.rules = { ...this.rules, ...rules };
  }

  /** Posts the keys that were held back. @returns the statuses of the answers */
  async postHeld(): Promise<(number | undefined)[]> {
    const statuses: (number | undefined)[] = [];
    for (const post of this.held.splice(0)) statuses.push(await post());
    return statuses;
  }

  router(): Router {
    const router = express.Router();
    router.get('/authorize', (request, response) => this.answer(request, response, (asked) => this.ask(asked)));
    router.get('/access_granted', (request, response) => this.answer(request, response, (asked) => this.grant(asked)));
    return router;
  }

  private async answer(
    request: Request,
    response: Response,
    act: (asked: Asked) => Promise<string | URL> | string | URL,
  ): Promise<void> {
    try {
      const answer = await act(this.read(request));
      if (answer instanceof URL) response.redirect(answer.href);
      else response.type('html').send(answer);
    } catch (error: unknown) {
      if (!(error instanceof Refused)) throw error;
      const content = html`<p>Error: ${error.message}.</p>`;
      response.status(401).type('html').send(bare('Access denied', content));
    }
  }

  private read({ query }: Request): Asked {
    const given = toInput(query);
    for (const name of ['app_name', 'user_id', 'return_url', 'callback_url', 'scope'])
      if (text(given[name], '') === '') throw new Refused(`Missing parameter ${name}`);
    const scope = text(given.scope, '');
    if (!scopes.has(scope)) throw new Refused(`Invalid scope ${scope}`);
    const [returnUrl, callbackUrl] = [formatted(given.return_url), formatted(given.callback_url)];
    for (const url of [returnUrl, callbackUrl])
      if (!URL.canParse(url)) throw new Refused(`The ${url} is not a valid URL`);
    const isLocal = this.allowsLoopback() && isLoopback(callbackUrl);
    if (!/^https:/i.test(callbackUrl) && !isLocal) throw new Refused('The callback_url needs to be over SSL');
    const [appName, userId] = [text(given.app_name, ''), text(given.user_id, '')];
    return { appName, userId, returnUrl, callbackUrl, scope: scope as ApiKey['permissions'] };
  }

  private ask(asked: Asked): string {
    const { appName, userId, returnUrl, callbackUrl, scope } = asked;
    const granted = new URLSearchParams({ app_name: appName, user_id: userId, scope });
    granted.set('return_url', returnUrl);
    granted.set('callback_url', callbackUrl);
    const content = html`<p>This gives "${appName}" ${scope} access to ${this.shop.settings.title}.</p>
      <p>
        <a class="button" href="/wc-auth/v1/access_granted?${granted.toString()}">Approve</a>
        <a class="button" href="${backTo(returnUrl, userId, false).href}">Deny</a>
      </p>`;
    return bare(`${appName} would like to connect to your store`, content);
  }

  private async grant({ appName, userId, returnUrl, callbackUrl, scope }: Asked): Promise<URL> {
    const key: ApiKey = {
      consumerKey: `ck_${randomBytes(20).toString('hex')}`,
      consumerSecret: `cs_${randomBytes(20).toString('hex')}`,
      permissions: this.rules.permissions ?? scope,
      description: `${appName} - API`,
    };
    const post = () => this.post(key, { userId, callbackUrl });
    if (this.rules.holdsKeys) this.held.push(post);
    else if ((await post()) !== 200)
      throw new Refused('An error occurred in the request and at the time were unable to send the consumer data');
    return backTo(returnUrl, userId, true);
  }

  /** The key is made before it is sent, and deleted again where it was not taken. */
  private async post(key: ApiKey, to: { userId: string; callbackUrl: string }): Promise<number | undefined> {
    if (!this.reaches(to.callbackUrl)) throw new Refused('A valid URL was not provided');
    const keyId = this.shop.addKey(key);
    const { consumerKey, consumerSecret, permissions } = key;
    const body = { key_id: keyId, user_id: to.userId, consumer_key: consumerKey, consumer_secret: consumerSecret };
    const status = await fetch(to.callbackUrl, {
      method: 'POST',
      headers: { 'content-type': 'application/json;charset=UTF-8' },
      body: JSON.stringify({ ...body, key_permissions: permissions }),
      signal: AbortSignal.timeout(postTimeoutMs),
    }).then(
      (answer) => answer.status,
      () => undefined,
    );
    if (status !== 200) this.shop.removeKey(key);
    return status;
  }

  private reaches(address: string): boolean {
    if (this.allowsLoopback() && isLoopback(address)) return true;
    const { hostname, port } = new URL(address);
    if (!safePorts.has(port)) return false;
    if (isIP(hostname) === 4) return !privateHosts.check(hostname);
    return hostname.includes('.') && !hostname.endsWith('.localhost');
  }
}

class Refused extends Error {}

/** A scheme that is missing is taken for https. */
function formatted(value: unknown): string {
  const given = text(value, '');
  return given.includes('://') ? given : `https://${given}`;
}

function isLoopback(address: string): boolean {
  return /^(?:localhost|127(?:\.\d+){3}|\[::1\])$/.test(new URL(address).hostname);
}

function backTo(returnUrl: string, userId: string, isGranted: boolean): URL {
  const url = new URL(returnUrl);
  url.searchParams.set('success', isGranted ? '1' : '0');
  url.searchParams.set('user_id', userId);
  return url;
}
