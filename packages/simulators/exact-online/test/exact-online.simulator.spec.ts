import { type ExactOnlineSimulator, startExactOnlineSimulator } from '../src/index.js';
import { Client, type Entity, entityOf, listOf, messageOf, nextOf } from './client.js';

const generous = { perMinute: 100_000, perDay: 100_000, errorsPerHour: 1000 };

describe('API of the Exact Online simulator', () => {
  let simulator: ExactOnlineSimulator;
  let client: Client;

  beforeAll(async () => {
    simulator = await startExactOnlineSimulator({ seedItems: 150, limits: generous });
    client = await Client.logIn(simulator);
  });
  afterAll(() => simulator.close());

  async function anAccount(code = '1001'): Promise<Entity> {
    const [account] = listOf(await client.get('crm/Accounts', { $filter: `Code eq '${code.padStart(18)}'` }));
    return account ?? {};
  }

  async function anItem(): Promise<Entity> {
    const [item] = listOf(await client.get('logistics/Items', { $filter: "SalesVatCode eq '2'", $top: '1' }));
    return item ?? {};
  }

  async function anOrder(reference: string, line: Entity = {}): Promise<Entity> {
    const lines = [{ Item: (await anItem())['ID'], Quantity: 3, NetPrice: 1.115, VATCode: '2', ...line }];
    const body = { OrderedBy: (await anAccount())['ID'], YourRef: reference, SalesOrderLines: lines };
    return entityOf(await client.post('salesorder/SalesOrders', body));
  }

  describe('reading', () => {
    it('returns the current division and lists both companies', async () => {
      const me = await client.get('current/Me', { $select: 'CurrentDivision' });
      expect(listOf(me)[0]).toMatchObject({ CurrentDivision: simulator.division });
      const divisions = listOf(await client.get('system/Divisions', { $select: 'Code,Description' }));
      expect(divisions.map((each) => each['Code'])).toEqual([100001, 100002]);
    });

    it('refuses a division that the user may not see, and calls without a token', async () => {
      const wrong = await client.get('999999/crm/Accounts');
      expect([wrong.status, messageOf(wrong)]).toEqual([403, 'Forbidden - WrongDivision']);
      expect((await new Client(simulator, 'nonsense').get('crm/Accounts')).status).toBe(401);
    });

    it('gives items 60 to a page, each once, with the links to follow', async () => {
      const first = await client.get('logistics/Items', { $select: 'ID,Code' });
      expect(listOf(first)).toHaveLength(60);
      expect(nextOf(first)).toMatch(/\$skiptoken=guid'[0-9a-f-]{36}'$/);
      const { entities, pages } = await client.getAll('logistics/Items', {
        $select: 'ID,Code',
        $inlinecount: 'allpages',
      });
      expect(pages).toBe(3);
      expect(new Set(entities.map((each) => each['ID'])).size).toBe(entities.length);
      expect(entities.length).toBe(simulator.control.list('logistics/Items').length);
    });

    it('pages through an ordered and filtered list without gaps', async () => {
      const query = { $select: 'Code', $filter: 'IsWebshopItem eq 1', $orderby: 'Description desc,Code' };
      const { entities } = await client.getAll('logistics/Items', query);
      const expected = simulator.control.list('logistics/Items', { where: { IsWebshopItem: 1 } });
      expect(new Set(entities.map((each) => each['Code']))).toEqual(new Set(expected.map((each) => each['Code'])));
      expect(entities).toHaveLength(expected.length);
    });

    it('supports $top, $skip, $inlinecount and $count', async () => {
      const two = await client.get('logistics/Items', { $top: '2', $skip: '1', $select: 'Code' });
      const three = await client.get('logistics/Items', { $top: '3', $select: 'Code' });
      expect(Array.isArray(two.body.d)).toBe(true);
      expect(listOf(two).map((each) => each['Code'])).toEqual(
        listOf(three)
          .slice(1)
          .map((each) => each['Code']),
      );
      const hundred = await client.getAll('logistics/Items', { $top: '100', $select: 'Code' });
      expect(hundred.entities).toHaveLength(100);
      const counted = await client.get('logistics/Items', { $inlinecount: 'allpages', $select: 'Code' });
      const total = String(simulator.control.list('logistics/Items').length);
      expect(counted.body.d).toMatchObject({ __count: total });
      expect((await client.get('logistics/Items/$count')).text).toBe(total);
    });

    it('pads codes and writes dates as /Date(ms)/', async () => {
      const account = await anAccount();
      expect(account['Code']).toBe('              1001');
      expect(account['Country']).toBe('NL ');
      expect(account['Modified']).toMatch(/^\/Date\(\d+\)\/$/);
      expect(listOf(await client.get('crm/Accounts', { $filter: "Code eq '1001'" }))).toEqual([]);
      const [vat] = listOf(await client.get('vat/VATCodes', { $filter: "Code eq '5  '", $expand: 'VATPercentages' }));
      expect(vat).toMatchObject({ Code: '5  ', VATPercentages: { results: [{ Percentage: 0 }] } });
    });

    it('refuses unknown and unfilterable properties in the error body of Exact', async () => {
      const unknown = await client.get('crm/Accounts', { $filter: "Nothing eq 'x'" });
      expect([unknown.status, Object.keys(unknown.body)]).toEqual([400, ['error']]);
      expect((await client.get('logistics/Items', { $filter: "Notes eq 'x'" })).status).toBe(400);
      expect((await client.get('logistics/Items', { $select: 'Nothing' })).status).toBe(400);
      expect((await client.get('crm/Nothing')).status).toBe(404);
      expect((await client.call('PUT', 'logistics/Units', {})).status).toBe(405);
    });

    it('requires $select of bulk endpoints and returns 1000 records per page', async () => {
      const refused = await client.get('bulk/Logistics/Items');
      expect(messageOf(refused)).toBe('Please add a $select or a $top=1 statement to the query string.');
      const all = await client.get('bulk/Logistics/Items', { $select: 'ID' });
      expect(listOf(all)).toHaveLength(simulator.control.list('logistics/Items').length);
    });

    it('answers in Atom to a client that does not ask for JSON', async () => {
      const answer = await client.call('GET', 'logistics/Units', undefined, { Accept: 'application/atom+xml' });
      expect(answer.headers.get('content-type')).toContain('application/atom+xml');
      expect(answer.text).toContain('<d:Code>pc</d:Code>');
    });

    it('returns the stock of an item over its warehouses', async () => {
      const [position] = simulator.control.list('inventory/ItemWarehouses');
      const id = String(position?.['Item']);
      const all = simulator.control.list('inventory/ItemWarehouses', { where: { Item: id } });
      const sum = all.reduce((total, each) => total + Number(each['CurrentStock']), 0);
      const answer = await client.get('read/logistics/StockPosition', { itemId: `guid'${id}'` });
      expect(listOf(answer)).toEqual([{ InStock: sum, ItemId: id, PlanningIn: 0, PlanningOut: 0 }]);
      const [item] = listOf(await client.get('logistics/Items', { $filter: `ID eq guid'${id}'`, $select: 'Stock' }));
      expect(item?.['Stock']).toBe(sum);
    });
  });

  describe('reading changes', () => {
    async function changedSince(path: string, timestamp: string): Promise<Entity[]> {
      return (await client.getAll(path, { $filter: `Timestamp gt ${timestamp}L` })).entities;
    }

    it('gives each changed record once, in order of its 64-bit row version', async () => {
      const before = await changedSince('sync/Logistics/Items', '1');
      const last = String(before.at(-1)?.['Timestamp']);
      expect(before.every(({ Timestamp }) => typeof Timestamp === 'string')).toBe(true);
      expect(await changedSince('sync/Logistics/Items', last)).toEqual([]);
      const codes = simulator.control.changeItems(10);
      const changed = await changedSince('sync/Logistics/Items', last);
      expect(changed.map((each) => each['Code'])).toEqual(codes);
    });

    it('shows stock per warehouse under the names of StockPositions', async () => {
      const all = await changedSince('sync/Inventory/StockPositions', '1');
      const last = String(all.at(-1)?.['Timestamp']);
      const id = String(all[0]?.['ID']);
      simulator.control.patch('sync/Inventory/StockPositions', id, { CurrentStock: 77 });
      const [changed] = await changedSince('sync/Inventory/StockPositions', last);
      expect(changed).toMatchObject({ ID: id, CurrentStock: 77, FreeStock: 77, ProjectedStock: 77 });
      expect(all[0]).toHaveProperty('WarehouseCode');
    });

    it('lists deletions with their entity type', async () => {
      const created = entityOf(await client.post('logistics/Items', { Code: 'TO-DELETE', Description: 'Short-lived' }));
      await client.call('DELETE', `logistics/Items(guid'${String(created['ID'])}')`);
      const deleted = await changedSince('sync/Deleted', '1');
      expect(deleted).toContainEqual(expect.objectContaining({ EntityKey: created['ID'], EntityType: 9 }));
    });

    it('finds the row version of a date, but not for items', async () => {
      await anOrder('SYNC-1');
      const query = (endPoint: string): Record<string, string> => ({
        modified: "datetime'2020-01-01T00:00'",
        endPoint: `'${endPoint}'`,
      });
      const [found] = listOf(await client.get('read/sync/Sync/SyncTimestamp', query('SalesOrders')));
      expect(found?.['TimeStampAsBigInt']).toBe('1');
      expect((await client.get('read/sync/Sync/SyncTimestamp', query('Items'))).status).toBe(400);
    });
  });

  describe('writing', () => {
    it('creates an order with its lines, texts and amounts to the cent', async () => {
      const order = await anOrder('W-100');
      expect(order).toMatchObject({ Status: 12, AmountFC: 4.05, AmountFCExclVat: 3.35, YourRef: 'W-100' });
      expect(order['SalesOrderLines']).toEqual({ __deferred: { uri: expect.stringContaining('/SalesOrderLines') } });
      const uri = `salesorder/SalesOrders(guid'${String(order['OrderID'])}')`;
      const read = entityOf(await client.get(uri, { $expand: 'SalesOrderLines' }));
      const item = await anItem();
      expect(read['SalesOrderLines']).toMatchObject({
        results: [
          {
            ItemCode: item['Code'],
            ItemDescription: item['Description'],
            VATCode: '2  ',
            AmountFC: 3.35,
            VATAmount: 0.7,
          },
        ],
      });
      const [flat] = listOf(await client.get('sync/SalesOrder/SalesOrders', { $filter: 'Timestamp gt 1' })).slice(-1);
      expect(flat).toMatchObject({ YourRef: 'W-100', ItemCode: item['Code'], LineNumber: 1 });
    });

    it('gives order numbers in a row and lets YourRef occur twice', async () => {
      const [first, second] = [await anOrder('TWICE'), await anOrder('TWICE')];
      expect(second['OrderNumber']).toBe(Number(first['OrderNumber']) + 1);
      expect(listOf(await client.get('salesorder/SalesOrders', { $filter: "YourRef eq 'TWICE'" }))).toHaveLength(2);
    });

    it('takes the list price of the quantity and the VAT code of the item where a line leaves them out', async () => {
      const tier = simulator.control.list('logistics/SalesItemPrices', { where: { Quantity: 12 } })[0];
      const order = await anOrder('LIST', {
        Item: tier?.['Item'],
        Quantity: 12,
        NetPrice: undefined,
        VATCode: undefined,
      });
      const [line] = listOf(
        await client.get('salesorder/SalesOrderLines', { $filter: `OrderID eq guid'${String(order['OrderID'])}'` }),
      );
      expect(line?.['UnitPrice']).toBe(tier?.['Price']);
    });

    it('does not touch stock with an order', async () => {
      const before = (await anItem())['Stock'];
      await anOrder('STOCK');
      expect((await anItem())['Stock']).toBe(before);
    });

    it.each([
      [{ SalesOrderLines: [] }, 'Mandatory: OrderedBy, SalesOrderLines'],
      [{ OrderedBy: '00000000-0000-4000-8000-000000000000', SalesOrderLines: [{ ItemCode: 'x' }] }, 'Mandatory: Item'],
      [{ OrderedBy: 'nonsense', SalesOrderLines: [] }, "property 'OrderedBy' to type 'Edm.Guid'"],
      [{ Customer: 'x' }, "The property name 'Customer' specified for type"],
    ])('refuses the order %j', async (body, message) => {
      const answer = await client.post('salesorder/SalesOrders', body);
      expect(answer.status).toBe(400);
      expect(messageOf(answer)).toContain(message);
    });

    it('refuses unknown items and accounts and stores nothing', async () => {
      const before = simulator.control.list('salesorder/SalesOrders').length;
      const id = '00000000-0000-4000-8000-000000000000';
      const account = (await anAccount())['ID'];
      const answers = [
        await client.post('salesorder/SalesOrders', { OrderedBy: account, SalesOrderLines: [{ Item: id }] }),
        await client.post('salesorder/SalesOrders', {
          OrderedBy: id,
          SalesOrderLines: [{ Item: (await anItem())['ID'] }],
        }),
      ];
      expect(answers.map(messageOf)).toEqual([expect.stringContaining('Item'), expect.stringContaining('OrderedBy')]);
      expect(simulator.control.list('salesorder/SalesOrders')).toHaveLength(before);
    });

    it('creates accounts with free codes, keeps e-mail, refuses a code twice', async () => {
      const created = entityOf(
        await client.post('crm/Accounts', { Name: 'New', Email: 'new@example.com', Status: 'C' }),
      );
      expect(created['Code']).toMatch(/^ +\d+$/);
      expect(listOf(await client.get('crm/Accounts', { $filter: "Email eq 'new@example.com'" }))).toHaveLength(1);
      const twice = await client.post('crm/Accounts', { Name: 'Other', Code: String(created['Code']).trim() });
      expect(messageOf(twice)).toMatch(/^Already exists: Code/);
      expect(messageOf(await client.post('crm/Accounts', { Email: 'x@example.com' }))).toBe('Mandatory: Name');
      const [item] = simulator.control.list('logistics/Items');
      const again = await client.post('logistics/Items', { Code: item?.['Code'], Description: 'x' });
      expect(messageOf(again)).toMatch(/^Already exists/);
    });

    it('changes with 204, ignores read-only columns, and returns the entity on request', async () => {
      const account = entityOf(await client.post('crm/Accounts', { Name: 'Before' }));
      const uri = `crm/Accounts(guid'${String(account['ID'])}')`;
      const silent = await client.call('PUT', uri, { Name: 'After', AccountManagerHID: 5 });
      expect([silent.status, silent.text]).toEqual([204, '']);
      const loud = await client.call('PUT', uri, { City: 'Delft' }, { Prefer: 'return=representation' });
      expect(entityOf(loud)).toMatchObject({ Name: 'After', City: 'Delft', AccountManagerHID: null });
      expect((await client.call('DELETE', uri)).status).toBe(204);
      expect((await client.get(uri)).status).toBe(404);
    });

    it('recalculates totals when a line is changed or removed', async () => {
      const order = await anOrder('LINES');
      const orderId = String(order['OrderID']);
      const line = { OrderID: orderId, Item: (await anItem())['ID'], Quantity: 1, NetPrice: 10, VATCode: '2' };
      const added = entityOf(await client.post('salesorder/SalesOrderLines', line));
      const total = async (): Promise<unknown> =>
        entityOf(await client.get(`salesorder/SalesOrders(guid'${orderId}')`))['AmountFC'];
      expect(await total()).toBe(16.15);
      await client.call('PUT', `salesorder/SalesOrderLines(guid'${String(added['ID'])}')`, { Quantity: 2 });
      expect(await total()).toBe(28.25);
      await client.call('DELETE', `salesorder/SalesOrderLines(guid'${String(added['ID'])}')`);
      expect(await total()).toBe(4.05);
    });

    it('creates invoices and sales entries, and deliveries that complete an order', async () => {
      const item = await anItem();
      const account = (await anAccount())['ID'];
      const invoice = {
        Journal: '70',
        OrderedBy: account,
        SalesInvoiceLines: [{ Item: item['ID'], Quantity: 2, NetPrice: 5, VATCode: '2' }],
      };
      expect(entityOf(await client.post('salesinvoice/SalesInvoices', invoice))).toMatchObject({
        AmountFC: 12.1,
        Type: 8020,
      });
      const [ledger] = listOf(await client.get('financial/GLAccounts', { $top: '1' }));
      const entry = {
        Customer: account,
        Journal: '70',
        SalesEntryLines: [{ GLAccount: ledger?.['ID'], AmountFC: 10, VATCode: '2' }],
      };
      expect(entityOf(await client.post('salesentry/SalesEntries', entry))).toMatchObject({
        AmountFC: 12.1,
        VATAmountFC: 2.1,
      });
      const order = await anOrder('DELIVER');
      const [line] = listOf(
        await client.get('salesorder/SalesOrderLines', { $filter: `OrderID eq guid'${String(order['OrderID'])}'` }),
      );
      const lines = [{ SalesOrderLineID: line?.['ID'], QuantityDelivered: 3 }];
      await client.post('salesorder/GoodsDeliveries', { DeliveryDate: '2026-01-05', GoodsDeliveryLines: lines });
      const delivered = entityOf(await client.get(`salesorder/SalesOrders(guid'${String(order['OrderID'])}')`));
      expect(delivered).toMatchObject({ Status: 21, StatusDescription: 'Complete' });
    });

    it('records every write in the journal, refused ones too', async () => {
      simulator.control.clearJournal();
      await client.post('crm/Accounts', { City: 'Delft' });
      await client.post('crm/Accounts', { Name: 'Noted' });
      expect(simulator.control.journal().map(({ status }) => status)).toEqual([400, 201]);
      expect(simulator.control.counters()).toMatchObject({
        writes: 2,
        requests: { 'POST /api/v1/{division}/crm/Accounts': 2 },
      });
    });
  });
});
