import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Request } from 'express';
import { WooError } from './woo-error.js';

export interface ApiKey {
  consumerKey: string;
  consumerSecret: string;
  permissions: 'read' | 'write' | 'read_write';
}

/**
 * Authenticates a request, or throws WooCommerce's error.
 * Accepts HTTP Basic, `consumer_key` and `consumer_secret` in the query, OAuth 1.0a one-legged (HMAC-SHA256 or SHA1).
 */
export function assertAuthorized(request: Request, keys: readonly ApiKey[]): void {
  const key = findBasicKey(request, keys) ?? findOAuthKey(request, keys);
  if (!key) throw notAuthenticated(request);
  const isReading = request.method === 'GET' || request.method === 'HEAD' || request.method === 'OPTIONS';
  if (isReading && key.permissions === 'write') throw lacksPermission('read');
  if (!isReading && key.permissions === 'read') throw lacksPermission('write');
}

function lacksPermission(permission: string): WooError {
  const message = `The API key provided does not have ${permission} permissions.`;
  return new WooError(401, 'woocommerce_rest_authentication_error', message);
}

function notAuthenticated(request: Request): WooError {
  const refuse = (action: string, message: string): WooError =>
    new WooError(401, `woocommerce_rest_cannot_${action}`, message);
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

function findBasicKey(request: Request, keys: readonly ApiKey[]): ApiKey | undefined {
  const { consumer_key: queryKey, consumer_secret: querySecret } = request.query;
  let pair: [string, string] | undefined;
  if (typeof queryKey === 'string' && typeof querySecret === 'string') pair = [queryKey, querySecret];
  else pair = basicPair(request.headers.authorization);
  const key = keys.find((each) => each.consumerKey === pair?.[0]);
  if (!pair || !key) return undefined;
  if (isSame(key.consumerSecret, pair[1])) return key;
  throw new WooError(401, 'woocommerce_rest_authentication_error', 'Consumer secret is invalid.');
}

function basicPair(header: string | undefined): [string, string] | undefined {
  const encoded = /^Basic\s+(\S+)$/i.exec(header ?? '')?.[1];
  if (encoded === undefined) return undefined;
  const [name = '', ...rest] = Buffer.from(encoded, 'base64').toString('utf8').split(':');
  return [name, rest.join(':')];
}

function findOAuthKey(request: Request, keys: readonly ApiKey[]): ApiKey | undefined {
  const parameters = oauthParameters(request);
  const consumerKey = parameters.get('oauth_consumer_key');
  if (consumerKey === undefined) return undefined;
  const key = keys.find((each) => each.consumerKey === consumerKey);
  if (!key) throw new WooError(401, 'woocommerce_rest_authentication_error', 'Consumer key is invalid.');
  const signature = parameters.get('oauth_signature') ?? '';
  if (isSame(expectedSignature(request, parameters, key), signature)) return key;
  const message = 'Invalid signature - provided signature does not match.';
  throw new WooError(401, 'woocommerce_rest_authentication_error', message);
}

function oauthParameters(request: Request): Map<string, string> {
  const parameters = new Map(new URL(request.originalUrl, 'http://shop').searchParams);
  const header = request.headers.authorization ?? '';
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
  const url = `${request.protocol}://${request.headers.host ?? ''}${path}`;
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
