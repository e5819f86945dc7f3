import { Journeys } from './lib/journeys.js';
import { ways } from './lib/person.js';
import * as steps from './lib/wizard-steps.js';

describe('windows that do not do what they should', () => {
  let journeys: Journeys;

  beforeAll(async () => {
    journeys = await Journeys.start();
  }, 120_000);
  afterEach(() => journeys.endJourney(), 60_000);
  afterAll(() => journeys?.stop(), 60_000);

  async function atApplications(...[way, options]: Parameters<Journeys['somebody']>) {
    const wizard = await steps.openWizard(await journeys.somebody(way, options));
    await wizard.next('applications');
    await wizard.fillExact();
    await wizard.save();
    return wizard;
  }

  describe.each(ways)('by %s', (way) => {
    it('goes on in the same tab when the browser blocks both windows', async () => {
      const person = await journeys.somebody(way, { blocksWindows: true });
      const wizard = await steps.openWizardInTab(person);
      await wizard.next('applications');
      await wizard.fillExact();
      await wizard.save();
      await wizard.authorizeInTab();
      await wizard.waitForHeading(wizard.texts.steps.applications);
      await wizard.test(steps.exactTitle);
      await wizard.connectShop(journeys.system);
      await wizard.next('packages');
      await wizard.choosePackages();
      await wizard.next('settings');
      await wizard.next('finish');
      await wizard.enableNothing();
      await wizard.finishInTab();
      const { items } = await journeys.system.client.call('listIntegrations', {});
      await wizard.waitForHeading(items[0]?.title ?? '');
      expect(journeys.errors).toEqual([]);
    }, 120_000);

    it('follows a log-in whose window the provider cuts from its opener', async () => {
      await journeys.system.exact.post('/cut-opener', { cutsOpener: true });
      const wizard = await atApplications(way);
      await steps.allowAtExact(await wizard.authorize());
      await wizard.waitUntilGranted();
      await wizard.test(steps.exactTitle);
      expect(journeys.errors).toEqual([]);
    }, 60_000);

    it('says that access was denied, and takes a second try', async () => {
      const wizard = await atApplications(way);
      const provider = await wizard.authorize();
      await steps.logInAtExact(provider);
      await provider.press('Deny');
      await wizard.waitForText(wizard.texts.connection.denied);
      await steps.allowAtExact(await wizard.authorize());
      await wizard.waitUntilGranted();
      await wizard.test(steps.exactTitle);
    }, 60_000);

    it('says that the log-in window was closed, and takes a second try', async () => {
      const wizard = await atApplications(way);
      const provider = await wizard.authorize();
      await steps.logInAtExact(provider);
      await provider.page.close();
      await wizard.waitForText(wizard.texts.connection.closed);
      await steps.allowAtExact(await wizard.authorize());
      await wizard.waitUntilGranted();
      await wizard.test(steps.exactTitle);
      expect(journeys.errors).toEqual([]);
    }, 60_000);
  });
});
