import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { exactOnline } from '@koppel/connector-exact-online';
import type { Connector } from '@koppel/connector-sdk';
import { vendure } from '@koppel/connector-vendure';
import { woocommerce } from '@koppel/connector-woocommerce';
import type { FlowSettings, JsonValue } from '@koppel/contracts';
import { deliverPage, offlineEndpoint, planFlow, type PageResult } from '@koppel/sync-engine';
import { startSandbox, type Sandbox } from '../../exact-online/test/sandbox.js';
import { MemoryLedger } from './memory-ledger.js';

// Who bought, and where it goes: from orders as shops give them to accounts, addresses and orders in Exact Online.

type Row = Record<string, JsonValue>;
type Native = Row & { number: string };

const cases = JSON.parse(readFileSync(join(import.meta.dirname, 'fixtures', 'buyer-cases.json'), 'utf8')) as {
  id: string;
  steps: Native[][];
}[];

function stepsOf(id: string): Native[][] {
  const found = cases.find((each) => each.id === id);
  if (!found) throw new Error(`there is no case ${id}`);
  return structuredClone(found.steps);
}

function firstOf(id: string): Native {
  const [native] = stepsOf(id).flat();
  if (!native) throw new Error(`case ${id} has no order`);
  return native;
}

describe('the buyer of an order', () => {
  let sandbox: Sandbox;
  let ledger: MemoryLedger;
  const control = () => sandbox.simulator.control;

  beforeAll(async () => {
    sandbox = await startSandbox({ seedItems: 5 });
    for (const code of ['MUG', 'BOOK'])
      control().insert('logistics/Items', { Code: code, Description: code, IsSalesItem: true, Unit: 'pc' });
  });
  beforeEach(() => {
    ledger = new MemoryLedger();
    for (const [table, key] of [
      ['salesorder/SalesOrders', 'OrderID'],
      ['crm/Addresses', 'ID'],
      ['crm/Contacts', 'ID'],
      ['crm/Accounts', 'ID'],
    ] as const)
      for (const row of control().list(table, {})) control().delete(table, String(row[key]));
  });
  afterAll(() => sandbox.stop());

  /** One run, which reads these orders on one page. */
  async function run(
    natives: readonly Row[],
    { source = woocommerce, settings = {} }: { source?: Connector; settings?: FlowSettings } = {},
  ): Promise<PageResult> {
    const target = { connector: exactOnline, context: await sandbox.context(), concurrency: () => 4 };
    const plan = planFlow({
      entity: 'order',
      settings,
      source: offlineEndpoint(source),
      target,
      enabledAt: '2000-01-01T00:00:00Z',
    });
    const records = natives.map((native) => {
      const key = String(native['id']);
      return { key, naturalKey: String(native['number'] ?? native['code']), native };
    });
    const result = await deliverPage(plan, ledger, { records, isIsolating: false });
    ledger.link(result.links);
    return result;
  }

  const bookedOrder = (reference: string): Row => {
    const [row] = control().list('salesorder/SalesOrders', { where: { YourRef: reference } });
    if (!row) throw new Error(`order ${reference} is not booked`);
    return row as Row;
  };
  const accountOf = (reference: string): Row =>
    control().get('crm/Accounts', String(bookedOrder(reference)['OrderedBy'])) as Row;
  /** Where the goods of an order go: its own address, else that of its account. */
  const destinationOf = (reference: string): Row => {
    const own = bookedOrder(reference)['DeliveryAddress'];
    const row = typeof own === 'string' ? (control().get('crm/Addresses', own) as Row) : accountOf(reference);
    return row;
  };
  const accountsNamed = (name: string) => control().list('crm/Accounts', { where: { Name: name } });
  const reasonsOf = ({ issues }: PageResult) => issues.map(({ failure }) => failure.reason);

  /** The same order by somebody else, or from another place. */
  function changed(native: Native, number: string, billing: Row, more: Row = {}): Native {
    const address = { ...(native['billing'] as Row), ...billing };
    return { ...native, id: Number(number), number, billing: address, shipping: address, ...more };
  }

  it('is two buyers under one e-mail address (woocommerce/woocommerce#43099)', async () => {
    await run(stepsOf('O53').flat());
    expect(accountOf('6053')).toMatchObject({ Name: 'Anna Eerste', AddressLine1: 'Alfaweg 1', City: 'Amsterdam' });
    expect(accountOf('6153')).toMatchObject({ Name: 'Bram Tweede', AddressLine1: 'Betaweg 2', City: 'Rotterdam' });
    expect(bookedOrder('6053')).not.toHaveProperty('DeliveryAddress');
  });

  it('is two companies under one log-in (easy-digital-downloads#6043), one account for each VAT number', async () => {
    for (const step of stepsOf('O24')) await run(step);
    expect(accountOf('6024')).toMatchObject({ Name: 'Alfa Proef BV', VATNumber: 'NL000000001B01' });
    expect(accountOf('6124')).toMatchObject({ Name: 'Beta Proef BV', VATNumber: 'NL000000002B01' });
    expect(destinationOf('6024')).toMatchObject({ AddressLine1: 'Proefweg 12' });
  });

  it('is one account for an e-mail address as the shop takes it (woocommerce/woocommerce#32446)', async () => {
    await run(stepsOf('O23').flat());
    expect(accountOf('6023')).toMatchObject({ Email: 'ida..voorbeeld@example.com' });
    expect(accountOf('6123')['ID']).toBe(accountOf('6023')['ID']);
  });

  it('keeps the same account however the name is written, and whether or not the VAT number is filled in', async () => {
    const [[alfa]] = stepsOf('O24') as [[Native]];
    const written = [{ company: 'ALFA PROEF B.V.' }, { company: 'Alfa  Proef' }];
    await run([alfa]);
    await run([changed(alfa, '7001', written[0] ?? {})]);
    await run([changed(alfa, '7002', written[1] ?? {}, { meta_data: [] })]);
    expect(new Set(['6024', '7001', '7002'].map((number) => accountOf(number)['ID'])).size).toBe(1);
    expect(accountOf('7002')).toMatchObject({ Name: 'Alfa Proef BV', VATNumber: 'NL000000001B01' });
  });

  it('under one VAT number and another name leaves the account as it is, and stands on the order', async () => {
    const [[alfa]] = stepsOf('O24') as [[Native]];
    await run([alfa]);
    await run([changed(alfa, '7001', { company: 'Gamma Proef BV', address_1: 'Gammaweg 3' })]);
    expect(accountOf('7001')).toMatchObject({ Name: 'Alfa Proef BV', AddressLine1: 'Proefweg 12' });
    expect(destinationOf('7001')).toMatchObject({
      AddressLine1: 'Gammaweg 3',
      AddressLine3: 'Gamma Proef BV, Ida Voorbeeld',
    });
    expect(bookedOrder('7001')['Remarks']).toContain('Besteld door: Gamma Proef BV, Ida Voorbeeld, Gammaweg 3');
    expect(bookedOrder('6024')).not.toHaveProperty('Remarks');
    expect(bookedOrder('6024')).not.toHaveProperty('DeliveryAddress');
  });

  it('who moves takes the account along, while an open order goes where it was ordered to', async () => {
    const first = firstOf('O53');
    await run([first]);
    await run([changed(first, '7001', { address_1: 'Nieuweweg 9', city: 'Haarlem', postcode: '2011 CC' })]);
    expect(accountOf('7001')).toMatchObject({ Name: 'Anna Eerste', AddressLine1: 'Nieuweweg 9', City: 'Haarlem' });
    expect(accountOf('6053')['ID']).toBe(accountOf('7001')['ID']);
    expect(destinationOf('6053')).toMatchObject({ AddressLine1: 'Alfaweg 1', City: 'Amsterdam' });
    expect(destinationOf('7001')).toMatchObject({ AddressLine1: 'Nieuweweg 9' });
  });

  it('gets an order at home again that was to go elsewhere', async () => {
    const first = firstOf('O53');
    const away = { ...(first['shipping'] as Row), address_1: 'Elders 9', city: 'Ede', postcode: '6711 AA' };
    await run([{ ...first, shipping: away }]);
    expect(destinationOf('6053')).toMatchObject({ AddressLine1: 'Elders 9' });
    await run([first]);
    expect(destinationOf('6053')).toMatchObject({ AddressLine1: 'Alfaweg 1', City: 'Amsterdam' });
    expect(control().list('salesorder/SalesOrders')).toHaveLength(1);
  });

  it('who moves within one page has each order at its own address', async () => {
    const first = firstOf('O53');
    await run([first, changed(first, '7001', { address_1: 'Nieuweweg 9' })]);
    expect(destinationOf('6053')).toMatchObject({ AddressLine1: 'Alfaweg 1' });
    expect(destinationOf('7001')).toMatchObject({ AddressLine1: 'Nieuweweg 9' });
  });

  it('is recognised in Exact Online by name and e-mail address, never by the address alone', async () => {
    const known = { Status: 'C', Email: 'market@example.com' };
    control().insert('crm/Accounts', { ...known, Name: 'Anna EERSTE' });
    await run(stepsOf('O53').flat());
    expect(accountOf('6053')).toMatchObject({ Name: 'Anna EERSTE', City: 'Amsterdam' });
    expect(accountOf('6153')).toMatchObject({ Name: 'Bram Tweede' });
  });

  it('becomes an issue where several accounts fit, until a person chooses one', async () => {
    const first = firstOf('O53');
    for (const code of ['501', '502'])
      control().insert('crm/Accounts', { Code: code, Name: 'Anna Eerste', Status: 'C', Email: 'market@example.com' });
    const [reason] = reasonsOf(await run([first]));
    expect(reason).toMatchObject({
      code: 'exact_online.customer_several',
      field: 'customer.customerAccounts',
      params: {
        name: 'Anna Eerste',
        key: 'email:market@example.com:annaeerste',
        accounts: expect.stringContaining('502'),
      },
    });
    await run([first], { settings: { customerAccounts: { [String(reason?.params['key'])]: '502' } } });
    expect(String(accountOf('6053')['Code']).trim()).toBe('502');
  });

  it('becomes an issue where the VAT number stands under another name', async () => {
    const [[alfa]] = stepsOf('O24') as [[Native]];
    control().insert('crm/Accounts', { Code: '501', Name: 'Delta BV', Status: 'C', VATNumber: 'NL000000001B01' });
    expect(reasonsOf(await run([alfa]))).toMatchObject([
      { code: 'exact_online.customer_other_name', params: { accounts: '501 Delta BV' } },
    ]);
    const settings = { customerAccounts: { 'vat:NL000000001B01': '501' } };
    await run([alfa], { settings });
    expect(accountOf('6024')).toMatchObject({ Name: 'Delta BV' });
    expect(destinationOf('6024')).toMatchObject({ AddressLine1: 'Proefweg 12' });
    const unknown = { customerAccounts: { 'vat:NL000000001B01': '9999' } };
    expect(reasonsOf(await run([{ ...alfa, id: 1, number: '1' }], { settings: unknown }))).toMatchObject([
      { code: 'exact_online.chosen_account_missing', params: { code: '9999' } },
    ]);
  });

  it('whose account was deleted gets a new one', async () => {
    const first = firstOf('O53');
    await run([first]);
    const { ID: id } = accountOf('6053');
    control().delete('salesorder/SalesOrders', String(bookedOrder('6053')['OrderID']));
    control().delete('crm/Accounts', String(id));
    await run([changed(first, '7001', { phone: '+31 6 12345678' })]);
    expect(accountOf('7001')).toMatchObject({ Name: 'Anna Eerste', Phone: '+31 6 12345678' });
    expect(accountsNamed('Anna Eerste')).toHaveLength(1);
  });

  it('whose account was deleted or merged is looked up again, although the customer has not changed', async () => {
    const first = firstOf('O53');
    await run([first]);
    control().delete('salesorder/SalesOrders', String(bookedOrder('6053')['OrderID']));
    control().delete('crm/Accounts', String(accountsNamed('Anna Eerste')[0]?.['ID']));
    const merged = control().insert('crm/Accounts', {
      ...{ Name: 'Anna Eerste', Status: 'C', Email: 'market@example.com' },
    });
    expect((await run([changed(first, '7001', {})])).counts).toMatchObject({ created: 1, failed: 0 });
    expect(bookedOrder('7001')['OrderedBy']).toBe(merged['ID']);
    expect(accountsNamed('Anna Eerste')).toHaveLength(1);
    // The link follows.
    await run([changed(first, '7002', {})]);
    expect(bookedOrder('7002')['OrderedBy']).toBe(merged['ID']);
  });

  it('has no delivery address where the shop tells the country alone (woocommerce/woocommerce-android#1171)', async () => {
    await run([firstOf('O50')]);
    expect(bookedOrder('6050')).not.toHaveProperty('DeliveryAddress');
    expect(accountOf('6050')).toMatchObject({ AddressLine1: 'Proefweg 12' });
  });

  it('is a company with a person and a state, and a recipient with a state (redSHOP#1789, myparcelnl/woocommerce#1019)', async () => {
    await run([firstOf('O26')]);
    const account = accountOf('6026');
    expect(account).toMatchObject({ Name: 'Sample Inc', City: 'Austin', State: 'TX', Country: 'US ' });
    const address = {
      AddressLine1: '2 Test Rd',
      AddressLine3: 'Depot LLC, Amy Example',
      City: 'Springfield',
      State: 'IL',
    };
    expect(destinationOf('6026')).toMatchObject(address);
    const [contact] = control().list('crm/Contacts', {});
    expect(contact).toMatchObject({ FirstName: 'Ida', LastName: 'Voorbeeld', Email: 'joe6026@example.com' });
    expect(contact).toMatchObject({ Account: account['ID'], IsMainContact: true });
    expect(bookedOrder('6026')['OrderedByContactPerson']).toBe(contact?.['ID']);
  });

  it('is one contact of the company for each person who orders for it', async () => {
    const [[alfa]] = stepsOf('O24') as [[Native]];
    await run([alfa, changed(alfa, '7001', { first_name: 'Bram', last_name: 'Tweede' })]);
    await run([changed(alfa, '7002', { first_name: 'IDA' }), changed(alfa, '7003', { first_name: '' })]);
    const contacts = control().list('crm/Contacts', {});
    expect(contacts.map(({ FullName: name }) => name).toSorted()).toEqual([
      '- Voorbeeld',
      'Bram Tweede',
      'Ida Voorbeeld',
    ]);
    expect(bookedOrder('7002')['OrderedByContactPerson']).toBe(bookedOrder('6024')['OrderedByContactPerson']);
    expect(contacts.filter(({ IsMainContact: isMain }) => isMain)).toHaveLength(1);
  });

  it.each([
    ['another person', { first_name: 'Bram', last_name: 'Tweede' }, 'Bram Tweede'],
    ['a company', { company: 'Depot BV' }, 'Depot BV, Anna Eerste'],
    ['the same person, written otherwise', { first_name: 'ANNA', last_name: 'eerste ' }, undefined],
    ['nobody', { first_name: '', last_name: '' }, undefined],
  ])('has a delivery address of its own for %s at the same address', async (_who, shipping, recipient) => {
    const first = firstOf('O53');
    await run([{ ...first, shipping: { ...(first['shipping'] as Row), ...shipping } }]);
    expect(accountOf('6053')).toMatchObject({ Name: 'Anna Eerste', AddressLine1: 'Alfaweg 1' });
    expect(destinationOf('6053')).toMatchObject({ AddressLine1: 'Alfaweg 1', City: 'Amsterdam' });
    expect(destinationOf('6053')['AddressLine3']).toBe(recipient);
  });

  it.each([
    ['by code', 'NH', 'NH', undefined],
    ['by code behind its country', 'NL-NH', 'NH', undefined],
    ['by name', 'noord-holland', 'NH', undefined],
    ['not at all', 'Zeeuws-Vlaanderen', undefined, 'Zeeuws-Vlaanderen'],
  ])('has its state where Exact Online lists it %s', async (_how, state, expected, line2) => {
    await run([changed(firstOf('O53'), '6053', { state })]);
    const account = accountOf('6053');
    expect([account['State'] ?? undefined, account['AddressLine2'] ?? undefined]).toEqual([expected, line2]);
    expect(bookedOrder('6053')).not.toHaveProperty('DeliveryAddress');
  });

  it('is a company by the VAT number in a custom field of a Vendure shop', async () => {
    const natives = stepsOf('V02').flat();
    await run(natives, { source: vendure });
    expect(accountOf('VTEST9002')).toMatchObject({ Name: 'Probe GmbH', VATNumber: 'DE000000000', Country: 'DE ' });
    const { OrderID: orderId } = bookedOrder('VTEST9002');
    const [line] = control().list('salesorder/SalesOrderLines', { where: { OrderID: String(orderId) } });
    expect(String(line?.['VATCode']).trim()).toBe('8');
  });

  describe('who shares a customer with others', () => {
    const sharedDebtors = { NL: '701', '*': '702' };
    beforeEach(() => {
      for (const code of Object.values(sharedDebtors))
        control().insert('crm/Accounts', { Code: code, Name: `Web shop ${code}`, Status: 'C' });
    });

    it('stands with name and addresses on the order, under the customer of the country', async () => {
      const [anna, bram] = stepsOf('O53').flat() as [Native, Native];
      await run([anna, changed(bram, '7001', { country: 'BE' })], { settings: { sharedDebtors } });
      expect(accountOf('6053')).toMatchObject({ Name: 'Web shop 701' });
      expect(accountOf('7001')).toMatchObject({ Name: 'Web shop 702' });
      expect(destinationOf('6053')).toMatchObject({ AddressLine1: 'Alfaweg 1', AddressLine3: 'Anna Eerste' });
      expect(destinationOf('7001')).toMatchObject({ AddressLine1: 'Betaweg 2', AddressLine3: 'Bram Tweede' });
      expect(bookedOrder('6053')['Remarks']).toContain('Besteld door: Anna Eerste, Alfaweg 1, 1011 AA Amsterdam, NL');
      expect(control().list('crm/Accounts', {})).toHaveLength(2);
    });

    it('is no company with a VAT number, unless the settings say so', async () => {
      const [[alfa]] = stepsOf('O24') as [[Native]];
      await run([alfa], { settings: { sharedDebtors } });
      expect(accountOf('6024')).toMatchObject({ Name: 'Alfa Proef BV' });
      await run([{ ...alfa, id: 7001, number: '7001' }], { settings: { sharedDebtors, sharedDebtorsFor: 'all' } });
      expect(accountOf('7001')).toMatchObject({ Name: 'Web shop 701' });
    });

    it('becomes an issue where the VAT return lists the buyer, or the customer does not exist', async () => {
      const settings = { sharedDebtors, sharedDebtorsFor: 'all' };
      const [company] = reasonsOf(await run(stepsOf('V02').flat(), { source: vendure, settings }));
      expect(company).toMatchObject({ code: 'exact_online.shared_debtor_supply', field: 'sharedDebtorsFor' });
      const [missing] = reasonsOf(await run([firstOf('O53')], { settings: { sharedDebtors: { NL: '799' } } }));
      expect(missing).toMatchObject({ code: 'exact_online.shared_debtor_missing', field: 'sharedDebtors' });
    });
  });
});
