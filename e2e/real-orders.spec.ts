import { readInvoices, tradingDays } from '@koppel/online-retail';
import { flowOf } from './lib/koppel-client.js';
import {
  cents,
  doubled,
  exactAccounts,
  integrateSandboxes,
  liftExactLimits,
  salesOrders,
  shopOrders,
  startSandboxSystem,
  type ExactSalesOrder,
  type SandboxSystem,
} from './lib/sandbox-system.js';

const days = tradingDays().slice(0, 3);

describe(`the real orders of ${days.join(', ')}`, () => {
  let system: SandboxSystem;

  beforeAll(async () => {
    system = await startSandboxSystem();
    await liftExactLimits(system.exact);
  });

  afterAll(() => system?.stop());

  it('end as sales orders, credits as the settings say, or issues with a plain reason, and the sums agree', async () => {
    const { client, shop } = system;
    const { integration } = await integrateSandboxes(system);
    const flow = flowOf(integration, 'orders');
    await client.configure(flow, {
      ordersFrom: 'all',
      orderStatuses: ['completed', 'refunded'],
      credits: 'negative_order',
    });
    await shop.post('/load-orders', { days });
    const invoices = readInvoices(days);

    const run = await client.runToEnd(flow.id);
    expect(run).toMatchObject({ state: 'completed', counts: { read: invoices.length } });
    const { counts } = run;
    expect(counts.created + counts.updated + counts.unchanged + counts.filtered + counts.failed + counts.held).toBe(
      counts.read,
    );

    const placed = await shopOrders(system);
    expect(placed.map(({ number }) => number).sort()).toEqual(invoices.map(({ invoiceNo }) => invoiceNo).sort());
    const booked = new Map(
      (await salesOrders(system)).filter(({ YourRef }) => YourRef).map((order) => [order.YourRef, order]),
    );
    expect(doubled((await salesOrders(system)).flatMap(({ YourRef }) => YourRef || []))).toEqual([]);
    const issues = new Map(
      (await client.allIssues({ flowId: flow.id }))
        .filter(({ entity }) => entity === 'order')
        .map((issue) => [issue.naturalKey, issue]),
    );

    const account = {
      bookedCents: 0,
      differenceCents: 0,
      issueCents: 0,
      filteredCents: 0,
      booked: 0,
      issues: 0,
      filtered: 0,
    };
    for (const order of placed) {
      const sale = booked.get(order.number);
      const issue = issues.get(order.number);
      expect([order.number, Boolean(sale && issue)]).toEqual([order.number, false]);
      if (sale) {
        expectSame(order, sale);
        account.booked += 1;
        account.bookedCents += cents(sale.AmountFC);
        account.differenceCents += cents(order.total) - cents(sale.AmountFC);
      } else if (issue) {
        expect(issue.reason.message?.length).toBeGreaterThan(40);
        expect(issue.reason.message).not.toMatch(/undefined|\[object|Error:|null|[{}]/);
        account.issues += 1;
        account.issueCents += cents(order.total);
      } else {
        expect([order.number, cents(order.total)]).toEqual([order.number, 0]);
        account.filtered += 1;
        account.filteredCents += cents(order.total);
      }
    }
    const shopCents = placed.reduce((sum, order) => sum + cents(order.total), 0);
    expect(account.bookedCents + account.differenceCents + account.issueCents + account.filteredCents).toBe(shopCents);
    expect({ booked: account.booked, issues: account.issues, filtered: account.filtered }).toEqual({
      booked: counts.created,
      issues: counts.failed + counts.held,
      filtered: counts.filtered,
    });
    expect(account.booked).toBeGreaterThan(invoices.length * 0.9);

    const credits = placed.filter(({ number }) => number.startsWith('C'));
    expect(credits.length).toBeGreaterThan(0);
    for (const credit of credits) {
      const sale = booked.get(credit.number);
      if (sale) expect(sale.AmountFC).toBeLessThanOrEqual(0);
    }
    const accountById = new Map((await exactAccounts(system)).map((each) => [each.ID, each]));
    for (const order of placed) {
      const sale = booked.get(order.number);
      if (sale) expect(accountById.get(sale.OrderedBy)?.Email).toBe(order.billing.email);
    }
    expect(doubled([...accountById.values()].flatMap(({ Email }) => Email ?? []))).toEqual([]);
  }, 400_000);

  it('are left alone by a second run, also from the beginning', async () => {
    const { client, exact } = system;
    const { items } = await client.call('listIntegrations', {});
    const [integration] = items;
    if (!integration) throw new Error('there is no integration');
    const before = (await exact.get<unknown[]>('/journal')).length;
    const run = await client.runToEnd(flowOf(integration, 'orders').id, { fromStart: true });
    expect(run).toMatchObject({ state: 'completed', counts: { created: 0, updated: 0 } });
    expect((await exact.get<unknown[]>('/journal')).length).toBe(before);
  });
});

function expectSame(order: { number: string; total: string; total_tax: string }, sale: ExactSalesOrder): void {
  const withoutVat = cents(order.total) - cents(order.total_tax);
  expect([order.number, cents(sale.AmountFC), cents(sale.AmountFCExclVat)]).toEqual([
    order.number,
    cents(order.total),
    withoutVat,
  ]);
}
