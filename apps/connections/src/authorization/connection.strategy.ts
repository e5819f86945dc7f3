import type { Connector, Fields, Host, OAuth2Authentication } from '@koppel/connector-sdk';
import type { Request, Response } from 'express';
import passport from 'passport';
import OAuth2Strategy from 'passport-oauth2';
import type { TokenAnswer } from '../access/token-endpoint.service.js';

type StoredCallback = (error: unknown, state?: string) => void;
type VerifiedCallback = (error: unknown, ok?: string | boolean, state?: unknown) => void;

/** Keeps `state` and PKCE verifier on the server, for the one request that a strategy serves. */
export interface DanceStore {
  begin(codeVerifier: string | undefined): Promise<string>;
  /** The PKCE verifier of the attempt that came back, which was checked before. */
  codeVerifier: string | undefined;
}

export interface StrategyOptions {
  connector: Connector;
  authentication: OAuth2Authentication;
  fields: Fields;
  clientSecret: string;
  host: Host;
  redirectUri: string;
  store: DanceStore;
  exchange(parameters: Record<string, string>): Promise<TokenAnswer>;
}

/**
 * passport-oauth2 for one connection and one request. Its own HTTP (no guard, no time-out, no limit) is replaced by the
 * service's token endpoint.
 */
export class ConnectionStrategy extends OAuth2Strategy {
  readonly #extra: Record<string, string>;

  constructor(options: StrategyOptions) {
    const { authentication, fields, host, clientSecret, redirectUri } = options;
    super(
      {
        authorizationURL: authentication.authorizeUrl(fields, host),
        tokenURL: authentication.tokenUrl(fields, host),
        clientID: String(fields[authentication.clientIdField] ?? ''),
        clientSecret,
        callbackURL: redirectUri,
        scope: authentication.scopes.length > 0 ? authentication.scopes : undefined,
        // Also without PKCE: the strategy hands the verifier, or none, to the store.
        pkce: authentication.usesPkce,
        state: true,
        store: passportStore(options.store) as unknown as OAuth2Strategy.StateStore,
        skipUserProfile: true,
      },
      (
        _accessToken: string,
        _refreshToken: string,
        results: TokenAnswer,
        _profile: unknown,
        done: OAuth2Strategy.VerifyCallback,
      ) => done(null, results),
    );
    this.#extra = authentication.extraAuthorizeParameters ?? {};
    this._oauth2.getOAuthAccessToken = (code: string, parameters: unknown, callback?: unknown) => {
      const answer = callback as (
        error: unknown,
        access?: string,
        refresh?: string | null,
        results?: TokenAnswer,
      ) => void;
      options.exchange({ ...(parameters as Record<string, string>), code }).then(
        (tokens) => answer(null, tokens.accessToken, tokens.refreshToken, tokens),
        (error: unknown) => answer(error),
      );
    };
  }

  override authorizationParams(): object {
    return this.#extra;
  }
}

/** passport-oauth2 chooses by the number of parameters what it hands over. */
function passportStore(store: DanceStore) {
  return {
    store(
      _request: Request,
      codeVerifier: string | undefined,
      _state: unknown,
      _meta: unknown,
      stored: StoredCallback,
    ): void {
      store.begin(codeVerifier).then((state) => stored(null, state), stored);
    },
    verify(_request: Request, state: string, _meta: unknown, verified: VerifiedCallback): void {
      verified(null, store.codeVerifier ?? true, state);
    },
  };
}

/** Sends the browser to the provider. */
export function redirectWith(strategy: ConnectionStrategy, request: Request, response: Response): Promise<void> {
  return new Promise((resolve, reject) => {
    response.once('finish', resolve);
    authenticate(strategy, { request, response, done: (error) => reject(asError(error)) });
  });
}

/** Exchanges the code that the provider sent along for tokens. */
export function exchangeWith(strategy: ConnectionStrategy, request: Request, response: Response): Promise<TokenAnswer> {
  return new Promise((resolve, reject) => {
    authenticate(strategy, {
      request,
      response,
      done: (error, tokens) => (tokens ? resolve(tokens) : reject(asError(error))),
    });
  });
}

function authenticate(
  strategy: ConnectionStrategy,
  {
    request,
    response,
    done,
  }: { request: Request; response: Response; done(error: unknown, tokens?: TokenAnswer): void },
): void {
  const finish = (error: unknown, tokens: unknown) => done(error, tokens ? (tokens as TokenAnswer) : undefined);
  passport.authenticate(strategy, { session: false }, finish)(request, response, (error: unknown) => done(error));
}

function asError(error: unknown): unknown {
  return error ?? new Error('passport ended without tokens and without an error');
}

/** The error beneath passport-oauth2's wrapping. */
export function unwrapOAuthError(error: unknown): unknown {
  return error instanceof OAuth2Strategy.InternalOAuthError ? (error.oauthError as unknown) : error;
}
