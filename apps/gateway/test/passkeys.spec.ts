import { jest } from '@jest/globals';
import type { AuditEntry } from '@koppel/contracts';
import { waitUntil } from '../../../tools/wait-until.ts';
import { AccountMails } from '../src/auth/account-mails.service.js';
import { maxPasskeys } from '../src/auth/passkey.repository.js';
import { Authenticator, type Circumstances } from './authenticator.js';
import { cookieOf, owner, startGateway, type TestGateway, type Visitor } from './harness.js';
import { json, peopleAt, site } from './passkey-people.js';

const { password } = owner;

describe('passkeys', () => {
  let gateway: TestGateway;
  /** Reads the audit log. */
  let reader: Visitor;

  beforeAll(async () => {
    gateway = await startGateway();
    reader = await gateway.signIn();
  });
  // Sign-ins are counted over minutes.
  beforeEach(async () => {
    await gateway.database.query('delete from "rateLimit"');
  });
  afterAll(() => gateway?.stop());

  const { refusal, session, list, newMember, begin, tryToAdd, memberWithPasskey, signIn, signedInBy } = peopleAt(
    () => gateway,
  );
  const actsOf = async (userId: string) => {
    const { items } = await json<{ items: AuditEntry[] }>(await reader.get('/api/v1/audit-log'));
    const own = items.filter(({ object }) => object.id === userId);
    return own.map(({ action, outcome, detail, actor }) => [action, outcome, detail, actor.kind]).reverse();
  };

  it('are added with the password, listed with their names, and open sessions', async () => {
    const { userId, visitor, authenticator, passkey } = await memberWithPasskey();
    expect(passkey).toEqual({
      id: expect.any(String),
      name: 'Laptop',
      createdAt: expect.any(String),
      lastUsedAt: null,
    });
    const { answer } = await signIn(authenticator);
    expect([answer.status, await answer.clone().json()]).toEqual([200, { isSignedIn: true }]);
    expect(await session(cookieOf(answer))).toMatchObject({
      user: { id: userId },
      organization: { name: 'My organization' },
    });
    expect(await list(visitor)).toEqual([{ ...passkey, lastUsedAt: expect.any(String) }]);
    const address = expect.stringMatching(/127\.0\.0\.1/) as string;
    expect(gateway.lines.findLast(({ msg }) => msg === 'a person signed in')).toMatchObject({
      ...{ level: 'info', userId, passkeyId: passkey.id, address },
    });
    expect(await actsOf(userId)).toEqual([
      ['session.opened', 'done', null, 'person'],
      ['passkey.added', 'done', 'Laptop', 'person'],
      ['session.opened', 'done', 'passkey', 'person'],
    ]);
  });

  it('ask authenticators for a credential of their own that verifies the person, and leave the challenge to one browser', async () => {
    const { visitor, authenticator } = await memberWithPasskey();
    const adding = await begin(visitor, 'begin-adding', { password });
    expect(adding.options).toMatchObject({
      ...{ rp: { id: 'localhost', name: 'Koppel' }, attestation: 'none' },
      authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
      excludeCredentials: [{ id: authenticator.credentialId }],
    });
    const { options } = await begin(gateway.nobody, 'begin-sign-in');
    expect(options).toMatchObject({ rpId: 'localhost', userVerification: 'required' });
    expect(options).not.toHaveProperty('allowCredentials');
    const response = authenticator.get(options);
    const elsewhere = await gateway.nobody.post('/api/auth/passkey/finish-sign-in', { response });
    expect(await refusal(elsewhere)).toEqual([400, 'PASSKEY_TOO_LATE']);
  });

  it.each<Partial<Circumstances>>([
    { origin: 'http://localhost:8081' },
    { origin: 'https://localhost:8080' },
    { origin: 'http://127.0.0.1:8080' },
    { rpId: 'example.com' },
    { isVerified: false },
    { challenge: 'c29tZXRoaW5nIGVsc2U' },
  ])('are not added with %p', async (changes) => {
    const { userId, visitor } = await newMember();
    const { answer } = await tryToAdd(visitor, changes);
    expect(await refusal(answer)).toEqual([401, 'PASSKEY_REFUSED']);
    expect(await list(visitor)).toEqual([]);
    expect((await actsOf(userId)).at(-1)).toEqual(['passkey.added', 'refused', 'PASSKEY_REFUSED', 'person']);
  });

  it('are added with a challenge once, and each one once in all', async () => {
    const { visitor } = await newMember();
    const { browser, response, authenticator } = await tryToAdd(visitor);
    const again = await browser.post('/api/auth/passkey/finish-adding', { name: 'Again', response });
    expect(await refusal(again)).toEqual([400, 'PASSKEY_TOO_LATE']);
    const { answer } = await tryToAdd((await newMember()).visitor, {}, authenticator);
    expect(await refusal(answer)).toEqual([400, 'PASSKEY_KNOWN']);
  });

  it('are not added in the session of somebody else, by whoever has the cookie of the challenge', async () => {
    const [member, other] = [await newMember(), await newMember()];
    const { options, browser } = await begin(member.visitor, 'begin-adding', { password });
    const cookies = browser.cookie.replace(member.visitor.cookie, other.visitor.cookie);
    const response = new Authenticator(site).create(options);
    const answer = await gateway.visitor(cookies).post('/api/auth/passkey/finish-adding', { name: 'Theirs', response });
    expect(await refusal(answer)).toEqual([400, 'PASSKEY_TOO_LATE']);
    expect([...(await list(member.visitor)), ...(await list(other.visitor))]).toEqual([]);
  });

  it('are added and removed by the password alone, which is tried five times a minute', async () => {
    const { userId, visitor, passkey } = await memberWithPasskey();
    const wrong = await visitor.post('/api/auth/passkey/begin-adding', { password: 'not the password' });
    expect(await refusal(wrong)).toEqual([400, 'INVALID_PASSWORD']);
    const remove = (typed: string) => visitor.post('/api/auth/passkey/remove', { id: passkey.id, password: typed });
    const refused = [];
    for (let tries = 0; tries < 4; tries += 1) refused.push(await refusal(await remove('not the password')));
    expect(refused.slice(-2)).toEqual([
      [400, 'INVALID_PASSWORD'],
      [429, 'TOO_MANY_PASSWORDS'],
    ]);
    expect(await list(visitor)).toHaveLength(1);
    expect((await actsOf(userId)).at(-1)).toEqual(['passkey.removed', 'refused', 'TOO_MANY_PASSWORDS', 'person']);
  });

  it.each<Partial<Circumstances>>([
    { origin: 'http://localhost:8081' },
    { origin: 'https://koppel.example.com' },
    { rpId: 'example.com' },
    { isVerified: false },
    { challenge: 'c29tZXRoaW5nIGVsc2U' },
    { counter: 0 },
    { userHandle: Buffer.from('somebody else').toString('base64url') },
    { privateKey: new Authenticator(site).privateKey },
  ])('open nothing with %p', async (changes) => {
    const { userId, authenticator } = await memberWithPasskey();
    await signedInBy(authenticator);
    const { answer } = await signIn(authenticator, changes);
    expect(cookieOf(answer)).not.toContain('session_token');
    expect(await refusal(answer)).toEqual([401, 'PASSKEY_REFUSED']);
    expect(gateway.lines.findLast(({ msg }) => msg === 'signing in was refused')).toMatchObject({
      ...{ level: 'warn', userId, code: 'PASSKEY_REFUSED', address: expect.any(String) as string },
    });
    // Written down without keeping the answer waiting.
    const last = async () => (await actsOf(userId)).at(-1);
    await waitUntil(async () => (await last())?.[0] === 'session.refused', { what: 'the refusal is in the audit log' });
    expect(await last()).toEqual(['session.refused', 'refused', 'PASSKEY_REFUSED', 'nobody']);
  });

  it('open nothing by an answer that was used before, also where two come at once', async () => {
    const { authenticator } = await memberWithPasskey();
    const { browser, response, answer } = await signIn(authenticator);
    expect(answer.status).toBe(200);
    const again = await browser.post('/api/auth/passkey/finish-sign-in', { response });
    expect(await refusal(again)).toEqual([400, 'PASSKEY_TOO_LATE']);
    // The same counter twice is an authenticator that was copied.
    const two = [await begin(gateway.nobody, 'begin-sign-in'), await begin(gateway.nobody, 'begin-sign-in')];
    const show = ({ options, browser: shown }: (typeof two)[number]) =>
      shown.post('/api/auth/passkey/finish-sign-in', { response: authenticator.get(options, { counter: 7 }) });
    const statuses = (await Promise.all(two.map(show))).map(({ status }) => status);
    expect(statuses.sort()).toEqual([200, 401]);
  });

  it('go on where the authenticator does not count', async () => {
    const { authenticator } = await memberWithPasskey();
    for (const changes of [{ counter: 0 }, { counter: 0 }])
      expect((await signIn(authenticator, changes)).answer.status).toBe(200);
  });

  it('open nothing once they are removed, and end the other sessions that they opened', async () => {
    const { userId, visitor, authenticator, passkey } = await memberWithPasskey();
    const [opened, remover] = [await signedInBy(authenticator), await signedInBy(authenticator)];
    const other = await newMember();
    const theirs = await other.visitor.post('/api/auth/passkey/remove', { id: passkey.id, password });
    expect(await refusal(theirs)).toEqual([404, 'PASSKEY_NOT_FOUND']);
    expect((await remover.post('/api/auth/passkey/remove', { id: passkey.id, password })).status).toBe(200);
    expect(await session(opened.cookie)).toBeNull();
    expect(await session(remover.cookie)).not.toBeNull();
    expect(await list(remover)).toEqual([]);
    expect(await refusal((await signIn(authenticator)).answer)).toEqual([401, 'PASSKEY_UNKNOWN']);
    expect((await actsOf(userId)).at(-1)).toEqual(['passkey.removed', 'done', 'Laptop', 'person']);
    expect(await session(visitor.cookie)).toBeNull();
  });

  it('are ten at most', async () => {
    const { userId, visitor } = await newMember();
    const fill = (count: number) =>
      gateway.database.query(
        `insert into "passkey" ("id", "userId", "name", "credentialId", "publicKey", "counter", "transports")
         select gen_random_uuid(), $1, 'Key', gen_random_uuid(), '', 0, '{}' from generate_series(1, $2)`,
        [userId, count],
      );
    await fill(maxPasskeys - 1);
    const { options, browser } = await begin(visitor, 'begin-adding', { password });
    await fill(1);
    const response = new Authenticator(site).create(options);
    const eleventh = await browser.post('/api/auth/passkey/finish-adding', { name: 'Eleventh', response });
    expect(await refusal(eleventh)).toEqual([400, 'PASSKEY_LIMIT']);
    const begun = await visitor.post('/api/auth/passkey/begin-adding', { password });
    expect(await refusal(begun)).toEqual([400, 'PASSKEY_LIMIT']);
  });

  it('are told by mail, added and removed', async () => {
    const told = jest.spyOn(gateway.app.get(AccountMails), 'passkeyChanged');
    const { email, visitor, passkey } = await memberWithPasskey();
    await visitor.post('/api/auth/passkey/remove', { id: passkey.id, password });
    expect(told.mock.calls.map(([to, change]) => [to.email, change])).toEqual([
      [email, { name: 'Laptop', isAdded: true }],
      [email, { name: 'Laptop', isAdded: false }],
    ]);
  });

  it('refuse what no browser sends, and certificates of makers, as mistakes of the client', async () => {
    const { visitor } = await newMember();
    const { options, browser } = await begin(visitor, 'begin-adding', { password });
    const made = new Authenticator(site).create(options);
    for (const response of [{}, { ...made, id: 'not binary!' }, { ...made, response: { clientDataJSON: 'e30' } }])
      expect((await browser.post('/api/auth/passkey/finish-adding', { name: 'x', response })).status).toBe(400);
    for (const name of ['', '   ', 'x'.repeat(61), undefined])
      expect((await browser.post('/api/auth/passkey/finish-adding', { name, response: made })).status).toBe(400);
    const unreadable = { ...made, response: { ...made.response, attestationObject: 'oA' } };
    const answer = await browser.post('/api/auth/passkey/finish-adding', { name: 'x', response: unreadable });
    expect(await refusal(answer)).toEqual([401, 'PASSKEY_REFUSED']);
    const certified = new Authenticator(site, { fmt: 'android-key', attStmt: new Map([['x5c', new Uint8Array(8)]]) });
    expect(await refusal((await tryToAdd(visitor, {}, certified)).answer)).toEqual([401, 'PASSKEY_REFUSED']);
  });

  it('stand in no log, and no answer has a token, a key or a credential', async () => {
    const { visitor, authenticator } = await memberWithPasskey();
    const { answer, response, browser } = await signIn(authenticator);
    const opened = gateway.visitor(cookieOf(answer));
    const listed = await (await opened.get('/api/auth/passkey/list')).text();
    const answers = [listed, await answer.text(), await (await opened.get('/api/auth/get-session')).text()];
    const [stored] = (await gateway.database.query('select * from "passkey" where "credentialId" = $1', [
      authenticator.credentialId,
    ])) as [{ publicKey: Buffer }];
    const secrets = [
      ...[authenticator.credentialId, response.response.signature, response.response.clientDataJSON],
      ...[stored.publicKey.toString('base64'), stored.publicKey.toString('base64url')],
      ...[browser, opened, visitor].flatMap(({ cookie }) => cookie.split('; ').map((one) => one.split('=')[1] ?? '')),
    ].filter((secret) => secret !== '');
    const text = JSON.stringify([gateway.lines, answers]);
    for (const secret of secrets) expect(text).not.toContain(secret);
  });
});
