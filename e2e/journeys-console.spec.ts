import { consoleWords as words } from './lib/console-words.js';
import { makeDemo, unknownArticles, type Demo } from './lib/demo.js';
import { Journeys } from './lib/journeys.js';
import { see } from './lib/see.js';
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
  }, 180_000);
  afterAll(async () => {
    await journeys?.endJourney();
    await journeys?.stop();
  }, 60_000);

  const heading = (name: string) => see(person.page, person.page.getByRole('heading', { name, level: 1, exact: true }));
  const said = (text: string) => see(person.page, person.page.getByText(text, { exact: true }));

  async function search(text: string): Promise<void> {
    await person.fill(words.search, text);
    await person.page.waitForURL((url) => url.searchParams.get('q')?.includes(text) ?? false);
  }

  async function goTo(link: string): Promise<void> {
    await person.follow(person.page.getByRole('navigation').getByRole('link', { name: new RegExp(`^${link}`) }));
    await heading(link);
  }

  async function goToFlow(title: string): Promise<void> {
    await goTo(words.integrations);
    await person.follow(person.page.getByRole('main').getByRole('link', { name: demo.integration.title }));
    await heading(demo.integration.title);
    await person.follow(
      person.page.getByRole('table', { name: words.flows }).getByRole('link', { name: title, exact: true }),
    );
    await heading(title);
  }

  it('runs a flow now and follows it to its end', async () => {
    await goToFlow('Stock levels');
    await person.press(words.runNow);
    const link = person.page.getByRole('main').locator('a[href^="/runs/"]').first();
    const { id } = await journeys.newestRun(demo.flows.stock.id);
    await person.page.locator(`a[href="/runs/${id}"]`).waitFor();
    await person.follow(link);
    await heading(words.runOf('Stock levels'));
    await said(words.completed);
  }, 60_000);

  it('runs a flow from the beginning and cancels it', async () => {
    await journeys.system.exact.post('/latency', { ms: 1_500 });
    await goToFlow('Products');
    await person.follow(person.page.getByRole('main').locator('a[href^="/runs/"]').first());
    await heading(words.runOf('Products'));
    await person.press(words.runAgain);
    const again = person.page.getByRole('dialog');
    await person.within(again).choose(words.fromStart);
    await person.within(again).press(words.startRun);
    await person.press(words.cancelRun);
    await person.within(person.page.getByRole('dialog')).press(words.cancelRun);
    await said(words.cancelled);
    await journeys.system.exact.post('/latency', { ms: 0 });
    expect(await journeys.newestRun(demo.flows.products.id)).toMatchObject({ state: 'cancelled' });
  }, 90_000);

  it('finds a record and says why it is not synced, and one that is', async () => {
    const issue = await journeys.openIssue(demo.flows.orders.id);
    await goTo(words.records);
    await search(issue.naturalKey);
    await person.follow(person.page.getByRole('main').getByRole('link', { name: issue.naturalKey, exact: true }));
    await heading(words.order(issue.naturalKey));
    await said(words.notSynced);
    await said(issue.reason.message ?? issue.reason.code);
    await goTo(words.records);
    await search('sanne@example.com');
    const row = person.page.getByRole('row').filter({ hasText: 'customer' }).filter({ hasText: 'Created' });
    await person.follow(row.getByRole('link').first());
    await said(words.synced);
    for (const stage of words.stages) await said(stage);
  }, 60_000);

  it('edits the record of an issue and delivers it', async () => {
    const issue = await journeys.openIssue(demo.flows.orders.id);
    const sku = await journeys.knownSku();
    await goTo(words.issues);
    await person.follow(person.page.getByRole('link', { name: words.seeRecords }).first());
    await person.follow(person.page.getByRole('main').getByRole('link', { name: issue.naturalKey, exact: true }));
    await heading(words.order(issue.naturalKey));
    const field = person.page.getByLabel(words.wholeRecord, { exact: true });
    const record = await field.inputValue();
    await person.fill(
      field,
      unknownArticles.reduce((text, article) => text.replaceAll(article, sku), record),
    );
    await person.press(words.saveAndRetry);
    await said(words.over);
    expect(await journeys.findIssue(issue.id)).toMatchObject({ state: 'resolved', isEdited: true });
  }, 60_000);

  it('tries all issues of a cause again once the cause is mended', async () => {
    for (const article of unknownArticles) await journeys.makeKnown(article);
    await goTo(words.issues);
    await person.press(words.retryAllOf('A related record is missing: orders'));
    await person.follow(person.page.getByRole('link', { name: words.followRun }).first());
    await said(words.completed);
    const waiting = await journeys.system.client.allIssues({ flowId: demo.flows.orders.id, state: 'held' });
    expect(waiting).toEqual([]);
  }, 60_000);

  it('takes back an earlier state of a flow', async () => {
    await goToFlow('Orders');
    const control = person.page.getByRole('switch', { name: words.enable('Orders') });
    const before = await control.isChecked();
    await person.turn(control, !before);
    await person.follow(words.history);
    await person.press(person.page.getByRole('button', { name: words.restore }).first());
    await person.within(person.page.getByRole('dialog')).press(words.restoreNow);
    await person.page.getByRole('dialog').waitFor({ state: 'hidden' });
    const { flows } = await journeys.system.client.call('getIntegration', { integrationId: demo.integration.id });
    expect(flowOf({ ...demo.integration, flows }, 'orders').isEnabled).toBe(before);
  }, 60_000);

  it('renames a connection, and shows what stands in the way of deleting it', async () => {
    await goTo(words.connections);
    await person.follow(person.page.getByRole('main').getByRole('link', { name: demo.shop.displayTitle, exact: true }));
    await heading(demo.shop.displayTitle);
    await person.press(words.rename);
    await person.fill(words.connectionName, 'Shop of mugs');
    await person.press(person.page.getByRole('button', { name: words.save, exact: true }).first());
    await heading('Shop of mugs');
    await person.press(words.delete);
    const dialog = person.page.getByRole('dialog', { name: words.deleteTitle('Shop of mugs') });
    await dialog.getByRole('link', { name: demo.integration.title }).waitFor();
    expect(await dialog.getByRole('button', { name: words.delete, exact: true }).count()).toBe(0);
  }, 60_000);
});
