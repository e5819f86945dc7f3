import { exactOnline } from '@koppel/connector-exact-online';
import type { FlowSettings } from '@koppel/contracts';
import { deliverPage, planFlow, type Endpoint, type PageResult } from '@koppel/sync-engine';
import { startSandbox, type Sandbox } from '../../exact-online/test/sandbox.js';
import { tables, type DocumentType } from './document-tables.js';
import { MemoryLedger } from './memory-ledger.js';
import { random } from './random.js';
import { LivingShop } from './shop-lives.js';

// Orders that change, or end, after they were paid in Exact Online.

describe('documents that are paid', () => {
  let sandbox: Sandbox;
  const control = () => sandbox.simulator.control;
  const ledger = new MemoryLedger();
  const shop = new LivingShop(random(1), ['MUG'], 'P');

  beforeAll(async () => {
    sandbox = await startSandbox({ seedItems: 1 });
    const GLRevenue = control().list('financial/GLAccounts', { where: { Code: '8000' } })[0]?.['ID'];
    const item = { Code: 'MUG', Description: 'Mug', IsSalesItem: true, Unit: 'pc', GLRevenue };
    control().insert('logistics/Items', item);
  });
  afterAll(() => sandbox.stop());

  const settingsOf = (documentType: DocumentType): FlowSettings => ({
    ...{ documentType, closedDocuments: documentType === 'sales_invoice' ? 'credit' : 'issue' },
    ...tables[documentType].settings,
  });

  async function run(order: ReturnType<LivingShop['takeOrder']>, settings: FlowSettings): Promise<PageResult> {
    const target: Endpoint = { connector: exactOnline, context: await sandbox.context(), concurrency: () => 1 };
    const source = { ...target, connector: shop.connector(exactOnline) };
    const enabledAt = '2000-01-01T00:00:00Z';
    const plan = planFlow({ entity: 'order', settings, source, target, enabledAt, booksCredits: true });
    const { number: key } = order;
    const records = [{ key, naturalKey: key, native: shop.canonical(order) }];
    const result = await deliverPage(plan, ledger, { records, isIsolating: false });
    ledger.commit(result);
    return result;
  }

  /** By hand; gives how to take it back. */
  function pay(documentType: DocumentType, number: string): () => void {
    const [document] = control().list(tables[documentType].documents, { where: { YourRef: number } });
    const { EntryID } = control().insert('financialtransaction/BankEntries', { JournalCode: '21', Currency: 'EUR' });
    const line = control().insert('financialtransaction/BankEntryLines', {
      ...{
        EntryID,
        Date: Date.UTC(2026, 10, 21),
        OurRef: document?.['InvoiceNumber'],
        AmountFC: document?.['AmountFC'],
      },
      Account: document?.['Customer'] ?? document?.['InvoiceTo'] ?? document?.['OrderedBy'],
      GLAccount: control().list('financial/GLAccounts', { where: { Code: '1300' } })[0]?.['ID'],
    });
    return () => control().delete('financialtransaction/BankEntryLines', String(line['ID']));
  }

  it('say when they are credited that their payment stays with them', async () => {
    const order = shop.takeOrder();
    const settings = settingsOf('sales_invoice');
    await run(order, settings);
    pay('sales_invoice', order.number);
    for (const line of order.lines) line.pieces += 1;
    const { attempts } = await run(order, settings);
    const stays = { code: 'exact_online.credited_document_was_paid', params: { credit: `${order.number}-C` } };
    expect(attempts).toMatchObject([{ reason: { code: 'exact_online.document_replaced' } }]);
    expect(attempts[0]?.notes).toContainEqual(
      expect.objectContaining({ ...stays, params: expect.objectContaining(stays.params) }),
    );
  });

  it('are not tried to be deleted while they are paid', async () => {
    const order = shop.takeOrder();
    const settings = settingsOf('sales_entry');
    await run(order, settings);
    const takeBack = pay('sales_entry', order.number);
    order.state = 'cancelled';
    control().injectFault({ kind: '500', method: 'DELETE', times: 9 });
    const awaits = { failure: { reason: { code: 'exact_online.removal_awaits_payment' } } };
    for (let attempt = 0; attempt < 2; attempt += 1)
      expect((await run(order, settings)).issues).toMatchObject([awaits]);
    control().clearFaults();
    takeBack();
    const { attempts } = await run(order, settings);
    expect(attempts).toMatchObject([{ outcome: 'withdrawn', reason: { code: 'exact_online.document_removed' } }]);
  });
});
