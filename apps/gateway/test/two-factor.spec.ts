import { jest } from '@jest/globals';
import type { AuditEntry } from '@koppel/contracts';
import { SERVICE_CONFIG } from '@koppel/service-kit';
import { appCode } from '../../../tools/authenticator-app.ts';
import { AccountMails } from '../src/auth/account-mails.service.js';
import { secondFactorOff } from '../src/auth/second-factor-off.command.js';
import type { GatewayConfig } from '../src/config.js';
import { cookieOf, secretOf, setUpSecondFactor, startGateway, type TestGateway, type Visitor } from './harness.js';

const json = async <T>(answer: Promise<Response>): Promise<T> => (await (await answer).json()) as T;

interface Enabled {
  totpURI: string;
  backupCodes: string[];
}

const codeOf = (uri: string, which?: 'next') => appCode(secretOf(uri), which);

describe('a second factor', () => {
  let gateway: TestGateway;

  beforeAll(async () => {
    gateway = await startGateway();
  });

  beforeEach(() => gateway.database.query('delete from "rateLimit"'));

  afterAll(() => gateway?.stop());

  const withCookie =
    (cookie: string) =>
    (path: string, body: object = {}) =>
      fetch(`${gateway.url}${path}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', origin: 'http://localhost:8080', cookie },
        body: JSON.stringify(body),
      });

  async function memberWithFactor() {
    const { userId, ...member } = await gateway.addMember('admin');
    const visitor = await gateway.signIn(member);
    return { userId, member, ...(await setUpSecondFactor(visitor, member)) };
  }

  /** Gives the visitor of the first step, who has a cookie for the second one and no session. */
  async function firstStep(member: { email: string; password: string }): Promise<Visitor> {
    const visitor = await gateway.signIn(member);
    expect(await json(visitor.get('/api/v1/session'))).toBeNull();
    return visitor;
  }

  const session = (cookie: string) => json(fetch(`${gateway.url}/api/v1/session`, { headers: { cookie } }));

  it('counts only once a code was shown, and asks for the password first', async () => {
    const member = await gateway.addMember('viewer');
    const visitor = await gateway.signIn(member);
    expect((await visitor.post('/api/auth/two-factor/enable', { password: 'not the password' })).status).toBe(400);
    await visitor.post('/api/auth/two-factor/enable', { password: member.password });
    expect((await visitor.post('/api/auth/two-factor/verify-totp', { code: '000000x' })).status).toBe(401);
    const again = await gateway.signIn(member);
    expect(await json(again.get('/api/v1/session'))).not.toBeNull();
  });

  it('is asked at each sign-in: the password alone opens nothing, and no browser is trusted', async () => {
    const { userId, member, totpURI } = await memberWithFactor();
    const visitor = await firstStep(member);
    expect((await visitor.get('/api/v1/connections')).status).toBe(401);
    const refused = await visitor.post('/api/auth/two-factor/verify-totp', { code: '12345x' });
    expect([refused.status, await refused.json()]).toEqual([401, expect.objectContaining({ code: 'INVALID_CODE' })]);
    const line = gateway.lines.findLast(({ msg }) => msg === 'a second factor was refused');
    expect(line).toMatchObject({ level: 'warn', userId, code: 'INVALID_CODE', address: expect.any(String) as string });
    const shown = { code: codeOf(totpURI, 'next'), trustDevice: true };
    const answer = await visitor.post('/api/auth/two-factor/verify-totp', shown);
    expect(answer.status).toBe(200);
    expect(cookieOf(answer)).not.toContain('trust_device');
    expect(await answer.json()).not.toHaveProperty('token');
    expect(await session(cookieOf(answer))).toMatchObject({ user: { id: userId } });
    await firstStep(member);
    const owner = await gateway.signIn();
    const { items } = await json<{ items: AuditEntry[] }>(owner.get('/api/v1/audit-log'));
    const acts = items.filter(({ actor }) => actor.id === userId).map(({ action, detail }) => [action, detail]);
    expect(acts.reverse()).toEqual([
      ['session.opened', null],
      ['second_factor.prepared', null],
      ['second_factor.enabled', null],
      ['second_factor.refused', 'INVALID_CODE'],
      ['session.opened', null],
    ]);
  });

  it('is a recovery code once', async () => {
    const { member, backupCodes } = await memberWithFactor();
    expect(new Set(backupCodes).size).toBe(10);
    const statuses = [];
    for (const code of [backupCodes[0], backupCodes[0], backupCodes[1]]) {
      const visitor = await firstStep(member);
      const body = { code, disableSession: true };
      const answer = await visitor.post('/api/auth/two-factor/verify-backup-code', body);
      statuses.push([answer.status, (await session(cookieOf(answer))) !== null]);
    }
    expect(statuses).toEqual([
      [200, true],
      [401, false],
      [200, true],
    ]);
  });

  it('takes a code once, also from two browsers at once', async () => {
    const { member, totpURI } = await memberWithFactor();
    const visitors = [await firstStep(member), await firstStep(member)];
    const shown = { code: codeOf(totpURI, 'next') };
    const show = (visitor: Visitor) => visitor.post('/api/auth/two-factor/verify-totp', shown);
    const answers = await Promise.all(visitors.map(show));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 401]);
    const refused = await json(Promise.resolve(answers.find(({ status }) => status === 401) as Response));
    expect(refused).toMatchObject({ code: 'CODE_USED' });
    // An older one neither.
    const old = await (await firstStep(member)).post('/api/auth/two-factor/verify-totp', { code: codeOf(totpURI) });
    expect(await json(Promise.resolve(old))).toMatchObject({ code: 'CODE_USED' });
    expect(gateway.lines.at(-1)).toMatchObject({ msg: 'a second factor was refused', code: 'CODE_USED' });
  });

  it('locks after ten wrong codes in a row, also when they come at once from many sign-ins', async () => {
    const { userId, member, totpURI } = await memberWithFactor();
    const visitors: Visitor[] = [];
    for (let times = 0; times < 13; times += 1) visitors.push(await firstStep(member));
    const last = visitors.pop() as Visitor;
    const guess = (visitor: Visitor, index: number) =>
      index % 2 === 0
        ? visitor.post('/api/auth/two-factor/verify-totp', { code: '12345x' })
        : visitor.post('/api/auth/two-factor/verify-backup-code', { code: 'wrong-wrong' });
    const statuses = (await Promise.all(visitors.map(guess))).map(({ status }) => status);
    expect(statuses.filter((status) => status === 401)).toHaveLength(10);
    expect(statuses.filter((status) => status === 429)).toHaveLength(2);
    const shown = { code: codeOf(totpURI, 'next') };
    const locked = await last.post('/api/auth/two-factor/verify-totp', shown);
    expect(await json(Promise.resolve(locked))).toMatchObject({ code: 'ACCOUNT_TEMPORARILY_LOCKED' });
    await gateway.database.query(`update "twoFactor" set "lockedUntil" = now() where "userId" = $1`, [userId]);
    expect((await last.post('/api/auth/two-factor/verify-totp', shown)).status).toBe(200);
  });

  it('takes five wrong codes in one sign-in', async () => {
    const { member, totpURI } = await memberWithFactor();
    const visitor = await firstStep(member);
    for (let times = 0; times < 5; times += 1)
      await visitor.post('/api/auth/two-factor/verify-totp', { code: '12345x' });
    const answer = await visitor.post('/api/auth/two-factor/verify-totp', { code: codeOf(totpURI, 'next') });
    expect(await json(Promise.resolve(answer))).toMatchObject({ code: 'TOO_MANY_ATTEMPTS_REQUEST_NEW_CODE' });
  });

  it('lets nobody try codes or passwords with a session that they found', async () => {
    const { cookie, backupCodes } = await memberWithFactor();
    const post = withCookie(cookie);
    for (const path of ['verify-totp', 'verify-backup-code']) {
      const answer = await post(`/api/auth/two-factor/${path}`, { code: backupCodes[0] });
      expect([answer.status, await answer.json()]).toEqual([
        400,
        expect.objectContaining({ code: 'TWO_FACTOR_ALREADY_SHOWN' }),
      ]);
    }
    const statuses = [];
    for (let times = 0; times < 11; times += 1)
      statuses.push((await post('/api/auth/two-factor/disable', { password: 'guess' })).status);
    expect(statuses).toContain(429);
  });

  it('ends all other sessions once it is on, and the person is told by mail, also when it is off again', async () => {
    const told = jest.spyOn(gateway.app.get(AccountMails), 'secondFactorChanged');
    const { userId, ...member } = await gateway.addMember('admin');
    const other = await gateway.signIn(member);
    const visitor = await gateway.signIn(member);
    const enabled = await json<Enabled>(visitor.post('/api/auth/two-factor/enable', { password: member.password }));
    expect(await json(other.get('/api/v1/session'))).not.toBeNull();
    const verified = await visitor.post('/api/auth/two-factor/verify-totp', { code: codeOf(enabled.totpURI) });
    expect(await json(other.get('/api/v1/session'))).toBeNull();
    expect(await session(cookieOf(verified))).toMatchObject({ user: { id: userId } });
    await withCookie(cookieOf(verified))('/api/auth/two-factor/disable', { password: member.password });
    expect(told.mock.calls.map(([{ email }, isOn]) => [email, isOn])).toEqual([
      [member.email, true],
      [member.email, false],
    ]);
  });

  it('is taken away by a command beside the gateway, from who lost the app and the codes', async () => {
    const { member, cookie } = await memberWithFactor();
    const config = gateway.app.get<GatewayConfig>(SERVICE_CONFIG);
    await expect(secondFactorOff(['nobody@example.com'], config)).rejects.toThrow('No account has the address');
    expect(await secondFactorOff([member.email], config)).toMatchObject({ endedSessions: 1 });
    expect(await session(cookie)).toBeNull();
    expect(await json((await gateway.signIn(member)).get('/api/v1/session'))).not.toBeNull();
  });

  it('is switched off and given new codes by the password alone', async () => {
    const { member, cookie, backupCodes } = await memberWithFactor();
    const post = withCookie(cookie);
    const wrong = { password: 'not the password' };
    for (const path of ['disable', 'generate-backup-codes'])
      expect((await post(`/api/auth/two-factor/${path}`, wrong)).status).toBe(400);
    const made = await json<Enabled>(post('/api/auth/two-factor/generate-backup-codes', { password: member.password }));
    expect(made.backupCodes).not.toContain(backupCodes[0]);
    const old = await firstStep(member);
    const spent = await old.post('/api/auth/two-factor/verify-backup-code', { code: backupCodes[0] });
    expect(spent.status).toBe(401);
    expect((await post('/api/auth/two-factor/disable', { password: member.password })).status).toBe(200);
    expect(await json((await gateway.signIn(member)).get('/api/v1/session'))).not.toBeNull();
  });

  it('leaves the session in its organization, whose audit log alone has the sign-in', async () => {
    const { userId, ...member } = await gateway.addMember('admin');
    const visitor = await gateway.signIn(member);
    await gateway.database.query(`insert into "organization" values ('second', 'Second', 'second', null, now())`);
    const values = [userId];
    await gateway.database.query(`insert into "member" values ('of-second', 'second', $1, 'viewer', now())`, values);
    await visitor.post('/api/auth/organization/set-active', { organizationId: 'second' });
    const { cookie, totpURI } = await setUpSecondFactor(visitor, member);
    expect(await session(cookie)).toMatchObject({ organization: { id: 'second' } });
    const shown = { code: codeOf(totpURI, 'next') };
    const opened = await (await firstStep(member)).post('/api/auth/two-factor/verify-totp', shown);
    expect(await session(cookieOf(opened))).not.toMatchObject({ organization: { id: 'second' } });
    const owner = `select 1 from gateway.audit_entry where actor_id = $1 and organization_id = 'second' and action = `;
    expect(await gateway.asOwner(`${owner}'second_factor.enabled'`, [userId])).toHaveLength(1);
    expect(await gateway.asOwner(`${owner}'session.opened'`, [userId])).toEqual([]);
  });

  it('is in no log and no later answer, and lies encrypted in the database', async () => {
    const { userId, cookie, member, totpURI, backupCodes } = await memberWithFactor();
    for (const path of ['get-totp-uri', 'send-otp', 'verify-otp'])
      expect((await withCookie(cookie)(`/api/auth/two-factor/${path}`, { password: member.password })).status).toBe(
        404,
      );
    const rows: unknown = await gateway.database.query('select * from "twoFactor" where "userId" = $1', [userId]);
    const answers = await fetch(`${gateway.url}/api/auth/get-session`, { headers: { cookie } });
    const text = JSON.stringify([gateway.lines, rows, await answers.text()]);
    for (const secret of [secretOf(totpURI), ...backupCodes]) expect(text).not.toContain(secret);
  });
});
