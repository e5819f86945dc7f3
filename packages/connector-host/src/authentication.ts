import {
  fieldsOfAuthentication,
  type Authentication,
  type AuthenticationWays,
  type Connector,
  type Fields,
  type FixedAuthentication,
  type Host,
  type OAuth1Authentication,
  type OAuth2Authentication,
  type Secrets,
  type SignedAuthentication,
  type Template,
} from '@koppel/connector-sdk';
import type { Credentials } from '@koppel/contracts';
import { createHash, createHmac, randomBytes } from 'node:crypto';
import type { HttpCall } from './http-request.js';

/** What makes calls authenticated. `epoch` counts the credentials of the connection: a refused one is renewed once. */
export interface Access {
  credentials: Credentials;
  epoch: number;
}

/** Where the HTTP client gets its credentials from. */
export interface AccessProvider {
  current(): Promise<Access>;
  /** Called when the application refused the access of `refusedEpoch`; gives a newer one, or the same where there is none. */
  renew(refusedEpoch: number): Promise<Access>;
  /** In a connection test: the ways that its authentication has. */
  ways?: AuthenticationWays;
}

/** True for kinds whose credentials are the fields themselves: nothing is issued, nothing can be renewed. */
export function isFixed(authentication: Authentication): authentication is FixedAuthentication {
  return authentication.kind !== 'oauth2' && authentication.kind !== 'session';
}

/** The way that credentials are for: the remembered one, where it still fits the address. */
export function wayOf(
  { authentication, baseUrl }: Pick<Connector, 'authentication' | 'baseUrl'>,
  { fields, host, remembered }: { fields: Fields; host: Host; remembered?: string | null },
): { way: string; possible: readonly string[] } | undefined {
  if (authentication.kind !== 'alternatives') return undefined;
  const possible = authentication.waysAt(baseUrl(fields, host));
  const [first] = possible;
  return { way: remembered && possible.includes(remembered) ? remembered : first, possible };
}

/** The ways of a connection as its test chooses from them; undefined where there is only one. */
export function choosableWays(
  connector: Pick<Connector, 'authentication' | 'baseUrl'>,
  connection: { fields: Fields; host: Host; remembered?: string | null },
): AuthenticationWays | undefined {
  const known = wayOf(connector, connection);
  if (!known) return undefined;
  const { possible } = known;
  let chosen = known.way;
  return {
    possible,
    get chosen() {
      return chosen;
    },
    choose(way) {
      if (!possible.includes(way)) throw new Error(`"${way}" does not fit the address of the connection`);
      chosen = way;
    },
  };
}

/** The credentials that fields and secrets give; of an authentication with several ways, for one of them. */
export function fixedCredentials(
  authentication: FixedAuthentication,
  fields: Fields,
  secrets: Secrets,
  way?: string,
): Credentials {
  if (authentication.kind === 'alternatives') {
    const found = way === undefined ? undefined : authentication.ways[way];
    if (!found) throw new Error(`there is no way "${way}" to authenticate`);
    return { ...fixedCredentials(found, fields, secrets), way };
  }
  const values = Object.fromEntries(
    fieldsOfAuthentication(authentication).map((name) => [name, secrets[name] ?? textOf(fields[name])]),
  );
  const fill = (template: Template) => fillTemplate(template, values).toString();
  switch (authentication.kind) {
    case 'header':
      return credentialsOf({ headers: mapValues(authentication.headers, fill) });
    case 'basic': {
      const pair = `${fill(authentication.username)}:${fill(authentication.password)}`;
      return credentialsOf({ headers: { authorization: `Basic ${Buffer.from(pair, 'utf8').toString('base64')}` } });
    }
    case 'query':
      return credentialsOf({ query: mapValues(authentication.parameters, fill) });
    case 'oauth1': {
      const { consumerKey, consumerSecret, token = '', tokenSecret = '', realm = '' } = authentication;
      return credentialsOf({ keys: mapValues({ consumerKey, consumerSecret, token, tokenSecret, realm }, fill) });
    }
    case 'signed':
      return credentialsOf({ keys: values });
  }
}

/** The credentials of an OAuth 2.0 access token. */
export function tokenCredentials({ header }: OAuth2Authentication, accessToken: string): Credentials {
  const { name = 'authorization', value = header ? '{token}' : 'Bearer {token}' } = header ?? {};
  return credentialsOf({ headers: { [name]: fillTemplate(value, { token: accessToken }).toString() } });
}

/** Credentials that are complete as headers, such as those of a session. */
export function headerCredentials(headers: Record<string, string>): Credentials {
  return credentialsOf({ headers });
}

/** The way in which credentials go into a call. */
function wayTaken(authentication: Authentication, { way }: Credentials): Authentication | undefined {
  return authentication.kind === 'alternatives' ? authentication.ways[way ?? ''] : authentication;
}

/** Whether calls carry the time at which they were signed. */
export function isSignedWithTime(authentication: Authentication, credentials: Credentials): boolean {
  const kind = wayTaken(authentication, credentials)?.kind;
  return kind === 'oauth1' || kind === 'signed';
}

/** The call with its credentials: headers and query added, or signed as `authentication` says. */
export function authenticate(
  call: HttpCall,
  credentials: Credentials,
  options: { authentication: Authentication; now: Date; nonce?: string },
): HttpCall {
  const { headers, query, keys } = credentials;
  const added = withParts(call, { headers, query });
  const { now, nonce = randomBytes(16).toString('hex') } = options;
  const authentication = wayTaken(options.authentication, credentials);
  if (authentication?.kind === 'oauth1') {
    const timestamp = String(Math.floor(now.getTime() / 1000));
    const { signed, signature } = signedByOauth1(added, { ...authentication, ...keys, timestamp, nonce });
    return { ...signed, secrets: secretsOf(headers, query, keys, { signature }) };
  }
  if (authentication?.kind === 'signed') {
    const signed = withParts(added, signedParts(added, authentication, { values: keys, now, nonce }));
    return { ...signed, secrets: secretsOf(headers, query, keys) };
  }
  return { ...added, secrets: secretsOf(headers, query) };
}

type OAuth1Keys = Pick<
  OAuth1Authentication,
  'consumerKey' | 'consumerSecret' | 'token' | 'tokenSecret' | 'signatureMethod' | 'realm' | 'signedScheme'
> & {
  timestamp: string;
  nonce: string;
  /** Further protocol parameters, such as `oauth_callback`. */
  extra?: Record<string, string>;
};

function signedByOauth1(
  call: HttpCall,
  keys: OAuth1Keys & Pick<OAuth1Authentication, 'placement'>,
): { signed: HttpCall; signature: string } {
  const parameters = oauth1Parameters(call, keys);
  const signature = parameters.find(([name]) => name === 'oauth_signature')?.[1] ?? '';
  const parts =
    keys.placement === 'query'
      ? { query: Object.fromEntries(parameters) }
      : { headers: { authorization: headerOf(parameters, keys) } };
  return { signed: withParts(call, parts), signature };
}

/** The `Authorization` header of a signed request (RFC 5849 3.5.1). */
export function oauth1Header(call: HttpCall, keys: OAuth1Keys): string {
  return headerOf(oauth1Parameters(call, keys), keys);
}

function headerOf(parameters: readonly [string, string][], keys: OAuth1Keys): string {
  const realm = keys.realm ? `realm="${keys.realm.replace(/["\\]/g, '\\$&')}", ` : '';
  return `OAuth ${realm}${parameters.map(([name, value]) => `${percentEncode(name)}="${percentEncode(value)}"`).join(', ')}`;
}

/** The parameters of the protocol, with the signature as the last. */
function oauth1Parameters(call: HttpCall, keys: OAuth1Keys): [string, string][] {
  const protocol: [string, string][] = [
    ['oauth_consumer_key', keys.consumerKey],
    ...(keys.token ? [['oauth_token', keys.token] as [string, string]] : []),
    ['oauth_signature_method', keys.signatureMethod],
    ['oauth_timestamp', keys.timestamp],
    ['oauth_nonce', keys.nonce],
    ...Object.entries(keys.extra ?? {}),
  ];
  const secret = `${percentEncode(keys.consumerSecret)}&${percentEncode(keys.tokenSecret ?? '')}`;
  const algorithm = keys.signatureMethod === 'HMAC-SHA256' ? 'sha256' : 'sha1';
  const seen = keys.signedScheme ? { ...call, origin: call.origin.replace(/^https?/, keys.signedScheme) } : call;
  const signature = createHmac(algorithm, secret).update(oauth1BaseString(seen, protocol)).digest('base64');
  return [...protocol, ['oauth_signature', signature]];
}

/** The text that is signed (RFC 5849 3.4.1): method, address, and all parameters in order of their encoded names and values. */
export function oauth1BaseString(call: HttpCall, protocol: readonly [string, string][]): string {
  const [path = '', query = ''] = call.path.split('?', 2);
  const isForm = call.headers['content-type']?.startsWith('application/x-www-form-urlencoded') === true;
  const body = isForm && call.payload !== null ? [...new URLSearchParams(textOfPayload(call))] : [];
  const parameters = [...new URLSearchParams(query), ...body, ...protocol]
    .map(([name, value]) => [percentEncode(name), percentEncode(value)] as const)
    .sort(([a, x], [b, y]) => compare(a, b) || compare(x, y))
    .map((pair) => pair.join('='))
    .join('&');
  return [call.method, call.origin + path, parameters].map(percentEncode).join('&');
}

function signedParts(
  call: HttpCall,
  authentication: SignedAuthentication,
  { values, now, nonce }: { values: Record<string, string>; now: Date; nonce: string },
): { headers: Record<string, string>; query: Record<string, string> } {
  const { algorithm, encoding, keyEncoding = 'utf8' } = authentication;
  const [path = '', query = ''] = call.path.split('?', 2);
  const body = Buffer.from(call.payload ?? '');
  const known: Record<string, string | Buffer> = {
    ...values,
    method: call.method,
    host: new URL(call.origin).host,
    path,
    query,
    target: call.path,
    timestamp: timestampOf(now, authentication.timestamp),
    nonce,
    body,
    bodyHash: createHash(algorithm).update(body).digest(encoding),
  };
  const key = Buffer.from(fillTemplate(authentication.key, values).toString(), keyEncoding);
  const signature = createHmac(algorithm, key).update(fillTemplate(authentication.text, known)).digest(encoding);
  const fill = (template: Template) => fillTemplate(template, { ...known, signature }).toString();
  return { headers: mapValues(authentication.headers ?? {}, fill), query: mapValues(authentication.query ?? {}, fill) };
}

function timestampOf(now: Date, format: SignedAuthentication['timestamp'] = 'seconds'): string {
  if (format === 'iso') return now.toISOString();
  return String(format === 'milliseconds' ? now.getTime() : Math.floor(now.getTime() / 1000));
}

function withParts(
  call: HttpCall,
  { headers = {}, query = {} }: { headers?: Record<string, string>; query?: Record<string, string> },
): HttpCall {
  const lowerCase = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
  const parameters = new URLSearchParams(query).toString();
  const path = parameters === '' ? call.path : `${call.path}${call.path.includes('?') ? '&' : '?'}${parameters}`;
  return { ...call, path, headers: { ...call.headers, ...lowerCase } };
}

/** Values that no message, log or trace may show, also where the application repeats them. */
function secretsOf(...groups: Record<string, string>[]): string[] {
  const values = groups.flatMap((group) => Object.values(group)).flatMap((value) => [value, ...value.split(/\s+/)]);
  return [
    ...new Set(
      values.flatMap((value) => [
        value,
        encodeURIComponent(value),
        new URLSearchParams([['', value]]).toString().slice(1),
      ]),
    ),
  ]
    .filter((value) => value.length >= 6)
    .sort((left, right) => right.length - left.length);
}

function credentialsOf(parts: Partial<Credentials>): Credentials {
  return { headers: {}, query: {}, keys: {}, ...parts };
}

/** Bodies may be bytes, so a filled template is bytes. Values are never read as templates themselves. */
function fillTemplate(template: Template, values: Record<string, string | Buffer>): Buffer {
  const parts = template.split(/\{(\w+)\}/);
  return Buffer.concat(parts.map((part, index) => Buffer.from(index % 2 === 0 ? part : (values[part] ?? ''))));
}

function textOf(value: unknown): string {
  return value === undefined || value === null ? '' : String(value);
}

function textOfPayload({ payload }: HttpCall): string {
  return typeof payload === 'string' ? payload : Buffer.from(payload ?? '').toString('utf8');
}

function mapValues(record: Record<string, string>, work: (value: string) => string): Record<string, string> {
  return Object.fromEntries(Object.entries(record).map(([name, value]) => [name, work(value)]));
}

/** RFC 3986 unreserved characters stay (RFC 5849 3.6). */
function percentEncode(text: string): string {
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

function compare(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0;
}
