import type { WriteOutcome } from '@koppel/connector-sdk';
import type { Credit } from '@koppel/contracts';
import { creditWriter, ownSettings as creditSettings } from '../src/credits.js';
import { aLine, anOrder } from '../src/fixtures/orders.js';
import { aPayment } from '../src/fixtures/payments.js';
import { deliverOrder, failureOf, keyOf } from './delivery.js';
import { entries, invoices, november, PaymentSandbox, settingsOf } from './payment-sandbox.js';

describe('payments', () => {
  let world: PaymentSandbox;
  beforeAll(async () => {
    world = await PaymentSandbox.start();
  });
  afterEach(() => world.restore());
  afterAll(() => world.sandbox.stop());

  it('settle the entry of their order, in the journal of their method', async () => {
    const document = await world.booked('A-1');
    expect(world.openOf(document)).toEqual([12.1]);
    const outcome = await world.payOne(aPayment({ order: 'A-1' }), document);
    const entry = world.control.get('financialtransaction/BankEntries', keyOf(outcome));
    expect(entry).toMatchObject({ JournalCode: '21' });
    expect(world.linesOf('A-1-P')).toMatchObject([
      { AmountFC: 12.1, GLAccountCode: '1300', AccountName: 'Els de Wit', Date: Date.UTC(2026, 10, 21) },
    ]);
    expect(world.openOf(document)).toEqual([]);
    expect(outcome).toEqual({
      status: 'written',
      targetKey: keyOf(outcome),
      document: { kind: 'bank_entry', number: String(entry?.['EntryNumber']), total: '12.10', currency: 'EUR' },
      notes: [],
    });
  });

  it('settle a final invoice, in cash where the method says so', async () => {
    const document = await world.booked('A-2', invoices);
    const settings = settingsOf(invoices);
    const outcome = await world.payOne(aPayment({ order: 'A-2', method: 'COD' }), document, { settings });
    expect(outcome).toMatchObject({ document: { kind: 'cash_entry' } });
    expect(world.linesOf('A-2-P', 'Cash')).toMatchObject([{ AmountFC: 12.1 }]);
    expect(world.openOf(document, 'salesinvoice/SalesInvoices')).toEqual([]);
  });

  it('of a draft wait until it is final', async () => {
    const draft = { ...invoices, invoiceState: 'draft' };
    const document = await world.booked('A-3', draft);
    const payment = aPayment({ order: 'A-3' });
    const failure = failureOf(await world.payOne(payment, document, { settings: settingsOf(draft) }));
    expect(failure).toMatchObject({
      ...{ failureClass: 'missing_reference', waitsFor: 'invoice:A-3' },
      reason: { code: 'exact_online.payment_awaits_invoice' },
    });
    expect(keyOf(await deliverOrder(world.sandbox, anOrder({ number: 'A-3' }), invoices))).toBe(document);
    keyOf(await world.payOne(payment, document, { settings: settingsOf(invoices) }));
    expect(world.openOf(document, 'salesinvoice/SalesInvoices')).toEqual([]);
  });

  it('that were paid back settle their credit', async () => {
    const order = anOrder({ number: 'A-4' });
    const document = keyOf(await deliverOrder(world.sandbox, order, entries));
    const lines = [aLine({ quantity: '1', totalExclVat: '5.00', vatAmount: '1.05' })];
    const refund = { orderKey: 'A-4', order, lines, inclVat: '6.05', isSpread: false };
    const credit: Credit = { ...refund, number: 'A-4-R7', creditedAt: '2026-11-22T10:00:00Z' };
    const settings = { ...settingsOf(), ...creditSettings.parse({}) };
    const translated = creditWriter.fromCanonical(credit, settings);
    if ('filtered' in translated) throw new Error(translated.filtered.code);
    const { payload } = translated;
    const operation = { payload, naturalKey: payload.reference, targetKey: undefined, idempotencyKey: 'x' };
    const references = { order: document };
    const [written] = await creditWriter.write(await world.sandbox.context(), [{ ...operation, references }], settings);
    const creditKey = keyOf(written as WriteOutcome);
    const settles = { entity: 'credit' as const, key: 'A-4:R7', number: 'A-4-R7' };
    const payOut = aPayment({ order: 'A-4', number: 'A-4-PR7', settles, amount: '6.05' });
    const outcomes = await world.pay([aPayment({ order: 'A-4' }), payOut], { 'A-4': document, 'A-4:R7': creditKey });
    expect(outcomes).toMatchObject([{ document: { total: '12.10' } }, { document: { total: '-6.05' } }]);
    expect(world.linesOf('A-4-PR7')).toMatchObject([{ AmountFC: -6.05 }]);
    expect([world.openOf(document), world.openOf(creditKey)]).toEqual([[], []]);
  });

  it('of buyers who share a customer are told apart by their numbers', async () => {
    const shared = { ...entries, sharedDebtors: { NL: '1000' } };
    const documents = { 'A-5': await world.booked('A-5', shared), 'A-51': await world.booked('A-51', shared) };
    const payments = Object.keys(documents).map((order) => aPayment({ order }));
    const settings = settingsOf(shared);
    const context = await world.sandbox.context();
    const keys = (await world.pay(payments, documents, { settings, context })).map(keyOf);
    expect(new Set(keys).size).toBe(2);
    expect((await world.pay(payments, documents, { settings })).map(keyOf)).toEqual(keys);
    expect([...world.linesOf('A-5-P'), ...world.linesOf('A-51-P')]).toHaveLength(2);
  });

  it('of a page share their look-ups', async () => {
    const orders = Array.from({ length: 12 }, (_, index) => `B-${index}`);
    const documents: Record<string, string> = {};
    for (const order of orders) documents[order] = await world.booked(order);
    world.control.clearJournal();
    const before = world.calls();
    const outcomes = await world.pay(
      orders.map((order) => aPayment({ order })),
      documents,
    );
    expect(outcomes.map(({ status }) => status)).toEqual(orders.map(() => 'written'));
    // One POST each, and what all of them need: found, located, compared.
    expect(world.calls() - before).toBeLessThan(orders.length + 20);
  });

  it('are not booked where nothing is open any more', async () => {
    const document = await world.booked('D-1');
    keyOf(await world.payOne(aPayment({ order: 'D-1', number: 'statement' }), document));
    const failure = failureOf(await world.payOne(aPayment({ order: 'D-1' }), document));
    expect(failure).toMatchObject({
      failureClass: 'value',
      reason: { code: 'exact_online.payment_nothing_open', params: { payment: 'D-1-P', amount: '12.10', open: '0' } },
    });
    expect(world.linesOf('D-1-P')).toEqual([]);
  });

  it.each([
    ['exact', [12.1, -5]],
    ['partial', [7.1]],
  ] as const)('of a part say what stays open, matched %s', async (matching, open) => {
    world.control.setPayments({ matching });
    const order = `D-2-${matching}`;
    const document = await world.booked(order);
    const part = aPayment({ order, number: `${order}-P1`, amount: '5.00' });
    expect(await world.payOne(part, document)).toMatchObject({
      status: 'written',
      notes: [{ code: 'exact_online.payment_leaves_open', params: { open: '7.1', currency: 'EUR' } }],
    });
    expect(world.openOf(document)).toEqual(open);
    const rest = aPayment({ order, number: `${order}-P2`, amount: '7.10' });
    const outcome = await world.payOne(rest, document);
    const note = matching === 'exact' ? { code: 'exact_online.payment_not_matched' } : undefined;
    expect(outcome).toMatchObject({ status: 'written', notes: note ? [note] : [] });
  });

  it('of more than is open say so, and two of one order in a page are compared one by one', async () => {
    const document = await world.booked('D-3');
    const payments = ['5.00', '9.00'].map((amount, index) =>
      aPayment({ order: 'D-3', number: `D-3-P${index}`, amount }),
    );
    expect(await world.pay(payments, { 'D-3': document })).toMatchObject([
      { status: 'written', notes: [{ code: 'exact_online.payment_leaves_open' }] },
      { status: 'written', notes: [{ code: 'exact_online.payment_exceeds_open', params: { open: '1.9' } }] },
    ]);
  });

  it('go to the next open period, or wait', async () => {
    const document = await world.booked('D-4');
    world.control.setPeriodClosed({ ...november, journal: '21' }, true);
    const wait = settingsOf({ closedPeriods: 'wait' });
    expect(
      failureOf(await world.payOne(aPayment({ order: 'D-4' }), document, { settings: wait })).reason,
    ).toMatchObject({
      code: 'exact_online.period_closed',
    });
    const outcome = await world.payOne(aPayment({ order: 'D-4' }), document);
    expect(outcome).toMatchObject({ notes: [{ code: 'exact_online.booked_in_next_period' }] });
    expect(world.linesOf('D-4-P')).toMatchObject([{ Date: Date.UTC(2026, 11, 1) }]);
    expect(keyOf(await world.payOne(aPayment({ order: 'D-4' }), document))).toBe(keyOf(outcome));
  });

  it('in another currency than that of the journal ask for another journal', async () => {
    const document = await world.booked('D-5', entries, { currency: 'USD' });
    const payment = aPayment({ order: 'D-5', currency: 'USD' });
    expect(failureOf(await world.payOne(payment, document)).reason).toMatchObject({
      ...{ code: 'exact_online.payment_journal_currency', field: 'paymentJournals.mollie_ideal' },
      params: { journal: '21', currency: 'USD', journalCurrency: 'EUR' },
    });
    const [mollie] = world.control.list('financial/Journals', { where: { Code: '21' } });
    const allow = (isAllowed: boolean) =>
      world.control.patch('financial/Journals', String(mollie?.['ID']), { AllowVariableCurrency: isAllowed });
    allow(true);
    const inDollars = keyOf(await world.payOne(payment, document));
    allow(false);
    expect(world.control.get('financialtransaction/BankEntries', inDollars)).toMatchObject({ Currency: 'USD' });
    expect(world.openOf(document)).toEqual([]);
    world.control.insert('financial/Journals', {
      ...{ Code: '22', Description: 'Dollars', Type: 12, Currency: 'USD' },
      GLAccount: world.control.list('financial/GLAccounts', { where: { Code: '1100' } })[0]?.['ID'] ?? null,
    });
    const settings = settingsOf({ paymentJournals: { '*': '22' } });
    const other = await world.booked('D-8', entries, { currency: 'USD' });
    keyOf(await world.payOne(aPayment({ order: 'D-8', currency: 'USD' }), other, { settings }));
    expect(world.openOf(other)).toEqual([]);
  });

  it.each([
    ['no row', { cod: '10' }, 'exact_online.payment_method_not_listed', 'paymentJournals'],
    ['a journal that is not there', { '*': '99' }, 'exact_online.payment_journal_unknown', 'paymentJournals.*'],
    ['a sales journal', { '*': '70' }, 'exact_online.payment_journal_wrong_type', 'paymentJournals.*'],
  ])('of a method with %s ask for a journal', async (_what, paymentJournals, code, field) => {
    const failure = failureOf(await world.payOne(aPayment(), '', { settings: settingsOf({ paymentJournals }) }));
    expect(failure).toMatchObject({ failureClass: 'value', reason: { code, field } });
  });

  it('of what was booked as a sales order, or is gone, are issues', async () => {
    const order = await world.booked('D-6', { ...entries, documentType: 'sales_order' });
    expect(failureOf(await world.payOne(aPayment({ order: 'D-6' }), order)).reason.code).toBe(
      'exact_online.payment_of_booked_order',
    );
    const gone = '00000000-0000-4000-8000-000000000000';
    expect(failureOf(await world.payOne(aPayment({ order: 'D-7' }), gone)).reason.code).toBe(
      'exact_online.payment_without_document',
    );
  });
});
