import type { Fields, Host, HttpPort, Secrets } from './context.js';

/** Text in which `{name}` stands for the field or secret of that name: `Token {apiKey}`. */
export type Template = string;

/** What the token endpoint answered when it refused. */
export interface TokenRefusal {
  status: number;
  headers: Record<string, string>;
  error: string;
  description: string;
}

/** OAuth 2.0 authorization code grant (RFC 6749 4.1) as a provider speaks it. */
export interface OAuth2Authentication {
  kind: 'oauth2';
  /** Names of the fields that hold the app's credentials; the second is a secret. */
  clientIdField: string;
  clientSecretField: string;
  authorizeUrl(fields: Fields, host: Host): string;
  tokenUrl(fields: Fields, host: Host): string;
  /** Where a grant is taken back (RFC 7009); left out where the provider has no such address. */
  revokeUrl?(fields: Fields, host: Host): string;
  scopes: string[];
  /** PKCE S256 (RFC 7636) where the provider takes it. */
  usesPkce: boolean;
  /** Where the client credentials go in a token request (RFC 6749 2.3.1). */
  clientAuthentication: 'body' | 'basic';
  extraAuthorizeParameters?: Record<string, string>;
  /** The header that carries the access token; default `authorization: Bearer {token}` (RFC 6750). */
  header?: { name: string; /** `{token}` stands for the access token; default `{token}`. */ value?: Template };
  /** How long an access token works where the provider does not say; undefined: until it is refused. */
  defaultLifetimeMs?: number;
  /** Undefined: the access token cannot be renewed; when it has ended, a person authorises again. */
  refresh?: {
    /** The provider refuses to refresh before this age of the access token. */
    notBeforeMs?: number;
    /** Clients refresh this long before the end, so that a token is still valid when a request ends. */
    earlyMs: number;
    /** The refresh token dies when unused for this long; the keep-alive refreshes well before. */
    maxIdleMs?: number;
    /** A refresh gives a new refresh token and the old one is dead at once. */
    isRotating: boolean;
    /** The refusal only means: too early, the current token still works. */
    isTooEarly?(refusal: TokenRefusal): boolean;
    /** The refusal means that a person must authorise again. */
    isGrantLost(refusal: TokenRefusal): boolean;
  };
}

/** Fixed headers: `{ 'x-api-key': '{apiKey}' }`, `{ authorization: 'Token token={apiKey}' }`. */
export interface HeaderAuthentication {
  kind: 'header';
  headers: Record<string, Template>;
}

/** HTTP Basic (RFC 7617), in UTF-8. */
export interface BasicAuthentication {
  kind: 'basic';
  username: Template;
  password: Template;
}

/** Keys in the query of every call: `{ api_key: '{apiKey}' }`. They reach neither logs nor traces. */
export interface QueryAuthentication {
  kind: 'query';
  parameters: Record<string, Template>;
}

/** OAuth 1.0a (RFC 5849): every call is signed with the keys of the app and of the user. */
export interface OAuth1Authentication {
  kind: 'oauth1';
  consumerKey: Template;
  consumerSecret: Template;
  /** Both left out: signed with the app's keys alone. */
  token?: Template;
  tokenSecret?: Template;
  signatureMethod: 'HMAC-SHA1' | 'HMAC-SHA256';
  /** For the `realm` of the header, such as an account number. */
  realm?: Template;
  /** Where its parameters go; default `header`. */
  placement?: 'header' | 'query';
  /** The scheme of the address that is signed, where the application sees another one than it is called by: TLS ends before it. */
  signedScheme?: 'http' | 'https';
}

/**
 * Every call is signed by an HMAC over a stated text. Beside fields and secrets its templates know `{method}`, `{host}`,
 * `{path}`, `{query}` (without `?`), `{target}` (path and query), `{timestamp}`, `{nonce}`, `{body}`, `{bodyHash}` and, in
 * headers and parameters, `{signature}`.
 *
 * @example
 * { kind: 'signed', algorithm: 'sha256', key: '{secret}', text: '{timestamp}.{method}.{target}.{body}',
 *   timestamp: 'seconds', encoding: 'hex', headers: { 'x-key': '{apiKey}', 'x-time': '{timestamp}', 'x-signature': '{signature}' } }
 */
export interface SignedAuthentication {
  kind: 'signed';
  algorithm: 'sha1' | 'sha256' | 'sha512';
  key: Template;
  /** How the key is written; default `utf8`. */
  keyEncoding?: 'utf8' | 'hex' | 'base64';
  /** What is signed. */
  text: Template;
  /** How signature and body hash are written. */
  encoding: 'hex' | 'base64' | 'base64url';
  /** Default `seconds`. */
  timestamp?: 'seconds' | 'milliseconds' | 'iso';
  headers?: Record<string, Template>;
  query?: Record<string, Template>;
}

/** A log-in that gives a session token; made anew when it is refused or has expired. */
export interface SessionAuthentication {
  kind: 'session';
  /** `http` is not authenticated; throws a ConnectorFailure of class `permission` when the log-in is refused. */
  login(options: { http: HttpPort; fields: Fields; secrets: Secrets; host: Host }): Promise<{
    headers: Record<string, string>;
    expiresInMs: number;
  }>;
}

/** One way in which the fields themselves authenticate a call. */
export type AuthenticationWay =
  HeaderAuthentication | BasicAuthentication | QueryAuthentication | OAuth1Authentication | SignedAuthentication;

/**
 * Several ways in which an application may take the same keys, by the server that it runs on. The connection test finds the one that
 * works (`context.ways`); it is remembered, and no other call tries any.
 */
export interface AlternativeAuthentication {
  kind: 'alternatives';
  ways: Readonly<Record<string, AuthenticationWay>>;
  /** Those that fit an address, the one to begin with first. None may show a secret over plain http. */
  waysAt(baseUrl: string): readonly [string, ...string[]];
}

/** How calls to an application are authenticated. */
export type Authentication =
  AuthenticationWay | AlternativeAuthentication | OAuth2Authentication | SessionAuthentication;

/** Kinds whose credentials are the connection's own fields: nothing is issued and nothing expires. */
export type FixedAuthentication = AuthenticationWay | AlternativeAuthentication;

/** The ways that a connection test can choose from. */
export interface AuthenticationWays {
  /** Those that fit the address of the connection. */
  readonly possible: readonly string[];
  readonly chosen: string;
  /** For all calls from now on. */
  choose(way: string): void;
}

/** Names that the templates of an authentication take from fields and secrets. */
export function fieldsOfAuthentication(authentication: Authentication): string[] {
  if (authentication.kind === 'oauth2') return [authentication.clientIdField, authentication.clientSecretField];
  if (authentication.kind === 'session') return [];
  if (authentication.kind === 'alternatives') return namesOfWays(authentication, fieldsOfAuthentication);
  const names = new Set<string>();
  for (const template of templatesOf(authentication)) {
    for (const [, name = ''] of template.matchAll(/\{(\w+)\}/g)) {
      if (authentication.kind !== 'signed' || !signedNames.has(name)) names.add(name);
    }
  }
  return [...names];
}

/** Fields that must be secrets; of headers and queries the author says it. */
export function secretsOfAuthentication(authentication: Authentication): string[] {
  const namesIn = (template: Template) => [...template.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name);
  switch (authentication.kind) {
    case 'oauth2':
      return [authentication.clientSecretField];
    case 'basic':
      return namesIn(authentication.password);
    case 'oauth1':
      return [...namesIn(authentication.consumerSecret), ...namesIn(authentication.tokenSecret ?? '')];
    case 'signed':
      return namesIn(authentication.key);
    case 'alternatives':
      return namesOfWays(authentication, secretsOfAuthentication);
    default:
      return [];
  }
}

function namesOfWays({ ways }: AlternativeAuthentication, namesOf: (way: AuthenticationWay) => string[]): string[] {
  return [...new Set(Object.values(ways).flatMap(namesOf))];
}

/** What a signed call itself gives to the templates. */
const signedNames: ReadonlySet<string> = new Set([
  'method',
  'host',
  'path',
  'query',
  'target',
  'timestamp',
  'nonce',
  'body',
  'bodyHash',
  'signature',
]);

function templatesOf(authentication: AuthenticationWay): Template[] {
  switch (authentication.kind) {
    case 'header':
      return Object.values(authentication.headers);
    case 'basic':
      return [authentication.username, authentication.password];
    case 'query':
      return Object.values(authentication.parameters);
    case 'oauth1': {
      const { consumerKey, consumerSecret, token = '', tokenSecret = '', realm = '' } = authentication;
      return [consumerKey, consumerSecret, token, tokenSecret, realm];
    }
    case 'signed': {
      const { key, text, headers = {}, query = {} } = authentication;
      return [key, text, ...Object.values(headers), ...Object.values(query)];
    }
  }
}
