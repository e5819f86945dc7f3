import { Journeys } from './lib/journeys.js';
import { ways } from './lib/person.js';
import { placeOrder, type ShopProduct } from './lib/demo.js';
import { flowOf } from './lib/koppel-client.js';
import { texts } from './lib/texts.js';
import * as steps from './lib/wizard-steps.js';

describe('setting up an integration', () => {
  let journeys: Journeys;

  beforeAll(async () => {
    journeys = await Journeys.start();
  });
  afterEach(() => journeys.endJourney());
  afterAll(() => journeys?.stop());

  async function onlyIntegration() {
    const { items } = await journeys.system.client.call('listIntegrations', {});
    const [integration] = items;
    if (!integration || items.length > 1) throw new Error(`there are ${items.length} integrations`);
    return integration;
  }

  describe.each(ways)('by %s', (way) => {
    it('goes from the dashboard to an integration, in a window of its own', async () => {
      const person = await journeys.somebody(way);
      const wizard = await steps.openWizard(person);
      await wizard.next('applications');
      await wizard.connectExact();
      await wizard.connectShop(journeys.system);
      await wizard.next('packages');
      await wizard.choosePackages();
      await wizard.next('settings');
      await wizard.next('finish');
      await wizard.enableNothing();
      await wizard.finish();
      const { title, flows } = await onlyIntegration();
      expect(flows.map(({ isEnabled }) => isEnabled)).toEqual(Array(5).fill(false));
      await person.page.getByText(title).first().waitFor();
      expect(journeys.errors).toEqual([]);
    });

    it('goes on where it was after the page is loaded again, at every step', async () => {
      const wizard = await steps.openWizard(await journeys.somebody(way));
      await wizard.reload('welcome');
      await wizard.next('applications');
      await wizard.fillExact();
      await wizard.reload('applications');
      await wizard.expectExactKept();
      // A secret is not kept before it is saved.
      await wizard.fillExactSecret();
      await wizard.save();
      await steps.allowAtExact(await wizard.authorize());
      await wizard.waitUntilGranted();
      await wizard.reload('applications');
      await wizard.test(steps.exactTitle);
      await wizard.reload('applications');
      await wizard.waitUntilReady(steps.exactTitle);
      await wizard.connectShop(journeys.system);
      await wizard.next('packages');
      await wizard.choosePackages();
      await wizard.reload('packages');
      await wizard.expectPackagesChosen();
      await wizard.next('settings');
      await wizard.reload('settings');
      await wizard.next('finish');
      await wizard.reload('finish');
      await wizard.enableNothing();
      await wizard.finish();
      expect((await onlyIntegration()).flows).toHaveLength(5);
      expect(journeys.errors).toEqual([]);
    });

    it('is left half-way and taken up again on another machine', async () => {
      const first = await steps.openWizard(await journeys.somebody(way));
      await first.next('applications');
      await first.connectExact();
      await first.fillShop(journeys.system);
      await first.expectConnectOff('WooCommerce hands out keys only to a Koppel that it can reach');
      await first.waitUntilKept();
      await first.person.page.close();
      const person = await journeys.somebody(way);
      const second = await steps.takeUpAgain(person);
      await second.waitUntilReady(steps.exactTitle);
      await second.expectShopKept(journeys.system);
      await second.person.fill('Consumer key', 'ck_sandbox');
      await second.person.fill('Consumer secret', 'cs_sandbox');
      await second.save();
      await second.test(steps.shopTitle);
      await second.next('packages');
      await second.choosePackages();
      await second.next('settings');
      await second.next('finish');
      await second.enableNothing();
      await second.finishInTab();
      expect((await onlyIntegration()).flows).toHaveLength(5);
      expect(journeys.errors).toEqual([]);
    });
  });

  it('takes over the VAT code that is proposed, in Dutch, and the orders follow it', async () => {
    const { client, exact, shop } = journeys.system;
    const german = { Code: 'D19', Description: 'Duitsland 19 % (OSS)', Type: 'E', Percentage: 0.19, Country: 'DE' };
    await exact.post('/entities/vat/VATCodes', { ...german, IsBlocked: false, EUSalesListing: 'N' });
    const person = await journeys.somebody('mouse', { locale: 'nl-NL' }, texts.nl);
    const wizard = await steps.openWizard(person, texts.nl);
    await wizard.next('applications');
    await wizard.connectExact();
    await wizard.connectShop(journeys.system);
    await wizard.next('packages');
    await wizard.choosePackages();
    await wizard.next('settings');
    await wizard.waitForText('Ontbreekt nog');
    const proposed = wizard.person.page.getByRole('button', { name: /voorgestelde regels? overnemen$/ });
    while ((await proposed.count()) > 0) await wizard.person.press(proposed.first());
    await wizard.next('finish');
    await wizard.enableNothing();
    await wizard.finish();

    const integration = await onlyIntegration();
    for (const key of ['products', 'prices']) await client.runToEnd(flowOf(integration, key).id);
    const orders = flowOf(integration, 'orders');
    const products = await shop.get<ShopProduct[]>('/records/products');
    const priced = products.filter(({ price }) => Number(price) > 0).slice(0, 1);
    await placeOrder(shop, { email: 'jonas@example.com', country: 'DE', products: priced });
    const counts = { created: 1, failed: 0, held: 0 };
    expect(await client.runToEnd(orders.id)).toMatchObject({ state: 'completed', counts });
    const lines = await exact.get<{ VATCode: string; VATPercentage: number }[]>('/entities/salesorder/SalesOrderLines');
    expect(lines.map(({ VATCode: code, VATPercentage: rate }) => [code.trim(), rate])).toEqual([['D19', 0.19]]);
    expect(journeys.errors).toEqual([]);
  });
});
