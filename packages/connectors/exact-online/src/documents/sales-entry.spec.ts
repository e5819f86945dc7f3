import { ConnectorFailure } from '@koppel/connector-sdk';
import type { Order } from '@koppel/contracts';
import { aLine, anOrder } from '../fixtures/orders.js';
import { someReferences } from '../fixtures/references.js';
import { noLedger, type Ledger, type LedgerAccount } from '../ledger.js';
import type { Row } from '../odata.js';
import { orderPayload } from '../order-payload.js';
import { orderSettings, type OrderSettings } from '../order-settings.js';
import { composeSalesEntry } from './sales-entry.js';

const anAccount = (code: string, isBlocked = false): LedgerAccount => ({
  ...{ id: `guid-${code}`, code, description: code, isRevenue: true, isReceivables: false, isBlocked },
});

const accounts = [
  anAccount('8000'),
  anAccount('8010'),
  anAccount('8100'),
  anAccount('1500'),
  anAccount('4990'),
  anAccount('9', true),
];

const ledger: Ledger = {
  ...noLedger,
  journals: new Map([['70', 'Sales']]),
  accounts: new Map(accounts.map((account) => [account.code, account])),
  costCenters: new Set(['WEB']),
  costUnits: new Set(['RETAIL']),
  periods: [
    { year: 2026, period: 11, start: '2026-11-01', end: '2026-11-30', isClosed: false },
    { year: 2026, period: 12, start: '2026-12-01', end: '2026-12-31', isClosed: false },
  ],
};

type Changes = Partial<OrderSettings>;

function compose(order: Order, settings: Changes = {}, changes: Partial<Ledger> = {}): Row {
  const documentType = 'sales_entry' as const;
  const parsed = orderSettings.parse({ documentType, revenueAccounts: { '*': '8000' }, ...settings });
  const result = orderPayload(order, parsed);
  if (!('payload' in result)) throw new Error(result.filtered.code);
  const references = { ...someReferences, ledger: { ...ledger, ...changes } };
  return composeSalesEntry(result.payload, { references, settings: parsed, orderDay: '2026-11-21' });
}

function reasonOf(order: Order, settings: Changes = {}, changes: Partial<Ledger> = {}) {
  try {
    compose(order, settings, changes);
  } catch (error: unknown) {
    if (error instanceof ConnectorFailure) return error.reason;
    throw error;
  }
  throw new Error('the order was composed');
}

describe('sales entry', () => {
  it('is written with its journal, day and amounts, without items', () => {
    expect(compose(anOrder({ lines: [aLine({ sku: 'unknown' })] }))).toEqual({
      Journal: '70',
      EntryDate: '2026-11-21T00:00:00',
      YourRef: '536365',
      Description: '536365',
      Currency: 'EUR',
      SalesEntryLines: [
        {
          GLAccount: 'guid-8000',
          Description: 'White hanging heart',
          AmountFC: 10,
          VATCode: '2',
          VATAmountFC: 2.1,
        },
      ],
    });
  });

  it('puts revenue on the account of its country and rate, and shipping on its own', () => {
    const lines = [aLine(), aLine({ kind: 'shipping', totalExclVat: '5.00', vatAmount: '1.05', quantity: '1' })];
    const totals = { exclVat: '15.00', vat: '3.15', inclVat: '18.15' };
    const accountsOf = (settings: Changes) =>
      (compose(anOrder({ lines, totals }), settings).SalesEntryLines as Row[]).map(({ GLAccount }) => GLAccount);
    expect(accountsOf({ revenueAccounts: { 'NL:21.0': '8010', '*': '8000' } })).toEqual(['guid-8010', 'guid-8010']);
    expect(accountsOf({ revenueAccounts: { 'DE:19': '8010', '*:21': '8000' } })).toEqual(['guid-8000', 'guid-8000']);
    expect(accountsOf({ shippingAccount: '8100' })).toEqual(['guid-8000', 'guid-8100']);
  });

  it('leaves out what is free, and carries cost centre and unit', () => {
    const lines = [aLine(), aLine({ totalExclVat: '0.00', vatAmount: '0.00' })];
    const { SalesEntryLines } = compose(anOrder({ lines }), { costCenter: 'WEB', costUnit: 'RETAIL' });
    expect(SalesEntryLines).toEqual([expect.objectContaining({ CostCenter: 'WEB', CostUnit: 'RETAIL' })]);
  });

  it('books gift cards from their account', () => {
    const order = anOrder({
      vouchers: [{ kind: 'gift_card', code: 'G1', amount: '2.10' }],
      totals: { exclVat: '10.00', vat: '2.10', inclVat: '10.00' },
    });
    expect(reasonOf(order)).toMatchObject({
      code: 'exact_online.ledger_account_not_chosen',
      params: { kind: 'voucher' },
      field: 'voucherAccount',
    });
    const { SalesEntryLines } = compose(order, { voucherAccount: '1500' });
    expect(SalesEntryLines).toEqual([
      expect.anything(),
      expect.objectContaining({ GLAccount: 'guid-1500', AmountFC: -2.1 }),
    ]);
  });

  it('is dated in the next open period where its own is closed, or waits', () => {
    const [november, december] = ledger.periods;
    const periods = [november, december].flatMap((each, index) => (each ? [{ ...each, isClosed: index === 0 }] : []));
    expect(compose(anOrder(), {}, { periods })).toMatchObject({ EntryDate: '2026-12-01T00:00:00' });
    expect(reasonOf(anOrder(), { closedPeriods: 'wait' }, { periods })).toMatchObject({
      code: 'exact_online.period_closed',
      params: { day: '2026-11-21', period: 11, year: 2026 },
    });
    const closed = periods.map((each) => ({ ...each, isClosed: true }));
    expect(reasonOf(anOrder(), {}, { periods: closed }).code).toBe('exact_online.no_open_period');
  });

  it.each([
    ['exact_online.journal_not_chosen', {}, { journals: new Map([...ledger.journals, ['71', 'Web']]) }],
    ['exact_online.journal_unknown', { salesJournal: '99' }, {}],
    ['exact_online.revenue_account_not_chosen', { revenueAccounts: { 'DE:19': '8000' } }, {}],
    ['exact_online.ledger_account_unknown', { revenueAccounts: { '*': '1' } }, {}],
    ['exact_online.ledger_account_blocked', { revenueAccounts: { '*': '9' } }, {}],
    ['exact_online.cost_center_unknown', { costCenter: 'NONE' }, {}],
    ['exact_online.cost_unit_unknown', { costUnit: 'NONE' }, {}],
  ])('asks where a setting does not fit: %s', (code, settings, changes) => {
    expect(reasonOf(anOrder(), settings, changes).code).toBe(code);
  });
});
