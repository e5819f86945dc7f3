import { endSession } from './lib/database.js';
import { Journeys } from './lib/journeys.js';
import { ways } from './lib/person.js';
import * as steps from './lib/wizard-steps.js';

let journeys: Journeys;

beforeAll(async () => {
  journeys = await Journeys.start();
});
afterAll(() => journeys?.stop());

describe('interruptions', () => {
  afterEach(async () => {
    // A journey that failed may have left them halted.
    for (const name of ['gateway', 'connections'])
      if (journeys.system.processes.pid(name) === undefined) await journeys.system.processes.restart(name);
    await journeys.endJourney();
  });

  describe.each(ways)('by %s', (way) => {
    it('keeps what was typed when the session ends, and goes on after signing in again in place', async () => {
      const { system } = journeys;
      const wizard = await steps.openWizard(await journeys.somebody(way));
      await wizard.next('applications');
      await wizard.fillExact();
      await endSession(system, await wizard.person.page.context().cookies());
      await wizard.person.press(wizard.texts.connection.save);
      await wizard.waitUntilAskedToSignIn();
      await wizard.expectExactKept({ withSecret: true });
      await wizard.signInAgain(system);
      // What was begun goes on by itself.
      await wizard.waitForText(wizard.texts.connection.saved);
      await steps.allowAtExact(await wizard.authorize());
      await wizard.waitUntilGranted();
      await wizard.test(steps.exactTitle);
    });

    it('tells that the server is away, heals by itself, and loses nothing', async () => {
      const { system } = journeys;
      const wizard = await steps.openWizard(await journeys.somebody(way));
      await wizard.next('applications');
      await wizard.fillExact();
      await system.processes.halt('gateway');
      await wizard.person.press(wizard.texts.connection.save);
      await wizard.waitForText(wizard.texts.server.lost);
      await wizard.expectExactKept({ withSecret: true });
      await system.processes.restart('gateway');
      await wizard.waitForText(wizard.texts.server.healed);
      await wizard.expectExactKept({ withSecret: true });
      await wizard.save();
      await steps.allowAtExact(await wizard.authorize());
      await wizard.waitUntilGranted();
      await wizard.test(steps.exactTitle);
    });

    it('tells that a service behind the gateway is away, and takes the same again once it is back', async () => {
      const { system } = journeys;
      const wizard = await steps.openWizard(await journeys.somebody(way));
      await wizard.next('applications');
      await wizard.fillExact();
      await system.processes.halt('connections');
      await wizard.person.press(wizard.texts.connection.save);
      await wizard.waitForText(wizard.texts.server.serviceAway);
      await wizard.expectExactKept({ withSecret: true });
      await system.processes.restart('connections');
      await wizard.save();
      await steps.allowAtExact(await wizard.authorize());
      await wizard.waitUntilGranted();
      await wizard.test(steps.exactTitle);
    });
  });
});

describe('windows that do not do what they should', () => {
  afterEach(() => journeys.endJourney());

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
    });

    it('follows a log-in whose window the provider cuts from its opener', async () => {
      await journeys.system.exact.post('/cut-opener', { cutsOpener: true });
      const wizard = await atApplications(way);
      await steps.allowAtExact(await wizard.authorize());
      await wizard.waitUntilGranted();
      await wizard.test(steps.exactTitle);
      expect(journeys.errors).toEqual([]);
    });

    it('says that access was denied, and takes a second try', async () => {
      const wizard = await atApplications(way);
      const provider = await wizard.authorize();
      await steps.logInAtExact(provider);
      await provider.press('Deny');
      await wizard.waitForText(wizard.texts.connection.denied);
      await steps.allowAtExact(await wizard.authorize());
      await wizard.waitUntilGranted();
      await wizard.test(steps.exactTitle);
    });

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
    });
  });
});
