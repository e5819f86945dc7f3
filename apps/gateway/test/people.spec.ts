import { jest } from '@jest/globals';
import { mailSend, memberList, type AuditEntry } from '@koppel/contracts';
import { ContractClient, organizationContext, SERVICE_CONFIG } from '@koppel/service-kit';
import { passwordLink } from '../src/auth/password-link.command.js';
import type { GatewayConfig } from '../src/config.js';
import { cookieOf, owner, startGateway, type TestGateway, type Visitor } from './harness.js';

interface SentMail {
  to: string;
  language: string;
  subject: { code: string };
  action: { url: string };
}

const password = 'gele-fiets-op-zolder';
const json = async <T>(answer: Promise<Response>): Promise<T> => (await (await answer).json()) as T;

describe('a second person', () => {
  let gateway: TestGateway;
  let admin: Visitor;
  let isMailOn = true;
  const mails: SentMail[] = [];

  beforeAll(async () => {
    gateway = await startGateway();
    const client = gateway.app.get(ContractClient);
    const call = client.call.bind(client);
    jest.spyOn(client, 'call').mockImplementation(async (contract, request, ...rest) => {
      if (contract.subject !== mailSend.subject) return call(contract, request, ...rest);
      if (isMailOn) mails.push(request as SentMail);
      return { isSent: isMailOn } as never;
    });
    admin = await gateway.signIn();
  });
  beforeEach(async () => {
    isMailOn = true;
    mails.length = 0;
    await gateway.database.query('delete from "rateLimit"');
  });
  afterAll(() => gateway?.stop());

  const invite = (email: string, role = 'operator') =>
    json<{ id: string }>(admin.post('/api/auth/organization/invite-member', { email, role }));
  const tokenIn = (mail: SentMail | undefined): string =>
    new URL(mail?.action.url ?? '').searchParams.get('token') ?? '';
  const visitorOf = (answer: Response): Visitor => {
    return gateway.visitor(cookieOf(answer));
  };

  it('is invited by mail, sees who invites, chooses a password, and is signed in with the role', async () => {
    const { id } = await invite('Els@Example.com');
    expect(mails).toHaveLength(1);
    expect(mails[0]).toMatchObject({ to: 'els@example.com', subject: { code: 'mail.invitation_subject' } });
    const shown = await json(gateway.nobody.get(`/api/v1/invitations/${id}`));
    expect(shown).toMatchObject({ email: 'els@example.com', organization: 'My organization', hasAccount: false });
    const body = { name: 'Els', password, language: 'nl', token: tokenIn(mails[0]) };
    const accepted = await gateway.nobody.post(`/api/v1/invitations/${id}/acceptance`, body);
    expect(accepted.status).toBe(201);
    expect(await json(visitorOf(accepted).get('/api/v1/session'))).toMatchObject({
      ...{ user: { email: 'els@example.com', name: 'Els' }, role: 'operator' },
      organizations: [{ name: 'My organization', role: 'operator' }],
    });
    expect((await gateway.nobody.post(`/api/v1/invitations/${id}/acceptance`, body)).status).toBe(404);
    const [{ emailVerified, language }] = (await gateway.database.query(
      `select "emailVerified", "language" from "user" where email = 'els@example.com'`,
    )) as [{ emailVerified: boolean; language: string }];
    expect({ emailVerified, language }).toEqual({ emailVerified: true, language: 'nl' });
  });

  it('is known to the services that mail members of the organization, and of no other one', async () => {
    const { organization } = await json<{ organization: { id: string } }>(admin.get('/api/v1/session'));
    const client = gateway.app.get(ContractClient);
    const members = (id: string) => client.call(memberList, {}, organizationContext('notifications', id));
    const { organization: name, items } = await members(organization.id);
    expect(name).toBe('My organization');
    expect(items).toContainEqual({
      ...{ userId: expect.any(String), email: 'els@example.com', isVerified: true, language: 'nl', role: 'operator' },
    });
    expect(await members('another')).toEqual({ organization: '', items: [] });
  });

  it('accepts by a link that was passed on, which shows nothing about whose the address is', async () => {
    isMailOn = false;
    const { id } = await invite('piet@example.com');
    const body = { name: 'Piet', password, token: 'guessed' };
    const piet = visitorOf(await gateway.nobody.post(`/api/v1/invitations/${id}/acceptance`, body));
    expect(await json(piet.get('/api/v1/session'))).toMatchObject({ role: 'operator' });
    const own = await json<{ id: string }>(
      admin.post('/api/auth/organization/create', { name: 'Second', slug: 'second' }),
    );
    await admin.post('/api/auth/organization/set-active', { organizationId: own.id });
    const again = await invite('piet@example.com', 'admin');
    const refused = await piet.post('/api/auth/organization/accept-invitation', { invitationId: again.id });
    expect(refused.status).toBe(403);
    isMailOn = true;
    await gateway.nobody.post('/api/auth/request-password-reset', { email: 'piet@example.com' });
    const token = tokenIn(mails[0]);
    expect((await gateway.nobody.post('/api/auth/reset-password', { token, newPassword: `${password}s` })).status).toBe(
      200,
    );
    const back = await gateway.signIn({ email: 'piet@example.com', password: `${password}s` });
    const taken = await back.post('/api/auth/organization/accept-invitation', { invitationId: again.id });
    expect(taken.status).toBe(200);
    const { organizations } = await json<{ organizations: object[] }>(back.get('/api/v1/session'));
    expect(organizations).toEqual([
      expect.objectContaining({ name: 'My organization', role: 'operator' }),
      expect.objectContaining({ name: 'Second', role: 'admin' }),
    ]);
  });

  it.each([
    ['short', 'Welkom1', 'gateway.password_short'],
    ['easy to guess', 'Welkom2026!!', 'gateway.password_easy'],
  ])('chooses no password that is %s', async (_what, easy, code) => {
    const { id } = await invite(`${code}@example.com`);
    const answer = await gateway.nobody.post(`/api/v1/invitations/${id}/acceptance`, { name: 'Kim', password: easy });
    expect(answer.status).toBe(400);
    expect(await answer.json()).toMatchObject({ reason: { code } });
  });

  it('cannot take over an account by an invitation', async () => {
    const { id } = await invite('taken@example.com');
    await gateway.database.query(
      `insert into "user" ("id", "name", "email", "emailVerified") values ('taken', 'Taken', 'taken@example.com', true)`,
    );
    const answer = await gateway.nobody.post(`/api/v1/invitations/${id}/acceptance`, { name: 'Evil', password });
    expect(answer.status).toBe(409);
    expect(await answer.json()).toMatchObject({ reason: { code: 'gateway.account_exists' } });
  });

  it('is told of a forgotten password by mail alone, once, and every session ends with the new one', async () => {
    const old = await gateway.signIn();
    const asked = await gateway.nobody.post('/api/auth/request-password-reset', { email: owner.email });
    const unknown = await gateway.nobody.post('/api/auth/request-password-reset', { email: 'nobody@example.com' });
    expect([asked.status, unknown.status]).toEqual([200, 200]);
    expect(await asked.text()).toBe(await unknown.text());
    expect(mails.map(({ to }) => to)).toEqual([owner.email]);
    const token = tokenIn(mails[0]);
    const stored = JSON.stringify(await gateway.database.query('select * from "verification"'));
    expect(stored).not.toContain(token);
    const reset = (newPassword: string) => gateway.nobody.post('/api/auth/reset-password', { token, newPassword });
    expect(await json(reset('Welkom2026!!'))).toMatchObject({ code: 'PASSWORD_TOO_EASY' });
    expect((await reset(owner.password)).status).toBe(200);
    expect((await reset(owner.password)).status).toBe(400);
    expect(await json(old.get('/api/v1/session'))).toBeNull();
    expect(mails.at(-1)).toMatchObject({ subject: { code: 'mail.password_changed_subject' } });
    expect(JSON.stringify(gateway.lines)).not.toContain(token);
    admin = await gateway.signIn();
  });

  it('gets a link for a new password from whoever runs the gateway, without a mail', async () => {
    const config = gateway.app.get<GatewayConfig>(SERVICE_CONFIG);
    await expect(passwordLink(['nobody@example.com'], config)).rejects.toThrow('No account has the address');
    const { link, expiresAt } = await passwordLink([owner.email], config);
    expect(Date.parse(expiresAt)).toBeGreaterThan(Date.now());
    const token = new URL(link).searchParams.get('token');
    const body = { token, newPassword: owner.password };
    expect((await gateway.nobody.post('/api/auth/reset-password', body)).status).toBe(200);
    expect(mails.map(({ subject }) => subject.code)).toEqual(['mail.password_changed_subject']);
    admin = await gateway.signIn();
    const { items } = await json<{ items: AuditEntry[] }>(admin.get('/api/v1/audit-log?action=password'));
    expect(items.map(({ action, actor }) => [action, actor.kind]).slice(0, 2)).toEqual([
      ['password.reset', 'person'],
      ['password.link_made', 'command'],
    ]);
  });

  it('is not told to anybody who may not invite', async () => {
    const operator = await gateway.signIn(await gateway.addMember('operator'));
    const body = { email: 'friend@example.com', role: 'admin' };
    expect((await operator.post('/api/auth/organization/invite-member', body)).status).toBe(403);
    expect((await operator.post('/api/auth/organization/create', { name: 'Mine', slug: 'mine' })).status).toBe(403);
    expect((await gateway.nobody.get('/api/v1/invitations/unknown')).status).toBe(404);
  });
});
