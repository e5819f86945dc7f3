import type { Order } from '@koppel/contracts';
import { aCustomer, aLine, anOrder } from '../src/fixtures/orders.js';
import { deliverOrder, failureOf, keyOf, type Settings } from './delivery.js';
import { startSandbox, type Sandbox } from './sandbox.js';

const draft = { documentType: 'sales_invoice', salesJournal: '71' };
const final = { ...draft, invoiceState: 'final' };
const november = { year: 2026, period: 11 };
const printing = { method: 'POST', path: 'PrintedSalesInvoices' };

describe('sales invoices of orders', () => {
  let sandbox: Sandbox;
  const control = () => sandbox.simulator.control;

  beforeAll(async () => {
    sandbox = await startSandbox({ seedItems: 1 });
    const GLRevenue = control().list('financial/GLAccounts', { where: { Code: '8010' } })[0]?.['ID'];
    const item = { Code: '85123A', Description: 'Heart', IsSalesItem: true, Unit: 'pc', GLRevenue };
    control().insert('logistics/Items', item);
  });
  afterEach(() => {
    control().clearFaults();
    control().setVatAmounts('kept');
    control().setDeletions('allowed');
    control().setPeriodClosed(november, false);
  });
  afterAll(() => sandbox.stop());

  const invoicesOf = (reference: string) =>
    control().list('salesinvoice/SalesInvoices', { where: { YourRef: reference } });
  const deliver = (order: Order, settings: Settings) => deliverOrder(sandbox, order, settings);
  const printedOf = (key: string) => control().get('salesinvoice/PrintedSalesInvoices', key);

  it('are drafts that come to the receipt', async () => {
    const outcome = await deliver(anOrder({ number: 'F-1' }), draft);
    const key = keyOf(outcome);
    const [row] = invoicesOf('F-1');
    expect(outcome).toMatchObject({
      document: {
        ...{ kind: 'sales_invoice', number: String(row?.['OrderNumber']), total: '12.10', currency: 'EUR' },
        vat: [{ country: 'NL', ratePercent: '21', amount: '2.10' }],
      },
    });
    expect(control().get('salesinvoice/SalesInvoices', key)).toMatchObject({
      ...{ Status: 20, Type: 8020, Journal: '71', AmountFC: 12.1, VATAmountFC: 2.1 },
      OrderDate: Date.UTC(2026, 10, 21),
    });
    expect(printedOf(key)).toBeUndefined();
    expect(keyOf(await deliver(anOrder({ number: 'F-1' }), draft))).toBe(key);
  });

  it('are final with layout, mail and date where the settings say so', async () => {
    const layout = String(control().list('salesinvoice/Layouts')[0]?.['ID']);
    const settings = { ...final, invoiceLayout: layout, invoiceEmail: true, invoicePeppol: true };
    const outcome = await deliver(anOrder({ number: 'F-2' }), settings);
    expect('notes' in outcome && outcome.notes).toBeFalsy();
    // Not the number that it had as a draft.
    const [row] = invoicesOf('F-2');
    expect(outcome).toMatchObject({ document: { number: String(row?.['InvoiceNumber']), total: '12.10' } });
    expect(invoicesOf('F-2')).toMatchObject([{ Status: 50, InvoiceDate: Date.UTC(2026, 10, 21) }]);
    expect(printedOf(keyOf(outcome))).toMatchObject({
      ...{ DocumentLayout: layout, SendEmailToCustomer: true, SendInvoiceViaPeppol: false },
    });
  });

  it('of Belgian companies go through Peppol', async () => {
    const address = { line1: 'Kouter 1', postcode: '9000', city: 'Gent', country: 'BE' };
    const customer = aCustomer({
      company: 'Huis & Haard',
      vatNumber: 'BE0123456749',
      email: 'gent@example.be',
      address,
    });
    const key = keyOf(await deliver(anOrder({ number: 'F-3', customer }), { ...final, invoicePeppol: true }));
    expect(printedOf(key)).toMatchObject({ SendInvoiceViaPeppol: true });
  });

  it('that could not be mailed are final, and their record says so', async () => {
    const settings = { ...final, invoiceEmail: true, sharedDebtors: { NL: '1000' } };
    expect(await deliver(anOrder({ number: 'F-4' }), settings)).toMatchObject({
      notes: [{ code: 'exact_online.invoice_not_sent' }],
    });
    expect(invoicesOf('F-4')).toMatchObject([{ Status: 50 }]);
  });

  it.each([
    ['the invoice', { method: 'POST', path: '/SalesInvoices' }],
    ['making it final', printing],
  ])('are made once where the answer about %s was lost', async (what, request) => {
    control().injectFault({ kind: 'lost-answer', ...request });
    const order = anOrder({ number: `L-${what}` });
    expect(failureOf(await deliver(order, final)).isOutcomeUnknown).toBe(true);
    const key = keyOf(await deliver(order, final));
    expect(invoicesOf(`L-${what}`)).toMatchObject([{ InvoiceID: key, Status: 50, AmountFC: 12.1 }]);
  });

  it('that were begun go on, with their rounding line', async () => {
    control().setVatAmounts('calculated');
    const lines = [aLine({ quantity: '1', totalExclVat: '40.50', vatAmount: '8.50' })];
    const order = anOrder({ number: 'F-5', lines, totals: { exclVat: '40.50', vat: '8.50', inclVat: '49.00' } });
    const settings = { ...final, roundingItem: '85123A' };
    control().injectFault({ kind: 'lost-answer', method: 'POST', path: '/SalesInvoices' });
    expect(failureOf(await deliver(order, settings)).isOutcomeUnknown).toBe(true);
    keyOf(await deliver(order, settings));
    expect(invoicesOf('F-5')).toMatchObject([{ Status: 50, AmountFC: 49 }]);
  });

  it('of somebody else with the same reference are left alone', async () => {
    keyOf(
      await deliver(
        anOrder({ number: 'F-6', customer: aCustomer({ email: 'jan@example.nl', firstName: 'Jan' }) }),
        draft,
      ),
    );
    expect(failureOf(await deliver(anOrder({ number: 'F-6' }), final)).reason).toMatchObject({
      code: 'exact_online.reference_taken',
      params: { document: 'sales_invoice' },
    });
    expect(invoicesOf('F-6')).toMatchObject([{ Status: 20 }]);
  });

  it('of another total with the same reference are left alone too', async () => {
    keyOf(await deliver(anOrder({ number: 'F-9' }), draft));
    const lines = [aLine({ totalExclVat: '20.00', vatAmount: '4.20' })];
    const order = anOrder({ number: 'F-9', lines, totals: { exclVat: '20.00', vat: '4.20', inclVat: '24.20' } });
    expect(failureOf(await deliver(order, final)).reason.code).toBe('exact_online.reference_taken');
    expect(invoicesOf('F-9')).toMatchObject([{ Status: 20, AmountFC: 12.1 }]);
  });

  it('say so where they can neither be made final nor be deleted', async () => {
    control().setDeletions('refused');
    control().injectFault({ kind: '403', path: 'FinancialPeriods', times: 2 });
    control().setPeriodClosed(november, true);
    expect(failureOf(await deliver(anOrder({ number: 'F-10' }), final)).reason).toMatchObject({
      code: 'exact_online.not_taken_back',
      params: { document: 'sales_invoice', said: expect.stringContaining('Cannot delete') },
    });
  });

  it('do not stay where they cannot be made final', async () => {
    control().injectFault({ kind: '403', path: 'FinancialPeriods', times: 2 });
    control().setPeriodClosed(november, true);
    expect(failureOf(await deliver(anOrder({ number: 'F-7' }), final)).failureClass).toBe('value');
    expect(invoicesOf('F-7')).toEqual([]);
  });

  it('are dated in the next open period, which their record tells', async () => {
    control().setPeriodClosed(november, true);
    expect(await deliver(anOrder({ number: 'F-8' }), final)).toMatchObject({
      notes: [{ code: 'exact_online.booked_in_next_period' }],
    });
    expect(invoicesOf('F-8')).toMatchObject([
      { InvoiceDate: Date.UTC(2026, 11, 1), OrderDate: Date.UTC(2026, 10, 21) },
    ]);
  });
});
