import type { Choice, ChoiceKind } from '@koppel/contracts';
import { exactOnline } from '../src/index.js';
import { startSandbox, type Sandbox } from './sandbox.js';

describe('choices of an administration', () => {
  let sandbox: Sandbox;
  beforeAll(async () => {
    sandbox = await startSandbox();
  });
  afterAll(() => sandbox.stop());

  const list = async (kind: ChoiceKind): Promise<Choice[]> => {
    const choices = exactOnline.choices?.[kind];
    if (!choices) throw new Error(`there are no choices of ${kind}`);
    return choices(await sandbox.context());
  };

  it('are its warehouses, the main one proposed', async () => {
    expect(await list('warehouses')).toEqual([
      { value: '1', label: 'Main warehouse', hint: '1', isProposed: true },
      { value: '2', label: 'Shop', hint: '2' },
    ]);
  });

  it('are its VAT codes with their percentage, without blocked ones', async () => {
    const [blocked] = sandbox.simulator.control.list('vat/VATCodes', { where: { Description: 'Zero rate' } });
    sandbox.simulator.control.patch('vat/VATCodes', String(blocked?.['ID']), { IsBlocked: true });
    const codes = await list('vat_codes');
    expect(codes).toEqual(
      expect.arrayContaining([
        { value: '2', label: 'High rate 21%, exclusive', hint: '2: 21 %' },
        { value: '4', label: 'High rate 21%, inclusive', hint: '4: 21 %, VAT included' },
      ]),
    );
    expect(codes.map(({ value }) => value)).not.toContain('5');
  });

  it('are the percentages that its items are sold at, the highest first', async () => {
    const { control } = sandbox.simulator;
    const items = control.list('logistics/Items');
    items.forEach((item, index) => {
      control.patch('logistics/Items', String(item['ID']), { SalesVatCode: index === 0 ? '1' : '2' });
    });
    expect((await list('item_vat_rates')).map(({ value, label }) => [value, label])).toEqual([
      ['21', '21 %'],
      ['9', '9 %'],
    ]);
  });

  it('are its payment conditions, price lists and item groups', async () => {
    expect(await list('payment_conditions')).toEqual(
      expect.arrayContaining([
        { value: '14', label: 'Within 14 days', hint: '14: 14 days' },
        { value: 'PP', label: 'Paid through a payment provider', hint: 'PP' },
      ]),
    );
    expect(await list('price_lists')).toEqual([{ value: 'WEB', label: 'Web shop', hint: 'WEB, EUR' }]);
    expect(await list('item_groups')).toEqual([
      { value: 'GOODS', label: 'Goods', hint: 'GOODS', isProposed: true },
      { value: 'SERVICE', label: 'Services and charges', hint: 'SERVICE' },
    ]);
  });

  it('are items for costs and discounts: sold, without stock and not ended', async () => {
    const { control } = sandbox.simulator;
    const anItem = (code: string, change: object = {}) =>
      control.insert('logistics/Items', {
        Code: code,
        Description: `Item ${code}`,
        IsSalesItem: true,
        IsStockItem: false,
        ...change,
      });
    anItem('FREIGHT');
    anItem('STOCKED', { IsStockItem: true });
    anItem('BOUGHT', { IsSalesItem: false });
    anItem('ENDED', { EndDate: Date.UTC(2020, 0, 1) });
    const items = await list('items');
    expect(items).toEqual(expect.arrayContaining([{ value: 'FREIGHT', label: 'Item FREIGHT', hint: 'FREIGHT' }]));
    const codes = items.map(({ value }) => value);
    for (const code of ['STOCKED', 'BOUGHT', 'ENDED']) expect(codes).not.toContain(code);
  });

  describe('of documents', () => {
    afterEach(() => sandbox.simulator.control.clearFaults());

    const refuse = (path: string) => sandbox.simulator.control.injectFault({ kind: '403', path, times: 2 });

    it('are those of licence and rights, the best first', async () => {
      const types = await list('document_types');
      expect(types.map(({ value }) => value)).toEqual(['sales_order', 'sales_invoice', 'sales_entry']);
      expect(types.every(({ isOffered, reason }) => isOffered && !reason)).toBe(true);
    });

    it('are not offered where Exact Online refuses them, and say why', async () => {
      refuse('salesorder/SalesOrders');
      expect(await list('document_types')).toEqual([
        { value: 'sales_invoice', label: 'sales_invoice', isOffered: true, isProposed: true },
        { value: 'sales_entry', label: 'sales_entry', isOffered: true },
        {
          ...{ value: 'sales_order', label: 'sales_order', isOffered: false },
          reason: expect.objectContaining({ code: 'exact_online.forbidden' }),
        },
      ]);
    });

    it('come last where the licence does not name them', async () => {
      const { control } = sandbox.simulator;
      const [feature] = control.list('system/AvailableFeatures', { where: { Description: 'Sales orders' } });
      control.patch('system/AvailableFeatures', String(feature?.['ID']), { Description: 'Projects' });
      expect((await list('document_types')).at(-1)).toMatchObject({
        ...{ value: 'sales_order', isOffered: true, reason: { code: 'exact_online.licence_does_not_name' } },
      });
      control.patch('system/AvailableFeatures', String(feature?.['ID']), { Description: 'Sales orders' });
    });

    it('are all offered where the licence cannot be read, which they say', async () => {
      refuse('AvailableFeatures');
      const types = await list('document_types');
      expect(types.map(({ value }) => value)).toEqual(['sales_order', 'sales_invoice', 'sales_entry']);
      expect(new Set(types.map(({ reason }) => reason?.code))).toEqual(new Set(['exact_online.licence_unknown']));
    });

    it('need a sales journal, or none', async () => {
      const { control } = sandbox.simulator;
      const journals = control.list('financial/Journals', { where: { Type: 20 } });
      for (const { ID } of journals) control.patch('financial/Journals', String(ID), { Type: 90 });
      const types = await list('document_types');
      expect(types.filter(({ isOffered }) => isOffered).map(({ value }) => value)).toEqual(['sales_order']);
      expect(types[1]?.reason?.code).toBe('exact_online.no_sales_journal');
      for (const { ID } of journals) control.patch('financial/Journals', String(ID), { Type: 20 });
    });
  });

  it('of invoices and entries are journals, accounts, cost centres and layouts', async () => {
    expect(await list('sales_journals')).toEqual([
      { value: '70', label: 'Sales', hint: '70' },
      { value: '71', label: 'Sales web shop', hint: '71' },
    ]);
    expect((await list('ledger_accounts'))[0]).toEqual({ value: '8000', label: 'Sales', hint: '8000' });
    expect(await list('cost_centers')).toContainEqual({ value: 'WEB', label: 'Web shop', hint: 'WEB' });
    expect(await list('cost_units')).toEqual([{ value: 'RETAIL', label: 'Retail', hint: 'RETAIL' }]);
    expect((await list('invoice_layouts')).map(({ label }) => label)).toContain('Web shop invoice');
  });

  it('of payments are journals for cash, banks and payment services, and accounts of debtors', async () => {
    const { control } = sandbox.simulator;
    control.insert('financial/Journals', { Code: '29', Description: 'Old bank', Type: 12, IsBlocked: true });
    expect(await list('payment_journals')).toEqual([
      { value: 'none', label: 'none' },
      { value: '10', label: 'Cash', hint: '10' },
      { value: '20', label: 'Bank', hint: '20' },
      { value: '21', label: 'Mollie', hint: '21' },
    ]);
    expect(await list('receivables_accounts')).toEqual([
      { value: '1300', label: 'Debtors', hint: '1300', isProposed: true },
    ]);
  });

  it('of payments are proposed for the methods of a shop', async () => {
    const methods = [
      { value: 'cod', label: 'Cash on delivery' },
      { value: 'bacs', label: 'Direct bank transfer' },
      { value: 'mollie_wc_gateway_ideal', label: 'iDEAL' },
    ];
    const proposed = async (kind: ChoiceKind) => {
      const proposal = await exactOnline.proposals?.[kind]?.(await sandbox.context(), methods);
      return { rows: proposal?.rows.map(({ key, value }) => [key, value]), gaps: proposal?.gaps };
    };
    expect(await proposed('payment_journals')).toEqual({
      rows: [
        ['cod', '10'],
        ['bacs', 'none'],
        ['mollie_wc_gateway_ideal', '21'],
      ],
      gaps: [],
    });
    expect(await proposed('payment_conditions')).toEqual({ rows: [['mollie_wc_gateway_ideal', 'PP']], gaps: [] });
  });

  it('are its customers, at most one more than a list shows', async () => {
    const { control } = sandbox.simulator;
    for (let index = 1; index <= 600; index += 1) {
      control.insert('crm/Accounts', { Name: `Customer ${index}`, Code: String(index).padStart(18), Status: 'C' });
    }
    control.insert('crm/Accounts', { Name: 'Prospect', Code: '0'.padStart(18), Status: 'P' });
    control.clearJournal();
    const customers = await list('customers');
    expect(customers).toHaveLength(501);
    expect(customers[0]).toMatchObject({ value: '1' });
    expect(customers.map(({ label }) => label)).not.toContain('Prospect');
    expect(Object.values(control.counters().requests).reduce((sum, calls) => sum + calls, 0)).toBe(1);
  });
});

describe('counting before reading', () => {
  it('takes one call for everything, and tells what changed since', async () => {
    const sandbox = await startSandbox({ seedItems: 40 });
    try {
      const { control } = sandbox.simulator;
      for (const reader of Object.values(exactOnline.readers)) {
        const settings: unknown = reader.settings.parse({});
        const context = await sandbox.context();
        let cursor;
        let records = 0;
        for await (const page of reader.read(context, {
          cursor: undefined,
          settings,
          pageSize: 1000,
          enabledAt: '2000-01-01T00:00:00Z',
        })) {
          records += page.records.length;
          cursor = page.cursor;
        }
        control.clearJournal();
        const all = await reader.count?.(await sandbox.context(), {
          cursor: undefined,
          settings,
          pageSize: 1000,
          enabledAt: '2000-01-01T00:00:00Z',
        });
        expect(all).toBe(records);
        expect(Object.values(control.counters().requests).reduce((sum, calls) => sum + calls, 0)).toBe(1);
        control.changeItems(3);
        expect(
          await reader.count?.(await sandbox.context(), {
            cursor,
            settings,
            pageSize: 1000,
            enabledAt: '2000-01-01T00:00:00Z',
          }),
        ).toBe(3);
      }
    } finally {
      await sandbox.stop();
    }
  });
});
