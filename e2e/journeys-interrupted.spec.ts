import { endSession } from './lib/database.js';
import { Journeys } from './lib/journeys.js';
import { ways } from './lib/person.js';
import * as steps from './lib/wizard-steps.js';

describe('interruptions', () => {
  let journeys: Journeys;

  beforeAll(async () => {
    journeys = await Journeys.start();
  }, 120_000);
  afterEach(async () => {
    // A journey that failed may have left them halted.
    for (const name of ['gateway', 'connections'])
      if (journeys.system.processes.pid(name) === undefined) await journeys.system.processes.restart(name);
    await journeys.endJourney();
  }, 120_000);
  afterAll(() => journeys?.stop(), 60_000);

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
    }, 90_000);

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
    }, 120_000);

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
    }, 120_000);
  });
});
