import {
  addDecimals,
  compareDecimals,
  decimalFromNumber,
  divideDecimals,
  isZeroDecimal,
  multiplyDecimals,
  roundDecimal,
  subtractDecimals,
  trimDecimal,
  type Translated,
} from '@koppel/connector-sdk';
import type { Address, Customer, Order, OrderLine, Reason } from '@koppel/contracts';
import { z } from 'zod';
import type { WooRecord } from './client.js';
import type { OrderSettings } from './orders.js';
import { failure, reason } from './reasons.js';

/** The parts of a WooCommerce order that Koppel uses; whatever else stands in it is let be. */
const amount = z.string().regex(/^(-?\d+(\.\d+)?)?$/, 'field.decimal');
const text = z.string().nullish();

const taxes = z.array(z.object({ id: z.number(), total: z.union([z.string(), z.number()]).nullish() })).default([]);
const address = z.object({
  first_name: text,
  last_name: text,
  company: text,
  address_1: text,
  address_2: text,
  city: text,
  state: text,
  postcode: text,
  country: text,
  phone: text,
  email: text,
});
const metaData = z.array(z.object({ key: z.string(), value: z.unknown() })).default([]);
const line = z.object({ total: amount, total_tax: amount, taxes });

const nativeOrderSchema = z.object({
  id: z.number().int(),
  number: z.string().min(1).max(60),
  status: z.string().min(1).max(60),
  currency: z.string().regex(/^[A-Z]{3}$/, 'field.currency'),
  date_created: z.string(),
  date_created_gmt: z.string(),
  total: amount,
  total_tax: amount,
  customer_id: z.number().int(),
  customer_note: text,
  payment_method: text,
  billing: address,
  shipping: address.nullish(),
  meta_data: metaData,
  line_items: z.array(line.extend({ name: text, sku: text, quantity: z.number() })),
  shipping_lines: z.array(line.extend({ method_title: text })).default([]),
  fee_lines: z.array(line.extend({ name: text })).default([]),
  tax_lines: z.array(z.object({ rate_id: z.number(), rate_percent: z.number().nullish() })).default([]),
});

type NativeOrder = z.infer<typeof nativeOrderSchema>;
type NativeAddress = z.infer<typeof address>;
type NativeLine = z.infer<typeof line>;

/** A WooCommerce order as canonical order; those that the settings leave out say why. */
export function toCanonicalOrder(native: WooRecord, settings: OrderSettings): Translated<Order> {
  const order = parseOrder(native);
  const filtered = filterReason(order, settings);
  return filtered ? { filtered } : { canonical: canonicalOf(order) };
}

function filterReason(order: NativeOrder, { orderStatuses, ordersFrom }: OrderSettings): Reason | undefined {
  if (!orderStatuses.includes(order.status)) {
    const taken = orderStatuses.join(', ') || '-';
    return reason('woocommerce.order_status', { status: order.status, taken }, 'status');
  }
  const day = order.date_created.slice(0, 10);
  if (ordersFrom !== '' && day < ordersFrom) {
    return reason('woocommerce.order_too_early', { day, from: ordersFrom }, 'date_created');
  }
  const hasLines = order.line_items.length + order.shipping_lines.length + order.fee_lines.length > 0;
  return hasLines ? undefined : reason('woocommerce.order_empty', {}, 'line_items');
}

function canonicalOf(order: NativeOrder): Order {
  const inclVat = order.total || '0';
  const vat = order.total_tax || '0';
  return {
    number: order.number,
    placedAt: `${order.date_created_gmt}Z`,
    status: order.status,
    isCredit: isCreditOrder(order),
    currency: order.currency,
    customer: customerOf(order),
    billingAddress: toAddress(order.billing),
    shippingAddress: order.shipping ? toAddress(order.shipping) : undefined,
    lines: linesOf(order),
    totals: { exclVat: subtractDecimals(inclVat, vat), vat, inclVat },
    paymentMethod: order.payment_method || undefined,
    note: order.customer_note?.slice(0, 2000) || undefined,
  };
}

function parseOrder(native: WooRecord): NativeOrder {
  const name = typeof native['number'] === 'string' ? native['number'] : String(native['id'] ?? '');
  const parsed = nativeOrderSchema.safeParse(native);
  if (!parsed.success) {
    const path = parsed.error.issues[0]?.path.join('.') ?? '';
    throw failure('value', 'woocommerce.order_field_invalid', { order: name, path }, { field: path });
  }
  const order = parsed.data;
  if (Number.isNaN(Date.parse(`${order.date_created_gmt}Z`))) {
    throw failure('value', 'woocommerce.order_date_invalid', { order: name }, { field: 'date_created_gmt' });
  }
  const index = order.line_items.findIndex(({ quantity }) => !Number.isInteger(quantity));
  const fraction = order.line_items[index];
  if (fraction) {
    const params = { order: name, line: fraction.name ?? '', quantity: fraction.quantity };
    throw failure('value', 'woocommerce.order_quantity_fraction', params, { field: `line_items.${index}.quantity` });
  }
  const hasVatOnly = compareDecimals(order.total_tax || '0', '0') !== 0 && isZeroDecimal(order.total || '0');
  if (hasVatOnly) throw failure('value', 'woocommerce.order_vat_only', { order: name }, { field: 'total_tax' });
  return order;
}

/** Where the VAT plugins in use keep the buyer's number. */
const vatNumberKeys = new Set([
  '_billing_vat_number',
  'billing_vat_number',
  '_vat_number',
  'vat_number',
  '_billing_vat',
  '_billing_eu_vat_number',
]);

/** The buyer of an order: an account of the shop, or a guest known by e-mail address. */
function customerOf(order: NativeOrder): Customer {
  const { billing } = order;
  const email = emailOf(billing.email);
  const isGuest = order.customer_id === 0;
  const guestKey = email === undefined ? `order:${order.id}` : `email:${email.toLowerCase()}`;
  return {
    key: isGuest ? guestKey : String(order.customer_id),
    isGuest,
    email,
    firstName: cut(billing.first_name, 100),
    lastName: cut(billing.last_name, 100),
    company: cut(billing.company, 200),
    phone: cut(billing.phone, 50),
    vatNumber: vatNumberOf(order),
    address: toAddress(billing),
  };
}

/** Undefined where the shop asked for no country, as for downloads. */
function toAddress(native: NativeAddress): Address | undefined {
  const country = native.country?.toUpperCase() ?? '';
  if (!/^[A-Z]{2}$/.test(country)) return undefined;
  return {
    name: cut(`${native.first_name ?? ''} ${native.last_name ?? ''}`, 200),
    company: cut(native.company, 200),
    line1: cut(native.address_1, 200) ?? '',
    line2: cut(native.address_2, 200),
    postcode: cut(native.postcode, 30) ?? '',
    city: cut(native.city, 100) ?? '',
    region: cut(native.state, 100),
    country,
    phone: cut(native.phone, 50),
  };
}

function vatNumberOf({ meta_data: metaData }: NativeOrder): string | undefined {
  const datum = metaData.find(
    ({ key, value }) => vatNumberKeys.has(key) && typeof value === 'string' && value.trim() !== '',
  );
  return typeof datum?.value === 'string' ? cut(datum.value, 30) : undefined;
}

function emailOf(value: string | null | undefined): string | undefined {
  const parsed = z.email().max(320).safeParse(value?.trim());
  return parsed.success ? parsed.data : undefined;
}

function cut(value: string | null | undefined, length: number): string | undefined {
  const trimmed = value?.trim().slice(0, length);
  return trimmed === '' ? undefined : trimmed;
}

/** A credit: its total is negative, or it is zero and every piece goes back. */
function isCreditOrder(order: NativeOrder): boolean {
  const sign = compareDecimals(order.total || '0', '0');
  if (sign !== 0) return sign < 0;
  return order.line_items.length > 0 && order.line_items.every((line) => line.quantity < 0);
}

/** All lines; coupons are in the amounts of the lines already. */
function linesOf(order: NativeOrder): OrderLine[] {
  const rates = ratesOf(order);
  const isCredit = isCreditOrder(order);
  const items = order.line_items.map((line): OrderLine => ({
    kind: 'item',
    sku: line.sku ? line.sku.slice(0, 100) : undefined,
    description: (line.name || line.sku || '').slice(0, 500),
    quantity: line.quantity,
    ...amountsOf(line, rates),
  }));
  const shipping = order.shipping_lines.map((line): OrderLine => ({
    kind: 'shipping',
    description: (line.method_title || 'Shipping').slice(0, 500),
    quantity: onePiece(line, isCredit),
    ...amountsOf(line, rates),
  }));
  const fees = order.fee_lines.map((line): OrderLine => ({
    kind: !isCredit && isNegative(line) ? 'discount' : 'fee',
    description: (line.name || 'Fee').slice(0, 500),
    quantity: onePiece(line, isCredit),
    ...amountsOf(line, rates),
  }));
  return [...items, ...shipping, ...fees];
}

function isNegative(line: NativeLine): boolean {
  return compareDecimals(line.total || '0', '0') < 0;
}

/** What goes back on a credit is minus one piece at a positive price; a discount is one piece at a negative price. */
function onePiece(line: NativeLine, isCredit: boolean): number {
  return isCredit && isNegative(line) ? -1 : 1;
}

function amountsOf(line: NativeLine, rates: ReadonlyMap<number, string>) {
  const totalExclVat = line.total || '0';
  const vatAmount = line.total_tax || '0';
  return { totalExclVat, vatAmount, vatRatePercent: rateOf(line, rates) };
}

function ratesOf(order: NativeOrder): Map<number, string> {
  return new Map(
    order.tax_lines.flatMap(({ rate_id: id, rate_percent: percent }) =>
      typeof percent === 'number' ? [[id, trimDecimal(decimalFromNumber(percent))] as const] : [],
    ),
  );
}

/** The sum of the rates that were charged on a line. WooCommerce lists those that were not with an empty total. */
function rateOf(line: NativeLine, rates: ReadonlyMap<number, string>): string {
  const charged = line.taxes.filter(({ total }) => total !== '' && total !== null && total !== undefined);
  const known = charged.flatMap(({ id }) => rates.get(id) ?? []);
  if (charged.length > 0 && known.length === charged.length) return trimDecimal(addDecimals(...known));
  return rateFromAmounts(line.total || '0', line.total_tax || '0');
}

/** Where the shop does not say its rate (before WooCommerce 3.7): what the amounts amount to, to the whole percent. */
function rateFromAmounts(total: string, tax: string): string {
  if (isZeroDecimal(total) || isZeroDecimal(tax)) return '0';
  return trimDecimal(roundDecimal(divideDecimals(multiplyDecimals(tax, '100'), total, 6), 0));
}
