import type { ConnectorFailure } from '@koppel/connector-sdk';
import type { Order } from '@koppel/contracts';
import { aCustomer, aLine, anOrder } from '../src/fixtures/orders.js';
import { orderWriter } from '../src/orders.js';
import { deliverOrder, failureOf, keyOf } from './delivery.js';
import { startSandbox, type Sandbox } from './sandbox.js';

const entries = { documentType: 'sales_entry', salesJournal: '71', revenueAccounts: { '*': '8000' } };
const november = { year: 2026, period: 11 };

describe('sales entries of orders', () => {
  let sandbox: Sandbox;
  const control = () => sandbox.simulator.control;

  beforeAll(async () => {
    sandbox = await startSandbox({ seedItems: 1 });
  });
  afterEach(() => {
    control().clearFaults();
    control().setVatAmounts('kept');
    control().setPeriodClosed(november, false);
  });
  afterAll(() => sandbox.stop());

  const entriesOf = (reference: string) => control().list('salesentry/SalesEntries', { where: { YourRef: reference } });
  const linesOf = (key: string) => control().list('salesentry/SalesEntryLines', { where: { EntryID: key } });

  async function confirmed(order: Order, targetKey: string): Promise<Map<string, ConnectorFailure> | undefined> {
    const settings = orderWriter.settings.parse(entries);
    const translated = orderWriter.fromCanonical(order, settings);
    if ('filtered' in translated) throw new Error(translated.filtered.code);
    const { payload } = translated;
    const found = { naturalKey: payload.reference, targetKey, payload };
    return orderWriter.confirm?.(await sandbox.context(), [found], settings);
  }

  it('need no items, and come to the receipt', async () => {
    const key = keyOf(await deliverOrder(sandbox, anOrder({ number: 'E-1' }), entries));
    expect(control().get('salesentry/SalesEntries', key)).toMatchObject({
      ...{ Description: 'E-1', Journal: '71', CustomerName: 'Els de Wit', AmountFC: 12.1, VATAmountFC: 2.1 },
      EntryDate: Date.UTC(2026, 10, 21),
    });
    expect(linesOf(key)).toMatchObject([{ GLAccountCode: '8000', AmountFC: 10, VATAmountFC: 2.1 }]);
  });

  it('have a rounding line where Exact Online calculates VAT itself', async () => {
    control().setVatAmounts('calculated');
    const lines = [aLine({ quantity: '1', totalExclVat: '40.50', vatAmount: '8.50' })];
    const totals = { exclVat: '40.50', vat: '8.50', inclVat: '49.00' };
    const settings = { ...entries, roundingAccount: '4990' };
    const key = keyOf(await deliverOrder(sandbox, anOrder({ number: 'E-2', lines, totals }), settings));
    expect(control().get('salesentry/SalesEntries', key)).toMatchObject({ AmountFC: 49 });
    expect(linesOf(key).map(({ GLAccountCode, AmountFC }) => [GLAccountCode, AmountFC])).toEqual([
      ['8000', 40.5],
      ['4990', -0.01],
    ]);
  });

  it('whose answer was lost are found by their reference, once', async () => {
    control().injectFault({ kind: 'lost-answer', method: 'POST', path: 'salesentry/SalesEntries' });
    const order = anOrder({ number: 'E-3' });
    expect(failureOf(await deliverOrder(sandbox, order, entries)).isOutcomeUnknown).toBe(true);
    const key = keyOf(await deliverOrder(sandbox, order, entries));
    expect(entriesOf('E-3').map(({ EntryID }) => EntryID)).toEqual([key]);
    expect(await confirmed(order, key)).toEqual(new Map());
    const jan = aCustomer({ email: 'jan@example.nl', firstName: 'Jan' });
    expect((await confirmed({ ...order, customer: jan }, key))?.get('E-3')?.reason).toMatchObject({
      code: 'exact_online.reference_taken',
      params: { document: 'sales_entry' },
    });
  });

  it('go to the next open period, which their record tells, and are recognised there', async () => {
    control().setPeriodClosed(november, true);
    const order = anOrder({ number: 'E-4' });
    const outcome = await deliverOrder(sandbox, order, entries);
    expect(outcome).toMatchObject({
      notes: [{ code: 'exact_online.booked_in_next_period', params: { day: '2026-11-21', bookedOn: '2026-12-01' } }],
    });
    expect(entriesOf('E-4')).toMatchObject([{ EntryDate: Date.UTC(2026, 11, 1) }]);
    expect(await confirmed(order, keyOf(outcome))).toEqual(new Map());
  });

  it('wait where the settings say so', async () => {
    control().setPeriodClosed(november, true);
    const settings = { ...entries, closedPeriods: 'wait' };
    const failure = failureOf(await deliverOrder(sandbox, anOrder({ number: 'E-5' }), settings));
    expect(failure.reason).toMatchObject({ code: 'exact_online.period_closed', field: 'closedPeriods' });
    expect(entriesOf('E-5')).toEqual([]);
  });

  it('are refused by Exact Online itself where the user may not read the periods', async () => {
    control().setPeriodClosed(november, true);
    control().injectFault({ kind: '403', path: 'FinancialPeriods', times: 2 });
    const failure = failureOf(await deliverOrder(sandbox, anOrder({ number: 'E-6' }), entries));
    expect(failure).toMatchObject({ failureClass: 'value', reason: { code: 'exact_online.value_invalid' } });
  });

  it('of a customer who moved need no right to sales orders', async () => {
    const address = { line1: 'Keizersgracht 2', postcode: '1015 CJ', city: 'Amsterdam', country: 'NL' };
    keyOf(await deliverOrder(sandbox, anOrder({ number: 'E-8' }), entries));
    control().injectFault({ kind: '403', path: 'salesorder/', times: 5 });
    const moved = anOrder({ number: 'E-9', customer: aCustomer({ address }) });
    keyOf(await deliverOrder(sandbox, moved, entries));
    const [account] = control().list('crm/Accounts', { where: { Email: 'els@example.nl' } });
    expect(account).toMatchObject({ AddressLine1: 'Keizersgracht 2' });
  });

  it('of buyers who share a customer say who bought', async () => {
    const settings = { ...entries, sharedDebtors: { NL: '1000' } };
    const order = anOrder({ number: 'E-7' });
    const key = keyOf(await deliverOrder(sandbox, order, settings));
    expect(linesOf(key)).toMatchObject([{ Notes: expect.stringContaining('Els de Wit') }]);
  });

  it.each([
    [{ revenueAccounts: { 'NL:21': 'none' } }, 'exact_online.ledger_account_unknown'],
    [{ salesJournal: '' }, 'exact_online.journal_not_chosen'],
    [{ voucherAccount: 'none' }, 'exact_online.ledger_account_unknown'],
  ])('ask for what is missing when the settings are saved: %j', async (change, code) => {
    const settings = orderWriter.settings.parse({ ...entries, ...change });
    const findings = await orderWriter.checkSettings?.(await sandbox.context(), settings);
    expect(findings?.problems).toEqual([expect.objectContaining({ code, field: expect.any(String) })]);
  });
});
