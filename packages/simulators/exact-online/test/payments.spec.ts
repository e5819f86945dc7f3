import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type ExactOnlineSimulator, type SeedData, startExactOnlineSimulator } from '../src/index.js';
import { Client, type Entity, entityOf, listOf, messageOf } from './client.js';

const limits = { perMinute: 100_000, perDay: 100_000, errorsPerHour: 1000 };

/** Two debtors and an article; starting over with them is quick. */
const administration: SeedData = {
  'crm/Accounts': [
    { Code: '1001'.padStart(18), Name: 'De Gouden Lantaarn', Status: 'C', SalesCurrency: 'EUR' },
    { Code: '1002'.padStart(18), Name: 'Cadeauhuis Jansen', Status: 'C', SalesCurrency: 'EUR' },
  ],
  'logistics/Items': [{ Code: 'MUG', Description: 'Mug', Unit: 'pc', SalesVatCode: '2  ' }],
};

describe('payments in the Exact Online simulator', () => {
  let simulator: ExactOnlineSimulator;
  let client: Client;
  let account: string;
  let other: string;

  beforeAll(async () => {
    simulator = await startExactOnlineSimulator({ seed: administration, limits });
  });
  beforeEach(async () => {
    simulator.control.reset();
    client = await Client.logIn(simulator);
    const idOf = (code: string) => String(simulator.control.list('crm/Accounts', { where: { Code: code } })[0]?.['ID']);
    [account, other] = [idOf('1001'), idOf('1002')];
  });
  afterAll(() => simulator.close());

  const ledger = (code: string) => simulator.control.list('financial/GLAccounts', { where: { Code: code } })[0];
  const line = (changes: Entity = {}): Entity => ({
    ...{ GLAccount: ledger('1300')?.['ID'], Account: account, AmountFC: 4.05, Date: '2026-10-06T00:00:00' },
    ...changes,
  });
  const receipt = (changes: Entity = {}, lines: Entity[] = [line()]): Entity => ({
    ...{ JournalCode: '21', BankEntryLines: lines, ...changes },
  });
  const post = (body: Entity) => client.post('financialtransaction/BankEntries', body);
  const book = async (lines: Entity[]) => entityOf(await post(receipt({}, lines)));
  const sell = async (changes: Entity = {}, amount = 3.35): Promise<number> => {
    const entry = await client.post('salesentry/SalesEntries', {
      ...{ Journal: '70', Customer: account, YourRef: 'W-1', EntryDate: '2026-10-05T00:00:00', ...changes },
      SalesEntryLines: [{ GLAccount: ledger('8000')?.['ID'], AmountFC: amount, VATCode: '2' }],
    });
    expect(entityOf(entry)['InvoiceNumber']).toBe(entityOf(entry)['EntryNumber']);
    return Number(entityOf(entry)['InvoiceNumber']);
  };
  const open = async (number?: number): Promise<Entity[]> => {
    const filter = `AccountId eq guid'${account}'${number === undefined ? '' : ` and InvoiceNumber eq ${number}`}`;
    return listOf(await client.get('read/financial/ReceivablesList', { $filter: filter }));
  };
  const amounts = async (number?: number) => (await open(number)).map(({ Amount }) => Amount);
  const entryOf = (number: number) =>
    String(simulator.control.list('salesentry/SalesEntries', { where: { InvoiceNumber: number } })[0]?.['EntryID']);
  const remove = (path: string, key: unknown) => client.call('DELETE', `${path}(guid'${String(key)}')`);

  describe('entries', () => {
    it('are booked with their lines, and are found by what the lines say', async () => {
      const made = await book([line({ OurRef: 7, Notes: 'tr_1' }), line({ AmountFC: 2, OurRef: 8 })]);
      expect(made).toMatchObject({
        ...{ JournalCode: '21', JournalDescription: 'Mollie', Currency: 'EUR', Status: 20, EntryNumber: 1 },
        ...{ FinancialYear: 2026, FinancialPeriod: 10, OpeningBalanceFC: 0, ClosingBalanceFC: 6.05 },
      });
      const find = async (filter: string) =>
        listOf(await client.get('financialtransaction/BankEntryLines', { $filter: filter })).map(
          ({ OurRef }) => OurRef,
        );
      expect(await find(`Account eq guid'${account}' and OurRef eq 7`)).toEqual([7]);
      expect((await find(`EntryID eq guid'${String(made['EntryID'])}'`)).toSorted()).toEqual([7, 8]);
      expect(await find("Date gt datetime'2026-10-06T00:00:00'")).toEqual([]);
      const refused = await client.get('financialtransaction/BankEntryLines', { $filter: "Notes eq 'tr_1'" });
      expect(refused.status).toBe(400);
    });

    it('carry the balance of their journal on, and refuse one that does not fit', async () => {
      await book([line()]);
      expect(await book([line({ AmountFC: -1 })])).toMatchObject({ OpeningBalanceFC: 4.05, ClosingBalanceFC: 3.05 });
      const wrong = await post(receipt({ OpeningBalanceFC: 10, ClosingBalanceFC: 5.95 }));
      expect(messageOf(wrong)).toMatch(/^Invalid: ClosingBalanceFC/);
      simulator.control.setPayments({ receiptSign: 'negative' });
      expect((await post(receipt({ OpeningBalanceFC: 10, ClosingBalanceFC: 5.95 }))).status).toBe(201);
    });

    it('take more lines afterwards, and are never changed', async () => {
      const { EntryID } = await book([line()]);
      const added = await client.post('financialtransaction/BankEntryLines', line({ EntryID, AmountFC: 1 }));
      expect(entityOf(added)).toMatchObject({
        LineNumber: 2,
        AccountName: 'De Gouden Lantaarn',
        GLAccountCode: '1300',
      });
      const entry = () => simulator.control.get('financialtransaction/BankEntries', String(EntryID));
      expect(entry()?.['ClosingBalanceFC']).toBe(5.05);
      const path = `financialtransaction/BankEntries(guid'${String(EntryID)}')`;
      expect((await client.call('PUT', path, { Currency: 'USD' })).status).toBe(405);
      simulator.control.patch('financialtransaction/BankEntries', String(EntryID), { Status: 50 });
      expect((await remove('financialtransaction/BankEntries', EntryID)).status).toBe(400);
    });

    it('of cash have journals of their own', async () => {
      const cash = { JournalCode: '10', CashEntryLines: [line()] };
      expect((await client.post('financialtransaction/CashEntries', cash)).status).toBe(201);
      const inBank = await client.post('financialtransaction/CashEntries', { ...cash, JournalCode: '20' });
      expect(messageOf(inBank)).toMatch(/^Invalid: JournalCode: 20 is not a journal for cash/);
    });

    it.each<[string, () => Entity, RegExp]>([
      ['an unknown journal', () => receipt({ JournalCode: '99' }), /^Invalid: Reference: JournalCode/],
      ['a cash journal', () => receipt({ JournalCode: '10' }), /^Invalid: JournalCode: 10 is not a journal for bank/],
      ['no journal', () => receipt({ JournalCode: undefined }), /^Mandatory: JournalCode/],
      ['no lines', () => receipt({}, []), /^Mandatory: BankEntryLines/],
      ['no amount', () => receipt({}, [line({ AmountFC: undefined })]), /^Mandatory: AmountFC/],
      ['no ledger account', () => receipt({}, [line({ GLAccount: undefined })]), /^Mandatory: GLAccount/],
      ['a debtor that is not named', () => receipt({}, [line({ Account: undefined })]), /^Mandatory: Account/],
      ['an unknown account', () => receipt({}, [line({ Account: ledger('1300')?.['ID'] })]), /^Invalid: .*Account/],
      ['another currency', () => receipt({ Currency: 'USD' }), /^Invalid: Currency: USD; journal 21 is in EUR/],
      ['a day outside all periods', () => receipt({}, [line({ Date: '1999-01-01T00:00:00' })]), /^Invalid: Date/],
      ['a period that does not exist', () => receipt({ FinancialPeriod: 13 }), /^Invalid: Period: 2026 \/ 13/],
    ])('refuse %s', async (_name, body, message) => {
      expect(messageOf(await post(body()))).toMatch(message);
      expect(simulator.control.list('financialtransaction/BankEntries')).toEqual([]);
      expect(simulator.control.list('financialtransaction/BankEntryLines')).toEqual([]);
    });

    it('refuse a number that is taken, and journals and ledger accounts that are blocked', async () => {
      expect((await post(receipt({ EntryNumber: 21_001 }))).status).toBe(201);
      expect(messageOf(await post(receipt({ EntryNumber: 21_001 })))).toMatch(/^Already exists: EntryNumber/);
      simulator.control.patch('financial/GLAccounts', String(ledger('1300')?.['ID']), { IsBlocked: true });
      expect(messageOf(await post(receipt()))).toMatch(/^Invalid: GLAccount: 1300 is blocked/);
      const [journal] = simulator.control.list('financial/Journals', { where: { Code: '21' } });
      simulator.control.patch('financial/Journals', String(journal?.['ID']), { IsBlocked: true });
      expect(messageOf(await post(receipt()))).toMatch(/^Invalid: JournalCode: 21 is blocked/);
    });

    it('are neither booked nor deleted in a period that is closed for their journal', async () => {
      const { EntryID } = await book([line()]);
      simulator.control.setPeriodClosed({ year: 2026, period: 10, journal: '21' }, true);
      expect(messageOf(await post(receipt()))).toMatch(/2026 \/ 10 is closed for journal 21/);
      expect((await post(receipt({ JournalCode: '20' }))).status).toBe(201);
      expect((await remove('financialtransaction/BankEntries', EntryID)).status).toBe(400);
    });

    it('can be out of reach for want of a right', async () => {
      simulator.control.injectFault({ kind: '403', path: 'financialtransaction/|ReceivablesList', times: 2 });
      expect((await post(receipt())).status).toBe(403);
      expect((await client.get('read/financial/ReceivablesList')).status).toBe(403);
    });
  });

  describe('open items', () => {
    it('come from sales entries, credits and final invoices', async () => {
      const number = await sell({ PaymentCondition: '14' });
      expect(await open(number)).toMatchObject([
        {
          ...{ AccountId: account, AccountName: 'De Gouden Lantaarn', Amount: 4.05, CurrencyCode: 'EUR' },
          ...{ InvoiceNumber: number, EntryNumber: number, YourRef: 'W-1', JournalCode: '70' },
          ...{ InvoiceDate: `/Date(${Date.UTC(2026, 9, 5)})/`, DueDate: `/Date(${Date.UTC(2026, 9, 19)})/` },
        },
      ]);
      const credit = await sell({}, -3.35);
      expect(await amounts(credit)).toEqual([-4.05]);
      const [item] = simulator.control.list('logistics/Items', { where: { SalesVatCode: '2' } });
      const draft = await client.post('salesinvoice/SalesInvoices', {
        ...{ Journal: '70', OrderedBy: other, InvoiceTo: account, Type: 8020 },
        SalesInvoiceLines: [{ Item: item?.['ID'], GLAccount: ledger('8000')?.['ID'], NetPrice: 10, VATCode: '2' }],
      });
      expect(await amounts()).toHaveLength(2);
      const { InvoiceID } = entityOf(draft);
      await client.post('salesinvoice/PrintedSalesInvoices', { InvoiceID, InvoiceDate: '2026-10-06T00:00:00' });
      const invoice = simulator.control.get('salesinvoice/SalesInvoices', String(InvoiceID));
      expect(await amounts(Number(invoice?.['InvoiceNumber']))).toEqual([12.1]);
      await remove('salesentry/SalesEntries', entryOf(credit));
      expect(await amounts(credit)).toEqual([]);
    });

    it('are settled by the same amount on the same account and number, and open again without it', async () => {
      const number = await sell();
      const { EntryID } = await book([line({ OurRef: number })]);
      expect(await amounts()).toEqual([]);
      expect((await remove('financialtransaction/BankEntries', EntryID)).status).toBe(204);
      expect(simulator.control.list('financialtransaction/BankEntryLines')).toEqual([]);
      expect(await amounts()).toEqual([4.05]);
      const cash = { JournalCode: '10', CashEntryLines: [line({ OurRef: number })] };
      await client.post('financialtransaction/CashEntries', cash);
      expect(await amounts()).toEqual([]);
    });

    it('stay open beside what names another number, account or ledger account', async () => {
      const number = await sell();
      const clearing = ledger('1190')?.['ID'];
      await book([line({ OurRef: number + 1 }), line({ OurRef: number, Account: other }), line()]);
      await book([line({ OurRef: number, GLAccount: clearing })]);
      expect(await amounts(number)).toEqual([4.05]);
      expect((await amounts()).toSorted()).toEqual([-4.05, -4.05, 4.05]);
    });

    it('stay open beside a payment in another currency, which only some journals take', async () => {
      const number = await sell({ Currency: 'USD' });
      await book([line({ OurRef: number })]);
      expect((await amounts(number)).toSorted()).toEqual([-4.05, 4.05]);
      const [journal] = simulator.control.list('financial/Journals', { where: { Code: '21' } });
      simulator.control.patch('financial/Journals', String(journal?.['ID']), { AllowVariableCurrency: true });
      expect((await post(receipt({ Currency: 'USD' }, [line({ OurRef: number })]))).status).toBe(201);
      expect(await open(number)).toMatchObject([{ Amount: -4.05, CurrencyCode: 'EUR' }]);
    });

    it('a refund settles a credit', async () => {
      const number = await sell({}, -3.35);
      await book([line({ OurRef: number, AmountFC: -4.05 })]);
      expect(await amounts()).toEqual([]);
    });

    it('become less by another amount, or stay beside it', async () => {
      const number = await sell();
      await book([line({ OurRef: number, AmountFC: 3 })]);
      expect((await amounts(number)).toSorted()).toEqual([-3, 4.05]);
      simulator.control.setPayments({ matching: 'partial' });
      expect(await amounts(number)).toEqual([1.05]);
      expect((await remove('salesentry/SalesEntries', entryOf(number))).status).toBe(400);
      await book([line({ OurRef: number, AmountFC: 1.05 })]);
      expect(await amounts(number)).toEqual([]);
      simulator.control.setPayments({ matching: 'exact' });
      expect((await amounts(number)).toSorted()).toEqual([-1.05, -3, 4.05]);
    });

    it('take money in with either sign, as the switch says', async () => {
      const number = await sell();
      const { EntryID } = await book([line({ OurRef: number, AmountFC: -4.05 })]);
      expect(await amounts(number)).toEqual([4.05, 4.05]);
      simulator.control.setPayments({ receiptSign: 'negative' });
      expect(await amounts(number)).toEqual([]);
      simulator.control.delete('financialtransaction/BankEntryLines', lineOf(EntryID));
      expect(await amounts(number)).toEqual([4.05]);
    });
    const lineOf = (entry: unknown) =>
      String(
        simulator.control.list('financialtransaction/BankEntryLines', { where: { EntryID: String(entry) } })[0]?.['ID'],
      );

    it('lock their sales entry once they are met, unless that is switched off', async () => {
      const number = await sell();
      const entry = `salesentry/SalesEntries(guid'${entryOf(number)}')`;
      await book([line({ OurRef: number })]);
      expect(messageOf(await client.call('DELETE', entry))).toMatch(/matched with a payment/);
      expect((await client.call('PUT', entry, { Description: 'other' })).status).toBe(400);
      simulator.control.setPayments({ settledEntries: 'free' });
      expect((await client.call('PUT', entry, { InvoiceNumber: 900 })).status).toBe(204);
      expect([await amounts(number), await amounts(900)]).toEqual([[-4.05], [4.05]]);
      expect((await client.call('DELETE', entry)).status).toBe(204);
      expect(await amounts()).toEqual([-4.05]);
    });

    it('can be filtered by account and number only', async () => {
      expect((await client.get('read/financial/ReceivablesList', { $filter: "JournalCode eq '70'" })).status).toBe(400);
    });
  });

  it('the control takes the switches over HTTP, and refuses values that do not exist', async () => {
    const set = async (body: Entity) => {
      const init = { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
      const response = await fetch(`${simulator.url}/_simulator/payments`, init);
      return { status: response.status, body: (await response.json()) as Entity };
    };
    const chosen = { matching: 'partial', receiptSign: 'negative', settledEntries: 'free' };
    expect(await set(chosen)).toEqual({ status: 200, body: { result: chosen } });
    expect((await set({ matching: 'some' })).status).toBe(400);
    expect((await set({ other: 'exact' })).status).toBe(400);
  });

  it('the pages show documents, money and what is open', async () => {
    const number = await sell();
    await book([line({ OurRef: number, AmountFC: 3, Description: 'Order W-1' })]);
    const page = async (tab: string) => (await fetch(`${simulator.url}/?tab=${tab}`)).text();
    expect(await page('entries')).toContain('8000 Sales');
    expect(await page('bank')).toContain('De Gouden Lantaarn');
    expect(await page('open')).toMatch(/4\.05[\s\S]*-3\.00/);
    expect(await page('vat')).toContain('High rate 21%, exclusive');
    expect(await page('invoices')).toContain('Nothing here.');
    expect(await page('cash')).toContain('Nothing here.');
  });
});

describe('payments after a restart of the Exact Online simulator', () => {
  const folder = mkdtempSync(join(tmpdir(), 'exact-online-payments-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  it('are there, with what is open', async () => {
    const options = { seedItems: 5, limits, dataFile: join(folder, 'exact.json') };
    const first = await startExactOnlineSimulator(options);
    const list = (simulator: ExactOnlineSimulator) => simulator.control.list('read/financial/ReceivablesList');
    const [account] = first.control.list('crm/Accounts', { where: { Code: '1001' } });
    const sale = { Customer: account?.['ID'], InvoiceNumber: 5, AmountFC: 9, Currency: 'EUR' };
    first.control.insert('salesentry/SalesEntries', sale);
    expect(list(first)).toMatchObject([{ InvoiceNumber: 5, Amount: 9 }]);
    await first.close();
    const second = await startExactOnlineSimulator(options);
    expect(list(second)).toMatchObject([{ InvoiceNumber: 5, Amount: 9, HID: list(first)[0]?.['HID'] }]);
    await second.close();
  });
});
