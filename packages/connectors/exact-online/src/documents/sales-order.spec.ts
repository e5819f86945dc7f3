import { ConnectorFailure } from '@koppel/connector-sdk';
import type { Order } from '@koppel/contracts';
import { aLine, anOrder } from '../fixtures/orders.js';
import { someReferences as references } from '../fixtures/references.js';
import type { Row } from '../odata.js';
import { composeSalesOrder } from './sales-order.js';
import { orderPayload } from '../order-payload.js';
import { orderSettings, type OrderSettings } from '../order-settings.js';

function compose(order: Order, settings: Partial<OrderSettings> = {}): Row {
  const parsed = orderSettings.parse(settings);
  const result = orderPayload(order, parsed);
  if (!('payload' in result)) throw new Error(result.filtered.code);
  return composeSalesOrder(result.payload, { references, settings: parsed, orderDay: '2026-11-21' });
}

function failureOf(order: Order, settings: Partial<OrderSettings> = {}): ConnectorFailure {
  try {
    compose(order, settings);
  } catch (error: unknown) {
    if (error instanceof ConnectorFailure) return error;
    throw error;
  }
  throw new Error('the order was composed');
}

describe('sales order', () => {
  it('is written with its reference, lines and VAT', () => {
    expect(compose(anOrder())).toEqual({
      Description: 'Web order 536365',
      YourRef: '536365',
      OrderDate: '2026-11-21T00:00:00',
      Currency: 'EUR',
      SalesOrderLines: [{ Item: 'guid-85123A', Quantity: 2, NetPrice: 5, VATCode: '2', VATAmount: 2.1 }],
    });
  });

  it('tells items apart by case', () => {
    const body = compose(anOrder({ lines: [aLine({ sku: '85123a' })] }));
    expect(body.SalesOrderLines).toEqual([expect.objectContaining({ Item: 'guid-85123a' })]);
  });

  it('carries what the settings add', () => {
    const order = anOrder({ paymentMethod: 'ideal', note: 'Ring twice' });
    const settings = {
      paymentConditions: { ideal: '00' },
      orderWarehouse: '1',
      deliveryDays: 2,
      orderDescription: 'Shop {number}',
      referenceField: 'PaymentReference' as const,
    };
    expect(compose(order, settings)).toMatchObject({
      PaymentReference: '536365',
      Description: 'Shop 536365',
      PaymentCondition: '00',
      WarehouseID: 'guid-warehouse',
      DeliveryDate: '2026-11-23T00:00:00',
      Remarks: 'Ring twice',
    });
  });

  it('writes gross prices under an inclusive VAT code', () => {
    const body = compose(anOrder(), { vatCodes: { 'NL:21': '4' } });
    expect(body.SalesOrderLines).toEqual([expect.objectContaining({ NetPrice: 6.05, VATCode: '4' })]);
  });

  it('books a credit with negative quantities', () => {
    const lines = [aLine({ quantity: '-2', totalExclVat: '-10.00', vatAmount: '-2.10' })];
    const credit = anOrder({ isCredit: true, lines, totals: { exclVat: '-10.00', vat: '-2.10', inclVat: '-12.10' } });
    expect(compose(credit).SalesOrderLines).toEqual([expect.objectContaining({ Quantity: -2, NetPrice: 5 })]);
    expect(failureOf(credit, { credits: 'issue' })).toMatchObject({ failureClass: 'value' });
  });

  it('names a text on lines that are booked on a stand-in item', () => {
    const shipping = aLine({
      kind: 'shipping',
      description: 'Parcel',
      quantity: '1',
      totalExclVat: '5.00',
      vatAmount: '1.05',
    });
    const order = anOrder({
      lines: [aLine({ sku: 'GONE' }), shipping],
      totals: { exclVat: '15.00', vat: '3.15', inclVat: '18.15' },
    });
    expect(compose(order, { missingArticle: 'replace', replacementItem: 'MISC' }).SalesOrderLines).toEqual([
      expect.objectContaining({ Item: 'guid-misc', Description: 'GONE White hanging heart' }),
      expect.objectContaining({ Item: 'guid-post', Description: 'Parcel' }),
    ]);
  });

  it('cuts a text between characters, never within one', () => {
    const order = anOrder({ lines: [aLine({ sku: 'GONE', description: `${'x'.repeat(94)}🎉🎉` })] });
    expect(compose(order, { missingArticle: 'replace', replacementItem: 'MISC' }).SalesOrderLines).toEqual([
      expect.objectContaining({ Description: `GONE ${'x'.repeat(94)}` }),
    ]);
  });
});

describe('an order that cannot be written', () => {
  const gone = anOrder({ lines: [aLine({ sku: 'GONE' })] });
  const anonymous = anOrder({ lines: [aLine({ sku: undefined })] });

  it('waits for a missing article, and for its currency', () => {
    expect(failureOf(gone)).toMatchObject({ failureClass: 'missing_reference', waitsFor: 'item:GONE' });
    expect(failureOf(anOrder({ currency: 'SEK' }))).toMatchObject({
      waitsFor: 'currency:SEK',
      reason: { code: 'exact_online.currency_missing' },
    });
  });

  it.each(['hold', 'issue', 'create'] as const)(
    'does not wait for an item that can never exist, but books it on the replacement item: %s',
    (missingArticle) => {
      const long = anOrder({ lines: [aLine({ sku: 'X'.repeat(31) })] });
      expect(failureOf(long, { missingArticle })).toMatchObject({
        failureClass: 'value',
        reason: { code: 'exact_online.item_code_too_long', field: 'replacementItem', params: { length: 31, max: 30 } },
      });
      for (const order of [long, anonymous, anOrder({ lines: [aLine({ sku: '  ' })] })])
        expect(compose(order, { missingArticle, replacementItem: 'MISC' }).SalesOrderLines).toEqual([
          expect.objectContaining({ Item: 'guid-misc' }),
        ]);
    },
  );

  it('knows an article by its code without the blanks around it', () => {
    expect(compose(anOrder({ lines: [aLine({ sku: ' 85123A ' })] })).SalesOrderLines).toEqual([
      expect.objectContaining({ Item: 'guid-85123A' }),
    ]);
  });

  it('keeps lines at 0: gifts and what belongs to a set', () => {
    const gift = aLine({ sku: '85123a', totalExclVat: '0.00', vatAmount: '0.00' });
    expect(compose(anOrder({ lines: [aLine(), gift] })).SalesOrderLines).toMatchObject([
      { NetPrice: 5 },
      { Item: 'guid-85123a', Quantity: 2, NetPrice: 0 },
    ]);
  });

  it.each([
    [
      'a missing article, where the settings want issues',
      gone,
      { missingArticle: 'issue' as const },
      'exact_online.item_missing',
    ],
    [
      'a missing replacement',
      gone,
      { missingArticle: 'replace' as const, replacementItem: 'NONE' },
      'exact_online.replacement_missing',
    ],
    ['an article without code', anonymous, {}, 'exact_online.line_without_code'],
    [
      'an unknown payment condition',
      anOrder({ paymentMethod: 'x' }),
      { paymentConditions: { x: '99' } },
      'exact_online.payment_condition_unknown',
    ],
    ['an unknown warehouse', anOrder(), { orderWarehouse: '7' }, 'exact_online.delivery_warehouse_unknown'],
    [
      'a rate without VAT code',
      anOrder({
        lines: [aLine({ ratePercent: '20', vatAmount: '2.00' })],
        totals: { exclVat: '10.00', vat: '2.00', inclVat: '12.00' },
      }),
      {},
      'exact_online.vat_code_none',
    ],
  ])('is an issue of its own: %s', (_name, order, settings, code) => {
    const failure = failureOf(order, settings);
    expect(failure.failureClass).toBe('value');
    expect(failure.reason.code).toBe(code);
  });

  it.each(['hold', 'issue'] as const)(
    'leads to the setting that can create a missing article (%s)',
    (missingArticle) => {
      expect(failureOf(gone, { missingArticle }).reason.field).toBe('missingArticle');
    },
  );

  it('waits for the item of shipping costs', () => {
    const shipping = aLine({ kind: 'shipping', quantity: '1' });
    expect(failureOf(anOrder({ lines: [shipping] }), { shippingItem: 'SHIP' })).toMatchObject({
      waitsFor: 'item:SHIP',
    });
    expect(failureOf(anOrder({ lines: [shipping] }), { shippingItem: '' }).reason).toMatchObject({
      code: 'exact_online.cost_item_not_chosen',
      field: 'shippingItem',
    });
  });

  it('asks for the account of the guests', () => {
    const guest = anOrder({ customer: { key: 'email:a@b.nl', isGuest: true } });
    expect(failureOf(guest, { guestCustomers: 'one_debtor', guestAccountCode: '9' })).toMatchObject({
      waitsFor: 'account:9',
    });
  });

  it('names both sums where a part of the total is not explained, and books it where the settings say so', () => {
    const order = anOrder({ totals: { exclVat: '0.00', vat: '2.10', inclVat: '2.10' } });
    expect(failureOf(order).reason).toMatchObject({
      code: 'exact_online.total_unexplained',
      params: { sum: '12.10', total: '2.10', difference: '-10.00' },
      field: 'unexplainedDifference',
    });
    const settings = { unexplainedDifference: 'book', differenceItem: 'MISC' } as const;
    expect(compose(order, settings).SalesOrderLines).toEqual([
      expect.objectContaining({ Item: 'guid-85123A' }),
      expect.objectContaining({ Item: 'guid-misc', Quantity: -1, NetPrice: 10, VATCode: '0' }),
    ]);
  });

  it('says itself what the shop has no words for', () => {
    const unnamed = { sku: undefined, kind: 'discount' as const, description: '', text: 'refund' as const };
    const body = compose(anOrder({ lines: [aLine(unnamed)] }), { discountItem: 'MISC' });
    expect(body.SalesOrderLines).toEqual([expect.objectContaining({ Description: 'Refund' })]);
  });

  it('books gift cards on their item, and asks for it where none is chosen', () => {
    const vouchers = [{ kind: 'gift_card' as const, code: 'AB12', amount: '10.00' }];
    const order = anOrder({ vouchers, totals: { exclVat: '0.00', vat: '2.10', inclVat: '2.10' } });
    expect(failureOf(order).reason).toMatchObject({ code: 'exact_online.cost_item_not_chosen', field: 'voucherItem' });
    expect(compose(order, { voucherItem: 'MISC' }).SalesOrderLines).toEqual([
      expect.objectContaining({ Item: 'guid-85123A' }),
      expect.objectContaining({ Description: 'Gift card AB12', Quantity: -1, NetPrice: 10, VATCode: '0' }),
    ]);
  });
});

describe('an order whose VAT Exact Online calculates itself', () => {
  const order = anOrder({
    lines: [aLine({ quantity: '1', totalExclVat: '40.50', vatAmount: '8.50' })],
    totals: { exclVat: '40.50', vat: '8.50', inclVat: '49.00' },
  });
  const composed = (vatCodes: typeof references.vatCodes) => {
    const settings = orderSettings.parse({ roundingItem: 'MISC' });
    const result = orderPayload(order, settings);
    if (!('payload' in result)) throw new Error(result.filtered.code);
    const composition = { references: { ...references, vatCodes }, settings, orderDay: '2026-11-21' };
    return composeSalesOrder(result.payload, composition, 'calculated').SalesOrderLines;
  };

  it('has prices that contain the VAT where there is a code for them', () => {
    expect(composed(references.vatCodes)).toEqual([expect.objectContaining({ NetPrice: 49, VATCode: '4' })]);
  });

  it('has a line for the cent that is missing of its total', () => {
    const vatCodes = new Map([...references.vatCodes].filter(([code]) => code !== '4'));
    expect(composed(vatCodes)).toEqual([
      expect.objectContaining({ NetPrice: 40.5, VATCode: '2' }),
      { Item: 'guid-misc', Description: 'Rounding', Quantity: -1, NetPrice: 0.01, VATCode: '0' },
    ]);
  });
});
