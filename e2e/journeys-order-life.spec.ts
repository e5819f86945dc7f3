import type { Connection, Flow, Integration } from '@koppel/contracts';
import { waitUntilVisible } from './lib/browser.js';
import { placeOrder, type ShopProduct } from './lib/demo.js';
import { Journeys } from './lib/journeys.js';
import { flowOf } from './lib/koppel-client.js';
import type { Person } from './lib/person.js';
import {
  callShop,
  integrateSandboxes,
  salesOrders,
  shopOrders,
  type ExactSalesOrder,
  type ShopOrder,
} from './lib/sandbox-system.js';
import { consoleTexts as texts, orderLifeTexts as life, texts as allTexts } from './lib/texts.js';

interface LineItem {
  id: number;
  quantity: number;
  total: string;
  total_tax: string;
  taxes: { id: number }[];
}

describe('the life of a booked order, seen from its page', () => {
  let journeys: Journeys;
  let person: Person;
  let administration: Connection;
  let shop: Connection;
  let integration: Integration;
  let orders: Flow;
  let credits: Flow;
  let refunded: ShopOrder;
  let delivered: ShopOrder;

  beforeAll(async () => {
    journeys = await Journeys.start({ DELETION_CHECK_MS: '1' });
    const { system } = journeys;
    await system.exact.post('/consent', { consent: 'allow' });
    ({ administration, shop, integration } = await integrateSandboxes(system));
    orders = flowOf(integration, 'orders');
    credits = flowOf(integration, 'credits');
    for (const key of ['products', 'stock-levels', 'prices']) await system.client.runToEnd(flowOf(integration, key).id);
    person = await journeys.somebody('mouse');
    person.page.setDefaultTimeout(20_000);
  }, 180_000);
  afterAll(async () => {
    await journeys?.endJourney();
    await journeys?.stop();
  }, 60_000);

  const main = () => person.page.getByRole('main');
  const waitForText = (text: string | RegExp) => waitUntilVisible(person.page, main().getByText(text));
  const waitForHeading = (name: string) =>
    waitUntilVisible(person.page, person.page.getByRole('heading', { name, level: 1, exact: true }));
  const follow = (name: string) => person.follow(main().getByRole('link', { name, exact: true }).first());

  const send = <T>(method: string, path: string, body?: object) => callShop<T>(journeys.system, { method, path, body });

  /** Orders are taken from the moment on at which their flow is enabled. */
  async function enableAndOrder(): Promise<void> {
    const { system } = journeys;
    for (const { id: flowId, version } of [orders, credits])
      await system.client.call('updateFlow', { flowId, version, isEnabled: true, schedule: null });
    const before = new Set((await shopOrders(system)).map(({ id }) => id));
    const products = await system.shop.get<ShopProduct[]>('/records/products');
    const onSale = products.filter(({ price, type }) => Number(price) > 1 && type === 'simple').slice(0, 2);
    for (const email of ['sanne@example.com', 'daan@example.com'])
      await placeOrder(system.shop, { email, country: 'NL', products: onSale });
    const placed = (await shopOrders(system)).filter(({ id }) => !before.has(id));
    const [first, second] = placed.toSorted((left, right) => left.id - right.id);
    if (!first || !second) throw new Error('no orders were placed');
    refunded = first;
    delivered = second;
  }

  async function runBoth(): Promise<void> {
    for (const { id } of [orders, credits]) await journeys.system.client.runToEnd(id);
  }

  async function openOrder({ id, number }: ShopOrder): Promise<void> {
    await person.page.goto(`${journeys.system.url}/records/${orders.id}/order/${id}`);
    await waitForHeading(texts.order(number));
  }

  /** One side of the record, by its label, with these texts. */
  async function seeSide(label: string, shown: readonly string[]): Promise<void> {
    const side = main().getByRole('region', { name: label, exact: true });
    for (const text of shown) await waitUntilVisible(person.page, side.getByText(text, { exact: true }));
  }

  async function documentOf({ number }: Pick<ShopOrder, 'number'>): Promise<ExactSalesOrder> {
    const document = (await salesOrders(journeys.system)).find(({ YourRef }) => YourRef === number);
    if (!document) throw new Error(`order ${number} was not booked`);
    return document;
  }

  it('preselects the best document that the rights allow, offers none that they lack, and says why', async () => {
    const { client, exact, url } = journeys.system;
    const { id: draftId } = await client.call('createDraft', {});
    const { id: integrationId } = integration;
    await client.call('updateDraft', {
      draftId,
      step: 'settings',
      applicationIds: [administration.applicationId, shop.applicationId],
      connectionIds: [administration.id, shop.id],
      integrationId,
    });
    await exact.post('/faults', { kind: '403', path: 'salesorder/SalesOrders', method: 'GET', times: 1_000 });
    await person.page.goto(`${url}/wizard/settings?draft=${draftId}`);
    const field = person.page.getByLabel(life.bookAs, { exact: true });
    const form = person.page.locator('form').filter({ has: field });
    await person.press(form.getByRole('button', { name: life.moreSettings }));
    await waitUntilVisible(person.page, form.getByText(life.notOffered));
    expect(await field.locator('option').allTextContents()).toEqual(life.offered);
    expect(await field.inputValue()).toBe('sales_invoice');
    await exact.post('/faults/clear');
  }, 60_000);

  it('shows both sides of a booked order, and what was done with its document', async () => {
    await enableAndOrder();
    await runBoth();
    const { OrderNumber } = await documentOf(refunded);
    await openOrder(refunded);
    await seeSide(life.atSource, [texts.order(refunded.number), `€${refunded.total}`]);
    await seeSide(life.atTarget, [life.salesOrder(OrderNumber), `€${refunded.total}`]);
    await waitForText(life.salesOrderWas(OrderNumber, refunded.total, 'created'));
    await waitForText(life.readBefore);
    expect(await main().getByText(life.totalsDiffer).count()).toBe(0);
  }, 60_000);

  it('links a booked order and its refund with each other', async () => {
    const { line_items: lines } = await send<{ line_items: LineItem[] }>('GET', `orders/${refunded.id}`);
    const [line] = lines;
    if (!line) throw new Error('the order has no lines');
    const shareOf = (amount: string) => Number((Number(amount) / line.quantity).toFixed(2));
    const [net, tax] = [shareOf(line.total), shareOf(line.total_tax)];
    const refund = await send<{ id: number }>('POST', `orders/${refunded.id}/refunds`, {
      amount: (net + tax).toFixed(2),
      line_items: [
        { id: line.id, quantity: 1, refund_total: net, refund_tax: [{ id: line.taxes[0]?.id, refund_total: tax }] },
      ],
    });
    await runBoth();
    const credit = `${refunded.number}-R${refund.id}`;
    await openOrder(refunded);
    await waitForText(life.itsCredits);
    const amount = (net + tax).toFixed(2);
    const { OrderNumber } = await documentOf({ number: credit });
    const listed = main().getByRole('listitem').filter({ hasText: credit });
    for (const text of [life.salesOrder(OrderNumber), `€${amount}`])
      await waitUntilVisible(person.page, listed.getByText(text, { exact: true }));
    await follow(credit);
    await waitForHeading(life.credit(credit));
    await seeSide(life.atTarget, [life.salesOrder(OrderNumber), `-€${amount}`]);
    await waitForText(life.itsOrder);
    await follow(refunded.number);
    await waitForHeading(texts.order(refunded.number));
  }, 60_000);

  it('tells what became of the documents of an order that is cancelled', async () => {
    const { OrderNumber } = await documentOf(refunded);
    await send('PUT', `orders/${refunded.id}`, { status: 'cancelled' });
    await runBoth();
    await openOrder(refunded);
    await waitForText(life.takenBack);
    await waitForText(life.documentDeleted(OrderNumber, refunded.total));
    await seeSide(life.atTarget, [`${life.salesOrder(OrderNumber)} was taken back`, life.goneAtTarget]);
    await waitForText(life.salesOrderWas(OrderNumber, refunded.total, 'taken back'));
    const credit = main()
      .getByRole('listitem')
      .filter({ hasText: `${refunded.number}-R` });
    await waitUntilVisible(person.page, credit.getByText(life.takenBackBadge, { exact: true }));
  }, 60_000);

  it('says by how much both sides differ where the document was delivered before the order changed', async () => {
    const { OrderID, OrderNumber } = await documentOf(delivered);
    await journeys.system.exact.patch(`/entities/salesorder/SalesOrders/${OrderID}`, { Status: 21 });
    const [line] = (await send<{ line_items: LineItem[] }>('GET', `orders/${delivered.id}`)).line_items;
    if (!line) throw new Error('the order has no lines');
    const total = ((Number(line.total) / line.quantity) * (line.quantity + 1)).toFixed(2);
    const changed = { id: line.id, quantity: line.quantity + 1, subtotal: total, total };
    const edited = await send<{ total: string }>('PUT', `orders/${delivered.id}`, { line_items: [changed] });
    await runBoth();
    await openOrder(delivered);
    await seeSide(life.atSource, [`€${edited.total}`]);
    await seeSide(life.atTarget, [life.salesOrder(OrderNumber), `€${delivered.total}`]);
    await waitForText(life.totalsDiffer);
    const difference = (Number(edited.total) - Number(delivered.total)).toFixed(2);
    await waitForText(life.differBy(difference));
    delivered = { ...delivered, total: edited.total };
  }, 60_000);

  it('waits for a person where the document was delivered, and tells that it was done by hand', async () => {
    const { OrderNumber, AmountFC } = await documentOf(delivered);
    await send('PUT', `orders/${delivered.id}`, { status: 'cancelled' });
    await runBoth();
    await openOrder(delivered);
    await waitForText(life.documentStays(OrderNumber, AmountFC.toFixed(2)));
    await follow(life.toIssue);
    await person.press(life.doneNamed(delivered.number));
    await person.within(person.page.getByRole('dialog')).press(life.done);
    await waitForText(life.resolved);
    await openOrder(delivered);
    await waitForText(life.takenBack);
    await waitForText(life.saidDone(OrderNumber));
  }, 60_000);

  it('stays done when its document is gone, and says so in Dutch', async () => {
    const { OrderID } = await documentOf(delivered);
    await journeys.system.exact.delete(`/entities/salesorder/SalesOrders/${OrderID}`);
    await runBoth();
    person = await journeys.somebody('mouse', { locale: 'nl-NL' }, allTexts.nl);
    person.page.setDefaultTimeout(20_000);
    for (const order of [refunded, delivered]) {
      await person.page.goto(`${journeys.system.url}/records/${orders.id}/order/${order.id}`);
      await waitForText('Het is teruggenomen');
    }
    await waitForText('Met de hand gedaan bij het doel');
    await person.page.goto(`${journeys.system.url}/records/${orders.id}/order/${refunded.id}`);
    await waitForText('Crediteringen van deze bestelling');
    const amount = refunded.total.replace('.', ',');
    await seeSide('Bij de bron', [`Bestelling ${refunded.number}`, `€ ${amount}`]);
    await waitForText(new RegExp(`^Verkooporder \\d+ van €\\s${amount} is aangemaakt$`));
    expect(journeys.errors).toEqual([]);
  }, 60_000);
});
