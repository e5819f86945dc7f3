import { consoleTexts as texts, texts as allTexts } from './lib/texts.js';
import { makeDemo, unknownArticles, type Demo } from './lib/demo.js';
import { Journeys } from './lib/journeys.js';
import { waitUntilVisible } from './lib/browser.js';
import { ways, type Person } from './lib/person.js';
import { flowOf } from './lib/koppel-client.js';

describe.each(ways)('the console by %s', (way) => {
  let journeys: Journeys;
  let demo: Demo;
  let person: Person;

  beforeAll(async () => {
    // Pages of a few records, so that there is something to cancel.
    journeys = await Journeys.start({ RUN_PAGE_SIZE: '3' });
    demo = await makeDemo(journeys.system);
    person = await journeys.somebody(way);
  });
  afterAll(async () => {
    await journeys?.endJourney();
    await journeys?.stop();
  });

  const waitForHeading = (name: string) =>
    waitUntilVisible(person.page, person.page.getByRole('heading', { name, level: 1, exact: true }));
  const waitForText = (text: string) => waitUntilVisible(person.page, person.page.getByText(text, { exact: true }));

  async function search(text: string): Promise<void> {
    await person.fill(texts.search, text);
    await person.page.waitForURL((url) => url.searchParams.get('q')?.includes(text) ?? false);
  }

  async function goTo(link: string): Promise<void> {
    await person.follow(person.page.getByRole('navigation').getByRole('link', { name: new RegExp(`^${link}`) }));
    await waitForHeading(link);
  }

  async function goToFlow(title: string): Promise<void> {
    await goTo(texts.integrations);
    await person.follow(person.page.getByRole('main').getByRole('link', { name: demo.integration.title }));
    await waitForHeading(demo.integration.title);
    await person.follow(
      person.page.getByRole('table', { name: texts.flows }).getByRole('link', { name: title, exact: true }),
    );
    await waitForHeading(title);
  }

  it('runs a flow now and follows it to its end', async () => {
    await goToFlow('Stock levels');
    await person.press(texts.runNow);
    const link = person.page.getByRole('main').locator('a[href^="/runs/"]').first();
    const { id } = await journeys.newestRun(demo.flows.stock.id);
    await person.page.locator(`a[href="/runs/${id}"]`).waitFor();
    await person.follow(link);
    await waitForHeading(texts.runOf('Stock levels'));
    await waitForText(texts.completed);
  });

  it('runs a flow from the beginning and cancels it', async () => {
    await journeys.system.exact.post('/latency', { ms: 1_500 });
    await goToFlow('Products');
    await person.follow(person.page.getByRole('main').locator('a[href^="/runs/"]').first());
    await waitForHeading(texts.runOf('Products'));
    await person.press(texts.runAgain);
    const again = person.page.getByRole('dialog');
    await person.within(again).choose(texts.fromStart);
    await person.within(again).press(texts.startRun);
    await person.press(texts.cancelRun);
    await person.within(person.page.getByRole('dialog')).press(texts.cancelRun);
    await waitForText(texts.cancelled);
    await journeys.system.exact.post('/latency', { ms: 0 });
    expect(await journeys.newestRun(demo.flows.products.id)).toMatchObject({ state: 'cancelled' });
  });

  it('finds a record and says why it is not synced, and one that is', async () => {
    const issue = await journeys.openIssue(demo.flows.orders.id);
    await goTo(texts.records);
    await search(issue.naturalKey);
    await person.follow(person.page.getByRole('main').getByRole('link', { name: issue.naturalKey, exact: true }));
    await waitForHeading(texts.order(issue.naturalKey));
    await waitForText(texts.notSynced);
    await waitForText(issue.reason.message ?? issue.reason.code);
    await goTo(texts.records);
    await search('sanne@example.com');
    const row = person.page.getByRole('row').filter({ hasText: 'customer' }).filter({ hasText: 'Created' });
    await person.follow(row.getByRole('link').first());
    await waitForText(texts.synced);
    await person.follow(person.page.getByRole('main').getByRole('link', { name: texts.showData }).first());
    for (const stage of texts.stages) await waitForText(stage);
  });

  it('delivers a record again, and removes its link', async () => {
    const sku = await journeys.knownSku();
    await goTo(texts.records);
    await search(sku);
    const isProduct = person.page.getByRole('cell', { name: 'Product', exact: true });
    await person.follow(person.page.getByRole('row').filter({ has: isProduct }).getByRole('link').first());
    await waitForHeading(texts.product(sku));
    await person.press(texts.deliverAgain);
    await person.follow(texts.followRun);
    await waitForHeading(texts.runOf('Products'));
    await waitForText(texts.completed);
    await person.page.goBack();
    await waitForText(texts.deliveredAgain);
    await person.press(texts.removeLink);
    await person.within(person.page.getByRole('dialog')).press(texts.removeLink);
    await waitForText(texts.readAgain);
    await waitForText(texts.linkRemoved);
  });

  it('says of an order that nobody knows since when orders are taken, and how many there are', async () => {
    await goTo(texts.records);
    await search('NO-SUCH-ORDER');
    await waitForText(texts.noRecords);
    await person.page.getByText(texts.ordersSince).waitFor();
    await person.follow(texts.toOrdersFrom);
    await waitForHeading('Orders');
    await person.page.getByRole('option', { name: texts.allOrders }).waitFor({ state: 'attached' });
  });

  it('shows the flows of an integration within the window, with the longer words of Dutch', async () => {
    const { page } = await journeys.somebody(way, { locale: 'nl-NL' }, allTexts.nl);
    await page.goto(`${journeys.system.url}/integrations/${demo.integration.id}`);
    const table = page.getByRole('table');
    await table.waitFor();
    const [inner, outer] = await Promise.all([table.boundingBox(), table.locator('..').boundingBox()]);
    expect(inner?.width).toBeLessThanOrEqual(outer?.width ?? 0);
  });

  it('edits the record of an issue and delivers it', async () => {
    const issue = await journeys.openIssue(demo.flows.orders.id);
    const sku = await journeys.knownSku();
    await goTo(texts.issues);
    await person.follow(person.page.getByRole('link', { name: texts.seeRecords }).first());
    await person.follow(person.page.getByRole('main').getByRole('link', { name: issue.naturalKey, exact: true }));
    await waitForHeading(texts.order(issue.naturalKey));
    const field = person.page.getByLabel(texts.wholeRecord, { exact: true });
    const record = await field.inputValue();
    await person.fill(
      field,
      unknownArticles.reduce((text, article) => text.replaceAll(article, sku), record),
    );
    await person.press(texts.saveAndRetry);
    await waitForText(texts.over);
    expect(await journeys.findIssue(issue.id)).toMatchObject({ state: 'resolved', isEdited: true });
  });

  it('tries all issues of a cause again once the cause is mended', async () => {
    for (const article of unknownArticles) await journeys.makeKnown(article);
    await goTo(texts.issues);
    await person.press(texts.retryAllOf('Something is missing at the target: orders'));
    await person.follow(person.page.getByRole('link', { name: texts.followRun }).first());
    await waitForText(texts.completed);
    const waiting = await journeys.system.client.allIssues({ flowId: demo.flows.orders.id, state: 'held' });
    expect(waiting).toEqual([]);
  });

  it('takes back an earlier state of a flow', async () => {
    await goToFlow('Orders');
    const control = person.page.getByRole('switch', { name: texts.enable('Orders') });
    const before = await control.isChecked();
    await person.turn(control, !before);
    await person.follow(texts.history);
    await person.press(person.page.getByRole('button', { name: texts.restore }).first());
    await person.within(person.page.getByRole('dialog')).press(texts.restoreNow);
    await person.page.getByRole('dialog').waitFor({ state: 'hidden' });
    const { flows } = await journeys.system.client.call('getIntegration', { integrationId: demo.integration.id });
    expect(flowOf({ ...demo.integration, flows }, 'orders').isEnabled).toBe(before);
  });

  it('renames a connection, and shows what stands in the way of deleting it', async () => {
    await goTo(texts.connections);
    await person.follow(person.page.getByRole('main').getByRole('link', { name: demo.shop.displayTitle, exact: true }));
    await waitForHeading(demo.shop.displayTitle);
    await person.press(texts.rename);
    await person.fill(texts.connectionName, 'Shop of mugs');
    await person.press(person.page.getByRole('button', { name: texts.save, exact: true }).first());
    await waitForHeading('Shop of mugs');
    await person.press(texts.delete);
    const dialog = person.page.getByRole('dialog', { name: texts.deleteTitle('Shop of mugs') });
    await dialog.getByRole('link', { name: demo.integration.title }).waitFor();
    expect(await dialog.getByRole('button', { name: texts.delete, exact: true }).count()).toBe(0);
  });
});
