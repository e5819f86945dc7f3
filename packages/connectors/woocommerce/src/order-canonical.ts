import {
  addDecimals,
  buyerKey,
  compareDecimals,
  decimalsOf,
  isTooFine,
  findVatNumber,
  leftOutByAge,
  negateDecimal,
  refundedOrder,
  roundDecimal,
  settleRounding,
  subtractDecimals,
  type PlacedOrder,
  type RecordHistory,
  type Translated,
  sharedFailure,
} from '@koppel/connector-sdk';
import {
  emailSchema,
  type Address,
  type Customer,
  type Order,
  type OrderLine,
  type Reason,
  type Voucher,
} from '@koppel/contracts';
import { z } from 'zod';
import type { WooRecord } from './client.js';
import {
  amount,
  parseHead,
  parseOrder,
  type NativeAddress,
  type NativeHead,
  type NativeOrder,
} from './native-order.js';
import { cut, taxTotalsOf, toLines } from './order-lines.js';
import type { OrderSettings } from './orders.js';
import { reason } from './reasons.js';

/** A WooCommerce order as canonical order; those that are left out say why. */
export function toCanonicalOrder(
  native: WooRecord,
  settings: OrderSettings,
  history: RecordHistory,
): Translated<Order> {
  const head = parseHead(native);
  if (isOver(head, settings)) {
    const { status } = head;
    const why = history.isDelivered
      ? reason('woocommerce.order_over', { status }, 'status')
      : statusReason(head, settings);
    return { filtered: why, isOver: true };
  }
  const filtered = history.isDelivered
    ? undefined
    : (partFilter(head) ?? statusFilter(head, settings) ?? leftOutByAge(placedOf(head), settings, history));
  if (filtered) return { filtered };
  const canonical = canonicalOrderOf(native, settings);
  // An order that lost its last line is over, too.
  if (!canonical) return { filtered: emptyOrder, isOver: true };
  const refunded = refundedOf(head, decimalsOf(canonical.currency));
  return refundedOrder(canonical, { refunded, field: 'refunds' }, history);
}

/** What people look for an order by that is left out. */
export function identifyOrder(native: WooRecord, settings: OrderSettings): Pick<Order, 'number' | 'customer'> {
  const order = parseOrder(native);
  return { number: order.number, customer: customerOf(order, settings) };
}

/** Ended at the shop, unless its owner takes orders with such a status. */
export function isOver({ status, refunds }: NativeHead, { orderStatuses }: OrderSettings): boolean {
  if (status === 'trash') return true;
  // Given back whole without a refund that a credit could be made of.
  const isRefunded = status === 'refunded' && refunds.length === 0;
  return (status === 'cancelled' || status === 'failed' || isRefunded) && !orderStatuses.includes(status);
}

/** How marketplace plug-ins (Dokan, MultiVendorX, YITH) mark what they make of an order: one part for each vendor. */
const makersOfParts = new Set(['dokan', 'mvx_vendor_order', 'wcmp_vendor_order', 'yith_wcmv_vendor_suborder']);

/** Why a part of an order is left out: lines and refunds of it stand on the whole order, too. */
export function partFilter({ parent_id: whole, created_via: maker }: NativeHead): Reason | undefined {
  if (!whole || !makersOfParts.has(maker ?? '')) return undefined;
  return reason('woocommerce.order_part', { order: String(whole) }, 'parent_id');
}

export const emptyOrder = reason('woocommerce.order_empty', {}, 'line_items');

/** Why a new order is left out by its status. One that was given back whole is booked with its credits, or not at all. */
function statusFilter(head: NativeHead, settings: OrderSettings): Reason | undefined {
  const isRefunded = head.status === 'refunded' && head.refunds.length > 0;
  return isRefunded || settings.orderStatuses.includes(head.status) ? undefined : statusReason(head, settings);
}

function statusReason({ status }: NativeHead, { orderStatuses }: OrderSettings): Reason {
  return reason('woocommerce.order_status', { status, taken: orderStatuses.join(', ') }, 'status');
}

export function placedOf({ date_created: created, date_created_gmt: createdGmt }: NativeHead): PlacedOrder {
  return { at: createdGmt || undefined, day: created?.slice(0, 10), field: 'date_created' };
}

function refundedOf({ refunds }: NativeHead, decimals: number): string {
  return roundDecimal(negateDecimal(addDecimals('0', ...refunds.map(({ total }) => total))), decimals);
}

/** An order as it was charged, whatever was given back of it; undefined where it has no lines. */
export function canonicalOrderOf(native: WooRecord, settings: OrderSettings): Order | undefined {
  const order = parseOrder(native);
  const { number, total, total_tax: vat, currency } = order;
  if (isTooFine(total, currency) || isTooFine(vat, currency))
    throw sharedFailure('value', 'orders.total_too_fine', { order: number, total, currency }, { field: 'total' });
  const vouchers = vouchersOf(order);
  const lines = linesOf(order, vouchers);
  return lines.length === 0 ? undefined : canonicalOf(order, { settings, lines, vouchers });
}

function canonicalOf(
  order: NativeOrder,
  { settings, lines, vouchers }: { settings: OrderSettings; lines: OrderLine[]; vouchers: Voucher[] },
): Order {
  const decimals = decimalsOf(order.currency, order.total, order.total_tax);
  const inclVat = roundDecimal(order.total, decimals);
  const vat = roundDecimal(order.total_tax, decimals);
  return {
    number: order.number,
    placedAt: `${order.date_created_gmt}Z`,
    status: order.status,
    isCredit: isCreditOrder(order),
    currency: order.currency,
    customer: customerOf(order, settings),
    billingAddress: toAddress(buyerOf(order)),
    shippingAddress: order.shipping ? toAddress(order.shipping) : undefined,
    lines,
    vouchers,
    totals: { exclVat: subtractDecimals(inclVat, vat), vat, inclVat },
    paymentMethod: order.payment_method || undefined,
    note: cut(order.customer_note, 2000),
  };
}

/** All lines, which add up to the receipt. */
function linesOf(order: NativeOrder, vouchers: readonly Voucher[]): OrderLine[] {
  const decimals = decimalsOf(order.currency, order.total, order.total_tax);
  return settleRounding(toLines(order, { isCredit: isCreditOrder(order) }), {
    totals: { inclVat: roundDecimal(order.total, decimals), vat: roundDecimal(order.total_tax, decimals) },
    vouchers: addDecimals('0', ...vouchers.map(({ amount }) => amount)),
    taxTotals: taxTotalsOf(order),
    decimals,
  });
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
  const country = native.country?.toUpperCase();
  if (!country) return undefined;
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
