import { brokenUtf8, oddBodies, oddBodyHeaders, oddHeaders, oddTexts, oddValues, SeededRandom } from './fuzz-values.js';
import type { Ids } from './two-organizations.js';

/** Who sends a request. `manager` is an owner too, whose sessions may end: it alone calls what keeps accounts. */
export type FuzzActor = 'owner' | 'manager' | 'key' | 'nobody';

export interface FuzzRequest {
  /** Which one it was made of. */
  name: string;
  actor: FuzzActor;
  method: string;
  path: string;
  headers: Record<string, string>;
  body: Buffer | undefined;
}

/** Something that the gateway serves. */
export interface Route {
  name: string;
  method: string;
  /** With parameters as `{name}`. */
  path: string;
  query: string[];
  /** A body that is right, where there is one. */
  body: unknown;
}

interface OpenApiOperation {
  operationId: string;
  parameters?: { name: string; in: string }[];
  requestBody?: { content: Record<string, { schema: { examples?: unknown[] } }> };
}

/** All routes of an OpenAPI document. */
export function routesOf({ paths }: { paths: Record<string, Record<string, OpenApiOperation>> }): Route[] {
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, { operationId, parameters = [], requestBody }]) => ({
      ...{ name: operationId, method: method.toUpperCase(), path },
      query: parameters.filter((parameter) => parameter.in === 'query').map(({ name }) => name),
      body: requestBody && (requestBody.content['application/json']?.schema.examples?.[0] ?? {}),
    })),
  );
}

const accountFields = {
  ...{ email: 'x@example.com', password: 'none of anybody', newPassword: 'none of anybody', currentPassword: 'none' },
  ...{ name: 'Probe', token: 'x', organizationId: 'x', organizationSlug: 'x', memberIdOrEmail: 'x@example.com' },
  ...{ invitationId: 'x', role: 'viewer', slug: 'x', code: '000000', id: 'x', data: { name: 'Probe' }, image: 'x' },
  ...{ callbackURL: '/', redirectTo: '/', provider: 'x', language: 'nl', rememberMe: true, trustDevice: true },
  ...{ permissions: { member: ['create'] }, userId: 'x', metadata: {}, memberId: 'x', teamId: 'x' },
};
const accountPaths = {
  GET: [
    ...['get-session', 'list-sessions', 'list-accounts', 'ok', 'error', 'reset-password/{token}', 'verify-email'],
    ...[
      'organization/list',
      'organization/get-full-organization',
      'organization/list-invitations',
      'callback/{provider}',
    ],
    ...['organization/get-active-member', 'organization/get-invitation', 'organization/list-user-invitations'],
    ...['organization/list-members', 'organization/get-active-member-role', 'account-info', 'delete-user/callback'],
  ],
  POST: [
    ...[
      'sign-in/email',
      'sign-in/social',
      'sign-up/email',
      'sign-out',
      'change-password',
      'change-email',
      'update-user',
    ],
    ...[
      'delete-user',
      'request-password-reset',
      'reset-password',
      'send-verification-email',
      'link-social',
      'verify-password',
    ],
    ...['unlink-account', 'refresh-token', 'get-access-token', 'revoke-session', 'revoke-sessions', 'set-password'],
    ...['revoke-other-sessions', 'update-session', 'two-factor/enable', 'two-factor/disable', 'two-factor/verify-totp'],
    ...['two-factor/generate-backup-codes', 'two-factor/verify-backup-code', 'two-factor/get-totp-uri'],
    ...['organization/create', 'organization/update', 'organization/delete', 'organization/set-active'],
    ...['organization/invite-member', 'organization/cancel-invitation', 'organization/accept-invitation'],
    ...['organization/reject-invitation', 'organization/remove-member', 'organization/update-member-role'],
    ...['organization/leave', 'organization/check-slug', 'organization/has-permission', 'organization/add-member'],
  ],
};
const accountQuery = [
  'token',
  'callbackURL',
  'id',
  'organizationId',
  'error',
  'limit',
  'offset',
  'sortBy',
  'filterField',
];

const ofAccounts = Object.entries(accountPaths).flatMap(([method, paths]) =>
  paths.map((path): Route => {
    const isGet = method === 'GET';
    const body = isGet ? undefined : accountFields;
    return { name: `auth/${path}`, method, path: `/api/auth/${path}`, query: isGet ? accountQuery : [], body };
  }),
);

/** What stands in no document: accounts, log-ins at applications, hooks, pages. */
export const otherRoutes: readonly Route[] = [
  ...ofAccounts,
  ...(
    [
      ['GET', '/oauth/authorize/{connectionId}', ['return', 'attempt']],
      ['GET', '/oauth/callback/exact-online', ['code', 'state', 'error']],
      ['GET', '/oauth/callback/{applicationId}', ['code', 'state']],
      ['POST', '/oauth/keys/woocommerce', []],
      ['POST', '/oauth/keys/{applicationId}', []],
      ['GET', '/oauth/approved/woocommerce', ['success', 'user_id', 'state']],
      ['POST', '/hooks/flows/{flowId}/{token}', []],
      ['GET', '/hooks/flows/{flowId}/{token}', ['x']],
      ['POST', '/hooks/{token}', []],
      ['GET', '/api/openapi.json', []],
      ['GET', '/api/docs/{token}', []],
      ['GET', '/{token}', ['x']],
      ['GET', '/livez', []],
      ['GET', '/metrics', []],
    ] as [string, string, string[]][]
  ).map(([method, path, query]) => ({
    name: `${method} ${path}`,
    method,
    path,
    query,
    body: method === 'POST' ? {} : undefined,
  })),
];

const methods = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'PROPFIND', 'SEARCH'];

/** What requests may name. */
interface Known {
  ids: Ids;
  /** In place of the others, where a right request would take away what the next ones need. */
  expendable: Partial<Ids>;
  /** As lists have given them. */
  cursors: readonly string[];
}

/** Makes requests out of routes: mostly right ones with something odd in one or two places. */
export class RequestFuzz {
  private readonly random: SeededRandom;

  constructor(
    seed: number,
    private readonly routes: readonly Route[],
    private readonly known: Known,
  ) {
    this.random = new SeededRandom(seed);
  }

  next(): FuzzRequest {
    const { random } = this;
    const route = random.pick(this.routes);
    const method = random.isOneOf(12) ? random.pick(methods) : route.method;
    const body = this.bodyOf(route);
    const headers: Record<string, string> = {
      ...(body && { 'content-type': 'application/json' }),
      ...(body && random.isOneOf(8) && random.pick(oddBodyHeaders)),
      ...(random.isOneOf(10) && random.pick(oddHeaders)),
    };
    return {
      ...{ name: route.name, actor: this.actorFor(route), method, headers, body },
      path: this.pathOf(route, this.idsFor(route, method)) + this.queryOf(route),
    };
  }

  private actorFor({ path }: Route): FuzzActor {
    if (this.random.isOneOf(4)) return 'nobody';
    if (path.startsWith('/api/auth/')) return 'manager';
    return this.random.isOneOf(5) ? 'key' : 'owner';
  }

  /** Nothing that is there is deleted, or soon every other request would find nothing. */
  private idsFor({ name }: Route, method: string): Partial<Ids> {
    if (method === 'DELETE') return {};
    return name === 'updateIntegration' ? this.known.expendable : this.known.ids;
  }

  private pathOf({ path }: Route, ids: Partial<Ids>): string {
    return path.replaceAll(/\{(\w+)\}/g, (_, name: string) => {
      const value = this.random.isOneOf(3) ? this.text() : this.valueOf(name, ids);
      return encoded(value) || '%20';
    });
  }

  private queryOf({ query }: Route): string {
    const { random } = this;
    const named = query.filter(() => random.isOneOf(2));
    const names = random.isOneOf(6)
      ? [...named, random.pick(['x', 'a[]', 'a[b]', '__proto__', 'limit', 'after', ''])]
      : named;
    const pairs = names.map((name) => {
      const value = random.isOneOf(2) ? this.text() : this.valueOf(name);
      return `${encoded(name)}=${random.isOneOf(15) ? random.pick(['%', '%zz', '%ff', '%ed%a0%80', '%00']) : encoded(value)}`;
    });
    if (random.isOneOf(25)) pairs.push(...pairs);
    return pairs.length > 0 ? `?${pairs.join('&')}` : '';
  }

  /** A value that fits a name. */
  private valueOf(name: string, ids: Partial<Ids> = this.known.ids): string {
    const { cursors } = this.known;
    if (name === 'after') return this.random.pick(cursors);
    if (name === 'limit' || name === 'days') return String(this.random.below(20));
    if (name === 'language') return 'nl';
    if (name === 'kind' || name === 'keyKind')
      return this.random.pick(['warehouses', 'vat_codes', 'vat_rates', 'sync']);
    if (name === 'applicationId') return this.random.pick(['woocommerce', 'exact-online', 'vendure']);
    return ids[name as keyof Ids] ?? crypto.randomUUID();
  }

  private bodyOf({ body }: Route): Buffer | undefined {
    const { random } = this;
    if (body === undefined) return random.isOneOf(20) ? random.pick(oddBodies) : undefined;
    if (random.isOneOf(10)) return random.isOneOf(6) ? brokenUtf8 : random.pick(oddBodies);
    const changed = this.changed(this.withKnown(body));
    return Buffer.from(JSON.stringify(changed) ?? '');
  }

  /** The example of the document with ids that exist, and addresses on this machine alone. */
  private withKnown(value: unknown, name = ''): unknown {
    if (Array.isArray(value)) return value.map((inner) => this.withKnown(inner, name.replace(/s$/, '')));
    if (typeof value === 'object' && value !== null)
      return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, this.withKnown(inner, key)]));
    if (typeof value !== 'string') return value;
    if (/^https?:/.test(value)) return 'http://127.0.0.1:1/';
    return name in this.known.ids ? this.valueOf(name) : value;
  }

  /** Puts something odd into some places, each one with the same chance. */
  private changed(value: unknown): unknown {
    const { random } = this;
    if (random.isOneOf(12)) return random.isOneOf(2) ? this.text() : random.pick(oddValues);
    if (Array.isArray(value)) return value.map((inner) => this.changed(inner));
    if (typeof value !== 'object' || value === null) return value;
    const kept = Object.entries(value).filter(() => !random.isOneOf(12));
    const entries = kept.map(([key, inner]): [string, unknown] => [key, this.changed(inner)]);
    if (random.isOneOf(10)) entries.push([this.text(), random.pick(oddValues)]);
    return Object.fromEntries(entries);
  }

  private text(): string {
    const { random } = this;
    if (!random.isOneOf(5)) return random.pick(oddTexts);
    const cursor = random.pick(this.known.cursors);
    const at = random.below(cursor.length);
    return cursor.slice(0, at) + random.pick(['A', '_', '0', '']) + cursor.slice(at + 1);
  }
}

/** Percent-encoded; a half of a surrogate pair as the bytes that it would have. */
function encoded(text: string): string {
  return Array.from(text, (character) =>
    /^\p{Surrogate}$/u.test(character) ? '%ed%a0%80' : encodeURIComponent(character),
  ).join('');
}
