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
  let payments: Flow;
  let refunded: ShopOrder;
  let delivered: ShopOrder;
  let paid: ShopOrder;

  beforeAll(async () => {
    journeys = await Journeys.start({ DELETION_CHECK_MS: '1' });
    const { system } = journeys;
    await system.exact.post('/consent', { consent: 'allow' });
    ({ administration, shop, integration } = await integrateSandboxes(system));
    orders = flowOf(integration, 'orders');
    credits = flowOf(integration, 'credits');
    for (const key of ['products', 'stock-levels', 'prices']) await system.client.runToEnd(flowOf(integration, key).id);
    person = await journeys.somebody('mouse');
  });
  afterAll(async () => {
    await journeys?.endJourney();
    await journeys?.stop();
  });

  const main = () => person.page.getByRole('main');
  const waitForText = (text: string | RegExp) => waitUntilVisible(person.page, main().getByText(text));
  const waitForHeading = (name: string) =>
    waitUntilVisible(person.page, person.page.getByRole('heading', { name, level: 1, exact: true }));
  const follow = (name: string) => person.follow(main().getByRole('link', { name, exact: true }).first());

  const send = <T>(method: string, path: string, body?: object) => callShop<T>(journeys.system, { method, path, body });

  /** A draft of the wizard that has the integration already, opened at a step. */
  async function startWizard(step: 'packages' | 'settings'): Promise<void> {
    const { client, url } = journeys.system;
    const { id: draftId } = await client.call('createDraft', {});
    await client.call('updateDraft', {
      ...{ draftId, step, integrationId: integration.id },
      applicationIds: [administration.applicationId, shop.applicationId],
      connectionIds: [administration.id, shop.id],
    });
    await person.page.goto(`${url}/wizard/${step}?draft=${draftId}`);
  }

  /** Orders are taken from the moment on at which their flow is enabled. */
  async function enableAndOrder(): Promise<void> {
    const { system } = journeys;
    for (const { id: flowId, version } of [orders, credits])
      await system.client.call('updateFlow', { flowId, version, isEnabled: true, schedule: null });
    refunded = await newOrder('sanne@example.com');
    delivered = await newOrder('daan@example.com');
  }

  async function newOrder(email: string): Promise<ShopOrder> {
    const { system } = journeys;
    const products = await system.shop.get<ShopProduct[]>('/records/products');
    const onSale = products.filter(({ price, type }) => Number(price) > 1 && type === 'simple').slice(0, 2);
    await placeOrder(system.shop, { email, country: 'NL', products: onSale });
    const [newest] = (await shopOrders(system)).toSorted((left, right) => right.id - left.id);
    if (!newest) throw new Error('no order was placed');
    return newest;
  }

  /** Gives back one piece of the first line. */
  async function refundPiece(order: ShopOrder): Promise<{ id: number; amount: string }> {
    const [line] = (await send<{ line_items: LineItem[] }>('GET', `orders/${order.id}`)).line_items;
    if (!line) throw new Error('the order has no lines');
    const shareOf = (amount: string) => Number((Number(amount) / line.quantity).toFixed(2));
    const [net, tax] = [shareOf(line.total), shareOf(line.total_tax)];
    const amount = (net + tax).toFixed(2);
    const taxes = [{ id: line.taxes[0]?.id, refund_total: tax }];
    const lines = [{ id: line.id, quantity: 1, refund_total: net, refund_tax: taxes }];
    return {
      ...(await send<{ id: number }>('POST', `orders/${order.id}/refunds`, { amount, line_items: lines })),
      amount,
    };
  }

  /** The numbers of bank entries by their descriptions. */
  async function bankEntries(): Promise<Map<string, number>> {
    type Line = { Description: string; EntryNumber: number };
    const lines = await journeys.system.exact.get<Line[]>('/entities/financialtransaction/BankEntryLines');
    return new Map(lines.map(({ Description, EntryNumber }) => [Description, EntryNumber]));
  }

  async function runAll(): Promise<void> {
    for (const { id } of [orders, credits, payments]) await journeys.system.client.runToEnd(id);
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
    const { exact } = journeys.system;
    await exact.post('/faults', { kind: '403', path: 'salesorder/SalesOrders', method: 'GET', times: 1_000 });
    await startWizard('settings');
    const field = person.page.getByLabel(life.bookAs, { exact: true });
    const form = person.page.locator('form').filter({ has: field });
    await person.press(form.getByRole('button', { name: life.moreSettings }));
    await waitUntilVisible(person.page, form.getByText(life.notOffered));
    expect(await field.locator('option').allTextContents()).toEqual(life.offered);
    expect(await field.inputValue()).toBe('sales_invoice');
    await exact.post('/faults/clear');
  });

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
  });

  it('links a booked order and its refund with each other', async () => {
    const { id, amount } = await refundPiece(refunded);
    await runBoth();
    const credit = `${refunded.number}-R${id}`;
    await openOrder(refunded);
    await waitForText(life.itsCredits);
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
  });

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
  });

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
  });

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
  });

  it('offers payments in the wizard with the journals of their methods, and says that sales orders leave them out', async () => {
    const { payments: said } = life;
    await startWizard('packages');
    await person.tick(said.package);
    await person.press(allTexts.en.next);
    const card = person.page.getByRole('region', { name: said.package, exact: true });
    await person.press(card.getByRole('button', { name: said.takeOver }));
    const field = (name: string) => card.getByRole('combobox', { name, exact: true });
    expect(await field(said.method(2)).inputValue()).toBe(said.ideal);
    expect(await field(said.journal(2)).inputValue()).toBe(said.mollie);
    await person.press(allTexts.en.next);
    await waitUntilVisible(person.page, card.getByText(said.saved, { exact: true }));
    await person.press(allTexts.en.next);
    const choice = person.page.getByRole('listitem').filter({ hasText: said.flow });
    await waitUntilVisible(person.page, choice.getByText(said.check, { exact: true }));
    await waitUntilVisible(person.page, choice.getByText(said.leftOut));
    await person.press(allTexts.en.finish);
    await person.page.waitForURL(new RegExp(`/integrations/${integration.id}$`));
    for (const isOn of [false, true]) await person.turn(said.flow, isOn);
    await waitForText(said.enabled);
    await waitForText(said.leftOut);
  });

  it('lists the payments of an order with their entries: what was paid, and what was paid back', async () => {
    const { client } = journeys.system;
    const { flows } = await client.call('getIntegration', { integrationId: integration.id });
    payments = flowOf({ ...integration, flows }, 'payments');
    const { settings, ...flow } = flowOf({ ...integration, flows }, 'orders');
    const invoices = { documentType: 'sales_invoice', salesJournal: '71', invoiceState: 'final' };
    await client.configure({ settings, ...flow }, { ...settings, ...invoices });
    await client.configure(payments, { ...payments.settings, refundMethods: 'order' });
    paid = await newOrder('emma@example.com');
    await runAll();
    const { id, amount } = await refundPiece(paid);
    await runAll();
    await openOrder(paid);
    await waitForText(life.itsPayments);
    const entries = await bankEntries();
    for (const [number, cents] of [
      [`${paid.number}-P`, `€${paid.total}`],
      [`${paid.number}-PR${id}`, `-€${amount}`],
    ] as const) {
      const listed = main()
        .getByRole('listitem')
        .filter({ has: person.page.getByRole('link', { name: number, exact: true }) });
      const shown = [cents, life.bankEntry(entries.get(number) ?? 0), 'Created'];
      for (const text of shown) await waitUntilVisible(person.page, listed.getByText(text, { exact: true }));
    }
    await follow(`${paid.number}-P`);
    await waitForHeading(life.payment(`${paid.number}-P`));
    await seeSide(life.atTarget, [life.bankEntry(entries.get(`${paid.number}-P`) ?? 0), `€${paid.total}`]);
    await waitForText(life.itsOrder);
    expect(await journeys.system.exact.get('/entities/read~financial/ReceivablesList')).toEqual([]);
  });

  it('stays done when its document is gone, and says so in Dutch', async () => {
    const { OrderID } = await documentOf(delivered);
    await journeys.system.exact.delete(`/entities/salesorder/SalesOrders/${OrderID}`);
    await runBoth();
    person = await journeys.somebody('mouse', { locale: 'nl-NL' }, allTexts.nl);
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
    await person.page.goto(`${journeys.system.url}/records/${orders.id}/order/${paid.id}`);
    await waitForText('Betalingen van deze bestelling');
    const payment = main()
      .getByRole('listitem')
      .filter({ has: person.page.getByRole('link', { name: `${paid.number}-P`, exact: true }) });
    for (const text of [/^Bankboeking \d+$/, `€ ${paid.total.replace('.', ',')}`])
      await waitUntilVisible(person.page, payment.getByText(text));
    expect(journeys.errors).toEqual([]);
  });
});
