import {
  buyerKey,
  cutText,
  findVatNumber,
  isWholeAddress,
  leftOutByAge,
  readInstant,
  refundedOrder,
  roundDecimal,
  decimalsOf,
  type FlowStart,
  type LeftOut,
  type PlacedOrder,
  type RecordHistory,
  type Translated,
} from '@koppel/connector-sdk';
import { emailSchema, type Address, type Customer, type Order, type Reason } from '@koppel/contracts';
import { chargedOf, paymentsOf, refundedOf, refundsOf } from './charged.js';
import { nativeOrderSchema, type NativeAddress, type NativeOrder } from './native-order.js';
import type { OrderSettings } from './orders.js';
import { failure, reason } from './reasons.js';

export function numberOf(order: Pick<NativeOrder, 'display_id' | 'custom_display_id'>): string {
  return order.custom_display_id?.trim() || String(order.display_id);
}

function addressOf(native: NativeAddress | null | undefined): Address | undefined {
  const country = native?.country_code?.trim().toUpperCase();
  if (!native || !country || !/^[A-Z]{2}$/.test(country)) return undefined;
  return {
    name: cutText(`${native.first_name ?? ''} ${native.last_name ?? ''}`, 200),
    company: cutText(native.company, 200),
    line1: cutText(native.address_1, 200) ?? '',
    line2: cutText(native.address_2, 200),
    postcode: cutText(native.postal_code, 30) ?? '',
    city: cutText(native.city, 100) ?? '',
    region: cutText(native.province, 100),
    country,
    phone: cutText(native.phone, 50),
  };
}

/** The buyer as the order itself names them; the shop's own card of the customer fills what the order leaves out. */
function customerOf(order: NativeOrder, { vatNumberField }: OrderSettings): Customer {
  const { customer } = order;
  const native = buyerOf(order);
  const address = addressOf(native);
  const login = customer?.has_account === true ? customer.id : undefined;
  const email = emailSchema.safeParse((order.email ?? customer?.email)?.trim().toLowerCase()).data;
  const isNamed = address?.name !== undefined;
  const firstName = cutText(isNamed ? native?.first_name : customer?.first_name, 100);
  const lastName = cutText(isNamed ? native?.last_name : customer?.last_name, 100);
  const company = address?.company ?? cutText(customer?.company_name, 200);
  const fields = [order, native, customer].flatMap((record) => Object.entries(record?.metadata ?? {}));
  const vatNumber = findVatNumber(fields, vatNumberField);
  const known = { login, email, company, person: `${firstName ?? ''} ${lastName ?? ''}`, vatNumber };
  return {
    key: buyerKey({ ...known, country: address?.country, order: order.id }),
    isGuest: login === undefined,
    login,
    email,
    firstName,
    lastName,
    company,
    phone: address?.phone ?? cutText(customer?.phone, 50),
    vatNumber,
    address,
  };
}

/** The billing address; the other one where only that was filled in. */
function buyerOf({ billing_address: billing, shipping_address: shipping }: NativeOrder): NativeAddress | undefined {
  const addresses = [billing, shipping].filter((address) => address !== null && address !== undefined);
  return addresses.find((address) => isWholeAddress(addressOf(address))) ?? addresses[0];
}

/** The provider of the last payment that stands. */
function paymentMethodOf(order: NativeOrder): string | undefined {
  return cutText(paymentsOf(order).at(-1)?.provider_id, 100);
}

/** Why nothing of an order is delivered, whatever was before; undefined where something is. */
export function endOf(order: NativeOrder): LeftOut | undefined {
  const number = numberOf(order);
  if (order.is_draft_order || order.status === 'draft') return { filtered: reason('medusa.order_draft', { number }) };
  if (order.status === 'canceled') return { filtered: reason('medusa.order_canceled', { number }), isOver: true };
  return chargedOf(order) ? undefined : { filtered: reason('medusa.order_empty', { number }), isOver: true };
}

/** Why the settings leave a new order out; one that was given back whole is booked with its credits, or not at all. */
function leftOut(order: NativeOrder, settings: OrderSettings, flow: FlowStart): Reason | undefined {
  const { payment_status: payment } = order;
  const isRefunded = payment === 'refunded' && refundsOf(order).length > 0;
  if (!isRefunded && !settings.orderPayments.some((taken) => taken === payment))
    return reason('medusa.order_payment', { number: numberOf(order), payment }, 'payment_status');
  return leftOutByAge(placedOf(order), settings, flow);
}

export function placedOf({ created_at: at }: NativeOrder): PlacedOrder {
  return { at, day: at.slice(0, 10), field: 'created_at' };
}

export function parseOrder(native: unknown): NativeOrder {
  const parsed = nativeOrderSchema.safeParse(native);
  if (!parsed.success) {
    const field = parsed.error.issues[0]?.path.join('.') ?? '';
    throw failure('value', 'medusa.order_unreadable', { field: field || '-' }, { field, cause: parsed.error });
  }
  return parsed.data;
}

/** An order of the shop as canonical order. */
export function orderToCanonical(native: unknown, settings: OrderSettings, history: RecordHistory): Translated<Order> {
  const order = parseOrder(native);
  const end = endOf(order);
  if (end) return end;
  const filtered = history.isDelivered ? undefined : leftOut(order, settings, history);
  if (filtered) return { filtered };
  const canonical = canonicalOrderOf(order, settings);
  const refunded = roundDecimal(refundedOf(order), decimalsOf(canonical.currency));
  return refundedOrder(canonical, { refunded, field: 'payment_collections' }, history);
}

/** What people look for an order by that is left out. */
export function identifyOrder(native: unknown, settings: OrderSettings): Pick<Order, 'number' | 'customer'> {
  const order = parseOrder(native);
  return { number: numberOf(order), customer: customerOf(order, settings) };
}

/** As it was charged, whatever was given back of it. Store credit or a gift card makes its total less than its lines. */
export function canonicalOrderOf(order: NativeOrder, settings: OrderSettings): Order {
  const charged = chargedOf(order);
  if (!charged) throw new Error('an order without lines is left out');
  return {
    number: numberOf(order),
    placedAt: readInstant(order.created_at, 'created_at'),
    status: `${order.status} / ${order.payment_status}`.slice(0, 60),
    isCredit: false,
    currency: order.currency_code.toUpperCase(),
    customer: customerOf(order, settings),
    billingAddress: addressOf(buyerOf(order)),
    shippingAddress: addressOf(order.shipping_address),
    ...charged,
    paymentMethod: paymentMethodOf(order),
  };
}
