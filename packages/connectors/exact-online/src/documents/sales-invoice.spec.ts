import { ConnectorFailure } from '@koppel/connector-sdk';
import type { Order } from '@koppel/contracts';
import { aLine, anOrder } from '../fixtures/orders.js';
import { someReferences } from '../fixtures/references.js';
import { noLedger, type Ledger } from '../ledger.js';
import type { Row } from '../odata.js';
import { orderPayload } from '../order-payload.js';
import { orderSettings, type OrderSettings } from '../order-settings.js';
import { composeSalesInvoice } from './sales-invoice.js';

const november = { year: 2026, period: 11, start: '2026-11-01', end: '2026-11-30' };

const ledger: Ledger = {
  ...noLedger,
  journals: new Map([['70', 'Sales']]),
  costCenters: new Set(['WEB']),
  layouts: new Set(['guid-layout']),
};

function compose(order: Order, settings: Partial<OrderSettings> = {}, changes: Partial<Ledger> = {}): Row {
  const parsed = orderSettings.parse({ documentType: 'sales_invoice', ...settings });
  const result = orderPayload(order, parsed);
  if (!('payload' in result)) throw new Error(result.filtered.code);
  const references = { ...someReferences, ledger: { ...ledger, ...changes } };
  return composeSalesInvoice(result.payload, { references, settings: parsed, orderDay: '2026-11-21' });
}

function reasonOf(...given: Parameters<typeof compose>) {
  try {
    compose(...given);
  } catch (error: unknown) {
    if (error instanceof ConnectorFailure) return error.reason;
    throw error;
  }
  throw new Error('the order was composed');
}

describe('sales invoice', () => {
  it('is written with journal, type, items and their revenue accounts', () => {
    expect(compose(anOrder())).toEqual({
      Journal: '70',
      Type: 8020,
      Description: 'Web order 536365',
      YourRef: '536365',
      OrderDate: '2026-11-21T00:00:00',
      Currency: 'EUR',
      SalesInvoiceLines: [
        { Item: 'guid-85123A', Quantity: 2, NetPrice: 5, VATCode: '2', VATAmountFC: 2.1, GLAccount: 'guid-8000' },
      ],
    });
  });

  it('leaves the revenue account to Exact Online where the item names none', () => {
    const { SalesInvoiceLines } = compose(anOrder({ lines: [aLine({ sku: '85123a' })] }));
    expect(SalesInvoiceLines).toEqual([expect.not.objectContaining({ GLAccount: expect.anything() })]);
  });

  it('carries what the settings add', () => {
    const settings = { costCenter: 'WEB', deliveryDays: 2, orderWarehouse: '1' };
    expect(compose(anOrder({ note: 'Ring twice' }), settings)).toMatchObject({
      Warehouse: 'guid-warehouse',
      Remarks: 'Ring twice',
      SalesInvoiceLines: [{ CostCenter: 'WEB', DeliveryDate: '2026-11-23T00:00:00' }],
    });
  });

  it('is not begun where it cannot be made final', () => {
    const final = { invoiceState: 'final' as const };
    expect(reasonOf(anOrder(), { ...final, invoiceLayout: 'gone' }).code).toBe('exact_online.layout_unknown');
    const periods = [{ ...november, isClosed: true }];
    expect(reasonOf(anOrder(), { ...final, closedPeriods: 'wait' }, { periods }).code).toBe(
      'exact_online.period_closed',
    );
    expect(compose(anOrder(), { closedPeriods: 'wait' }, { periods })).toMatchObject({ Journal: '70' });
  });
});
