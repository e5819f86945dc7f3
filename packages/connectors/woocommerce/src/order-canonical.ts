import {
  compareDecimals,
  ConnectorFailure,
  isZeroDecimal,
  subtractDecimals,
  type Translated,
} from '@koppel/connector-sdk';
import type { Order } from '@koppel/contracts';
import type { WooRecord } from './client.js';
import { customerOf, toAddress } from './order-customer.js';
import { isCreditOrder, linesOf } from './order-lines.js';
import { nativeOrderSchema, type NativeOrder } from './order-native.js';
import type { OrderSettings } from './orders.js';

/** A WooCommerce order as canonical order; those that the settings leave out say why. */
export function toCanonicalOrder(native: WooRecord, settings: OrderSettings): Translated<Order> {
  const order = parseOrder(native);
  const reason = leftOutReason(order, settings);
  return reason === undefined ? { canonical: canonicalOf(order) } : { filtered: reason };
}

function leftOutReason(order: NativeOrder, settings: OrderSettings): string | undefined {
  if (!settings.orderStatuses.includes(order.status)) {
    return `The order is "${order.status}" in the shop; the flow takes ${settings.orderStatuses.join(', ') || 'none'}.`;
  }
  if (settings.ordersFrom !== '' && order.date_created.slice(0, 10) < settings.ordersFrom) {
    return `The order was placed on ${order.date_created.slice(0, 10)}, before ${settings.ordersFrom}.`;
  }
  const hasLines = order.line_items.length + order.shipping_lines.length + order.fee_lines.length > 0;
  return hasLines ? undefined : 'The order has no lines.';
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
  const parsed = nativeOrderSchema.safeParse(native);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    const where = issue?.path.join('.') ?? '';
    throw badOrder(native, `its field "${where}" is not what WooCommerce gives there (${issue?.message ?? 'unknown'})`);
  }
  const order = parsed.data;
  if (Number.isNaN(Date.parse(`${order.date_created_gmt}Z`))) throw badOrder(native, 'it has no valid date');
  const fraction = order.line_items.find((line) => !Number.isInteger(line.quantity));
  if (fraction) {
    throw badOrder(
      native,
      `the line "${fraction.name ?? ''}" has the quantity ${fraction.quantity}, and Koppel delivers whole pieces`,
    );
  }
  const hasVatOnly = compareDecimals(order.total_tax || '0', '0') !== 0 && isZeroDecimal(order.total || '0');
  if (hasVatOnly) throw badOrder(native, 'its total is zero but its VAT is not');
  return order;
}

function badOrder(native: WooRecord, reason: string): ConnectorFailure {
  const name = typeof native['number'] === 'string' ? native['number'] : String(native['id'] ?? '');
  return new ConnectorFailure(
    'value',
    `Order ${name} cannot be read: ${reason}. It was not delivered. Correct the order in the shop and save it; it is read again by itself.`,
  );
}
