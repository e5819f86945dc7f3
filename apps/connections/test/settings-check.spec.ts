import { exactOnline } from '@koppel/connector-exact-online';
import { woocommerce } from '@koppel/connector-woocommerce';
import { settingsCheck, type ConnectionId, type FlowSettings, type RequestOf } from '@koppel/contracts';
import { aPerson } from '@koppel/service-kit/testing';
import { sandboxApp, startExactOnlineSimulator, type ExactOnlineSimulator } from '@koppel/simulator-exact-online';
import { followOnce, Harness, type Replica } from './harness.js';

const person = aPerson();

describe('the check of settings', () => {
  let harness: Harness;
  let replica: Replica;
  let exact: ExactOnlineSimulator;
  let connectionId: ConnectionId;

  beforeAll(async () => {
    harness = await Harness.create();
    exact = await startExactOnlineSimulator({ seedItems: 5, now: () => harness.clock.now().getTime() });
    replica = await harness.start({ connectors: [exactOnline, woocommerce], hosts: { 'exact-online': exact.url } });
    exact.control.setConsent('allow');
    const { clientId, clientSecret } = sandboxApp;
    const fields = { clientId, clientSecret, country: 'nl', division: String(exact.division) };
    connectionId = (await replica.create('exact-online', fields)).id;
  });
  afterAll(async () => {
    await harness?.close();
    await exact?.close();
  });

  const check = (settings: FlowSettings, changes: Partial<RequestOf<typeof settingsCheck>> = {}) =>
    replica.client.call(settingsCheck, { connectionId, entity: 'order', settings, ...changes }, person);

  it('refuses what breaks the rules of a connector, whose application it does not ask', async () => {
    await expect(check({ guestCustomers: 'one_debtor', vatCodes: { 'NL:21': '99' } })).resolves.toEqual({
      problems: [{ path: 'guestAccountCode', code: 'exact_online.guest_account_required', params: {} }],
    });
  });

  it('checks the settings of records that travel with those of the flow', async () => {
    const settings = { matchCustomersBy: 'nonsense' };
    await expect(check(settings, { entity: 'product' })).resolves.toEqual({ problems: [] });
    await expect(check(settings, { entity: 'product', carries: ['customer'] })).resolves.toMatchObject({
      problems: [{ path: 'matchCustomersBy', code: 'field.choice' }],
    });
  });

  it('checks the settings of the side that records come from', async () => {
    const fields = {
      shopUrl: 'https://shop.example',
      consumerKey: `ck_${'0'.repeat(40)}`,
      consumerSecret: `cs_${'0'.repeat(40)}`,
    };
    const shop = await replica.create('woocommerce', fields);
    const fromShop = { connectionId: shop.id, side: 'source' } as const;
    await expect(check({ ordersFrom: 'date' }, fromShop)).resolves.toEqual({
      problems: [{ path: 'ordersFromDate', code: 'orders.date_required', params: {} }],
    });
    await expect(check({ ordersFrom: 'date', ordersFromDate: '2026-11-01' }, fromShop)).resolves.toEqual({
      problems: [],
    });
  });

  it('needs an authorisation', async () => {
    await expect(check({ vatCodes: { 'NL:21': '99' } })).rejects.toMatchObject({ code: 'connection.not_authorized' });
  });

  it('names each row that does not fit the application', async () => {
    await replica.finish(await followOnce(await replica.begin(connectionId)));
    await expect(check({ vatCodes: { 'NL:21': '99', 'NL:9': '1' }, orderStatuses: ['paid'] })).resolves.toEqual({
      problems: [{ path: 'vatCodes.NL:21', code: 'exact_online.vat_entry_unknown', params: { code: '99' } }],
      warnings: [],
    });
  });

  it('gives a check the settings that it inherits, where they are known and valid', async () => {
    const payments = (originSettings?: FlowSettings) =>
      check({ paymentJournals: { '*': '99' } }, { entity: 'payment', ...(originSettings && { originSettings }) });
    const problems = [
      { path: 'paymentJournals.*', code: 'exact_online.payment_journal_unknown', params: { journal: '99' } },
    ];
    await expect(payments({ documentType: 'sales_order' })).resolves.toMatchObject({
      problems,
      warnings: [{ code: 'exact_online.payments_by_condition' }],
    });
    await expect(payments({ documentType: 'nonsense' })).resolves.toEqual({ problems, warnings: [] });
    await expect(payments()).resolves.toEqual({ problems, warnings: [] });
  });

  it('tells what fits and may not be meant', async () => {
    await expect(check({ vatCodes: { 'BE:21': '2' } })).resolves.toMatchObject({
      problems: [],
      warnings: [{ code: 'exact_online.vat_entry_own_code', field: 'vatCodes.BE:21' }],
    });
  });

  it('names what the connector cannot even read', async () => {
    await expect(check({ deliveryDays: -1 })).resolves.toEqual({
      problems: [{ path: 'deliveryDays', code: 'field.too_small', params: { minimum: 0 } }],
    });
  });

  it('finds nothing where the connector has no check', async () => {
    await expect(check({ anything: 1 }, { entity: 'product' })).resolves.toEqual({ problems: [] });
  });

  it('says that the application is down', async () => {
    exact.control.injectFault({ kind: '500', path: 'VATCodes', times: 10 });
    await expect(check({ vatCodes: { 'NL:21': '99' } })).rejects.toMatchObject({
      code: 'connection.application_down',
    });
  });
});
