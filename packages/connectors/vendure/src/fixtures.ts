import type { NativeOrder, NativePayment, NativeRefund } from './native-order.js';

/** A paid guest order of one article with shipping, as the admin API gives it. */
export function aNativeOrder(changed: Partial<NativeOrder> = {}): NativeOrder {
  return {
    ...{ id: '7', code: 'T7QK9A', type: 'Regular', state: 'PaymentSettled', currencyCode: 'EUR', precision: 2 },
    ...{
      createdAt: '2026-11-01T09:00:00.000Z',
      updatedAt: '2026-11-02T10:00:00.000Z',
      orderPlacedAt: '2026-11-02T09:59:00.000Z',
    },
    ...{ total: 1495, totalWithTax: 1809 },
    customer: {
      id: '3',
      firstName: 'Noor',
      lastName: 'de Wit',
      emailAddress: 'Noor@Example.com',
      phoneNumber: '',
      user: null,
    },
    billingAddress: {},
    shippingAddress: {
      fullName: 'Noor de Wit',
      streetLine1: 'Kade 1',
      city: 'Utrecht',
      postalCode: '3511 AA',
      countryCode: 'NL',
    },
    lines: [
      {
        ...{ id: '11', orderPlacedQuantity: 2, proratedUnitPrice: 500, proratedUnitPriceWithTax: 605 },
        ...{ quantity: 2, taxRate: 21, proratedLinePrice: 1000, proratedLinePriceWithTax: 1210 },
        productVariant: { sku: '85123A', name: 'White heart' },
      },
    ],
    shippingLines: [{ discountedPrice: 495, discountedPriceWithTax: 599, shippingMethod: { name: 'Post' } }],
    surcharges: [],
    taxSummary: [{ taxRate: 21 }],
    payments: [aPayment({ id: '20', method: 'ideal', state: 'Declined' }), aPayment()],
    ...changed,
  };
}

/** A settled payment of that order. */
export function aPayment(changed: Partial<NativePayment> = {}): NativePayment {
  return {
    ...{ id: '21', createdAt: '2026-11-02T09:59:00.000Z', method: 'creditcard', state: 'Settled', amount: 1809 },
    ...{ transactionId: 'tr_1', refunds: [] },
    ...changed,
  };
}

/** A settled refund of an amount alone. */
export function aRefund(changed: Partial<NativeRefund> = {}): NativeRefund {
  return {
    ...{ id: '5', createdAt: '2026-11-03T10:00:00.000Z', state: 'Settled' },
    ...{ total: 605, shipping: 0, adjustment: 0, reason: null, lines: [] },
    ...changed,
  };
}
