import { Journeys } from './lib/journeys.js';
import { ways, type Person } from './lib/person.js';
import { texts, type Texts } from './lib/texts.js';
import * as steps from './lib/wizard-steps.js';

/** The keys that a shop makes, once a person approves it in the shop. */
describe('connecting at the shop', () => {
  let journeys: Journeys;

  beforeAll(async () => {
    const env = { KOPPEL_ALLOW_LOCAL_KEY_APPROVAL: 'true', ALLOW_LOOPBACK_CALLBACK: 'true' };
    journeys = await Journeys.start(env);
  });
  afterEach(async () => {
    await journeys.system.shop.put('/key-approval', { holdsKeys: false });
    await journeys.endJourney();
  });
  afterAll(() => journeys?.stop());

  async function atShopForm(person: Person, language: Texts = texts.en) {
    const wizard = await steps.openWizard(person, language);
    await wizard.next('applications');
    await wizard.fillShopAddress(journeys.system);
    return wizard;
  }

  const madeKeys = () => journeys.system.shop.get<unknown[]>('/made-keys');

  it.each(ways)('saves, opens the shop, and goes on once it is approved there, by %s', async (way) => {
    const before = (await madeKeys()).length;
    const wizard = await atShopForm(await journeys.somebody(way));
    const shop = await wizard.connect();
    const closed = shop.page.waitForEvent('close');
    await steps.approveAtShop(shop);
    await wizard.waitUntilReady(steps.shopTitle);
    await closed;
    const [connection] = (await journeys.system.client.call('listConnections', {})).items;
    expect(connection).toMatchObject({ state: 'ready', secretsSet: ['consumerSecret'] });
    expect(await madeKeys()).toHaveLength(before + 1);
    expect(journeys.errors).toEqual([]);
  });

  it('tells a denial, and waits for keys that come after the browser, in Dutch on a small screen', async () => {
    const viewport = { width: 390, height: 844 };
    const person = await journeys.somebody('mouse', { locale: 'nl-NL', viewport }, texts.nl);
    const wizard = await atShopForm(person, texts.nl);
    // The wizard has a window of its own.
    await wizard.person.page.setViewportSize(viewport);
    const width = () => wizard.person.page.evaluate(() => document.documentElement.scrollWidth);
    const refusing = await wizard.connect();
    await steps.denyAtShop(refusing);
    await wizard.waitForText(texts.nl.connection.denied);
    await refusing.page.close();
    expect(await width()).toBeLessThanOrEqual(viewport.width);

    await journeys.system.shop.put('/key-approval', { holdsKeys: true });
    const shop = await wizard.connect();
    await steps.approveAtShop(shop);
    await shop.page.getByText('Koppel wacht op de sleutels van WooCommerce.').waitFor();
    expect(await journeys.system.shop.post('/held-keys')).toEqual([200]);
    await wizard.waitUntilReady(steps.shopTitle);
  });

  it('says that the window was closed, and takes a second try', async () => {
    const wizard = await atShopForm(await journeys.somebody('mouse'));
    const left = await wizard.connect();
    await left.page.getByRole('link', { name: 'Approve' }).waitFor();
    await left.page.close();
    await wizard.waitForText(wizard.texts.connection.closed);
    await steps.approveAtShop(await wizard.connect());
    await wizard.waitUntilReady(steps.shopTitle);
    expect(journeys.errors).toEqual([]);
  });

  it('goes on in the same tab where the browser blocks the window', async () => {
    const person = await journeys.somebody('mouse', { blocksWindows: true });
    const wizard = await steps.openWizardInTab(person);
    await wizard.next('applications');
    await wizard.fillShopAddress(journeys.system);
    await person.press(wizard.texts.connection.connect);
    await person.follow(wizard.texts.sameTab);
    await steps.approveAtShop(person);
    await wizard.waitForHeading(wizard.texts.steps.applications);
    await wizard.waitUntilReady(steps.shopTitle);
    expect(journeys.errors).toEqual([]);
  });
});
