import { exactOnline } from '@koppel/connector-exact-online';
import type { Credit, FlowSettings, Order } from '@koppel/contracts';
import { deliverPage, planFlow, type Endpoint, type PageResult } from '@koppel/sync-engine';
import { startSandbox, type Sandbox } from '../../exact-online/test/sandbox.js';
import { tables, type DocumentType } from './document-tables.js';
import { MemoryLedger } from './memory-ledger.js';
import { random } from './random.js';
import { LivingShop } from './shop-lives.js';

// A shop owner chooses another kind of document after orders were booked: those that were go on as what they are.

const enabledAt = '2000-01-01T00:00:00Z';

describe('orders that were booked as another kind of document', () => {
  let sandbox: Sandbox;
  const control = () => sandbox.simulator.control;

  beforeAll(async () => {
    sandbox = await startSandbox({ seedItems: 5 });
    const GLRevenue = control().list('financial/GLAccounts', { where: { Code: '8000' } })[0]?.['ID'];
    for (const code of ['MUG', 'BOOK', 'MISC'])
      control().insert('logistics/Items', { Code: code, Description: code, IsSalesItem: true, Unit: 'pc', GLRevenue });
  });
  afterAll(() => sandbox.stop());

  const settingsOf = (documentType: DocumentType): FlowSettings => ({
    ...{ documentType, roundingItem: 'MISC' },
    // What the other kinds need stays in the settings.
    ...tables.sales_entry.settings,
  });

  async function deliver(
    shop: LivingShop,
    { entity, ledger, documentType }: { entity: 'order' | 'credit'; ledger: MemoryLedger; documentType: DocumentType },
  ): Promise<PageResult> {
    const context = await sandbox.context();
    const endpoint: Endpoint = { connector: exactOnline, context, concurrency: () => 1 };
    const origin = { settings: settingsOf(documentType), enabledAt };
    const plan = planFlow({
      ...{ entity, enabledAt, origin, booksCredits: true, target: endpoint },
      settings: entity === 'order' ? origin.settings : {},
      source: { ...endpoint, connector: shop.connector(exactOnline) },
    });
    const natives = shop.orders.flatMap((order): (Order | Credit)[] =>
      entity === 'order' ? [shop.canonical(order)] : shop.credits(order),
    );
    const records = natives.map((native) => ({ key: native.number, naturalKey: native.number, native }));
    const result = await deliverPage(plan, ledger, { records, isIsolating: false });
    ledger.commit(result);
    return result;
  }

  const documentsOf = (documentType: DocumentType, reference: string) =>
    control().list(tables[documentType].documents, { where: { YourRef: reference } });

  const askedFor = (documentType: DocumentType) =>
    control().counters().requests[`GET /api/v1/{division}/${tables[documentType].documents}`] ?? 0;

  it.each([
    ['sales_order', 'sales_entry'],
    ['sales_invoice', 'sales_order'],
    ['sales_entry', 'sales_invoice'],
  ] as const)('are found, changed and credited as the %s that they are, under settings for a %s', async (was, is) => {
    const shop = new LivingShop(random(1), ['MUG', 'BOOK'], `K-${was}`);
    const order = shop.takeOrder();
    const ledger = new MemoryLedger();
    expect((await deliver(shop, { entity: 'order', ledger, documentType: was })).counts).toMatchObject({ created: 1 });

    const forgotten = new MemoryLedger();
    const found = await deliver(shop, { entity: 'order', ledger: forgotten, documentType: is });
    expect(found.counts).toMatchObject({ unchanged: 1 });
    const booked = { kind: was, total: shop.canonical(order).totals.inclVat };
    expect(ledger.linksOf('order')).toMatchObject([{ document: booked }]);
    expect(forgotten.linksOf('order')).toMatchObject([{ document: booked }]);
    expect(documentsOf(is, order.number)).toEqual([]);

    control().clearJournal();
    for (const line of order.lines) line.pieces += 1;
    const changed = await deliver(shop, { entity: 'order', ledger, documentType: is });
    expect(changed.issues).toEqual([]);
    expect(changed.counts).toMatchObject({ updated: 1 });
    expect(documentsOf(was, order.number)).toMatchObject([{ AmountFC: Number(shop.canonical(order).totals.inclVat) }]);

    expect(askedFor(is)).toBe(0);
    const changedTotal = shop.canonical(order).totals.inclVat;
    expect(ledger.linksOf('order')).toMatchObject([{ document: { kind: was, total: changedTotal } }]);

    order.refunds.push({ pieces: order.lines.map(() => 1) });
    const credits = new MemoryLedger(ledger);
    const credited = await deliver(shop, { entity: 'credit', ledger: credits, documentType: is });
    expect(credited.counts).toMatchObject({ created: 1 });
    expect(documentsOf(was, `${order.number}-R1`)).toHaveLength(1);
    // Only by the reference of the credit, which was not booked yet.
    expect(askedFor(is)).toBe(1);

    control().clearJournal();
    order.state = 'cancelled';
    expect((await deliver(shop, { entity: 'order', ledger, documentType: is })).counts).toMatchObject({ updated: 1 });
    expect(documentsOf(was, order.number)).toEqual([]);
    expect(askedFor(is)).toBe(0);
  });
});
