import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ConnectorFailure, addDecimals } from '@koppel/connector-sdk';
import { orderSchema, renderReason, type Order } from '@koppel/contracts';
import type { WooRecord } from './client.js';
import { toCanonicalOrder } from './order-canonical.js';
import { orderReader } from './orders.js';
import { reasons } from './reasons.js';

const settings = orderReader.settings.parse({});
const flow = { enabledAt: '2000-01-01T00:00:00Z' };

function anOrder(changes: WooRecord = {}): WooRecord {
  const file = join(import.meta.dirname, 'fixtures', 'order-with-everything.json');
  return { ...(JSON.parse(readFileSync(file, 'utf8')) as WooRecord), ...changes };
}

function canonical(native: WooRecord, wanted = settings): Order {
  const translated = toCanonicalOrder(native, wanted, flow);
  if ('filtered' in translated) throw new Error(translated.filtered.code);
  return orderSchema.parse(translated.canonical);
}

it('gives lines with the taxes that were charged, coupons already off', () => {
  const { lines } = canonical(anOrder());
  expect(lines).toMatchObject([
    { kind: 'item', sku: 'MUG', description: 'Mug', quantity: '2', totalExclVat: '18.00', vatAmount: '3.78' },
    { kind: 'item', description: 'Book', quantity: '1', totalExclVat: '18.00', vatAmount: '1.62' },
    { kind: 'shipping', description: 'Post', quantity: '1', totalExclVat: '4.95', vatAmount: '1.04' },
    { kind: 'discount', description: 'Pick-up discount', quantity: '1', totalExclVat: '-2.00', vatAmount: '-0.10' },
  ]);
  expect(lines.map(({ taxes }) => taxes.map(({ ratePercent, amount }) => [ratePercent, amount]))).toEqual([
    [['21', '3.78']],
    [['9', '1.62']],
    [['21', '1.04']],
    [[undefined, '-0.10']],
  ]);
});

it('settles each rate to the receipt, also where two have one name', () => {
  const line = (total: string, id: number, tax: string) => ({
    name: 'x',
    quantity: 1,
    total,
    total_tax: tax,
    taxes: [{ id, total: tax }],
  });
  const rate = (id: number, percent: number, total: string) => ({
    ...{ rate_id: id, rate_code: 'NL-BTW-1', rate_percent: percent, compound: false },
    ...{ tax_total: total, shipping_tax_total: '0.00' },
  });
  const order = anOrder({
    ...{ total: '126.99', total_tax: '21.49', shipping_lines: [], fee_lines: [] },
    line_items: [line('100.00', 1, '21'), line('5.50', 2, '0.495')],
    tax_lines: [rate(1, 21, '21.00'), rate(2, 9, '0.49')],
  });
  expect(canonical(order).lines.map(({ totalExclVat, vatAmount }) => [totalExclVat, vatAmount])).toEqual([
    ['100.00', '21.00'],
    ['5.50', '0.49'],
  ]);
});

it.each([
  ['BE-VAT-1', 'BE'],
  ['VAT-1', undefined],
  ['EU-VAT-1', undefined],
  ['ES-GC-IGIC-1', 'IC'],
])('knows by the rate %s whose tax it is', (code, country) => {
  const taxes = [{ rate_id: 1, rate_code: code, rate_percent: 21, tax_total: '4.82', shipping_tax_total: '0.00' }];
  expect(canonical(anOrder({ tax_lines: taxes })).lines[0]?.taxes[0]?.country).toBe(country);
});

it('gives number, time, totals, payment and note', () => {
  expect(canonical(anOrder())).toMatchObject({
    number: 'WEB-1042',
    placedAt: '2026-07-01T10:30:15Z',
    isCredit: false,
    currency: 'EUR',
    totals: { exclVat: '38.95', vat: '6.34', inclVat: '45.29' },
    paymentMethod: 'ideal',
    note: 'Please leave it with the neighbours.',
  });
});

it('knows a company by its VAT number, others by e-mail address or log-in with their name', () => {
  expect(canonical(anOrder()).customer).toMatchObject({
    key: 'vat:NL123456789B01',
    isGuest: true,
    email: 'Sanne@Example.com',
    vatNumber: 'NL123456789B01',
    address: { name: 'Sanne de Vries', country: 'NL', postcode: '1015 DX' },
  });
  const withoutNumber = { meta_data: [] };
  expect(canonical(anOrder(withoutNumber)).customer.key).toBe('email:sanne@example.com:devries');
  expect(canonical(anOrder({ ...withoutNumber, customer_id: 31 })).customer).toMatchObject({
    ...{ key: '31:devries', isGuest: false, login: '31' },
  });
});

it('keeps a guest without a usable e-mail apart, by order', () => {
  const billing = { first_name: 'A', email: 'nobody', country: 'NL' };
  const order = anOrder({ billing, meta_data: [] });
  expect(canonical(order).customer).toMatchObject({ key: 'order:727', isGuest: true, email: undefined });
});

it('takes the buyer from the shipping part where only that was filled in', () => {
  const shipping = {
    first_name: 'A',
    last_name: 'B',
    address_1: 'Kade 1',
    city: 'Gouda',
    postcode: '1',
    country: 'NL',
  };
  const order = canonical(anOrder({ billing: { email: 'a@example.nl', country: 'NL' }, shipping, meta_data: [] }));
  expect(order.customer).toMatchObject({ key: 'email:a@example.nl:ab', firstName: 'A', address: { city: 'Gouda' } });
  expect(order.billingAddress).toMatchObject({ line1: 'Kade 1' });
});

it.each(['ida..voorbeeld@example.nl', 'o&d@example.nl', 'ida@müller.example'])(
  'takes the e-mail address %s',
  (email) => {
    const billing = { first_name: 'Ida', email, country: 'NL' };
    const order = anOrder({ billing, meta_data: [] });
    expect(canonical(order).customer).toMatchObject({ key: `email:${email}:ida`, email });
  },
);

it.each(['_billing_vat_id', 'btw_nummer', 'yweu_billing_vat'])('finds the VAT number under %s', (key) => {
  const metaData = [{}, { key, value: ' NL123456789B01 ' }];
  expect(canonical(anOrder({ meta_data: metaData as never })).customer.vatNumber).toBe('NL123456789B01');
});

it('takes the VAT number from the field that the settings name, and never what is none', () => {
  const vatNumberOf = (vatNumberField: string) => {
    const metaData = [
      { key: 'vat_number', value: 'n/a' },
      { key: 'company_register', value: 'NL000000001B01' },
    ];
    const translated = toCanonicalOrder(
      anOrder({ meta_data: metaData as never }),
      { ...settings, vatNumberField },
      flow,
    );
    return 'canonical' in translated ? translated.canonical.customer.vatNumber : undefined;
  };
  expect(vatNumberOf('company_register')).toBe('NL000000001B01');
  expect(vatNumberOf('')).toBeUndefined();
});

it('reads texts as HTML shows them', () => {
  const billing = { first_name: 'Jan', company: 'Jansen &amp; Zoon', country: 'NL' };
  expect(canonical(anOrder({ billing })).customer.company).toBe('Jansen & Zoon');
});

it('leaves out an empty shipping address', () => {
  expect(canonical(anOrder()).shippingAddress).toBeUndefined();
});

it('adds up to the receipt of a shop that computes with more digits than the currency has', () => {
  const taxed = (total: string, tax: string) => ({ total, total_tax: tax, taxes: [{ id: 1, total: tax }] });
  const order = anOrder({
    ...{ total: '3.7160', total_tax: '0.6449', fee_lines: [] },
    line_items: [{ name: 'Mug', sku: 'MUG', quantity: 1, ...taxed('1.9511', '0.4097') }],
    shipping_lines: [taxed('0.3400', '0.0714'), taxed('0.7800', '0.1638')],
    tax_lines: [
      { rate_id: 1, rate_code: 'NL-VAT-1', rate_percent: 21, tax_total: '0.4097', shipping_tax_total: '0.2352' },
    ],
  });
  const { lines, totals } = canonical(order);
  expect(totals).toEqual({ exclVat: '3.08', vat: '0.64', inclVat: '3.72' });
  expect(addDecimals(...lines.flatMap((line) => [line.totalExclVat, line.vatAmount]))).toBe('3.72');
});

it('gives taxes that show only together to the first of their rates', () => {
  const taxes = [1, 2].map((id) => ({ id, total: '0.00' }));
  const fee = { name: 'Discount', total: '-0.05', total_tax: '-0.01', taxes };
  const rates = [
    { rate_id: 1, rate_code: 'NL-VAT-1', rate_percent: 21, tax_total: '-0.01', shipping_tax_total: '0.00' },
    { rate_id: 2, rate_code: 'NL-VAT-1', rate_percent: 9, tax_total: '0.00', shipping_tax_total: '0.00' },
  ];
  const order = anOrder({ total: '-0.06', total_tax: '-0.01', line_items: [], shipping_lines: [], fee_lines: [fee] });
  expect(canonical({ ...order, tax_lines: rates }).lines).toMatchObject([
    { vatAmount: '-0.01', taxes: [{ ratePercent: '21', country: 'NL', amount: '-0.01' }] },
  ]);
});

it('takes an order of which a discount took off everything but the VAT of its rounding', () => {
  const line = (total: string, tax: string) => ({ name: 'Mug', total, total_tax: tax, taxes: [{ id: 1, total: tax }] });
  const order = anOrder({
    ...{ total: '0.00', total_tax: '-0.01', shipping_lines: [] },
    line_items: [
      { quantity: 1, ...line('0.44', '0.09') },
      { quantity: 1, ...line('13.39', '2.81') },
    ],
    fee_lines: [line('-13.83', '-2.91')],
    tax_lines: [
      { rate_id: 1, rate_code: 'NL-VAT-1', rate_percent: 21, tax_total: '-0.01', shipping_tax_total: '0.00' },
    ],
  });
  const { lines } = canonical(order);
  expect(addDecimals(...lines.flatMap((each) => [each.totalExclVat, each.vatAmount]))).toBe('0.00');
});

it('takes an order with a negative total for a credit, with minus one piece of what has no quantity', () => {
  const line = {
    name: 'Mug',
    sku: 'MUG',
    quantity: -1,
    total: '-10.00',
    total_tax: '-2.10',
    taxes: [{ id: 1, total: '-2.10' }],
  };
  const fee = { name: 'Discount', total: '-5.00', total_tax: '-1.05', taxes: [{ id: 1, total: '-1.05' }] };
  const credit = anOrder({
    total: '-18.15',
    total_tax: '-3.15',
    line_items: [line],
    shipping_lines: [],
    fee_lines: [fee],
  });
  const order = canonical(credit);
  expect(order.isCredit).toBe(true);
  expect(order.lines).toMatchObject([
    { kind: 'item', quantity: '-1', totalExclVat: '-10.00', taxes: [{ ratePercent: '21' }] },
    { kind: 'fee', quantity: '-1', totalExclVat: '-5.00' },
  ]);
});

it.each([
  ['another status', { status: 'pending' }, {}, 'woocommerce.order_status'],
  [
    'an earlier day, by the time of the shop',
    { date_created: '2026-06-30T23:59:59' },
    { ordersFrom: 'date', ordersFromDate: '2026-07-01' },
    'orders.before_date',
  ],
  ['a moment before the flow was enabled', { date_created_gmt: '1999-12-31T23:59:59' }, {}, 'orders.before_enabled'],
  ['no lines', { line_items: [], shipping_lines: [], fee_lines: [] }, {}, 'woocommerce.order_empty'],
] as const)('leaves out an order with %s, and says so', (_name, changes, wanted, code) => {
  const translated = toCanonicalOrder(anOrder(changes as unknown as WooRecord), { ...settings, ...wanted }, flow);
  expect(translated).toMatchObject({ filtered: { code } });
});

it.each([
  ['an amount that is none', { total: 'twelve' }, 'woocommerce.order_field_invalid', 'total'],
  ['a country by its name', { billing: { country: 'Germany' } }, 'woocommerce.order_field_invalid', 'billing.country'],
  ['no billing address at all', { billing: null }, 'woocommerce.order_field_invalid', 'billing'],
  ['no date', { date_created_gmt: 'yesterday' }, 'orders.date_unreadable', 'date_created'],
])('refuses an order with %s', (_name, changes, code, field) => {
  const attempt = () => toCanonicalOrder(anOrder(changes as WooRecord), settings, flow);
  expect(attempt).toThrow(
    expect.objectContaining({ failureClass: 'value', reason: expect.objectContaining({ code, field }) }),
  );
});

it('is read where an exchange at other rates or a gift card leaves nothing to pay but VAT', () => {
  const order = canonical(anOrder({ total: '0.00' }));
  expect(order.totals).toEqual({ exclVat: '-6.34', vat: '6.34', inclVat: '0.00' });
  expect(order.lines[0]).toMatchObject({ totalExclVat: '18.00', vatAmount: '3.78' });
});

it('reads an order whose lists a plug-in leaves out', () => {
  const order = anOrder({ shipping_lines: null, fee_lines: null, refunds: null });
  expect(canonical(order).lines.map(({ kind }) => kind)).toEqual(['item', 'item']);
});

it('reads a quantity that a plug-in gives as text', () => {
  const [first, ...others] = anOrder()['line_items'] as WooRecord[];
  const order = anOrder({ line_items: [{ ...first, quantity: '2.50' }, ...others] });
  expect(canonical(order).lines[0]).toMatchObject({ quantity: '2.5' });
});

it.each(['dokan', 'mvx_vendor_order', 'wcmp_vendor_order', 'yith_wcmv_vendor_suborder'])(
  'leaves out the part of a vendor, which the order has too (%s)',
  (maker) => {
    const part = anOrder({ parent_id: 1041, created_via: maker });
    expect(toCanonicalOrder(part, settings, flow)).toEqual({
      filtered: { code: 'woocommerce.order_part', params: { order: '1041' }, field: 'parent_id' },
    });
    const others: WooRecord[] = [{ created_via: maker }, { parent_id: 1041, created_via: 'wc_deposits' }];
    for (const whole of others) expect(toCanonicalOrder(anOrder(whole), settings, flow)).toHaveProperty('canonical');
  },
);

it.each([
  [
    'on-hold',
    'De bestelling heeft in de webshop de status "In de wacht"; de stroom haalt op: "Betaald, nog te verzenden".',
  ],
  ['packed', 'De bestelling heeft in de webshop de status "packed"; de stroom haalt op: "Betaald, nog te verzenden".'],
])('says in Dutch why an order that is %s is left out, in the words of the settings', (status, sentence) => {
  const translated = toCanonicalOrder(anOrder({ status }), { ...settings, orderStatuses: ['processing'] }, flow);
  if (!('filtered' in translated)) throw new Error('it was taken');
  expect(renderReason(translated.filtered, reasons, 'nl')).toBe(sentence);
});

describe('an order that was delivered', () => {
  const delivered = { ...flow, isDelivered: true };

  it.each(['cancelled', 'failed', 'trash'])('is over when it is %s; a new one is left out as before', (status) => {
    const order = anOrder({ status });
    expect(toCanonicalOrder(order, settings, delivered)).toEqual({
      filtered: { code: 'woocommerce.order_over', params: { status }, field: 'status' },
      isOver: true,
    });
    expect(toCanonicalOrder(order, settings, flow)).toMatchObject({ filtered: { code: 'woocommerce.order_status' } });
  });

  it('is over when it is refunded without a refund', () => {
    const order = anOrder({ status: 'refunded' });
    expect(toCanonicalOrder(order, settings, delivered)).toMatchObject({
      filtered: { code: 'woocommerce.order_over' },
      isOver: true,
    });
    const refunds = [{ id: 1, total: '-45.29' }];
    expect(toCanonicalOrder({ ...order, refunds }, settings, delivered)).toHaveProperty('canonical');
  });

  it('is over when its last line was removed', () => {
    const order = anOrder({ line_items: [], shipping_lines: [], fee_lines: [] });
    expect(toCanonicalOrder(order, settings, delivered)).toMatchObject({ isOver: true });
  });

  it.each(['pending', 'on-hold', 'packed-by-plugin'])('is followed when it is %s, however old', (status) => {
    const order = anOrder({ status, date_created_gmt: '1999-01-01T00:00:00' });
    expect(toCanonicalOrder(order, settings, delivered)).toMatchObject({ canonical: { status, number: 'WEB-1042' } });
  });

  it('is not over with a status that the shop takes', () => {
    const order = anOrder({ status: 'failed' });
    expect(toCanonicalOrder(order, { ...settings, orderStatuses: ['failed'] }, delivered)).toHaveProperty('canonical');
  });
});

describe('an order of which something was given back', () => {
  const refunds = [
    { id: 1, total: '-3.63' },
    { id: 2, total: '-1.00' },
  ];
  const part = anOrder({ refunds });
  const whole = anOrder({ status: 'refunded', refunds: [{ id: 1, total: '-45.29' }] });

  it('is what it was when credits are booked, also if it is new and was given back whole', () => {
    for (const order of [part, whole]) {
      const translated = toCanonicalOrder(order, settings, { ...flow, booksCredits: true });
      expect(translated).toMatchObject({ canonical: { totals: { inclVat: '45.29' } } });
      expect(translated).not.toHaveProperty('canonical.refunded');
    }
  });

  it('says how much, where it was delivered and no credits are booked', () => {
    expect(toCanonicalOrder(part, settings, { ...flow, isDelivered: true })).toMatchObject({
      canonical: { refunded: '4.63' },
    });
  });

  it('is not booked without its credits, and is left out where nothing is left of it', () => {
    expect(() => toCanonicalOrder(part, settings, flow)).toThrow(
      expect.objectContaining({
        failureClass: 'value',
        reason: {
          code: 'orders.refunded_before_booking',
          params: { order: 'WEB-1042', amount: '4.63', currency: 'EUR' },
          field: 'refunds',
        },
      }),
    );
    expect(toCanonicalOrder(whole, settings, flow)).toMatchObject({ filtered: { code: 'orders.refunded_whole' } });
  });

  it('is left out by its status where the shop says nothing of a refund', () => {
    const order = anOrder({ status: 'refunded' });
    expect(toCanonicalOrder(order, settings, { ...flow, booksCredits: true })).toMatchObject({
      filtered: { code: 'woocommerce.order_status' },
    });
  });
});

it('says who ordered what is left out', () => {
  const order = anOrder({ status: 'cancelled', line_items: [] });
  expect('filtered' in toCanonicalOrder(order, settings, flow)).toBe(true);
  const { customer, number } = canonical(anOrder());
  expect(orderReader.identify?.(order, settings)).toEqual({ number, customer });
});

it.each([
  ['JPY', '1200.50', 'orders.total_too_fine'],
  ['JPY', '1200.00', undefined],
  ['HUF', '1200.50', undefined],
])('an order in %s of %s is refused with %s', (currency, total, code) => {
  const [line_items, rest] = [
    [{ id: 1, name: 'Mug', sku: 'MUG', quantity: 1, subtotal: total, total, total_tax: '0', taxes: [] }],
    { shipping_lines: [], fee_lines: [], coupon_lines: [], tax_lines: [], refunds: [] },
  ];
  const reasonOf = () => {
    try {
      canonical(anOrder({ currency, total, total_tax: '0', line_items, ...rest } as unknown as WooRecord));
    } catch (error: unknown) {
      return error instanceof ConnectorFailure ? error.reason.code : error;
    }
    return undefined;
  };
  expect(reasonOf()).toBe(code);
});
