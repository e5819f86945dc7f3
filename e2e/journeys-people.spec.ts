import { waitUntilVisible } from './lib/browser.js';
import { Journeys } from './lib/journeys.js';
import { linkIn, mailTo } from './lib/mailbox.js';
import { ways, type Person } from './lib/person.js';
import { peopleTexts as texts, texts as allTexts } from './lib/texts.js';

const password = 'gele-fiets-op-zolder';
const newPassword = 'rode-step-in-de-kelder';

describe.each(ways)('people by %s', (way) => {
  let journeys: Journeys;
  let owner: Person;
  let invited: Person;
  const email = `els-${way}@example.com`;

  beforeAll(async () => {
    journeys = await Journeys.start();
    owner = await journeys.somebody(way);
    invited = await journeys.nobody(way);
  }, 180_000);
  afterAll(async () => {
    expect(journeys.errors).toEqual([]);
    await journeys?.endJourney();
    await journeys?.stop();
  }, 120_000);

  const seen = ({ page }: Person, text: string | RegExp) => waitUntilVisible(page, page.getByText(text).first());

  it('invites somebody, who gets a mail', async () => {
    await owner.press(texts.account);
    await owner.follow(texts.people);
    await owner.fill(texts.email, email);
    await owner.select(texts.role, texts.operator);
    await owner.press(texts.send);
    await seen(owner, texts.mailSent);
    const mail = await mailTo(journeys.system.mailboxUrl, email, /^Owner invites you to My organization/);
    await invited.page.goto(linkIn(mail));
    await waitUntilVisible(invited.page, invited.page.getByRole('heading', { name: texts.workIn('My organization') }));
  }, 120_000);

  it('lets that person choose a password, and work by the role that was given', async () => {
    await invited.fill(texts.name, 'Els de Boer');
    await invited.fill(texts.choosePassword, password);
    await invited.press(texts.accept);
    await waitUntilVisible(invited.page, invited.page.getByRole('heading', { name: 'Dashboard', level: 1 }));
    await invited.press(texts.account);
    await seen(invited, texts.operator);
    await owner.page.reload();
    await owner.select(texts.roleOf('Els de Boer'), texts.viewer);
    await invited.page.reload();
    await invited.press(texts.account);
    await seen(invited, texts.viewer);
    await invited.press(texts.signOut);
  }, 120_000);

  it('gives a way back to who forgot the password', async () => {
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
    await invited.fill(allTexts.en.signIn.email, email);
    await invited.fill(allTexts.en.signIn.password, newPassword);
    await invited.press(allTexts.en.signIn.submit);
    await waitUntilVisible(invited.page, invited.page.getByRole('heading', { name: 'Dashboard', level: 1 }));
    await mailTo(journeys.system.mailboxUrl, email, /was changed/);
  }, 120_000);
});
