import { readInvoices } from '@koppel/online-retail';
import { createClock } from './clock.js';
import { loadOrders } from './load-orders.js';
import { sumCents, toCents } from './money.js';
import type { Order } from './records.js';
import { defaultSettings } from './shop-settings.js';
import { Shop } from './shop.js';

const days = ['2010-12-01', '2010-12-07'];

function aShop(): Shop {
  const clock = createClock('Europe/Amsterdam', Date.now);
  return new Shop({ settings: defaultSettings, clock, caseSensitiveSkus: false });
}

function linesOf(order: Order) {
  return [...order.line_items, ...order.shipping_lines, ...order.fee_lines];
}

it('makes one order of every invoice, with its lines and its amount to the cent', () => {
  const shop = aShop();
  const report = loadOrders(shop, days);
  const invoices = readInvoices(days);
  expect(report.orders + report.credits).toBe(invoices.length);
  for (const invoice of invoices) {
    const order = shop.findOrderByNumber(invoice.invoiceNo);
    const expectedCents = invoice.lines.reduce((sum, line) => sum + line.quantity * toCents(line.unitPrice), 0);
    expect(order && linesOf(order)).toHaveLength(invoice.lines.length);
    expect(order && sumCents(linesOf(order).map((line) => line.total))).toBe(expectedCents);
  }
});

it('keeps every order consistent: total = lines + tax', () => {
  const shop = aShop();
  loadOrders(shop, days, { foreignVat: 'destination' });
  for (const order of shop.orders.all()) {
    const lines = linesOf(order);
    expect(toCents(order.total)).toBe(sumCents(lines.flatMap((line) => [line.total, line.total_tax])));
    expect(toCents(order.total_tax)).toBe(
      sumCents(order.tax_lines.flatMap((tax) => [tax.tax_total, tax.shipping_tax_total])),
    );
  }
});

it('taxes the home country at 21 % and leaves others untaxed, unless told to take their rate', () => {
  const shop = aShop();
  loadOrders(shop, ['2010-12-01']);
  const french = shop.orders.all().find((order) => order.billing.country === 'FR');
  const dutch = shop.findOrderByNumber('536365');
  expect(dutch?.line_items[0]).toMatchObject({ subtotal: '15.30', total_tax: '3.21', price: 15.3 / 6, sku: '85123A' });
  expect(french).toMatchObject({ total_tax: '0.00', tax_lines: [] });

  const taxed = aShop();
  loadOrders(taxed, ['2010-12-01'], { foreignVat: 'destination' });
  expect(taxed.findOrderByNumber(french?.number ?? '')?.tax_lines[0]?.rate_percent).toBe(20);
});

it('makes shipping and fee lines of postage and discount, or keeps them as products', () => {
  const shop = aShop();
  loadOrders(shop, days);
  const discount = shop.findOrderByNumber('C536379');
  expect(discount).toMatchObject({ status: 'refunded', line_items: [] });
  expect(discount?.fee_lines[0]).toMatchObject({ name: 'Discount', total: '-27.50' });
  expect(shop.orders.all().some((order) => order.shipping_lines.length > 0)).toBe(true);

  const plain = aShop();
  loadOrders(plain, days, { specialCodes: 'products' });
  expect(plain.findOrderByNumber('C536379')?.line_items[0]).toMatchObject({ sku: 'D', quantity: -1, total: '-27.50' });
  expect(plain.orders.all().every((order) => order.shipping_lines.length === 0)).toBe(true);
});

it('gives guests an e-mail of their own and customers one account', () => {
  const shop = aShop();
  const report = loadOrders(shop, days);
  const guests = shop.orders.all().filter((order) => order.customer_id === 0);
  expect(guests).toHaveLength(report.guests);
  expect(guests.every((order) => order.billing.email === `guest-${order.number.toLowerCase()}@example.com`)).toBe(true);
  const regular = shop.findCustomerByEmail('customer-17850@example.com');
  expect(shop.orders.all().filter((order) => order.customer_id === regular?.id).length).toBeGreaterThan(1);
});

it('keeps an invoice once, however often it is loaded', () => {
  const shop = aShop();
  loadOrders(shop, ['2010-12-01']);
  const { size } = shop.orders;
  expect(loadOrders(shop, ['2010-12-01'])).toMatchObject({ skipped: size, orders: 0, credits: 0 });
  expect(shop.orders.size).toBe(size);
});
