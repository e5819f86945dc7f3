import {
  absoluteDecimal,
  addDecimals,
  buyerKey,
  compareDecimals,
  cutText,
  decimalFromNumber,
  decimalsOf,
  decodeEntities,
  findVatNumber,
  isZeroDecimal,
  multiplyDecimals,
  quantityOf,
  roundDecimal,
  settleRounding,
  subtractDecimals,
  trimDecimal,
  unitOf,
  type Translated,
  leftOutByAge,
  type FlowStart,
} from '@koppel/connector-sdk';
import {
  emailSchema,
  type Address,
  type Customer,
  type LineTax,
  type Order,
  type OrderLine,
  type Reason,
  type Voucher,
} from '@koppel/contracts';
import { z } from 'zod';
import type { WooRecord } from './client.js';
import type { OrderSettings } from './orders.js';
import { failure, reason } from './reasons.js';

/** The parts of a WooCommerce order that Koppel uses; whatever else stands in it is ignored. */
const decimal = z
  .union([z.string().trim(), z.number().transform(decimalFromNumber)])
  .pipe(z.string().regex(/^(-?\d+(\.\d+)?)?$/, 'field.decimal'));
/** Empty where nothing was charged. */
const amount = decimal.transform((text) => text || '0');
const text = z.string().nullish();
/** Tax plugins give their rates names in place of numbers. */
const rateId = z.union([z.string(), z.number()]).transform(String);

const taxes = z
  .array(z.object({ id: rateId, total: decimal.nullish() }))
  .nullish()
  .transform((list) => (list ?? []).flatMap(({ id, total }) => (total ? [{ id, total }] : [])));
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
/** Plugins leave entries without a key, or none at all. */
const metaData = z
  .array(z.object({ key: text, value: z.unknown() }).catch({ key: undefined, value: undefined }))
  .catch([]);
const line = z.object({ total: amount, total_tax: amount, taxes });

/** What decides whether an order is taken at all, which is asked before anything else of it is read. */
const headSchema = z.object({ status: z.string().min(1).max(60), date_created: text, date_created_gmt: text });

const nativeOrderSchema = z.object({
  id: z.number().int(),
  number: z.union([z.string().min(1).max(60), z.number().transform(String)]),
  status: z.string().min(1).max(60),
  currency: z.string().regex(/^[A-Z]{3}$/, 'field.currency'),
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
  tax_lines: z
    .array(
      z.object({
        rate_id: rateId,
        rate_code: text,
        compound: z.boolean().nullish(),
        rate_percent: decimal.nullish(),
        tax_total: amount.nullish(),
        shipping_tax_total: amount.nullish(),
      }),
    )
    .default([]),
  gift_cards: z
    .array(z.object({ code: text, amount }))
    .nullish()
    .catch(undefined),
});

type NativeOrder = z.infer<typeof nativeOrderSchema>;
type NativeAddress = z.infer<typeof address>;
type NativeLine = z.infer<typeof line>;

/** A WooCommerce order as canonical order; those that the settings leave out say why. */
export function toCanonicalOrder(native: WooRecord, settings: OrderSettings, flow: FlowStart): Translated<Order> {
  const filtered = filterReason(native, settings, flow);
  if (filtered) return { filtered };
  const order = parseOrder(native);
  const hasLines = order.line_items.length + order.shipping_lines.length + order.fee_lines.length > 0;
  return hasLines
    ? { canonical: canonicalOf(order, settings) }
    : { filtered: reason('woocommerce.order_empty', {}, 'line_items') };
}

function filterReason(native: WooRecord, settings: OrderSettings, flow: FlowStart): Reason | undefined {
  const { status, date_created: created, date_created_gmt: createdGmt } = parseWith(headSchema, native);
  if (!settings.orderStatuses.includes(status)) {
    const taken = settings.orderStatuses.join(', ') || '-';
    return reason('woocommerce.order_status', { status, taken }, 'status');
  }
  const at = createdGmt === undefined ? undefined : `${createdGmt}Z`;
  return leftOutByAge({ at, day: created?.slice(0, 10), field: 'date_created' }, settings, flow);
}

function canonicalOf(order: NativeOrder, settings: OrderSettings): Order {
  const decimals = decimalsOf(order.currency);
  const inclVat = roundDecimal(order.total, decimals);
  const vat = roundDecimal(order.total_tax, decimals);
  const vouchers = vouchersOf(order);
  return {
    number: order.number,
    placedAt: `${order.date_created_gmt}Z`,
    status: order.status,
    isCredit: isCreditOrder(order),
    currency: order.currency,
    customer: customerOf(order, settings),
    billingAddress: toAddress(buyerOf(order)),
    shippingAddress: order.shipping ? toAddress(order.shipping) : undefined,
    lines: linesOf(order, vouchers),
    vouchers,
    totals: { exclVat: subtractDecimals(inclVat, vat), vat, inclVat },
    paymentMethod: order.payment_method || undefined,
    note: cut(order.customer_note, 2000),
  };
}

function parseWith<Schema extends z.ZodType>(schema: Schema, native: WooRecord): z.infer<Schema> {
  const parsed = schema.safeParse(native);
  if (parsed.success) return parsed.data;
  const path = parsed.error.issues[0]?.path.join('.') ?? '';
  const order = typeof native['number'] === 'string' ? native['number'] : String(native['id'] ?? '');
  throw failure('value', 'woocommerce.order_field_invalid', { order, path }, { field: path });
}

function parseOrder(native: WooRecord): NativeOrder {
  const order = parseWith(nativeOrderSchema, native);
  if (Number.isNaN(Date.parse(`${order.date_created_gmt}Z`))) {
    throw failure('value', 'woocommerce.order_date_invalid', { order: order.number }, { field: 'date_created_gmt' });
  }
  if (isZeroDecimal(order.total) && !isTaxOfRounding(order) && vouchersOf(order).length === 0) {
    throw failure('value', 'woocommerce.order_vat_only', { order: order.number }, { field: 'total_tax' });
  }
  return order;
}

/** None, or a unit of the currency for each line at most: what rounding leaves where a discount takes off everything. */
function isTaxOfRounding({ total_tax: tax, currency, line_items, shipping_lines, fee_lines }: NativeOrder): boolean {
  const lineCount = line_items.length + shipping_lines.length + fee_lines.length;
  const maxOfRounding = multiplyDecimals(unitOf(decimalsOf(currency)), String(lineCount));
  return compareDecimals(absoluteDecimal(tax), maxOfRounding) <= 0;
}

/** The buyer as the order itself names them. */
function customerOf(order: NativeOrder, { vatNumberField }: OrderSettings): Customer {
  const buyer = buyerOf(order);
  const login = order.customer_id === 0 ? undefined : String(order.customer_id);
  const email = emailOf(order.billing.email);
  const company = cut(buyer.company, 200);
  const address = toAddress(buyer);
  const fields = order.meta_data.map(({ key, value }) => [key ?? '', value] as const);
  const vatNumber = findVatNumber(fields, vatNumberField);
  const known = { login, email, company, person: fullNameOf(buyer), vatNumber, country: address?.country };
  return {
    key: buyerKey({ ...known, order: String(order.id) }),
    isGuest: login === undefined,
    login,
    email,
    firstName: cut(buyer.first_name, 100),
    lastName: cut(buyer.last_name, 100),
    company,
    phone: cut(order.billing.phone ?? buyer.phone, 50),
    vatNumber,
    address,
  };
}

/** The billing part; the shipping part where only that was filled in. */
function buyerOf({ billing, shipping }: NativeOrder): NativeAddress {
  const { first_name, last_name, company, address_1, postcode, city } = billing;
  const isBlank = [first_name, last_name, company, address_1, postcode, city].every((part) => !part?.trim());
  return isBlank && shipping ? shipping : billing;
}

function fullNameOf({ first_name: firstName, last_name: lastName }: NativeAddress): string | undefined {
  return cut(`${firstName ?? ''} ${lastName ?? ''}`, 200);
}

/** Undefined where the shop asked for no country, as for downloads. */
function toAddress(native: NativeAddress): Address | undefined {
  const country = native.country?.toUpperCase() ?? '';
  if (!/^[A-Z]{2}$/.test(country)) return undefined;
  return {
    name: fullNameOf(native),
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

function emailOf(value: string | null | undefined): string | undefined {
  return emailSchema.safeParse(value?.trim()).data;
}

/** WordPress keeps texts as HTML shows them. */
function cut(value: string | null | undefined, maxLength: number): string | undefined {
  return cutText(decodeEntities(value ?? ''), maxLength);
}

/** Where the gift card plugin of YITH keeps what was redeemed: amount by code. */
const giftCardMeta = '_ywgc_applied_gift_cards';

/** Gift cards that lowered the total alone. Those of unknown plugins show as a difference of the total. */
function vouchersOf({ gift_cards: giftCards, meta_data: metaData }: NativeOrder): Voucher[] {
  const official = (giftCards ?? []).map(({ code, amount }) => ({ code: code ?? '', amount }));
  const byCode = z.record(z.string(), amount).safeParse(metaData.find(({ key }) => key === giftCardMeta)?.value).data;
  const ofPlugin = Object.entries(byCode ?? {}).map(([code, amount]) => ({ code, amount }));
  return [...official, ...ofPlugin]
    .filter(({ amount }) => compareDecimals(amount, '0') > 0)
    .map(({ code, amount }): Voucher => ({ kind: 'gift_card', code: code.slice(0, 100) || undefined, amount }));
}

/** A credit: its total is negative, or it is zero and every piece goes back. */
function isCreditOrder(order: NativeOrder): boolean {
  const sign = compareDecimals(order.total, '0');
  if (sign !== 0) return sign < 0;
  return order.line_items.length > 0 && order.line_items.every((line) => line.quantity < 0);
}

/** All lines, which add up to the receipt; coupons are in the amounts of the lines already. */
function linesOf(order: NativeOrder, vouchers: readonly Voucher[]): OrderLine[] {
  const rates = new Map(order.tax_lines.map((rate) => [rate.rate_id, rate]));
  const isCredit = isCreditOrder(order);
  const decimals = decimalsOf(order.currency);
  const amountsOf = (line: NativeLine) => ({
    totalExclVat: line.total,
    vatAmount: line.total_tax,
    taxes: taxesOf(line, rates),
  });
  const items = order.line_items.map((line): OrderLine => ({
    kind: 'item',
    sku: line.sku ? line.sku.slice(0, 100) : undefined,
    description: cut(line.name, 500) ?? cut(line.sku, 500) ?? '',
    quantity: quantityOf(line.quantity),
    ...amountsOf(line),
  }));
  const shipping = order.shipping_lines.map((line): OrderLine => ({
    kind: 'shipping',
    description: cut(line.method_title, 500) ?? 'Shipping',
    quantity: onePiece(line, isCredit),
    ...amountsOf(line),
  }));
  const fees = order.fee_lines.map((line): OrderLine => ({
    kind: !isCredit && isNegative(line) ? 'discount' : 'fee',
    description: cut(line.name, 500) ?? 'Fee',
    quantity: onePiece(line, isCredit),
    ...amountsOf(line),
  }));
  return settleRounding([...items, ...shipping, ...fees], {
    totals: { inclVat: roundDecimal(order.total, decimals), vat: roundDecimal(order.total_tax, decimals) },
    vouchers: addDecimals('0', ...vouchers.map(({ amount }) => amount)),
    taxTotals: taxTotalsOf(order),
    decimals,
  });
}

function isNegative(line: NativeLine): boolean {
  return compareDecimals(line.total, '0') < 0;
}

/** What goes back on a credit is minus one piece at a positive price; a discount is one piece at a negative price. */
function onePiece(line: NativeLine, isCredit: boolean): string {
  return isCredit && isNegative(line) ? '-1' : '1';
}

type NativeRate = NativeOrder['tax_lines'][number];

/** The taxes of a line. Before WooCommerce 3.7 the shop did not send rates. */
function taxesOf(line: NativeLine, rates: ReadonlyMap<string, NativeRate>): LineTax[] {
  const charged = line.taxes.filter(({ total }) => !isZeroDecimal(total));
  if (charged.length > 0 || isZeroDecimal(line.total_tax)) {
    return charged.map(({ id, total }) => taxOf(id, total, rates.get(id)));
  }
  // Several taxes that are each too small to be shown may come to a cent together.
  const [first] = line.taxes;
  return [first ? taxOf(first.id, line.total_tax, rates.get(first.id)) : { isCompound: false, amount: line.total_tax }];
}

function taxOf(id: string, amount: string, rate: NativeRate | undefined): LineTax {
  const percent = rate?.rate_percent;
  return {
    // An amount at 0 % is a rate that the shop has forgotten.
    ratePercent: percent && !isZeroDecimal(percent) ? trimDecimal(percent) : undefined,
    country: countryOf(rate?.rate_code),
    code: codeOf(id, rate?.rate_code),
    isCompound: rate?.compound === true,
    amount,
  };
}

/** Two rates may have one name: the number of the rate tells them apart. */
function codeOf(id: string, rateCode: string | null | undefined): string {
  return [rateCode, id].filter(Boolean).join(' #').slice(0, 100);
}

/** A rate code is made of country, state, name and priority: `BE-VAT-1`. A rate for all countries has none: `VAT-1`. */
function countryOf(rateCode: string | null | undefined): string | undefined {
  const [country = '', state = '', ...others] = rateCode?.toUpperCase().split('-') ?? [];
  if (state === '' || others.length === 0 || country === 'EU' || !/^[A-Z]{2}$/.test(country)) return undefined;
  return countryOfRate(country, state);
}

/** Whose tax a rate for a state is. */
export function countryOfRate(country: string, state: string): string {
  return outsideOfSpain[`${country}-${state}`] ?? country;
}

/** Taxes of these Spanish territories are no VAT of Spain: IGIC and IPSI. */
const outsideOfSpain: Readonly<Record<string, string>> = { 'ES-GC': 'IC', 'ES-TF': 'IC', 'ES-CE': 'EA', 'ES-ML': 'EA' };

/** What each rate came to on the receipt. */
function taxTotalsOf(order: NativeOrder): Map<string, string> {
  return new Map(
    order.tax_lines.flatMap(({ rate_code: code, rate_id: id, tax_total: tax, shipping_tax_total: shipping }) =>
      tax === null || tax === undefined ? [] : [[codeOf(id, code), addDecimals(tax, shipping ?? '0')] as const],
    ),
  );
}
