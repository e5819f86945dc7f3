import type { AnyWriter } from '@koppel/connector-sdk';
import type { Customer, Order } from '@koppel/contracts';
import { customerWriter } from '../src/customers.js';
import { aCustomer, aLine, anOrder } from '../src/fixtures/orders.js';
import { orderWriter } from '../src/orders.js';
import { deliver as deliverTo, deliverOrder as deliverOrderTo, failureOf, keyOf, type Settings } from './delivery.js';
import { startSandbox, type Sandbox } from './sandbox.js';

describe('writing to Exact Online', () => {
  let sandbox: Sandbox;
  const control = () => sandbox.simulator.control;

  beforeAll(async () => {
    sandbox = await startSandbox({ seedItems: 10 });
    for (const code of ['85123A', '85123a'])
      control().insert('logistics/Items', { Code: code, Description: code, IsSalesItem: true, Unit: 'pc' });
  });
  beforeEach(() => {
    control().clearFaults();
    control().clearLimits();
    control().clearJournal();
  });
  afterAll(() => sandbox.stop());

  const deliver = (writer: AnyWriter, record: Customer | Order, options?: Parameters<typeof deliverTo>[3]) =>
    deliverTo(sandbox, writer, record, options);
  const deliverOrder = (order: Order, settings?: Settings) => deliverOrderTo(sandbox, order, settings);
  const ordersOf = (reference: string) => control().list('salesorder/SalesOrders', { where: { YourRef: reference } });

  describe('customers', () => {
    it('are created once and then changed', async () => {
      const created = keyOf(await deliver(customerWriter, aCustomer()));
      expect(control().get('crm/Accounts', created)).toMatchObject({
        Name: 'Els de Wit',
        Status: 'C',
        Email: 'els@example.nl',
        Country: 'NL ',
        City: 'Amsterdam',
      });
      const changed = aCustomer({ phone: '+31 6 1', email: 'ELS@example.nl' });
      expect(keyOf(await deliver(customerWriter, changed))).toBe(created);
      expect(control().get('crm/Accounts', created)).toMatchObject({ Phone: '+31 6 1' });
    });

    it('stay as they are where the settings say so', async () => {
      const key = keyOf(await deliver(customerWriter, aCustomer({ email: 'stay@example.nl' })));
      control().clearJournal();
      await deliver(customerWriter, aCustomer({ email: 'stay@example.nl', phone: '+31 6 2' }), {
        settings: { updateCustomers: false },
      });
      expect(control().get('crm/Accounts', key)?.['Phone']).toBeUndefined();
      expect(control().journal()).toEqual([]);
    });

    it('become customers where they were prospects', async () => {
      const [prospect] = control().list('crm/Accounts', { where: { Email: 'pieter.bakker@example.com' } });
      const pieter = aCustomer({ email: 'Pieter.Bakker@example.com', firstName: 'Pieter', lastName: 'Bakker' });
      const key = keyOf(await deliver(customerWriter, pieter, { settings: { updateCustomers: false } }));
      expect(key).toBe(prospect?.['ID']);
      expect(control().get('crm/Accounts', key)).toMatchObject({ Status: 'C', Name: 'Pieter Bakker' });
    });

    it('are recognised by their padded code under the same name, and get it where it is free', async () => {
      const settings = { matchCustomersBy: 'code' };
      const [known] = control().list('crm/Accounts', { where: { Code: '1001' } });
      const lantern = aCustomer({ login: '1001', company: 'de gouden lantaarn', email: 'other@example.nl' });
      expect(keyOf(await deliver(customerWriter, lantern, { settings }))).toBe(known?.['ID']);
      const codeOf = async (change: Partial<Customer>) => {
        const key = keyOf(await deliver(customerWriter, aCustomer(change), { settings }));
        return control().get('crm/Accounts', key)?.['Code'];
      };
      expect(await codeOf({ login: '88001', email: 'new@example.nl' })).toBe('             88001');
      expect(await codeOf({ login: '1001', email: 'els1001@example.nl' })).not.toBe('              1001');
    });

    it('are recognised by VAT number and name, and without anything else by the key of the shop', async () => {
      const company = aCustomer({
        vatNumber: 'NL 8000.00.001.B01',
        company: 'De Gouden Lantaarn B.V.',
        email: undefined,
      });
      const [known] = control().list('crm/Accounts', { where: { VATNumber: 'NL800000001B01' } });
      expect(keyOf(await deliver(customerWriter, company))).toBe(known?.['ID']);
      const anonymous = aCustomer({ key: 'order:12', email: undefined });
      const key = keyOf(await deliver(customerWriter, anonymous));
      expect(control().get('crm/Accounts', key)).toMatchObject({ SearchCode: 'order:12' });
      expect(keyOf(await deliver(customerWriter, anonymous))).toBe(key);
    });

    it('get what the settings give new ones by their country, and keep it', async () => {
      const settings = { newCustomerPaymentConditions: { NL: '14', '*': 'PP' }, newCustomerVatCodes: { BE: '8' } };
      const madeIn = async (country: string) => {
        const address = { line1: 'Straat 1', postcode: '1000', city: 'Stad', country };
        const customer = aCustomer({ email: `${country}@example.nl`, address });
        const key = keyOf(await deliver(customerWriter, customer, { settings }));
        return control().get('crm/Accounts', key);
      };
      const dutch = await madeIn('NL');
      expect(dutch).toMatchObject({ PaymentConditionSales: '14' });
      expect(dutch?.['SalesVATCode'] ?? null).toBeNull();
      expect(await madeIn('BE')).toMatchObject({
        PaymentConditionSales: 'PP',
        SalesVATCode: expect.stringMatching(/^8 *$/),
      });
      settings.newCustomerPaymentConditions.NL = '30';
      expect(await madeIn('NL')).toMatchObject({ PaymentConditionSales: '14' });
    });

    it.each([
      [{ newCustomerPaymentConditions: { '*': '99' } }, 'payment_condition', 'newCustomerPaymentConditions.*'],
      [{ newCustomerVatCodes: { NL: '99' } }, 'vat_code', 'newCustomerVatCodes.NL'],
    ])('are not created with what Exact Online does not have: %j', async (settings, what, field) => {
      const expected = { code: `exact_online.new_customer_${what}_unknown`, params: { code: '99' }, field };
      const customer = aCustomer({ email: `no-${what}@example.nl` });
      expect(failureOf(await deliver(customerWriter, customer, { settings })).reason).toEqual(expected);
      expect(control().list('crm/Accounts', { where: { Email: `no-${what}@example.nl` } })).toEqual([]);
      const parsed = customerWriter.settings.parse(settings);
      await expect(customerWriter.checkSettings?.(await sandbox.context(), parsed)).resolves.toEqual({
        problems: [expected],
      });
    });

    it('with the same address at the same time become one account', async () => {
      const context = await sandbox.context();
      const both = [
        aCustomer({ key: '1:elsdewit', email: 'twin@example.nl' }),
        aCustomer({ key: 'email:twin@example.nl:elsdewit', isGuest: true, email: 'twin@example.nl' }),
      ];
      const outcomes = await Promise.all(both.map((customer) => deliver(customerWriter, customer, { context })));
      expect(new Set(outcomes.map(keyOf)).size).toBe(1);
      expect(control().list('crm/Accounts', { where: { Email: 'twin@example.nl' } })).toHaveLength(1);
    });
  });

  describe('orders', () => {
    it('are booked to the cent under their customer', async () => {
      const lines = [
        aLine({ quantity: '3', totalExclVat: '10.00', vatAmount: '2.10' }),
        aLine({ sku: '85123a', quantity: '7', totalExclVat: '0.99', vatAmount: '0.21' }),
        aLine({
          kind: 'shipping',
          sku: undefined,
          description: 'Parcel',
          quantity: '1',
          totalExclVat: '4.95',
          vatAmount: '1.04',
        }),
        aLine({
          kind: 'discount',
          sku: undefined,
          description: 'Welcome',
          quantity: '1',
          totalExclVat: '-2.00',
          vatAmount: '-0.42',
        }),
      ];
      const order = anOrder({ number: 'W-1', lines, totals: { exclVat: '13.94', vat: '2.93', inclVat: '16.87' } });
      const key = keyOf(await deliverOrder(order));
      expect(control().get('salesorder/SalesOrders', key)).toMatchObject({
        YourRef: 'W-1',
        AmountFC: 16.87,
        AmountFCExclVat: 13.94,
        OrderedByName: 'Els de Wit',
      });
      const stored = control().list('salesorder/SalesOrderLines', { where: { OrderID: key } });
      expect(
        stored.map((line) => [line['ItemCode'], line['Quantity'], line['AmountFC'], String(line['VATCode']).trim()]),
      ).toEqual([
        ['85123A', 3, 10, '2'],
        ['85123a', 7, 0.99, '2'],
        ['POST', 1, 4.95, '2'],
        ['D', -1, -2, '2'],
      ]);
      expect(control().get('salesorder/SalesOrders', key)?.['OrderDate']).toBe(Date.UTC(2026, 10, 21));
    });

    it('are not booked again', async () => {
      const first = keyOf(await deliverOrder(anOrder({ number: 'W-2' })));
      expect(keyOf(await deliverOrder(anOrder({ number: 'W-2' })))).toBe(first);
      expect(ordersOf('W-2')).toHaveLength(1);
    });

    it('are not taken for one of somebody else with the same reference', async () => {
      const order = anOrder({ number: 'W-3' });
      const key = keyOf(await deliverOrder(order));
      const context = await sandbox.context();
      const confirmed = async (changed: Order) => {
        const settings = orderWriter.settings.parse({});
        const translated = orderWriter.fromCanonical(changed, settings);
        if ('filtered' in translated) throw new Error(translated.filtered.code);
        const { payload } = translated;
        return orderWriter.confirm?.(context, [{ naturalKey: 'W-3', targetKey: key, payload }], settings);
      };
      expect(await confirmed(order)).toEqual(new Map());
      // The same person under another name, or another spelling.
      for (const same of [{ lastName: 'de Wit-Jansen' }, { email: 'els@elsewhere.nl', firstName: 'ELS' }])
        expect(await confirmed({ ...order, customer: aCustomer(same) })).toEqual(new Map());
      const customer = aCustomer({ email: 'jan@example.nl', firstName: 'Jan' });
      const totals = { exclVat: '297.00', vat: '0.00', inclVat: '297.00' };
      for (const other of [{ totals }, { placedAt: '2026-10-01T10:00:00Z' }, { currency: 'USD' }, { customer }]) {
        const failure = (await confirmed({ ...order, ...other }))?.get('W-3');
        expect(failure).toMatchObject({
          failureClass: 'duplicate',
          reason: { code: 'exact_online.reference_taken', field: 'referencePrefix', params: { total: '12.10' } },
        });
      }
      // Booked under an account that people share, an order says in its remarks who bought.
      control().patch('salesorder/SalesOrders', key, { Remarks: 'Ordered by: Jan de Wit, Damrak 1' });
      expect(await confirmed({ ...order, customer })).toEqual(new Map());
    });

    it('are taken back where they cannot come to their total', async () => {
      control().setVatAmounts('calculated');
      const lines = [aLine({ quantity: '1', totalExclVat: '40.50', vatAmount: '8.50' })];
      const order = anOrder({ number: 'W-4', lines, totals: { exclVat: '40.50', vat: '8.50', inclVat: '49.00' } });
      expect(failureOf(await deliverOrder(order, { roundingItem: 'NONE' })).reason.code).toBe(
        'exact_online.cost_item_missing',
      );
      expect(ordersOf('W-4')).toEqual([]);
      keyOf(await deliverOrder(order));
      expect(ordersOf('W-4')).toMatchObject([{ AmountFC: 49 }]);
      control().setVatAmounts('kept');
    });

    it('are found with quotes in their number, and only by exactly that number', async () => {
      await deliverOrder(anOrder({ number: "O'Neill 1" }));
      const context = await sandbox.context();
      const found = await orderWriter.find(context, ["O'Neill 1", "o'neill 1"], orderWriter.settings.parse({}));
      expect([...found.keys()]).toEqual(["O'Neill 1"]);
    });

    it('are found many at once', async () => {
      const context = await sandbox.context();
      const keys = Array.from({ length: 300 }, (_, index) => `NOT-THERE-${index}`);
      expect((await orderWriter.find(context, [...keys, 'W-1'], orderWriter.settings.parse({}))).size).toBe(1);
    });

    it('that are credits have negative quantities', async () => {
      const lines = [aLine({ quantity: '-2', totalExclVat: '-10.00', vatAmount: '-2.10' })];
      const key = keyOf(
        await deliverOrder(
          anOrder({
            number: 'C1',
            isCredit: true,
            lines,
            totals: { exclVat: '-10.00', vat: '-2.10', inclVat: '-12.10' },
          }),
        ),
      );
      expect(control().get('salesorder/SalesOrders', key)).toMatchObject({ AmountFC: -12.1, AmountFCExclVat: -10 });
    });

    it('of guests go to one account where the settings say so', async () => {
      const guest = anOrder({
        number: 'G-1',
        customer: aCustomer({ key: 'email:guest@example.nl', isGuest: true, email: 'guest@example.nl' }),
      });
      const key = keyOf(await deliverOrder(guest, { guestCustomers: 'one_debtor', guestAccountCode: '1000' }));
      const booked = control().get('salesorder/SalesOrders', key);
      expect(booked).toMatchObject({
        OrderedByName: 'Web shop guests',
        Remarks: 'Besteld door: Els de Wit, Herengracht 1, 1015 BA Amsterdam, NL, guest@example.nl',
      });
      expect(control().get('crm/Addresses', String(booked?.['DeliveryAddress']))).toMatchObject({
        AddressLine1: 'Herengracht 1',
        AddressLine3: 'Els de Wit',
      });
      expect(control().list('crm/Accounts', { where: { Email: 'guest@example.nl' } })).toEqual([]);
      expect(
        failureOf(
          await deliverOrder({ ...guest, number: 'G-2' }, { guestCustomers: 'one_debtor', guestAccountCode: '99' }),
        ),
      ).toMatchObject({ waitsFor: 'account:99' });
    });

    it('to another address get it once', async () => {
      const shippingAddress = { name: 'Jan', line1: 'Damrak 1', postcode: '1012 LG', city: 'Amsterdam', country: 'NL' };
      for (const number of ['A-1', 'A-2']) await deliverOrder(anOrder({ number, shippingAddress }));
      const addresses = control().list('crm/Addresses', { where: { AddressLine1: 'Damrak 1' } });
      expect(addresses).toHaveLength(1);
      expect(ordersOf('A-2')[0]?.['DeliveryAddress']).toBe(addresses[0]?.['ID']);
    });

    it('wait for a missing article and go through once it exists', async () => {
      const order = anOrder({ number: 'M-1', lines: [aLine({ sku: 'LATER' })] });
      expect(failureOf(await deliverOrder(order))).toMatchObject({
        failureClass: 'missing_reference',
        waitsFor: 'item:LATER',
      });
      expect(ordersOf('M-1')).toEqual([]);
      control().insert('logistics/Items', { Code: 'LATER', Description: 'Later', IsSalesItem: true, Unit: 'pc' });
      expect(ordersOf('M-1')).toEqual([]);
      keyOf(await deliverOrder(order));
      expect(ordersOf('M-1')).toHaveLength(1);
    });

    it('look up many articles in few calls', async () => {
      const payloads = Array.from({ length: 400 }, (_, index) =>
        orderWriter.fromCanonical(
          anOrder({ number: `N-${index}`, lines: [aLine({ sku: `SKU-${index}` })] }),
          orderWriter.settings.parse({}),
        ),
      );
      const context = await sandbox.context();
      const resolved = await orderWriter.resolve?.(
        context,
        payloads.flatMap((each) => ('payload' in each ? [each.payload] : [])),
        orderWriter.settings.parse({}),
      );
      expect(resolved?.size).toBe(400);
      expect(control().counters().requests).toMatchObject({ 'GET /api/v1/{division}/bulk/Logistics/Items': 1 });
    });

    it('say that they were deleted rather than being booked anew', async () => {
      const key = keyOf(await deliverOrder(anOrder({ number: 'X-1' })));
      control().delete('salesorder/SalesOrders', key);
      const context = await sandbox.context();
      const settings = orderWriter.settings.parse({});
      const translated = orderWriter.fromCanonical(anOrder({ number: 'X-1' }), settings);
      if (!('payload' in translated)) throw new Error('filtered');
      const [outcome] = await orderWriter.write(
        context,
        [{ payload: translated.payload, naturalKey: 'X-1', targetKey: key, idempotencyKey: 'x', references: {} }],
        settings,
      );
      expect(outcome).toMatchObject({ status: 'failed', failure: { failureClass: 'value', isTargetGone: true } });
    });
  });

  describe('trouble', () => {
    const order = (number: string): Order => anOrder({ number });
    const posting = { method: 'POST', path: 'salesorder/SalesOrders' };

    it('leaves a write in doubt whose answer was lost, and finds it again', async () => {
      control().injectFault({ kind: 'lost-answer', ...posting });
      const failure = failureOf(await deliverOrder(order('L-1')));
      expect(failure).toMatchObject({ isOutcomeUnknown: true, failureClass: 'intermittent' });
      expect(ordersOf('L-1')).toHaveLength(1);
      expect(keyOf(await deliverOrder(order('L-1')))).toBe(ordersOf('L-1')[0]?.['OrderID']);
      expect(ordersOf('L-1')).toHaveLength(1);
    });

    it.each(['cut', 'hang', '500', 'malformed'] as const)('is in doubt after "%s"', async (kind) => {
      control().injectFault({ kind, ...posting });
      const references = { customer: keyOf(await deliver(customerWriter, aCustomer())) };
      const context = await sandbox.context({ timeoutMs: 300 });
      const failure = failureOf(await deliver(orderWriter, order(`T-${kind}`), { context, references }));
      expect(failure.isOutcomeUnknown).toBe(true);
    });

    it('pauses at 429 without doubt: nothing was done', async () => {
      const references = { customer: keyOf(await deliver(customerWriter, aCustomer())) };
      control().injectFault({ kind: '429', ...posting });
      const attempt = deliver(orderWriter, order('R-1'), { references });
      await expect(attempt).rejects.toMatchObject({ failureClass: 'rate_limit', isOutcomeUnknown: false });
    });

    it("keeps the application's own limit", async () => {
      // Its minute ends a minute later than here, so that waiting for it is never short enough to be tried.
      control().advanceClock(60_000);
      control().setLimits({ perMinute: 2 });
      const context = await sandbox.context();
      const many = Array.from({ length: 200 }, (_, index) => `LIMIT-${index}`);
      await expect(orderWriter.find(context, many, orderWriter.settings.parse({}))).rejects.toMatchObject({
        failureClass: 'rate_limit',
      });
      control().setLimits({ perMinute: 1_000_000 });
    });

    it('stops before ten refusals block the endpoint', async () => {
      const context = await sandbox.context();
      const bad = (index: number): Customer =>
        aCustomer({
          email: `bad${index}@example.nl`,
          address: { line1: 'A', postcode: '1', city: 'B', country: 'N1' },
        });
      for (let index = 0; index < 8; index += 1) {
        expect(failureOf(await deliver(customerWriter, bad(index), { context }))).toMatchObject({
          failureClass: 'value',
        });
      }
      await expect(deliver(customerWriter, bad(8), { context })).rejects.toMatchObject({
        failureClass: 'rate_limit',
        retryAfterMs: 3_600_000,
      });
      expect(
        control()
          .journal()
          .filter(({ status }) => status === 400),
      ).toHaveLength(8);
    });
  });
});
