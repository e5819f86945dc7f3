import {
  buyerKey,
  cutText,
  findVatNumber,
  isWholeAddress,
  leftOutByAge,
  nameIdentity,
  readInstant,
  refundedOrder,
  type FlowStart,
  type LeftOut,
  type PlacedOrder,
  type RecordHistory,
  type Translated,
} from '@koppel/connector-sdk';
import { emailSchema, type Address, type Customer, type Order, type Reason } from '@koppel/contracts';
import { chargedOf, settledRefundsOf } from './charged.js';
import { parseOrder, type NativeAddress, type NativeOrder } from './native-order.js';
import { amountOf } from './order-lines.js';
import type { OrderSettings } from './orders.js';
import { reason } from './reasons.js';

function addressOf(native: NativeAddress | null | undefined): Address | undefined {
  const country = native?.countryCode?.trim().toUpperCase();
  if (!native || !country || !/^[A-Z]{2}$/.test(country)) return undefined;
  return {
    name: cutText(native.fullName, 200),
    company: cutText(native.company, 200),
    line1: cutText(native.streetLine1, 200) ?? '',
    line2: cutText(native.streetLine2, 200),
    postcode: cutText(native.postalCode, 30) ?? '',
    city: cutText(native.city, 100) ?? '',
    region: cutText(native.province, 100),
    country,
    phone: cutText(native.phoneNumber, 50),
  };
}

/** The buyer as the order itself names them. A customer without a user has no log-in, and is a new one for each address. */
function customerOf(
  order: NativeOrder,
  { address, settings }: { address: Address | undefined; settings: OrderSettings },
): Customer {
  const { customer, billingAddress, shippingAddress } = order;
  const email = emailSchema.safeParse(customer?.emailAddress?.trim().toLowerCase()).data;
  const login = customer?.user ? customer.id : undefined;
  const person = personOf(order, address);
  const company = address?.company;
  const fields = [order, billingAddress, customer, shippingAddress].flatMap((record) =>
    Object.entries(record?.customFields ?? {}),
  );
  const vatNumber = findVatNumber(fields, settings.vatNumberField);
  const known = { login, email, company, person: `${person.firstName ?? ''} ${person.lastName ?? ''}`, vatNumber };
  return {
    key: buyerKey({ ...known, country: address?.country, order: order.code }),
    isGuest: login === undefined,
    login,
    email,
    ...person,
    company,
    phone: address?.phone ?? cutText(customer?.phoneNumber, 50),
    vatNumber,
    address,
  };
}

/** The name on the address, in two parts; that of the customer where it is the same, or the only one. */
function personOf({ customer }: NativeOrder, address: Address | undefined): Pick<Customer, 'firstName' | 'lastName'> {
  const [firstName, lastName] = [cutText(customer?.firstName, 100), cutText(customer?.lastName, 100)];
  const name = address?.name;
  if (name === undefined || nameIdentity(name) === nameIdentity(`${firstName ?? ''} ${lastName ?? ''}`))
    return { firstName, lastName };
  const [first = '', ...others] = name.split(/\s+/);
  return others.length === 0
    ? { lastName: cutText(first, 100) }
    : { firstName: cutText(first, 100), lastName: cutText(others.join(' '), 100) };
}

/** The billing address; the other one where only that was filled in. */
function buyerAddressOf({ billingAddress, shippingAddress }: NativeOrder): Address | undefined {
  const addresses = [addressOf(billingAddress), addressOf(shippingAddress)];
  return addresses.find(isWholeAddress) ?? addresses.find(Boolean);
}

/** The last payment that stands. */
function paymentMethodOf({ payments }: NativeOrder): string | undefined {
  const standing = (payments ?? []).filter(({ state }) => state === 'Settled' || state === 'Authorized');
  return cutText(standing.at(-1)?.method, 100);
}

/** Why the settings leave a new order out; undefined when they take it. */
function filterReason(order: NativeOrder, settings: OrderSettings, flow: FlowStart): Reason | undefined {
  const { code, state } = order;
  if (!settings.orderStates.includes(state)) return reason('vendure.order_state', { order: code, state }, 'state');
  return leftOutByAge(placedOf(order), settings, flow);
}

export function placedOf({ orderPlacedAt, createdAt }: NativeOrder): PlacedOrder {
  const at = orderPlacedAt ?? createdAt;
  return { at, day: at.slice(0, 10), field: 'orderPlacedAt' };
}

/** Cancelled whole, unless its shop takes such orders. */
export function isOver({ state }: NativeOrder, { orderStates }: OrderSettings): boolean {
  return state === 'Cancelled' && !orderStates.includes(state);
}

/** What the shop keeps for one seller of an order stands on the whole order, too. */
function partOfSeller({ code, type }: NativeOrder): LeftOut | undefined {
  return type === 'Seller' ? { filtered: reason('vendure.order_of_seller', { order: code }, 'type') } : undefined;
}

/** Why nothing of an order is delivered, whatever was before. */
export function endOf(order: NativeOrder, settings: OrderSettings): LeftOut | undefined {
  const { code } = order;
  const part = partOfSeller(order);
  if (part) return part;
  if (isOver(order, settings))
    return { filtered: reason('vendure.order_over', { order: code }, 'state'), isOver: true };
  if (chargedOf(order).lines.length === 0)
    return { filtered: reason('vendure.order_empty', { order: code }, 'lines'), isOver: true };
  return undefined;
}

/** An order of the shop as canonical order. */
export function orderToCanonical(native: unknown, settings: OrderSettings, history: RecordHistory): Translated<Order> {
  const order = parseOrder(native);
  const part = partOfSeller(order);
  if (part) return part;
  const filtered = history.isDelivered ? undefined : filterReason(order, settings, history);
  if (filtered) return { filtered };
  const end = endOf(order, settings);
  if (end) return end;
  const refundedUnits = settledRefundsOf(order).reduce((sum, { total }) => sum + total, 0);
  const refunded = amountOf(refundedUnits, order.precision);
  return refundedOrder(canonicalOrderOf(order, settings), { refunded, field: 'payments' }, history);
}

/** What people look for an order by that is left out. */
export function identifyOrder(native: unknown, settings: OrderSettings): Pick<Order, 'number' | 'customer'> {
  const order = parseOrder(native);
  return { number: order.code, customer: customerOf(order, { address: buyerAddressOf(order), settings }) };
}

/** As it was charged, whatever was given back of it. */
export function canonicalOrderOf(order: NativeOrder, settings: OrderSettings): Order {
  const billingAddress = buyerAddressOf(order);
  return {
    number: order.code,
    placedAt: readInstant(order.orderPlacedAt ?? order.createdAt, 'orderPlacedAt'),
    status: order.state,
    isCredit: false,
    currency: order.currencyCode,
    customer: customerOf(order, { address: billingAddress, settings }),
    billingAddress,
    shippingAddress: addressOf(order.shippingAddress),
    ...chargedOf(order),
    paymentMethod: paymentMethodOf(order),
  };
}
