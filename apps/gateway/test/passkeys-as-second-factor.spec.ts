import { SERVICE_CONFIG } from '@koppel/service-kit';
import { secondFactorOff } from '../src/auth/second-factor-off.command.js';
import type { GatewayConfig } from '../src/config.js';
import { cookieOf, owner, setUpSecondFactor, startGateway, type TestGateway } from './harness.js';
import { peopleAt } from './passkey-people.js';

const { password } = owner;

describe('passkeys as a second factor', () => {
  let gateway: TestGateway;

  beforeAll(async () => {
    gateway = await startGateway();
  });
  // Sign-ins are counted over minutes.
  beforeEach(async () => {
    await gateway.database.query('delete from "rateLimit"');
    await gateway.database.query('update "organization" set "secondFactorRequired" = false');
  });
  afterAll(() => gateway?.stop());

  const { refusal, session, newMember, tryToAdd, memberWithPasskey, signIn, signedInBy } = peopleAt(() => gateway);
  const requireFactor = () => gateway.database.query('update "organization" set "secondFactorRequired" = true');

  it('ask for no code of the app', async () => {
    const { visitor, authenticator, ...member } = await memberWithPasskey();
    await setUpSecondFactor(visitor, member);
    const opened = await signedInBy(authenticator);
    expect(await session(opened.cookie)).toMatchObject({ user: { id: member.userId } });
  });

  it('are one where the organization requires it, in the sessions that they open', async () => {
    const { visitor, authenticator, ...member } = await memberWithPasskey();
    await requireFactor();
    const byPassword = await gateway.signIn(member);
    expect(await refusal(await byPassword.get('/api/v1/audit-log'))).toEqual([403, 'request.second_factor_required']);
    expect(await refusal(await byPassword.get('/api/auth/organization/list-members'))).toEqual([
      ...[403, 'SECOND_FACTOR_REQUIRED'],
    ]);
    // The passkey was shown in it when it was added.
    expect((await visitor.get('/api/v1/audit-log')).status).toBe(200);
    const byPasskey = await signedInBy(authenticator);
    expect((await byPasskey.get('/api/v1/audit-log')).status).toBe(200);
    const changed = await byPasskey.patch('/api/v1/sign-in-rules', { isSecondFactorRequired: true, password });
    expect(changed.status).toBe(200);
    expect((await byPasskey.get('/api/auth/organization/list-members')).status).toBe(200);
  });

  it('are not replaced by who knows the password alone', async () => {
    const { passkey, ...member } = await memberWithPasskey();
    await requireFactor();
    const thief = await gateway.signIn(member);
    const calls: [string, object][] = [
      ['passkey/begin-adding', { password }],
      ['passkey/remove', { id: passkey.id, password }],
      ['two-factor/enable', { password }],
      ['two-factor/verify-totp', { code: '123456' }],
    ];
    for (const [path, body] of calls)
      expect([path, ...(await refusal(await thief.post(`/api/auth/${path}`, body)))]).toEqual([
        ...[path, 403, 'PASSKEY_FIRST'],
      ]);
  });

  it('are not claimed by a call that changes the session', async () => {
    const { passkey, ...member } = await memberWithPasskey();
    await requireFactor();
    const thief = await gateway.signIn(member);
    await thief.post('/api/auth/update-session', { passkeyId: passkey.id });
    await thief.post('/api/auth/update-user', { passkeyId: passkey.id });
    expect(await session(thief.cookie)).toMatchObject({ isSecondFactorMissing: true });
  });

  it('stay one in the session that a new password begins', async () => {
    const { authenticator } = await memberWithPasskey();
    const opened = await signedInBy(authenticator);
    await requireFactor();
    const body = { currentPassword: password, newPassword: 'gele-fiets-op-zolder' };
    const changed = await opened.post('/api/auth/change-password', body);
    expect(changed.status).toBe(200);
    expect(await session(cookieOf(changed))).toMatchObject({ isSecondFactorMissing: false });
  });

  it('let a newcomer in who has none yet', async () => {
    await requireFactor();
    const { visitor } = await newMember();
    expect(await session(visitor.cookie)).toMatchObject({ isSecondFactorMissing: true });
    expect((await tryToAdd(visitor)).answer.status).toBe(200);
    expect(await session(visitor.cookie)).toMatchObject({ isSecondFactorMissing: false });
  });

  it('are taken away by a command beside the gateway, from who lost them', async () => {
    const { visitor, authenticator, email } = await memberWithPasskey();
    const config = gateway.app.get<GatewayConfig>(SERVICE_CONFIG);
    expect(await secondFactorOff([email], config)).toEqual({ email, removedPasskeys: 1, endedSessions: 1 });
    expect(await session(visitor.cookie)).toBeNull();
    expect(await refusal((await signIn(authenticator)).answer)).toEqual([401, 'PASSKEY_UNKNOWN']);
    const again = await gateway.signIn({ email, password });
    expect((await again.post('/api/auth/passkey/begin-adding', { password })).status).toBe(200);
  });
});
