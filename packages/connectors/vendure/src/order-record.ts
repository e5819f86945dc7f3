import { ConnectorFailure, type Translated } from '@koppel/connector-sdk';
import type { Address, Customer, Order } from '@koppel/contracts';
import { z } from 'zod';
import { nativeOrderSchema, type NativeAddress, type NativeOrder } from './native-order.js';
import { linesOf, totalsOf } from './order-lines.js';
import type { OrderSettings } from './orders.js';

const trimmed = (value: string | null | undefined, most: number) => value?.trim().slice(0, most) || undefined;

function addressOf(native: NativeAddress | null | undefined): Address | undefined {
  const country = native?.countryCode?.trim().toUpperCase();
  if (!native || !country || !/^[A-Z]{2}$/.test(country)) return undefined;
  return {
    name: trimmed(native.fullName, 200),
    company: trimmed(native.company, 200),
    line1: trimmed(native.streetLine1, 200) ?? '',
    line2: trimmed(native.streetLine2, 200),
    postcode: trimmed(native.postalCode, 30) ?? '',
    city: trimmed(native.city, 100) ?? '',
    region: trimmed(native.province, 100),
    country,
    phone: trimmed(native.phoneNumber, 50),
  };
}

/** A customer without an account is a guest; Vendure makes a new one of each address, so e-mail tells guests apart. */
function customerOf(order: NativeOrder, address: Address | undefined): Customer {
  const { customer } = order;
  const email = z.email().max(320).safeParse(customer?.emailAddress?.trim().toLowerCase()).data;
  const isGuest = !customer?.user;
  const guestKey = email ? `email:${email}` : customer ? customer.id : `order:${order.code}`;
  return {
    key: customer && !isGuest ? customer.id : guestKey,
    isGuest,
    email,
    firstName: trimmed(customer?.firstName, 100),
    lastName: trimmed(customer?.lastName, 100),
    company: address?.company,
    phone: trimmed(customer?.phoneNumber, 50) ?? address?.phone,
    address,
  };
}

/** The last payment that stands. */
function paymentMethodOf({ payments }: NativeOrder): string | undefined {
  const standing = (payments ?? []).filter(({ state }) => state === 'Settled' || state === 'Authorized');
  return trimmed(standing.at(-1)?.method, 100);
}

/** Why the settings leave an order out; undefined when they take it. */
function leftOut(order: NativeOrder, settings: OrderSettings): string | undefined {
  if (order.type === 'Seller') return `Order ${order.code} is one seller's part of an order that is taken as a whole.`;
  if (!settings.orderStates.some((state) => state === order.state)) {
    return `Order ${order.code} is in state ${order.state}, which the settings of the flow do not take.`;
  }
  const placedOn = (order.orderPlacedAt ?? order.createdAt).slice(0, 10);
  if (settings.ordersFrom !== '' && placedOn < settings.ordersFrom) {
    return `Order ${order.code} was placed on ${placedOn}, before the start date ${settings.ordersFrom}.`;
  }
  return undefined;
}

/** An order of the shop as canonical order. */
export function orderToCanonical(native: unknown, settings: OrderSettings): Translated<Order> {
  const parsed = nativeOrderSchema.safeParse(native);
  if (!parsed.success) {
    const where = parsed.error.issues[0]?.path.join('.') ?? '';
    throw new ConnectorFailure(
      'value',
      `The order cannot be read: "${where}" is missing or not what Vendure gives there. Open the order in Vendure; if it looks right, tell the makers of Koppel.`,
      { cause: parsed.error },
    );
  }
  const order = parsed.data;
  const filtered = leftOut(order, settings);
  if (filtered !== undefined) return { filtered };
  const lines = linesOf(order);
  if (lines.length === 0) return { filtered: `Order ${order.code} has no lines left.` };
  const billingAddress = addressOf(order.billingAddress) ?? addressOf(order.shippingAddress);
  return {
    canonical: {
      number: `${settings.orderReferencePrefix}${order.code}`,
      placedAt: new Date(order.orderPlacedAt ?? order.createdAt).toISOString(),
      status: order.state,
      isCredit: false,
      currency: order.currencyCode,
      customer: customerOf(order, billingAddress),
      billingAddress,
      shippingAddress: addressOf(order.shippingAddress),
      lines,
      totals: totalsOf(order),
      paymentMethod: paymentMethodOf(order),
    },
  };
}
