import { type ExactOnlineSimulator, startExactOnlineSimulator } from '../src/index.js';
import { Client, type Entity, entityOf, listOf, messageOf } from './client.js';

describe('invoices and entries of the Exact Online simulator', () => {
  let simulator: ExactOnlineSimulator;
  let client: Client;
  let account: string;
  let item: string;

  beforeAll(async () => {
    const limits = { perMinute: 100_000, perDay: 100_000, errorsPerHour: 1000 };
    simulator = await startExactOnlineSimulator({ seedItems: 20, limits });
    client = await Client.logIn(simulator);
    account = String(simulator.control.list('crm/Accounts', { where: { Code: '1001' } })[0]?.['ID']);
    item = String(simulator.control.list('logistics/Items', { where: { SalesVatCode: '2' } })[0]?.['ID']);
  });
  afterEach(() => {
    simulator.control.setVatAmounts('kept');
    simulator.control.setDeletions('allowed');
    simulator.control.setPeriodClosed({ year: 2026, period: 10 }, false);
  });
  afterAll(() => simulator.close());

  const ledger = (code: string) => simulator.control.list('financial/GLAccounts', { where: { Code: code } })[0]?.['ID'];
  const invoice = (line: Entity = {}): Entity => ({
    ...{ Journal: '70', OrderedBy: account, Type: 8020, YourRef: 'I-1', OrderDate: '2026-10-05T00:00:00' },
    SalesInvoiceLines: [{ Item: item, Quantity: 3, NetPrice: 1.115, VATCode: '2', ...line }],
  });
  const entry = (line: Entity = {}): Entity => ({
    ...{ Journal: '70', Customer: account, Description: 'E-1', EntryDate: '2026-10-05T00:00:00' },
    SalesEntryLines: [{ GLAccount: ledger('8000'), AmountFC: 3.35, VATCode: '2', ...line }],
  });
  const makeInvoice = async (line?: Entity) => entityOf(await client.post('salesinvoice/SalesInvoices', invoice(line)));
  const makeEntry = async (line?: Entity) => entityOf(await client.post('salesentry/SalesEntries', entry(line)));
  const print = (body: Entity) => client.post('salesinvoice/PrintedSalesInvoices', body);
  const remove = (path: string, key: unknown) => client.call('DELETE', `${path}(guid'${String(key)}')`);

  it('keep the VAT amount of a line, or calculate it', async () => {
    expect(await makeInvoice({ VATAmountFC: 0.71 })).toMatchObject({ AmountFC: 4.06, VATAmountFC: 0.71 });
    expect(await makeEntry({ VATAmountFC: 0.71 })).toMatchObject({ AmountFC: 4.06, VATAmountFC: 0.71 });
    simulator.control.setVatAmounts('calculated');
    expect(await makeInvoice({ VATAmountFC: 0.71 })).toMatchObject({ AmountFC: 4.05, VATAmountFC: 0.7 });
    expect(await makeEntry({ VATAmountFC: 0.71 })).toMatchObject({ AmountFC: 4.05, VATAmountFC: 0.7 });
  });

  it('an invoice is a draft until it is printed', async () => {
    const draft = await makeInvoice();
    expect(draft).toMatchObject({ Status: 20, InvoiceNumber: 0 });
    const [layout] = listOf(await client.get('salesinvoice/Layouts'));
    const body = { InvoiceID: draft['InvoiceID'], DocumentLayout: layout?.['ID'], InvoiceDate: '2026-10-06T00:00:00' };
    const printed = await print({ ...body, SendEmailToCustomer: true, SendInvoiceViaPeppol: true });
    expect(entityOf(printed)).toMatchObject({
      EmailCreationSuccess: expect.any(String),
      PeppolCreationSuccess: expect.any(String),
    });
    const path = `salesinvoice/SalesInvoices(guid'${String(draft['InvoiceID'])}')`;
    const final = entityOf(await client.get(path));
    expect(final).toMatchObject({ Status: 50, InvoiceDate: `/Date(${Date.UTC(2026, 9, 6)})/` });
    expect(final['InvoiceNumber']).not.toBe(0);
    expect((await client.call('PUT', path, { Description: 'other' })).status).toBe(400);
    expect((await remove('salesinvoice/SalesInvoices', draft['InvoiceID'])).status).toBe(400);
    await print(body);
    expect(entityOf(await client.get(path))['InvoiceNumber']).toBe(final['InvoiceNumber']);
    expect((await print({ ...body, DocumentLayout: account })).status).toBe(400);
  });

  it('tells of an e-mail or Peppol message that cannot be sent, and the invoice is final all the same', async () => {
    const [guests] = simulator.control.list('crm/Accounts', { where: { Code: '1000' } });
    const draft = entityOf(
      await client.post('salesinvoice/SalesInvoices', { ...invoice(), OrderedBy: guests?.['ID'] }),
    );
    const sent = { InvoiceID: draft['InvoiceID'], SendEmailToCustomer: true, SendInvoiceViaPeppol: true };
    expect(entityOf(await print(sent))).toMatchObject({
      EmailCreationError: expect.any(String),
      PeppolCreationError: expect.any(String),
    });
    expect(simulator.control.get('salesinvoice/SalesInvoices', String(draft['InvoiceID']))).toMatchObject({
      Status: 50,
    });
  });

  it('a closed period refuses entries and final invoices, and keeps its entries', async () => {
    const [booked, draft] = [await makeEntry(), await makeInvoice()];
    simulator.control.setPeriodClosed({ year: 2026, period: 10 }, true);
    expect(messageOf(await client.post('salesentry/SalesEntries', entry()))).toMatch(/^Invalid: Period: 2026 \/ 10/);
    const printing = { InvoiceID: draft['InvoiceID'], InvoiceDate: '2026-10-31T00:00:00' };
    expect((await print(printing)).status).toBe(400);
    expect((await print({ ...printing, InvoiceDate: '2026-11-01T00:00:00' })).status).toBe(201);
    expect((await remove('salesentry/SalesEntries', booked['EntryID'])).status).toBe(400);
    const statuses = await client.getAll('read/financial/JournalStatusByFinancialPeriod', {
      $filter: "Journal eq '70' and Year eq 2026",
    });
    expect(statuses.entities.filter(({ Status }) => Status === 1)).toMatchObject([{ Period: 10 }]);
  });

  it('are deleted with their lines where that is allowed', async () => {
    const [booked, draft] = [await makeEntry(), await makeInvoice()];
    simulator.control.setDeletions('refused');
    expect((await remove('salesentry/SalesEntries', booked['EntryID'])).status).toBe(400);
    simulator.control.setDeletions('allowed');
    expect((await remove('salesentry/SalesEntries', booked['EntryID'])).status).toBe(204);
    expect((await remove('salesinvoice/SalesInvoices', draft['InvoiceID'])).status).toBe(204);
    const lines = { where: { EntryID: String(booked['EntryID']) } };
    expect(simulator.control.list('salesentry/SalesEntryLines', lines)).toEqual([]);
  });

  it('a line changes the total of an entry that is open', async () => {
    const booked = await makeEntry();
    const line = { EntryID: booked['EntryID'], GLAccount: ledger('4990'), AmountFC: -0.01, VATCode: '0' };
    const added = entityOf(await client.post('salesentry/SalesEntryLines', line));
    const total = () => simulator.control.get('salesentry/SalesEntries', String(booked['EntryID']))?.['AmountFC'];
    expect([added['LineNumber'], total()]).toEqual([2, 4.04]);
  });

  it('need a sales journal, and cost centres that exist', async () => {
    expect((await client.post('salesentry/SalesEntries', { ...entry(), Journal: '20' })).status).toBe(400);
    expect((await client.post('salesinvoice/SalesInvoices', { ...invoice(), Journal: '20' })).status).toBe(400);
    expect((await client.post('salesentry/SalesEntries', entry({ CostCenter: 'NONE' }))).status).toBe(400);
    expect(await makeEntry({ CostCenter: 'WEB', CostUnit: 'RETAIL' })).toMatchObject({ AmountFC: 4.05 });
  });
});
