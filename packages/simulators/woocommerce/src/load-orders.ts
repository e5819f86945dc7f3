import { readInvoices, type Invoice, type InvoiceLine } from '@koppel/online-retail';
import { createCustomer } from './customers.js';
import type { Input } from './input.js';
import { buildFee, buildLine, buildShipping, type LineContext } from './order-lines.js';
import { withTotals } from './order-totals.js';
import { blankOrder } from './orders.js';
import type { BillingAddress, Order } from './records.js';
import { countryOf, addressOf } from './retail-addresses.js';
import type { Shop } from './shop.js';
import { lineMeta } from './line-meta.js';
import { toCents } from './money.js';

export interface LoadOptions {
  /** `line-kinds` (default): postage becomes a shipping line, discounts and charges fee lines; `products`: all stay order lines. */
  specialCodes?: 'line-kinds' | 'products';
  /** VAT of orders to other countries: none (default) or the destination's rate in the shop's tax table. */
  foreignVat?: 'zero' | 'destination';
  /** When the orders were last modified: at their invoice date (default) or at the time of loading. */
  modifiedAt?: 'invoice-date' | 'now';
}

export interface LoadReport {
  invoices: number;
  orders: number;
  credits: number;
  guests: number;
  /** Invoices that the shop has already. */
  skipped: number;
}

const shippingCodes = new Set(['POST', 'DOT', 'C2']);
const feeCodes = new Set(['D', 'M', 'BANK CHARGES', 'AMAZONFEE']);

/** Turns the real invoices of the given trading days into orders. Loading an invoice twice adds nothing. */
export function loadOrders(shop: Shop, days: readonly string[] | undefined, options: LoadOptions = {}): LoadReport {
  const report: LoadReport = { invoices: 0, orders: 0, credits: 0, guests: 0, skipped: 0 };
  for (const invoice of readInvoices(days)) {
    report.invoices += 1;
    if (shop.findOrderByNumber(invoice.invoiceNo)) {
      report.skipped += 1;
      continue;
    }
    const order = orderOf(shop, invoice, options);
    shop.saveOrder(order);
    report[order.status === 'refunded' ? 'credits' : 'orders'] += 1;
    if (order.customer_id === 0) report.guests += 1;
  }
  return report;
}

function orderOf(shop: Shop, invoice: Invoice, options: LoadOptions): Order {
  const isCredit = invoice.invoiceNo.startsWith('C');
  const country = countryOf(invoice.country, shop.settings.country);
  const billing = billingOf(invoice, country);
  const { email: _email, ...shipping } = billing;
  const invoiced = shop.clock.fromLocal(invoice.date.replace(' ', 'T'));
  const modified = options.modifiedAt === 'now' ? shop.clock.stamp() : invoiced;
  const order: Order = {
    ...blankOrder(shop),
    number: invoice.invoiceNo,
    created_via: 'checkout',
    status: isCredit ? 'refunded' : 'completed',
    date_created: invoiced.local,
    date_created_gmt: invoiced.gmt,
    date_modified: modified.local,
    date_modified_gmt: modified.gmt,
    date_paid: invoiced.local,
    date_paid_gmt: invoiced.gmt,
    date_completed: invoiced.local,
    date_completed_gmt: invoiced.gmt,
    customer_id: customerIdOf(shop, invoice, billing),
    billing,
    shipping,
    ...paymentOf(invoice),
    needs_payment: false,
    meta_data: [{ id: shop.takeId(), key: 'invoice_country', value: invoice.country }],
  };
  const isTaxed = country === shop.settings.country || options.foreignVat === 'destination';
  // A country without a rate in the tax table makes an untaxed line.
  const context: LineContext = { shop, country: isTaxed ? country : '' };
  return withTotals(shop, addLines(order, invoice, context, options));
}

function addLines(order: Order, invoice: Invoice, context: LineContext, options: LoadOptions): Order {
  const filled: Order = { ...order, line_items: [], shipping_lines: [], fee_lines: [] };
  const isSplit = options.specialCodes !== 'products';
  for (const line of invoice.lines) {
    const totalCents = line.quantity * toCents(line.unitPrice);
    if (isSplit && shippingCodes.has(line.stockCode)) {
      filled.shipping_lines.push(buildShipping(context, line.description || line.stockCode, totalCents));
    } else if (isSplit && feeCodes.has(line.stockCode)) {
      const fee = buildFee(context, line.description || line.stockCode, totalCents);
      fee.meta_data = lineMeta([], [{ key: 'stock_code', value: line.stockCode }], () => context.shop.takeId());
      filled.fee_lines.push(fee);
    } else {
      filled.line_items.push(goodsLine(context, line, totalCents));
    }
  }
  return filled;
}

function goodsLine(context: LineContext, line: InvoiceLine, totalCents: number) {
  return buildLine(context, {
    name: line.description,
    sku: line.stockCode,
    product: context.shop.findProductsBySku(line.stockCode)[0],
    quantity: line.quantity,
    subtotalCents: totalCents,
    totalCents,
    taxClass: '',
  });
}

function customerIdOf(shop: Shop, invoice: Invoice, billing: BillingAddress): number {
  if (invoice.customerId === undefined) return 0;
  const known = shop.findCustomerByEmail(billing.email);
  if (known) return known.id;
  const { email, first_name, last_name } = billing;
  const input: Input = { email, first_name, last_name, billing, shipping: billing };
  return createCustomer(shop, input).id;
}

function billingOf(invoice: Invoice, country: string): BillingAddress {
  const digits = Number(invoice.invoiceNo.replace(/\D/g, ''));
  const key = invoice.customerId ?? String(digits);
  const isGuest = invoice.customerId === undefined;
  const address = addressOf(country);
  return {
    first_name: isGuest ? 'Guest' : 'Customer',
    last_name: isGuest ? invoice.invoiceNo : key,
    company: '',
    address_1: `${address.street} ${(Number(key) % 180) + 1}`,
    address_2: '',
    city: address.city,
    state: '',
    postcode: address.postcode,
    country,
    phone: '',
    email: isGuest ? `guest-${invoice.invoiceNo.toLowerCase()}@example.com` : `customer-${key}@example.com`,
  };
}

function paymentOf(invoice: Invoice): { payment_method: string; payment_method_title: string } {
  return Number(invoice.invoiceNo.replace(/\D/g, '')) % 2 === 0
    ? { payment_method: 'ideal', payment_method_title: 'iDEAL' }
    : { payment_method: 'bacs', payment_method_title: 'Direct bank transfer' };
}
