import { type ExactOnlineSimulator, startExactOnlineSimulator } from '../src/index.js';
import { Client, authorizationUrl, authorize, logIn, redirectUri, requestToken } from './client.js';

describe('OAuth of the Exact Online simulator', () => {
  let simulator: ExactOnlineSimulator;

  beforeAll(async () => {
    simulator = await startExactOnlineSimulator({ seed: 'empty' });
  });
  afterAll(() => simulator.close());
  beforeEach(() => simulator.control.reset());

  it('shows a log-in form, then consent, and sends code and state back', async () => {
    const page = await fetch(authorizationUrl(simulator.url));
    expect(page.headers.get('cross-origin-opener-policy')).toBeNull();
    expect(await page.text()).toMatch(/id="username"[\s\S]*id="password"/);
    const back = await authorize(simulator.url);
    expect(back.href.startsWith(redirectUri)).toBe(true);
    expect(back.searchParams.get('state')).toBe('s-1');
    expect(back.searchParams.get('code')).toBeTruthy();
  });

  it('refuses a wrong password, and access without a session', async () => {
    const form = Object.fromEntries(new URL(authorizationUrl(simulator.url)).searchParams);
    const wrong = new URLSearchParams({ ...form, username: 'demo@example.com', password: 'wrong' });
    const login = await fetch(`${simulator.url}/api/oauth2/auth/login`, { method: 'POST', body: wrong });
    expect(login.status).toBe(401);
    expect(await login.text()).toContain('password is wrong');
    const body = new URLSearchParams({ ...form, decision: 'allow' });
    const consent = await fetch(`${simulator.url}/api/oauth2/auth/consent`, {
      method: 'POST',
      body,
      redirect: 'manual',
    });
    expect(consent.headers.get('location')).toBeNull();
  });

  it('reports denied consent to the app, by the person or by the control', async () => {
    expect((await authorize(simulator.url, 'deny')).searchParams.get('error')).toBe('access_denied');
    simulator.control.denyConsent();
    const answer = await fetch(authorizationUrl(simulator.url), { redirect: 'manual' });
    expect(answer.headers.get('location')).toContain('error=access_denied');
  });

  it('never redirects to an address that is not registered, nor for an unknown app', async () => {
    const wrong: Record<string, string>[] = [{ redirect_uri: `${redirectUri}/` }, { client_id: 'someone-else' }];
    for (const changes of wrong) {
      const answer = await fetch(authorizationUrl(simulator.url, changes), { redirect: 'manual' });
      expect(answer.status).toBe(400);
    }
  });

  it('separates the opener on request', async () => {
    simulator.control.setCutOpener(true);
    const page = await fetch(authorizationUrl(simulator.url));
    expect(page.headers.get('cross-origin-opener-policy')).toBe('same-origin');
  });

  it('gives tokens with expires_in as text, and each code once', async () => {
    const code = (await authorize(simulator.url)).searchParams.get('code') ?? '';
    const parameters = { grant_type: 'authorization_code', code, redirect_uri: redirectUri };
    const first = await requestToken(simulator.url, parameters);
    expect(first.body).toMatchObject({ token_type: 'bearer', expires_in: '600' });
    const second = await requestToken(simulator.url, parameters);
    expect(second.status).toBe(400);
    expect(second.body['error']).toBe('invalid_grant');
  });

  it('expires a code after three minutes and refuses a wrong secret', async () => {
    const code = (await authorize(simulator.url)).searchParams.get('code') ?? '';
    const parameters = { grant_type: 'authorization_code', code, redirect_uri: redirectUri };
    const wrong = await requestToken(simulator.url, { ...parameters, client_secret: 'wrong' });
    expect([wrong.status, wrong.body['error']]).toEqual([400, 'invalid_client']);
    simulator.control.advanceClock(181_000);
    expect((await requestToken(simulator.url, parameters)).body['error']).toBe('invalid_grant');
  });

  it('refuses an early refresh, rotates in time, and invalidates the old refresh token at once', async () => {
    const { refresh, access } = await logIn(simulator.url);
    const parameters = { grant_type: 'refresh_token', refresh_token: refresh };
    const early = await requestToken(simulator.url, parameters);
    expect(early.status).toBe(400);
    expect(early.body).toEqual({
      error: 'access_denied',
      error_description: 'Rate limit exceeded: access_token not expired',
    });
    expect(early.headers.get('reason')).toMatch(/^TooEarlyToRefreshTokens:/);
    simulator.control.advanceClock(571_000);
    const fresh = await requestToken(simulator.url, parameters);
    expect(fresh.status).toBe(200);
    expect(fresh.body['refresh_token']).not.toBe(refresh);
    expect((await requestToken(simulator.url, parameters)).body['error']).toBe('invalid_grant');
    expect((await new Client(simulator, access).get('current/Me')).status).toBe(401);
    expect(simulator.control.counters()).toMatchObject({ tokenExchanges: 1, tokenRefreshes: 1 });
  });

  it('ends access tokens after 600 seconds, refresh tokens after 30 days, and both on revocation', async () => {
    const { refresh, access } = await logIn(simulator.url);
    simulator.control.advanceClock(601_000);
    expect((await new Client(simulator, access).get('current/Me')).status).toBe(401);
    simulator.control.advanceClock(30 * 86_400_000);
    const late = await requestToken(simulator.url, { grant_type: 'refresh_token', refresh_token: refresh });
    expect(late.body['error']).toBe('invalid_request');
    expect(late.body['error_description']).toMatch(/^The refresh token expired at .* and it is now /);
    const other = await logIn(simulator.url);
    expect(simulator.control.revokeGrants()).toBe(2);
    expect((await new Client(simulator, other.access).get('current/Me')).status).toBe(401);
    const revoked = await requestToken(simulator.url, { grant_type: 'refresh_token', refresh_token: other.refresh });
    expect(revoked.body['error']).toBe('invalid_grant');
  });

  it('limits token calls a day', async () => {
    simulator.control.setLimits({ tokenCallsPerDay: 1 });
    await requestToken(simulator.url, { grant_type: 'refresh_token', refresh_token: 'x' });
    const second = await requestToken(simulator.url, { grant_type: 'refresh_token', refresh_token: 'x' });
    expect(second.status).toBe(429);
    simulator.control.setLimits({ tokenCallsPerDay: 200 });
  });
});
