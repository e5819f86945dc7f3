import { lineMeta } from './line-meta.js';
import { updateProduct } from './products.js';
import type { Order, OrderLine } from './records.js';
import type { Shop } from './shop.js';

// What an order takes from the stock. Each line notes what it took, so that nothing is taken or given back twice.

const takenKey = '_reduced_stock';
const takingStatuses = new Set(['processing', 'completed', 'on-hold']);
const givingBackStatuses = new Set(['cancelled', 'pending']);

/** The order after its status took stock for its lines, or gave it back. */
export function withStock(shop: Shop, order: Order): Order {
  if (takingStatuses.has(order.status))
    return { ...order, line_items: order.line_items.map((line) => take(shop, line)) };
  if (!givingBackStatuses.has(order.status)) return order;
  return { ...order, line_items: order.line_items.map((line) => giveBack(shop, line)) };
}

/** A line of which `quantity` pieces came back. */
export function restocked(shop: Shop, line: OrderLine, quantity: number): OrderLine {
  const taken = takenBy(line);
  if (taken === undefined) return line;
  changeStock(shop, line, quantity);
  const meta = [
    { key: takenKey, value: String(taken - quantity) },
    { key: '_restock_refunded_items', value: String(quantity) },
  ];
  return { ...line, meta_data: lineMeta(line.meta_data, meta, () => shop.takeId()) };
}

function take(shop: Shop, line: OrderLine): OrderLine {
  if (takenBy(line) !== undefined || line.quantity <= 0 || !changeStock(shop, line, -line.quantity)) return line;
  const meta = [{ key: takenKey, value: String(line.quantity) }];
  return { ...line, meta_data: lineMeta(line.meta_data, meta, () => shop.takeId()) };
}

function giveBack(shop: Shop, line: OrderLine): OrderLine {
  const taken = takenBy(line);
  if (taken === undefined) return line;
  changeStock(shop, line, taken);
  return { ...line, meta_data: line.meta_data.filter(({ key }) => key !== takenKey) };
}

function takenBy({ meta_data: meta }: OrderLine): number | undefined {
  const taken = meta.find(({ key }) => key === takenKey)?.value;
  return taken === undefined ? undefined : Number(taken);
}

/** Whether the shop manages the stock of what the line has. */
function changeStock(shop: Shop, line: OrderLine, change: number): boolean {
  const product = shop.products.find(line.variation_id || line.product_id);
  if (!product?.manage_stock) return false;
  updateProduct(shop, product.id, { stock_quantity: (product.stock_quantity ?? 0) + change });
  return true;
}
