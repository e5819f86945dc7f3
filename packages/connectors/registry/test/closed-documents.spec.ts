import { exactOnline } from '@koppel/connector-exact-online';
import type { FlowSettings, Order } from '@koppel/contracts';
import { deliverPage, planFlow, type Endpoint, type PageResult } from '@koppel/sync-engine';
import { startSandbox, type Sandbox } from '../../exact-online/test/sandbox.js';
import { tables, type DocumentType } from './document-tables.js';
import { MemoryLedger } from './memory-ledger.js';
import { random } from './random.js';
import { LivingShop } from './shop-lives.js';

// Orders that change, or end, after their documents were processed in Exact Online.

const enabledAt = '2000-01-01T00:00:00Z';
const november = { year: 2026, period: 11 };
const processed = { sales_order: 21, sales_invoice: 50, sales_entry: 50 } as const;

describe('documents that are no longer open', () => {
  let sandbox: Sandbox;
  let ledger: MemoryLedger;
  let shop: LivingShop;
  let order: ReturnType<LivingShop['takeOrder']>;
  let shops = 0;
  /** Of the order, beside its lines. */
  let changes: Partial<Order> = {};
  const control = () => sandbox.simulator.control;

  beforeAll(async () => {
    sandbox = await startSandbox({ seedItems: 5 });
    const GLRevenue = control().list('financial/GLAccounts', { where: { Code: '8000' } })[0]?.['ID'];
    for (const code of ['MUG', 'BOOK', 'MISC'])
      control().insert('logistics/Items', { Code: code, Description: code, IsSalesItem: true, Unit: 'pc', GLRevenue });
  });
  beforeEach(() => {
    shops += 1;
    shop = new LivingShop(random(shops), ['MUG', 'BOOK'], `D${shops}`);
    order = shop.takeOrder();
    ledger = new MemoryLedger();
    changes = {};
  });
  afterEach(() => {
    control().clearFaults();
    control().setPeriodClosed(november, false);
  });
  afterAll(() => sandbox.stop());

  const settingsOf = (documentType: DocumentType, closedDocuments: 'issue' | 'credit'): FlowSettings => ({
    ...{ documentType, closedDocuments, roundingItem: 'MISC', documentLanguage: 'nl' },
    ...tables[documentType].settings,
  });

  /** One run over the order; a killed one stores nothing but its intents. */
  async function run(settings: FlowSettings, { isKilled = false } = {}): Promise<PageResult | undefined> {
    const endpoint: Endpoint = { connector: exactOnline, context: await sandbox.context(), concurrency: () => 1 };
    const source = { ...endpoint, connector: shop.connector(exactOnline) };
    const plan = planFlow({ entity: 'order', settings, source, target: endpoint, enabledAt, booksCredits: true });
    const native = { ...shop.canonical(order), ...changes };
    const { number: key } = native;
    const records = [{ key, naturalKey: key, native }];
    const result = await deliverPage(plan, ledger, { records, isIsolating: false }).catch((error: unknown) => {
      if (isKilled) return undefined;
      throw error;
    });
    if (result && !isKilled) ledger.commit(result);
    return result;
  }

  const isOfOrder = (reference: unknown) => String(reference).replace(/-C\d*$/, '') === order.number;

  const documentsOf = (documentType: DocumentType) =>
    control()
      .list(tables[documentType].documents)
      .filter(({ YourRef }) => isOfOrder(YourRef));

  function processAll(documentType: DocumentType): void {
    const { documents, key } = tables[documentType];
    for (const document of documentsOf(documentType))
      control().patch(documents, String(document[key]), { Status: processed[documentType] });
  }

  /** In the bank, by hand. */
  function pay({ Customer, InvoiceNumber, AmountFC }: Record<string, unknown>): void {
    const debtors = control().list('financial/GLAccounts', { where: { Code: '1300' } })[0]?.['ID'];
    const line = {
      Account: Customer,
      GLAccount: debtors,
      OurRef: InvoiceNumber,
      AmountFC,
      Date: Date.UTC(2026, 10, 21),
    };
    const { EntryID } = control().insert('financialtransaction/BankEntries', { JournalCode: '21', Currency: 'EUR' });
    control().insert('financialtransaction/BankEntryLines', { EntryID, ...line });
  }

  function edit(): void {
    for (const line of order.lines) line.pieces += 1;
  }

  it('become an issue that leads to its setting', async () => {
    const settings = settingsOf('sales_order', 'issue');
    await run(settings);
    processAll('sales_order');
    edit();
    expect((await run(settings))?.issues).toMatchObject([
      { failure: { reason: { code: 'exact_online.document_closed', field: 'closedDocuments' } } },
    ]);
  });

  it('are booked anew by the next run where that was refused after the credit, also when the order is as it was again', async () => {
    const settings = { ...settingsOf('sales_entry', 'credit'), revenueAccounts: { 'NL:21': '8000' } };
    for (const line of order.lines) line.rate = 21;
    await run(settings);
    processAll('sales_entry');
    changes = { customer: { ...shop.canonical(order).customer, key: 'another', email: 'another@example.nl' } };
    for (const line of order.lines) line.rate = 9;
    expect((await run(settings))?.issues).toMatchObject([{ failure: { failureClass: 'value' } }]);
    changes = {};
    for (const line of order.lines) line.rate = 21;
    expect((await run(settings))?.issues).toEqual([]);
    const references = documentsOf('sales_entry').map(({ YourRef }) => String(YourRef));
    expect(references.toSorted()).toEqual([order.number, order.number, `${order.number}-C`].toSorted());
  });

  it.each(['sales_order', 'sales_invoice', 'sales_entry'] as const)(
    'of the kind %s are credited once for every change, each credit under a reference of its own',
    async (documentType) => {
      const settings = settingsOf(documentType, 'credit');
      await run(settings);
      for (let edits = 1; edits <= 2; edits += 1) {
        processAll(documentType);
        edit();
        const result = await run(settings);
        expect(result?.issues).toEqual([]);
        expect(result?.attempts).toMatchObject([
          { outcome: 'updated', reason: { code: 'exact_online.document_replaced' } },
        ]);
      }
      // Nothing changed: all that stands is recognised.
      expect((await run(settings))?.counts).toMatchObject({ unchanged: 1 });
      const documents = documentsOf(documentType);
      const { number } = order;
      expect(documents.map(({ YourRef }) => YourRef).sort()).toEqual([
        ...[number, number, number, `${number}-C`, `${number}-C2`],
      ]);
      const sum = documents.reduce((total, { AmountFC }) => total + Math.round(Number(AmountFC) * 100), 0);
      expect(sum).toBe(Math.round(Number(shop.canonical(order).totals.inclVat) * 100));
      if (documentType !== 'sales_entry') {
        const credits = documents.filter(({ YourRef }) => YourRef !== number);
        const description = `Creditering van webbestelling ${number}`;
        expect(credits).toMatchObject([{ Description: description }, { Description: description }]);
      }

      processAll(documentType);
      order.state = 'cancelled';
      expect((await run(settings))?.attempts).toMatchObject([
        { outcome: 'withdrawn', reason: { code: 'exact_online.document_credited' } },
      ]);
      const all = documentsOf(documentType);
      expect(all.filter(({ YourRef }) => YourRef === `${number}-C3`)).toHaveLength(1);
      expect(all.reduce((total, { AmountFC }) => total + Math.round(Number(AmountFC) * 100), 0)).toBe(0);
    },
  );

  it('are paid: the issue says so, and with the setting they are credited and booked anew', async () => {
    const settings = settingsOf('sales_entry', 'issue');
    await run(settings);
    const [entry] = documentsOf('sales_entry');
    pay(entry ?? {});
    edit();
    expect((await run(settings))?.issues).toMatchObject([
      { failure: { reason: { code: 'exact_online.document_closed_by_payment', field: 'closedDocuments' } } },
    ]);
    const refused = expect.objectContaining({ code: 'exact_online.document_replaced' });
    expect((await run(settingsOf('sales_entry', 'credit')))?.attempts).toMatchObject([{ reason: refused }]);
    const documents = documentsOf('sales_entry').map(({ YourRef }) => YourRef);
    expect(documents.sort()).toEqual([order.number, order.number, `${order.number}-C`]);
  });

  it('say that they were replaced and also that it was in a later period', async () => {
    const settings = settingsOf('sales_entry', 'credit');
    await run(settings);
    control().setPeriodClosed(november, true);
    edit();
    expect((await run(settings))?.attempts).toMatchObject([
      {
        reason: { code: 'exact_online.document_replaced' },
        notes: expect.arrayContaining([expect.objectContaining({ code: 'exact_online.booked_in_next_period' })]),
      },
    ]);
  });

  it('leave no draft behind where a run was killed before it was made final and the order is cancelled', async () => {
    const settings = settingsOf('sales_invoice', 'credit');
    control().injectFault({ kind: 'lost-answer', method: 'POST', path: '/SalesInvoices' });
    await run(settings, { isKilled: true });
    expect(documentsOf('sales_invoice')).toMatchObject([{ Status: 20 }]);
    order.state = 'cancelled';
    const result = await run(settings);
    expect(documentsOf('sales_invoice')).toEqual([]);
    expect(result?.attempts).toMatchObject([
      { outcome: 'withdrawn', reason: { code: 'exact_online.document_removed' } },
    ]);
  });
});
