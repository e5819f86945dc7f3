import { mergeMeta, text, toAddress, toBilling, toInput, truth, whole, type Input } from './input.js';
import { applyCoupons, feesFromInput, mergeLines, shippingFromInput, type LineContext } from './order-lines.js';
import { withTotals } from './order-totals.js';
import { withStock } from './order-stock.js';
import type { Order, OrderLine } from './records.js';
import { orderStatusNames, wooCommerceVersion } from './shop-settings.js';
import type { Shop } from './shop.js';
import { invalidParameter, WooError } from './woo-error.js';

/** Those that a caller may ask for or set, with the ones that plug-ins add. */
export function assertOrderStatuses(shop: Shop, statuses: readonly string[], allowed: readonly string[] = []): void {
  const known = [...allowed, 'trash', 'auto-draft', ...Object.keys(orderStatusNames(shop.settings))];
  const wrong = statuses.findIndex((status) => !known.includes(status));
  if (wrong === -1) return;
  const what = allowed.length > 0 ? `status[${wrong}]` : 'status';
  const list = `${known.slice(0, -1).join(', ')}, and ${known.at(-1)}`;
  throw invalidParameter('status', `${what} is not one of ${list}.`, 'rest_not_in_enum');
}

export function createOrder(shop: Shop, input: Input, createdVia = 'rest-api'): Order {
  if (Number(input.id) > 0) {
    throw new WooError(400, 'woocommerce_rest_shop_order_exists', 'Cannot create existing shop_order.');
  }
  const order = applyOrder(shop, { ...blankOrder(shop), created_via: createdVia }, input);
  shop.saveOrder(order);
  return order;
}

export function updateOrder(shop: Shop, id: number, input: Input): Order {
  const before = shop.orders.find(id);
  if (!before) throw new WooError(400, 'woocommerce_rest_shop_order_invalid_id', 'Invalid ID.');
  const stamp = shop.clock.stamp();
  const order = { ...applyOrder(shop, before, input), date_modified: stamp.local, date_modified_gmt: stamp.gmt };
  shop.saveOrder(order);
  return order;
}

/** @returns the order as it was */
export function deleteOrder(shop: Shop, id: number, isForced: boolean): Order {
  const order = shop.orders.find(id);
  if (!order) throw new WooError(404, 'woocommerce_rest_shop_order_invalid_id', 'Invalid ID.');
  if (isForced) {
    shop.remove('orders', id);
    return order;
  }
  const meta = [
    { key: '_wp_trash_meta_status', value: `wc-${order.status}` },
    { key: '_wp_trash_meta_time', value: String(Math.floor(shop.clock.now() / 1000)) },
  ];
  updateOrder(shop, id, { status: 'trash', meta_data: meta });
  return order;
}

function applyOrder(shop: Shop, before: Order, input: Input): Order {
  const status = text(input.status, before.status);
  assertOrderStatuses(shop, [status]);
  const customerId = whole(input.customer_id, before.customer_id);
  if (customerId !== 0 && !shop.customers.find(customerId)) {
    throw new WooError(400, 'woocommerce_rest_invalid_customer_id', 'Customer ID is invalid.');
  }
  const order: Order = {
    ...before,
    status,
    customer_id: customerId,
    currency: text(input.currency, before.currency),
    customer_note: text(input.customer_note, before.customer_note),
    billing: toBilling(input.billing, before.billing),
    shipping: toAddress(input.shipping, before.shipping),
    payment_method: text(input.payment_method, before.payment_method),
    payment_method_title: text(input.payment_method_title, before.payment_method_title),
    transaction_id: text(input.transaction_id, before.transaction_id),
    meta_data: mergeMeta(before.meta_data, input.meta_data, () => shop.takeId()),
  };
  const moved = withMoments(shop, withLines(shop, order, input), truth(input.set_paid, false));
  return withTotals(shop, withStock(shop, moved));
}

function withLines(shop: Shop, order: Order, input: Input): Order {
  const context = contextOf(shop, order);
  const merged = mergeLines(context, order.line_items, input.line_items);
  const { lines, coupons } = applyCoupons(context, merged, input.coupon_lines);
  return {
    ...order,
    line_items: lines,
    coupon_lines: [...order.coupon_lines, ...coupons],
    shipping_lines: [...order.shipping_lines, ...shippingFromInput(context, input.shipping_lines)],
    fee_lines: [...order.fee_lines, ...feesFromInput(context, input.fee_lines)],
  };
}

export function contextOf(shop: Shop, order: Order): LineContext {
  return { shop, country: order.shipping.country || order.billing.country || shop.settings.country };
}

/** The order with its dates of payment and completion, and whether it still needs either. */
export function withMoments(shop: Shop, order: Order, isPaidNow: boolean): Order {
  const status = isPaidNow && order.status === 'pending' ? 'processing' : order.status;
  const stamp = shop.clock.stamp();
  // Cash comes at the door.
  const isPaidFor = status === 'completed' || (status === 'processing' && order.payment_method !== 'cod');
  const isPaid = isPaidNow || isPaidFor;
  const paid = order.date_paid === null && isPaid;
  const completed = order.date_completed === null && status === 'completed';
  return {
    ...order,
    status,
    ...(paid ? { date_paid: stamp.local, date_paid_gmt: stamp.gmt } : {}),
    ...(completed ? { date_completed: stamp.local, date_completed_gmt: stamp.gmt } : {}),
    needs_payment: status === 'pending' || status === 'failed',
    needs_processing: order.line_items.some((line) => isHandled(shop, line)),
    is_editable: ['pending', 'on-hold', 'auto-draft'].includes(status),
  };
}

/** Downloads of what is not sent need no work. */
function isHandled(shop: Shop, line: OrderLine): boolean {
  const product = shop.products.find(line.variation_id || line.product_id);
  return product !== undefined && !(product.virtual && product.downloadable);
}

export function blankOrder(shop: Shop): Order {
  const stamp = shop.clock.stamp();
  const id = shop.takeId();
  return {
    id,
    parent_id: 0,
    number: String(id),
    order_key: shop.orderKey(id),
    created_via: 'rest-api',
    version: wooCommerceVersion,
    status: 'pending',
    currency: shop.settings.currency,
    currency_symbol: shop.settings.currency === 'GBP' ? '£' : '€',
    prices_include_tax: shop.settings.pricesIncludeTax,
    date_created: stamp.local,
    date_created_gmt: stamp.gmt,
    date_modified: stamp.local,
    date_modified_gmt: stamp.gmt,
    discount_total: '0.00',
    discount_tax: '0.00',
    shipping_total: '0.00',
    shipping_tax: '0.00',
    cart_tax: '0.00',
    total: '0.00',
    total_tax: '0.00',
    customer_id: 0,
    customer_ip_address: '',
    customer_user_agent: '',
    customer_note: '',
    billing: toBilling({}),
    shipping: toAddress(toInput(undefined)),
    payment_method: '',
    payment_method_title: '',
    transaction_id: '',
    date_paid: null,
    date_paid_gmt: null,
    date_completed: null,
    date_completed_gmt: null,
    cart_hash: '',
    meta_data: [],
    line_items: [],
    tax_lines: [],
    shipping_lines: [],
    fee_lines: [],
    coupon_lines: [],
    refunds: [],
    payment_url: `${shop.siteUrl}/checkout/order-pay/${id}/`,
    is_editable: true,
    needs_payment: true,
    needs_processing: false,
  };
}
