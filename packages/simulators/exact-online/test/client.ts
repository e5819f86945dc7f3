import { type ExactOnlineSimulator, sandboxApp } from '../src/index.js';

export type Entity = Record<string, unknown>;

interface Body {
  d?: unknown;
  error?: unknown;
  [name: string]: unknown;
}

export interface Answer {
  status: number;
  headers: Headers;
  text: string;
  body: Body;
}

export const redirectUri = sandboxApp.redirectUris[0] ?? '';

const authorization = {
  client_id: sandboxApp.clientId,
  redirect_uri: redirectUri,
  response_type: 'code',
  state: 's-1',
};

/** Logs in and consents as a browser does; returns the address of the final redirect. */
export async function authorize(url: string, decision: 'allow' | 'deny' = 'allow'): Promise<URL> {
  const form = { ...authorization, username: 'demo@example.com', password: 'demo' };
  const login = await fetch(`${url}/api/oauth2/auth/login`, { method: 'POST', body: new URLSearchParams(form) });
  const cookie = login.headers.get('set-cookie')?.split(';')[0] ?? '';
  const consent = await fetch(`${url}/api/oauth2/auth/consent`, {
    method: 'POST',
    headers: { cookie },
    body: new URLSearchParams({ ...authorization, decision }),
    redirect: 'manual',
  });
  return new URL(consent.headers.get('location') ?? '');
}

export function authorizationUrl(url: string, changes: Record<string, string> = {}): string {
  return `${url}/api/oauth2/auth?${new URLSearchParams({ ...authorization, ...changes })}`;
}

export async function requestToken(url: string, parameters: Record<string, string>): Promise<Answer> {
  const app = { client_id: sandboxApp.clientId, client_secret: sandboxApp.clientSecret };
  const body = new URLSearchParams({ ...app, ...parameters });
  return toAnswer(await fetch(`${url}/api/oauth2/token`, { method: 'POST', body }));
}

export async function logIn(url: string): Promise<{ access: string; refresh: string }> {
  const code = (await authorize(url)).searchParams.get('code') ?? '';
  const { body } = await requestToken(url, { grant_type: 'authorization_code', code, redirect_uri: redirectUri });
  return { access: String(body['access_token']), refresh: String(body['refresh_token']) };
}

async function toAnswer(response: Response): Promise<Answer> {
  const text = await response.text();
  const isJson = response.headers.get('content-type')?.includes('json') ?? false;
  const body = isJson && text ? (JSON.parse(text) as Body) : {};
  return { status: response.status, headers: response.headers, text, body };
}

/** The entities of a list in either of its two forms. */
export function listOf({ body, text }: Answer): Entity[] {
  const { d } = body;
  if (Array.isArray(d)) return d as Entity[];
  if (typeof d === 'object' && d !== null && 'results' in d) return d.results as Entity[];
  throw new Error(`No list came: ${text}`);
}

export function nextOf({ body }: Answer): string | undefined {
  return (body.d as { __next?: string }).__next;
}

export function entityOf({ body, text }: Answer): Entity {
  if (typeof body.d !== 'object' || body.d === null) throw new Error(`No entity came: ${text}`);
  return body.d as Entity;
}

export function messageOf({ body }: Answer): string {
  return (body.error as { message?: { value?: string } }).message?.value ?? '';
}

/** A plain API client with one token. */
export class Client {
  constructor(
    private readonly simulator: ExactOnlineSimulator,
    private readonly token: string,
  ) {}

  static async logIn(simulator: ExactOnlineSimulator): Promise<Client> {
    return new Client(simulator, (await logIn(simulator.url)).access);
  }

  async call(method: string, path: string, body?: unknown, headers: Record<string, string> = {}): Promise<Answer> {
    const { url, division } = this.simulator;
    const scoped = /^(?:current|\d+)\//.test(path) ? path : `${division}/${path}`;
    const response = await fetch(path.startsWith('http') ? path : `${url}/api/v1/${scoped}`, {
      method,
      headers: {
        Authorization: `Bearer ${this.token}`,
        Accept: 'application/json',
        'Content-Type': 'application/json',
        ...headers,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    return toAnswer(response);
  }

  get(path: string, query: Record<string, string> = {}): Promise<Answer> {
    const parameters = new URLSearchParams(query).toString();
    return this.call('GET', parameters ? `${path}?${parameters}` : path);
  }

  post(path: string, body: unknown): Promise<Answer> {
    return this.call('POST', path, body);
  }

  /** All pages in order. */
  async getAll(path: string, query: Record<string, string> = {}): Promise<{ entities: Entity[]; pages: number }> {
    let answer = await this.get(path, query);
    const entities = listOf(answer);
    let pages = 1;
    for (let next = nextOf(answer); next; next = nextOf(answer)) {
      answer = await this.get(next);
      entities.push(...listOf(answer));
      pages += 1;
    }
    return { entities, pages };
  }
}
