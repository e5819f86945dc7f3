import type { Fields, Host, HttpPort, Secrets } from './context.js';

/** What the token endpoint answered when it refused. */
export interface TokenRefusal {
  status: number;
  headers: Record<string, string>;
  error: string;
  description: string;
}

/**
 * OAuth 2.0 authorization code grant (RFC 6749 4.1) as a provider speaks it.
 */
export interface OAuth2Authorization {
  kind: 'oauth2';
  /** Names of the fields that hold the app's credentials; the second is a secret. */
  clientIdField: string;
  clientSecretField: string;
  authorizeUrl(fields: Fields, host: Host): string;
  tokenUrl(fields: Fields, host: Host): string;
  scopes: string[];
  /** PKCE S256 (RFC 7636) where the provider takes it. */
  usesPkce: boolean;
  /** Where the client credentials go in a token request. */
  clientAuthentication: 'body' | 'basic';
  extraAuthorizeParameters?: Record<string, string>;
  refresh: {
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

/** A fixed key in a header, such as HTTP Basic. */
export interface StaticAuthorization {
  kind: 'static';
  header(fields: Fields, secrets: Secrets): { name: string; value: string };
}

/** A log-in that gives a session token; made anew when it is refused or has expired. */
export interface SessionAuthorization {
  kind: 'session';
  /** `http` is not authorised; throws a ConnectorFailure of class `permission` when the log-in is refused. */
  login(options: { http: HttpPort; fields: Fields; secrets: Secrets; host: Host }): Promise<{
    header: { name: string; value: string };
    expiresInMs: number;
  }>;
}

export type Authorization = OAuth2Authorization | StaticAuthorization | SessionAuthorization;
