import { randomBytes } from 'node:crypto';
import { type Request, type Response, Router, urlencoded } from 'express';
import type { Limits } from '../limits/limits.js';
import { type App, type Grant, type Grants, OAuthError } from './grants.js';
import { consentPage, loginPage, problemPage } from './pages.js';

/** `ask` shows the pages; `allow` and `deny` decide at once without log-in, for tests. */
export type Consent = 'ask' | 'allow' | 'deny';

export interface User {
  id: string;
  email: string;
  password: string;
  name: string;
}

export interface OAuthOptions {
  apps: readonly App[];
  user: User;
  grants: Grants;
  limits: Limits;
  consent: () => Consent;
  /** Separates a log-in pop-up from the window that opened it (`Cross-Origin-Opener-Policy`). */
  cutsOpener: () => boolean;
  onTokens: (kind: 'authorization_code' | 'refresh_token') => void;
}

interface AuthorizationRequest {
  parameters: URLSearchParams;
  app: App;
  redirectUri: string;
}

const sessionCookie = 'exact-simulator-session';

/** The pages and the token endpoint of `/api/oauth2`. */
export function oauthRouter(options: OAuthOptions): Router {
  const router = Router();
  const sessions = new Set<string>();
  const parseForm = urlencoded({ extended: false });
  router.use('/auth', (_request, response, next) => {
    response.set('Cache-Control', 'no-store');
    if (options.cutsOpener()) response.set('Cross-Origin-Opener-Policy', 'same-origin');
    next();
  });
  router.get('/auth', (request, response) => {
    const authorization = readAuthorization(options, new URL(request.originalUrl, 'http://x').searchParams, response);
    if (authorization) showFirstPage(options, authorization, sessions, request, response);
  });
  router.post('/auth/login', parseForm, (request, response) => {
    const { username, password, parameters } = splitForm(request);
    const authorization = readAuthorization(options, parameters, response);
    if (authorization) logIn(options, authorization, { username, password }, sessions, response);
  });
  router.post('/auth/consent', parseForm, (request, response) => {
    const { decision, parameters } = splitForm(request);
    const authorization = readAuthorization(options, parameters, response);
    if (!authorization) return;
    if (!hasSession(request, sessions)) response.send(loginPage(parameters, 'Your session has ended: log in again.'));
    else decide(options, authorization, decision === 'allow', response);
  });
  router.post('/token', parseForm, (request, response) => answerToken(options, request, response));
  return router;
}

function splitForm(request: Request): {
  username: string;
  password: string;
  decision: string;
  parameters: URLSearchParams;
} {
  const { username = '', password = '', decision = '', ...rest } = (request.body ?? {}) as Record<string, string>;
  return { username, password, decision, parameters: new URLSearchParams(rest) };
}

/** Unknown apps and redirect URIs get an error page, never a redirect. */
function readAuthorization(
  options: OAuthOptions,
  parameters: URLSearchParams,
  response: Response,
): AuthorizationRequest | undefined {
  const app = options.apps.find(({ clientId }) => clientId === parameters.get('client_id'));
  const redirectUri = parameters.get('redirect_uri') ?? '';
  if (!app) {
    response
      .status(400)
      .send(problemPage('The client ID is not registered. Check the client ID of your app in the App Centre.'));
  } else if (!app.redirectUris.includes(redirectUri)) {
    response.status(400).send(problemPage(`The redirect URI "${redirectUri}" is not the one registered with the app.`));
  } else if (parameters.get('response_type') !== 'code') {
    redirectBack(response, { parameters, redirectUri }, { error: 'unsupported_response_type' });
  } else {
    return { parameters, app, redirectUri };
  }
  return undefined;
}

function redirectBack(
  response: Response,
  { parameters, redirectUri }: Pick<AuthorizationRequest, 'parameters' | 'redirectUri'>,
  answer: Record<string, string>,
): void {
  const url = new URL(redirectUri);
  for (const [name, value] of Object.entries(answer)) url.searchParams.set(name, value);
  const state = parameters.get('state');
  if (state !== null) url.searchParams.set('state', state);
  response.redirect(302, url.href);
}

function hasSession(request: Request, sessions: ReadonlySet<string>): boolean {
  const match = new RegExp(`${sessionCookie}=([^;]+)`).exec(request.headers.cookie ?? '');
  return match?.[1] !== undefined && sessions.has(match[1]);
}

function showFirstPage(
  options: OAuthOptions,
  authorization: AuthorizationRequest,
  sessions: ReadonlySet<string>,
  request: Request,
  response: Response,
): void {
  const consent = options.consent();
  if (consent !== 'ask') return decide(options, authorization, consent === 'allow', response);
  const isForced = authorization.parameters.get('force_login') === '1';
  const isLoggedIn = !isForced && hasSession(request, sessions);
  const { parameters, app } = authorization;
  response.send(isLoggedIn ? consentPage(parameters, app.clientId) : loginPage(parameters));
}

function logIn(
  { user }: OAuthOptions,
  { parameters, app }: AuthorizationRequest,
  { username, password }: { username: string; password: string },
  sessions: Set<string>,
  response: Response,
): void {
  if (username !== user.email || password !== user.password) {
    response.status(401).send(loginPage(parameters, 'The e-mail address or the password is wrong.'));
    return;
  }
  const session = randomBytes(24).toString('base64url');
  sessions.add(session);
  response.cookie(sessionCookie, session, { httpOnly: true, sameSite: 'lax', path: '/' });
  response.send(consentPage(parameters, app.clientId));
}

function decide(
  { grants, user }: OAuthOptions,
  authorization: AuthorizationRequest,
  isAllowed: boolean,
  response: Response,
): void {
  if (!isAllowed) {
    redirectBack(response, authorization, { error: 'access_denied', error_description: 'The user denied access.' });
    return;
  }
  const { app, redirectUri } = authorization;
  redirectBack(response, authorization, { code: grants.issueCode(app.clientId, redirectUri, user.id) });
}

function answerToken(options: OAuthOptions, request: Request, response: Response): void {
  response.set({ 'Cache-Control': 'no-store', Pragma: 'no-cache' });
  try {
    const grant = redeem(options, request);
    response.json({
      access_token: grant.accessToken,
      token_type: 'bearer',
      expires_in: '600',
      refresh_token: grant.refreshToken,
    });
  } catch (error: unknown) {
    if (!(error instanceof OAuthError)) throw error;
    response.status(error.status).set(error.headers).json({ error: error.error, error_description: error.message });
  }
}

function redeem(options: OAuthOptions, request: Request): Grant {
  const form = (request.body ?? {}) as Record<string, string | undefined>;
  const app = authenticateApp(options, request, form);
  const limit = options.limits.countTokenCall(app.clientId, options.user.id);
  if (limit) throw new OAuthError('access_denied', 'Rate limit exceeded: too many token requests today', 429, limit);
  const kind = form['grant_type'];
  if (kind === 'authorization_code') {
    const grant = options.grants.redeemCode(form['code'] ?? '', app.clientId, form['redirect_uri'] ?? '');
    options.onTokens(kind);
    return grant;
  }
  if (kind === 'refresh_token') {
    const grant = options.grants.refresh(form['refresh_token'] ?? '', app.clientId);
    options.onTokens(kind);
    return grant;
  }
  throw new OAuthError('unsupported_grant_type', 'grant_type must be authorization_code or refresh_token.');
}

/** The secret is in the body or sent as HTTP Basic; a wrong one in HTTP Basic is a 401 with a challenge. */
function authenticateApp({ apps }: OAuthOptions, request: Request, form: Record<string, string | undefined>): App {
  const basic = /^Basic (.+)$/i.exec(request.headers.authorization ?? '')?.[1];
  const [basicId = '', basicSecret = ''] = basic ? Buffer.from(basic, 'base64').toString().split(':') : [];
  const clientId = form['client_id'] ?? decodeURIComponent(basicId);
  const secret = form['client_secret'] ?? decodeURIComponent(basicSecret);
  const app = apps.find((each) => each.clientId === clientId);
  if (app && app.clientSecret === secret) return app;
  const headers: Record<string, string> = basic ? { 'WWW-Authenticate': 'Basic realm="Exact Online"' } : {};
  throw new OAuthError('invalid_client', 'The client ID or client secret is incorrect.', basic ? 401 : 400, headers);
}
