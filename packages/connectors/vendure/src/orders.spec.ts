import { orderSchema, type Order } from '@koppel/contracts';
import { aNativeOrder } from './fixtures.js';
import type { NativeOrder } from './native-order.js';
import { identifyOrder, orderToCanonical } from './order-canonical.js';
import { orderSettings } from './orders.js';

const flow = { enabledAt: '2000-01-01T00:00:00Z' };

function canonicalOf(changed: Partial<NativeOrder> = {}, settings: object = {}): Order {
  const translated = orderToCanonical(aNativeOrder(changed), orderSettings.parse(settings), flow);
  if ('filtered' in translated) throw new Error(translated.filtered.code);
  return orderSchema.parse(translated.canonical);
}

function reasonOf(changed: Partial<NativeOrder>, settings: object = {}): string | undefined {
  const translated = orderToCanonical(aNativeOrder(changed), orderSettings.parse(settings), flow);
  return 'filtered' in translated ? translated.filtered.code : undefined;
}

it('takes lines, shipping, surcharges and totals in exact amounts', () => {
  const order = canonicalOf({
    surcharges: [
      { description: 'Gift wrap', price: 200, priceWithTax: 242, taxRate: 21 },
      { description: 'Goodwill', price: -100, priceWithTax: -121, taxRate: 21 },
    ],
  });
  expect(order.lines).toMatchObject([
    {
      kind: 'item',
      sku: '85123A',
      quantity: '2',
      totalExclVat: '10.00',
      taxes: [{ ratePercent: '21', amount: '2.10' }],
    },
    { kind: 'shipping', quantity: '1', totalExclVat: '4.95', taxes: [{ ratePercent: '21', amount: '1.04' }] },
    { kind: 'fee', totalExclVat: '2.00', vatAmount: '0.42' },
    { kind: 'discount', totalExclVat: '-1.00', vatAmount: '-0.21' },
  ]);
  expect(order.totals).toEqual({ exclVat: '14.95', vat: '3.14', inclVat: '18.09' });
});

it('reads amounts with the decimals that the shop counts in', () => {
  const order = canonicalOf({ precision: 3, total: 14955, totalWithTax: 18096 });
  expect(order.totals).toEqual({ exclVat: '14.955', vat: '3.141', inclVat: '18.096' });
});

it('tells guests by their e-mail address and customers by their number', () => {
  expect(canonicalOf().customer).toMatchObject({
    key: 'email:noor@example.com:noordewit',
    isGuest: true,
    email: 'noor@example.com',
  });
  const known = { ...aNativeOrder().customer, id: '3', user: { id: '9' } };
  expect(canonicalOf({ customer: known }).customer).toMatchObject({ key: '3:noordewit', login: '3', isGuest: false });
  expect(canonicalOf({ customer: null }).customer).toMatchObject({ key: 'order:T7QK9A', isGuest: true });
  const unusable = { id: '3', emailAddress: 'none', user: null };
  expect(canonicalOf({ customer: unusable }).customer).toMatchObject({ key: 'order:T7QK9A', email: undefined });
});

it('tells people and companies with one log-in apart by the name on the order', () => {
  const customer = { ...aNativeOrder().customer, id: '3', user: { id: '9' } };
  const billingAddress = { ...aNativeOrder().shippingAddress, fullName: 'Jan van der Berg' };
  expect(canonicalOf({ customer, billingAddress }).customer).toMatchObject({
    ...{ key: '3:janvanderberg', firstName: 'Jan', lastName: 'van der Berg' },
  });
  const ofCompany = { ...billingAddress, company: 'Probe GmbH' };
  expect(canonicalOf({ customer, billingAddress: ofCompany }).customer).toMatchObject({ key: '3:probe' });
});

it('takes the shipping address where there is no billing address, and the payment that stands', () => {
  expect(canonicalOf()).toMatchObject({
    billingAddress: { city: 'Utrecht', country: 'NL' },
    paymentMethod: 'creditcard',
  });
});

it('leaves out what the settings do not take, with a reason', () => {
  expect(reasonOf({ state: 'Cancelled' })).toBe('vendure.order_state');
  expect(reasonOf({ type: 'Seller' })).toBe('vendure.order_of_seller');
  expect(reasonOf({}, { ordersFrom: 'date', ordersFromDate: '2026-11-03' })).toBe('orders.before_date');
  expect(reasonOf({}, { ordersFrom: 'date', ordersFromDate: '2026-11-02' })).toBeUndefined();
  const late = { orderPlacedAt: '1999-12-31T23:59:59.000Z' };
  expect([reasonOf(late), reasonOf(late, { ordersFrom: 'all' })]).toEqual(['orders.before_enabled', undefined]);
  expect(reasonOf({ lines: [], shippingLines: [] })).toBe('vendure.order_empty');
  expect(canonicalOf({ state: 'Cancelled' }, { orderStates: ['Cancelled'] })).toMatchObject({ number: 'T7QK9A' });
});

it('leaves cancelled lines and free shipping out', () => {
  const [line] = aNativeOrder().lines;
  const cancelled = { ...aNativeOrder().lines[0], quantity: 0 } as NativeOrder['lines'][number];
  const order = canonicalOf({
    lines: line ? [line, cancelled] : [],
    shippingLines: [{ discountedPrice: 0, discountedPriceWithTax: 0, shippingMethod: { name: 'Free' } }],
  });
  expect(order.lines).toHaveLength(1);
});

it('refuses a malformed order as a bad value, with the place', () => {
  const attempt = () => orderToCanonical({ ...aNativeOrder(), lines: 'none' }, orderSettings.parse({}), flow);
  expect(attempt).toThrow(
    expect.objectContaining({
      failureClass: 'value',
      reason: { code: 'vendure.order_field_invalid', params: { path: 'lines' }, field: 'lines' },
    }),
  );
});

it('finds the VAT number in custom fields of order, address and customer', () => {
  const customer = { ...aNativeOrder().customer, id: '3', customFields: { vatNumber: 'DE000000000', points: 12 } };
  expect(canonicalOf({ customer }).customer).toMatchObject({ key: 'vat:DE000000000', vatNumber: 'DE000000000' });
  const ofOrder = { customer, customFields: { taxId: 'DE000000001', fiscal: 'DE000000002' } };
  expect(canonicalOf(ofOrder).customer.vatNumber).toBe('DE000000001');
  expect(canonicalOf(ofOrder, { vatNumberField: 'fiscal' }).customer.vatNumber).toBe('DE000000002');
});

it('says who ordered what is left out', () => {
  const { number, customer } = canonicalOf();
  const identity = identifyOrder(aNativeOrder({ state: 'Cancelled', lines: [] }), orderSettings.parse({}));
  expect(identity).toEqual({ number, customer });
});
