import { appCode } from '../tools/authenticator-app.ts';
import { waitUntil } from '../tools/wait-until.ts';
import { waitUntilVisible } from './lib/browser.js';
import { Journeys } from './lib/journeys.js';
import { linkIn, mailTo } from './lib/mailbox.js';
import { ways, type Person } from './lib/person.js';
import { apiKeyTexts, auditTexts, peopleTexts as texts, texts as allTexts } from './lib/texts.js';

const password = 'gele-fiets-op-zolder';
const newPassword = 'rode-step-in-de-kelder';

describe('people and their keys', () => {
  let journeys: Journeys;

  beforeAll(async () => {
    journeys = await Journeys.start();
  });
  afterAll(() => journeys?.stop());

  const seen = ({ page }: Person, text: string | RegExp) => waitUntilVisible(page, page.getByText(text).first());

  describe.each(ways)('people by %s', (way) => {
    let owner: Person;
    let invited: Person;
    let recoveryCode: string;
    const email = `els-${way}@example.com`;
    const name = { mouse: 'Els de Boer', keyboard: 'Els van Dam' }[way];

    beforeAll(async () => {
      owner = await journeys.somebody(way);
      invited = await journeys.nobody(way);
    });
    afterAll(async () => {
      expect(journeys.errors).toEqual([]);
      await journeys.endJourney();
    });

    const signIn = async (by: string) => {
      await invited.fill(allTexts.en.signIn.email, email);
      await invited.fill(allTexts.en.signIn.password, by);
      await invited.press(allTexts.en.signIn.submit);
    };

    it('invites somebody, who gets a mail', async () => {
      await owner.press(texts.account);
      await owner.follow(texts.people);
      await owner.fill(texts.email, email);
      await owner.select(texts.role, texts.operator);
      await owner.press(texts.send);
      await seen(owner, texts.mailSent);
      const mail = await mailTo(journeys.system.mailboxUrl, email, /^Owner invites you to My organization/);
      await invited.page.goto(linkIn(mail));
      await waitUntilVisible(
        invited.page,
        invited.page.getByRole('heading', { name: texts.workIn('My organization') }),
      );
    });

    it('lets that person choose a password, and work by the role that was given', async () => {
      await invited.fill(texts.name, name);
      await invited.fill(texts.choosePassword, password);
      await invited.press(texts.accept);
      await waitUntilVisible(invited.page, invited.page.getByRole('heading', { name: 'Dashboard', level: 1 }));
      await invited.press(texts.account);
      await seen(invited, texts.operator);
      await owner.page.reload();
      await owner.select(texts.roleOf(name), texts.viewer);
      const role = owner.page.getByLabel(texts.roleOf(name));
      const isSaved = async () => (await role.isEnabled()) && (await role.inputValue()) === 'viewer';
      await waitUntil(isSaved, { what: 'the new role is saved' });
      await invited.page.reload();
      await invited.press(texts.account);
      await seen(invited, texts.viewer);
    });

    it('lets that person set up a second factor, and sign in with it', async () => {
      const { page } = invited;
      await invited.follow(texts.ownAccount);
      await invited.fill(texts.passwordToConfirm, password);
      await invited.press(texts.setUpFactor);
      const key = await page.getByLabel(texts.appKey, { exact: true }).inputValue();
      const codes = await page.getByRole('region', { name: texts.recoveryCodes, exact: true }).textContent();
      recoveryCode = codes?.split('\n')[0] ?? '';
      await invited.fill(texts.appCode, appCode(key));
      await invited.press(texts.switchOn);
      await seen(invited, texts.factorOn);
      await invited.press(texts.account);
      await invited.press(texts.signOut);
      await signIn(password);
      await invited.fill(texts.appCode, appCode(key, 'next'));
      await invited.press(allTexts.en.signIn.submit);
      await waitUntilVisible(page, page.getByRole('heading', { name: 'Dashboard', level: 1 }));
      await invited.press(texts.account);
      await invited.press(texts.signOut);
    });

    it('gives a way back to who forgot the password, and left the app at home', async () => {
      await invited.follow(texts.forgotten);
      await invited.fill(allTexts.en.signIn.email, email);
      await invited.press(texts.sendLink);
      await seen(invited, texts.linkSent);
      const mail = await mailTo(journeys.system.mailboxUrl, email, /^Choose a new password/);
      await invited.page.goto(linkIn(mail));
      await invited.fill(texts.newPassword, newPassword);
      await invited.press(texts.save);
      await seen(invited, texts.saved);
      await invited.follow(texts.toSignIn);
      await signIn(newPassword);
      await invited.press(texts.useRecoveryCode);
      await invited.fill(texts.recoveryCode, recoveryCode);
      await invited.press(allTexts.en.signIn.submit);
      await waitUntilVisible(invited.page, invited.page.getByRole('heading', { name: 'Dashboard', level: 1 }));
      await mailTo(journeys.system.mailboxUrl, email, /was changed/);
    });

    it('lets that person add a passkey, sign in by it without password or app, and remove it', async () => {
      const { page } = invited;
      const chromium = await page.context().newCDPSession(page);
      await chromium.send('WebAuthn.enable');
      await chromium.send('WebAuthn.addVirtualAuthenticator', {
        options: {
          ...{ protocol: 'ctap2', transport: 'internal', automaticPresenceSimulation: true },
          ...{ hasResidentKey: true, hasUserVerification: true, isUserVerified: true },
        },
      });
      await invited.press(texts.account);
      await invited.follow(texts.ownAccount);
      await invited.press(texts.addPasskey);
      await invited.fill(texts.passkeyName, 'Laptop');
      await invited.fill(texts.yourPassword, newPassword);
      await invited.press(texts.makePasskey);
      await seen(invited, texts.passkeyAdded);
      await mailTo(journeys.system.mailboxUrl, email, /^A passkey was added/);
      await invited.press(texts.account);
      await invited.press(texts.signOut);
      await invited.press(texts.byPasskey);
      await waitUntilVisible(page, page.getByRole('heading', { name: 'Dashboard', level: 1 }));
      await invited.press(texts.account);
      await invited.follow(texts.ownAccount);
      await invited.press(texts.removePasskey('Laptop'));
      const dialog = invited.within(page.getByRole('dialog'));
      await dialog.fill(texts.yourPassword, newPassword);
      await dialog.press(texts.remove);
      await seen(invited, texts.noPasskeys);
      await chromium.detach();
    });

    it('requires a second factor of everybody, and who has none is led to where it is set up', async () => {
      await owner.select(texts.roleOf(name), texts.administrator);
      const role = owner.page.getByLabel(texts.roleOf(name));
      const isSaved = async () => (await role.isEnabled()) && (await role.inputValue()) === 'admin';
      await waitUntil(isSaved, { what: 'the new role is saved' });
      // Nothing of the page of the owner is refused meanwhile.
      await owner.page.goto('about:blank');
      await invited.page.reload();
      await invited.press(texts.account);
      await invited.follow(texts.people);
      await invited.fill(texts.passwordToConfirm, newPassword);
      await invited.press(texts.requireFactor);
      await seen(invited, texts.factorRequired);
      await owner.page.goto(`${journeys.system.url}/runs`);
      await waitUntilVisible(owner.page, owner.page.getByRole('heading', { name: texts.secondFactor, level: 1 }));
      await seen(owner, /^My organization requires a second factor/);
    });

    it('lets a newcomer in once the second factor is set up', async () => {
      const newcomer = await journeys.nobody(way);
      const { page } = newcomer;
      const address = `jan-${way}@example.com`;
      await invited.fill(texts.email, address);
      await invited.press(texts.send);
      const mail = await mailTo(journeys.system.mailboxUrl, address, /invites you to My organization/);
      await page.goto(linkIn(mail));
      await newcomer.fill(texts.name, 'Jan');
      await newcomer.fill(texts.choosePassword, password);
      await newcomer.press(texts.accept);
      await newcomer.fill(texts.passwordToConfirm, password);
      await newcomer.press(texts.setUpFactor);
      const key = await page.getByLabel(texts.appKey, { exact: true }).inputValue();
      await newcomer.fill(texts.appCode, appCode(key));
      await newcomer.press(texts.switchOn);
      await waitUntilVisible(page, page.getByRole('heading', { name: 'Dashboard', level: 1 }));
    });

    it('no longer requires it, and the others go on', async () => {
      await invited.fill(texts.passwordToConfirm, newPassword);
      await invited.press(texts.makeFactorOptional);
      await seen(invited, texts.factorOptional);
      await owner.page.goto(`${journeys.system.url}/runs`);
      await waitUntilVisible(owner.page, owner.page.getByRole('heading', { name: 'Runs', level: 1 }));
    });
  });

  describe.each(ways)('an API key by %s', (way) => {
    let owner: Person;
    let key: string;

    beforeAll(async () => {
      owner = await journeys.somebody(way);
    });
    afterAll(async () => {
      expect(journeys.errors).toEqual([]);
      await journeys.endJourney();
    });

    /** What a program does that has nothing but the key. */
    const script = async (path: string, method = 'GET') => {
      const headers = { authorization: `Bearer ${key}`, 'content-type': 'application/json' };
      const answer = await fetch(`${journeys.system.url}/api/v1${path}`, { method, headers });
      return { status: answer.status, body: (await answer.json()) as { code?: string; detail?: string } };
    };

    it('is made with the password, and copied the one time that it is shown', async () => {
      const { page } = owner;
      await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
      await owner.press(apiKeyTexts.account);
      await owner.follow(apiKeyTexts.page);
      await waitUntilVisible(page, page.getByRole('heading', { name: apiKeyTexts.page, level: 1 }));
      await owner.fill(apiKeyTexts.name, 'Order report');
      await owner.select(apiKeyTexts.owner, apiKeyTexts.ofOrganization);
      await owner.tick(apiKeyTexts.operate);
      await owner.fill(apiKeyTexts.password, journeys.system.account.password);
      await owner.press(apiKeyTexts.make);
      await waitUntilVisible(page, page.getByText(apiKeyTexts.made('Order report')));
      await owner.press(apiKeyTexts.copy);
      await waitUntilVisible(page, page.getByRole('button', { name: apiKeyTexts.copied }));
      key = await page.evaluate(() => navigator.clipboard.readText());
      expect(key).toMatch(/^koppel_[0-9a-f]{64}$/);
      await page.reload();
      await waitUntilVisible(page, page.getByText(key.slice(0, 13)));
      expect(await page.content()).not.toContain(key.slice(13));
    });

    it('opens the API to a script, as far as its scopes go', async () => {
      expect((await script('/runs')).status).toBe(200);
      expect((await script('/webhooks', 'POST')).status).toBe(403);
    });

    it('opens nothing once it is revoked', async () => {
      const { page } = owner;
      await owner.press(apiKeyTexts.revokeKey('Order report'));
      await owner.within(page.getByRole('dialog')).press(apiKeyTexts.revoke);
      const isGone = async () => (await page.getByText(key.slice(0, 13)).count()) === 0;
      await waitUntil(isGone, { what: 'the key is no longer listed' });
      const { status, body } = await script('/runs');
      expect(status).toBe(401);
      expect(body).toMatchObject({ code: 'request.key_refused' });
      expect(body.detail).toContain('revoked');
    });

    it('stands in the audit log with what was done to it, and nobody changed the log', async () => {
      const { page } = owner;
      const ofKey = page.getByRole('row').filter({ hasText: 'Order report' });
      const entries = (what: string) => ofKey.filter({ hasText: what });
      await owner.press(apiKeyTexts.account);
      await owner.follow(auditTexts.page);
      await owner.select(auditTexts.kind, auditTexts.keys);
      await waitUntilVisible(page, entries(auditTexts.revoked).first());
      await owner.select(auditTexts.outcome, auditTexts.refused);
      await waitUntilVisible(page, entries(auditTexts.tried).first());
      const isFiltered = async () => (await entries(auditTexts.revoked).count()) === 0;
      await waitUntil(isFiltered, { what: 'the list is filtered' });
      await owner.press(auditTexts.verify);
      await seen(owner, auditTexts.intact);
    });
  });
});
