import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Request } from 'express';
import { WooError } from './woo-error.js';

export interface ApiKey {
  consumerKey: string;
  consumerSecret: string;
  permissions: 'read' | 'write' | 'read_write';
  /** False: its user is no shop manager. */
  mayManage?: boolean;
  /** As the list of keys shows it; of a key that the shop made itself. */
  description?: string;
}

/** How the server of the shop stands. */
export interface Server {
  /** It drops the `Authorization` header before WordPress sees it. */
  dropsAuthorization: boolean;
  /** The clock of the machine, in milliseconds, whatever day the shop thinks it is. */
  now(): number;
  /** Nonces of signed calls in the last quarter of an hour. */
  nonces: Map<string, number>;
}

const windowSeconds = 15 * 60;

/**
 * Authenticates a request as WooCommerce does, or throws its error. Over what WordPress takes for https: keys in the query, else HTTP
 * Basic, else OAuth 1.0a; over plain http OAuth 1.0a alone (one-legged, HMAC-SHA256 or SHA1).
 */
export function assertAuthorized(request: Request, keys: readonly ApiKey[], server: Server): void {
  const key =
    (seesHttps(request) ? findBasicKey(request, keys, server) : undefined) ?? findOAuthKey(request, keys, server);
  if (!key) throw notAuthenticated(request);
  const isReading = request.method === 'GET' || request.method === 'HEAD' || request.method === 'OPTIONS';
  if (isReading && key.permissions === 'write') throw lacksPermission('read');
  if (!isReading && key.permissions === 'read') throw lacksPermission('write');
  // Signed in, but without the right: 403 where an unknown visitor gets 401.
  if (key.mayManage === false) throw notAuthenticated(request, 403);
}

/** TLS ends before the shop, and whoever ends it says so; a WordPress that believes it takes the call for https. */
function seesHttps(request: Request): boolean {
  return request.secure || request.headers['x-forwarded-proto'] === 'https';
}

function lacksPermission(permission: string): WooError {
  const message = `The API key provided does not have ${permission} permissions.`;
  return new WooError(401, 'woocommerce_rest_authentication_error', message);
}

function notAuthenticated(request: Request, status = 401): WooError {
  const refuse = (action: string, message: string): WooError =>
    new WooError(status, `woocommerce_rest_cannot_${action}`, message);
  if (request.path.endsWith('/batch')) {
    return refuse('batch', 'Sorry, you are not allowed to batch manipulate this resource.');
  }
  const isSingle = /\/\d+$/.test(request.path);
  if (request.method === 'GET') {
    return refuse('view', isSingle ? 'Sorry, you cannot view this resource.' : 'Sorry, you cannot list resources.');
  }
  if (request.method === 'DELETE') return refuse('delete', 'Sorry, you are not allowed to delete this resource.');
  return isSingle
    ? refuse('edit', 'Sorry, you are not allowed to edit this resource.')
    : refuse('create', 'Sorry, you are not allowed to create resources.');
}

function findBasicKey(request: Request, keys: readonly ApiKey[], server: Server): ApiKey | undefined {
  const { consumer_key: queryKey, consumer_secret: querySecret } = request.query;
  let pair: [string, string] | undefined;
  if (isText(queryKey) && isText(querySecret)) pair = [queryKey, querySecret];
  else if (!server.dropsAuthorization) pair = basicPair(request.headers.authorization);
  const key = keys.find((each) => each.consumerKey === pair?.[0]);
  if (!pair || !key) return undefined;
  if (isSame(key.consumerSecret, pair[1])) return key;
  throw new WooError(401, 'woocommerce_rest_authentication_error', 'Consumer secret is invalid.');
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value !== '';
}

function basicPair(header: string | undefined): [string, string] | undefined {
  const encoded = /^Basic\s+(\S+)$/i.exec(header ?? '')?.[1];
  if (encoded === undefined) return undefined;
  const [name = '', ...rest] = Buffer.from(encoded, 'base64').toString('utf8').split(':');
  return [name, rest.join(':')];
}

const oauthNames = [
  'oauth_consumer_key',
  'oauth_timestamp',
  'oauth_nonce',
  'oauth_signature',
  'oauth_signature_method',
];

const refused = (message: string): WooError => new WooError(401, 'woocommerce_rest_authentication_error', message);

function findOAuthKey(request: Request, keys: readonly ApiKey[], server: Server): ApiKey | undefined {
  const parameters = oauthParameters(request, server);
  const missing = oauthNames.filter((name) => !parameters.get(name));
  if (missing.length === oauthNames.length) return undefined;
  if (missing.length > 0) {
    const message = `Missing OAuth parameter${missing.length > 1 ? 's' : ''} ${missing.join(', ')}`;
    throw new WooError(401, 'woocommerce_rest_authentication_missing_parameter', message);
  }
  const key = keys.find((each) => each.consumerKey === parameters.get('oauth_consumer_key'));
  if (!key) throw refused('Consumer key is invalid.');
  const method = parameters.get('oauth_signature_method') ?? '';
  if (!/^HMAC-SHA(?:1|256)$/.test(method)) throw refused('Invalid signature - signature method is invalid.');
  if (!isSame(expectedSignature(request, parameters, key), parameters.get('oauth_signature') ?? ''))
    throw refused('Invalid signature - provided signature does not match.');
  assertFresh(key, parameters, server);
  return key;
}

function assertFresh(key: ApiKey, parameters: ReadonlyMap<string, string>, { nonces, now }: Server): void {
  const nowSeconds = now() / 1000;
  const timestamp = Number(parameters.get('oauth_timestamp'));
  if (!(Math.abs(timestamp - nowSeconds) <= windowSeconds)) throw refused('Invalid timestamp.');
  for (const [nonce, at] of nonces) if (at < nowSeconds - windowSeconds) nonces.delete(nonce);
  const nonce = `${key.consumerKey} ${parameters.get('oauth_nonce') ?? ''}`;
  if (nonces.has(nonce)) throw refused('Invalid nonce - nonce has already been used.');
  nonces.set(nonce, timestamp);
}

function oauthParameters(request: Request, server: Server): Map<string, string> {
  const parameters = new Map(new URL(request.originalUrl, 'http://shop').searchParams);
  const header = server.dropsAuthorization ? '' : (request.headers.authorization ?? '');
  if (!header.startsWith('OAuth ')) return parameters;
  for (const [, name = '', value = ''] of header.matchAll(/(oauth_[a-z_]+)="([^"]*)"/g)) {
    parameters.set(name, decodeURIComponent(value));
  }
  return parameters;
}

/** RFC 5849, section 3.4, with an empty token secret as WooCommerce uses it. */
function expectedSignature(request: Request, parameters: ReadonlyMap<string, string>, key: ApiKey): string {
  const pairs = [...parameters]
    .filter(([name]) => name !== 'oauth_signature')
    .map(([name, value]) => [encode(name), encode(value)] as const)
    .sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
    .map(([name, value]) => `${name}=${value}`);
  const path = request.originalUrl.split('?')[0] ?? '';
  const url = `${seesHttps(request) ? 'https' : 'http'}://${request.headers.host ?? ''}${path}`;
  const base = [request.method, encode(url), encode(pairs.join('&'))].join('&');
  const algorithm = parameters.get('oauth_signature_method') === 'HMAC-SHA1' ? 'sha1' : 'sha256';
  return createHmac(algorithm, `${key.consumerSecret}&`).update(base).digest('base64');
}

function encode(value: string): string {
  return encodeURIComponent(value).replace(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);
}

function isSame(a: string, b: string): boolean {
  const left = Buffer.from(a);
  const right = Buffer.from(b);
  return left.length === right.length && timingSafeEqual(left, right);
}
