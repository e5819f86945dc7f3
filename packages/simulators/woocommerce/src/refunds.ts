import { inputList, text, truth, whole, type Input } from './input.js';
import { lineMeta } from './line-meta.js';
import { findCents, sumCents, toCents, toDecimal } from './money.js';
import { restocked } from './order-stock.js';
import { taxLines, totalOfTaxes } from './order-totals.js';
import { updateOrder } from './orders.js';
import type { LineTax, Order, OrderLine, Refund } from './records.js';
import type { Shop } from './shop.js';
import { found, WooError } from './woo-error.js';

/**
 * Gives money back for an order: for lines, or an amount alone. An order that is refunded whole becomes `refunded`.
 *
 * @throws WooError when nothing is left to give back
 */
export function createRefund(shop: Shop, orderId: number, input: Input): Refund {
  const order = orderOf(shop, orderId);
  const given = refundedLines(shop, order, input.line_items);
  const amountCents = findCents(input.amount) ?? 0;
  const remainingCents = toCents(order.total) - sumCents(refundsOf(shop, orderId).map(({ amount }) => amount));
  if (amountCents <= 0 || amountCents > remainingCents) {
    throw new InvalidRefund('woocommerce_rest_cannot_create_order_refund', 'Invalid refund amount.');
  }
  const isFull = amountCents === remainingCents;
  const stamp = shop.clock.stamp();
  const refund: Refund = {
    id: shop.takeId(),
    parent_id: orderId,
    date_created: stamp.local,
    date_created_gmt: stamp.gmt,
    amount: toDecimal(amountCents),
    reason: text(input.reason, ''),
    refunded_by: 1,
    refunded_payment: false,
    meta_data: [{ id: shop.takeId(), key: '_refund_type', value: isFull ? 'full' : 'partial' }],
    ...given,
    tax_lines: taxLines(shop, { ...given, tax_lines: [] }),
  };
  shop.refunds.put(refund);
  noteRefund(shop, order, refund, truth(input.api_restock, true));
  if (isFull) updateOrder(shop, orderId, { status: 'refunded' });
  return refund;
}

/** Newest first. */
export function refundsOf(shop: Shop, orderId: number): Refund[] {
  return shop.refunds.all().filter((refund) => refund.parent_id === orderId).reverse(); // prettier-ignore
}

/** For good: WooCommerce has no bin for refunds. It leaves the order's time of change as it is. */
export function deleteRefund(shop: Shop, orderId: number, id: number): Refund {
  const refund = refundsOf(shop, orderId).find((each) => each.id === id);
  if (!refund) throw new WooError(404, 'woocommerce_rest_shop_order_refund_invalid_id', 'Invalid ID.');
  const order = orderOf(shop, orderId);
  shop.refunds.remove(id);
  shop.saveOrder({ ...order, refunds: order.refunds.filter((each) => each.id !== id) });
  return refund;
}

export function showRefund({ parent_id: _parent, ...refund }: Refund): Omit<Refund, 'parent_id'> {
  return refund;
}

/** Unlike other errors this one has its status where others have data. */
class InvalidRefund extends WooError {
  constructor(code: string, message: string) {
    super(500, code, message);
  }

  override toBody() {
    return { ...super.toBody(), data: this.status };
  }
}

function orderOf(shop: Shop, id: number): Order {
  return found(shop.orders.find(id), 'woocommerce_rest_order_invalid_id', 'Invalid order ID.');
}

/** The lines of the order that the request names, with what is given back for them. */
function refundedLines(
  shop: Shop,
  order: Order,
  value: unknown,
): Pick<Refund, 'line_items' | 'shipping_lines' | 'fee_lines'> {
  const given = new Map(inputList(value).map((input) => [whole(input.id, 0), input]));
  const chosen = <Line extends { id: number }>(lines: readonly Line[]): [Line, Input][] =>
    lines.flatMap((line): [Line, Input][] => {
      const input = given.get(line.id);
      return input ? [[line, input]] : [];
    });
  return {
    line_items: chosen(order.line_items).map(([line, input]) => refundedLine(shop, line, input)),
    shipping_lines: chosen(order.shipping_lines).map(([line, input]) => ({
      ...line,
      ...refundedAmounts(shop, line.id, input),
    })),
    fee_lines: chosen(order.fee_lines).map(([line, input]) => ({ ...line, ...refundedAmounts(shop, line.id, input) })),
  };
}

function refundedLine(shop: Shop, line: OrderLine, input: Input): OrderLine {
  const quantity = whole(input.quantity, 0);
  const amounts = refundedAmounts(shop, line.id, input);
  const taxes = amounts.taxes.map((tax) => ({ ...tax, subtotal: tax.total }));
  return {
    ...line,
    ...amounts,
    quantity: -quantity,
    subtotal: amounts.total,
    subtotal_tax: amounts.total_tax,
    taxes,
    price: quantity === 0 ? 0 : toCents(amounts.total) / -100 / quantity,
  };
}

function refundedAmounts(shop: Shop, itemId: number, input: Input) {
  const taxes = inputList(input.refund_tax).map((tax): LineTax => {
    return { id: whole(tax.id, 0), total: toDecimal(-toCents(tax.refund_total)), subtotal: '' };
  });
  const origin = [{ key: '_refunded_item_id', value: String(itemId) }];
  return {
    id: shop.takeId(),
    total: toDecimal(-toCents(input.refund_total)),
    total_tax: totalOfTaxes(taxes),
    taxes,
    meta_data: lineMeta([], origin, () => shop.takeId()),
  };
}

/** Lists the refund with its order, and puts what came back in stock. */
function noteRefund(shop: Shop, order: Order, refund: Refund, isRestocking: boolean): void {
  const quantities = new Map(
    refund.line_items.map((line) => [Number(line.meta_data[0]?.value), -line.quantity] as const),
  );
  const taxCents = sumCents(
    [...refund.line_items, ...refund.shipping_lines, ...refund.fee_lines].map((line) => line.total_tax),
  );
  const { id, reason, amount } = refund;
  const entry = { id, reason, total: `-${amount}`, total_tax: toDecimal(taxCents) };
  const stamp = shop.clock.stamp();
  shop.saveOrder({
    ...order,
    date_modified: stamp.local,
    date_modified_gmt: stamp.gmt,
    refunds: [...order.refunds, entry],
    line_items: order.line_items.map((line) => {
      const quantity = quantities.get(line.id) ?? 0;
      return isRestocking && quantity > 0 ? restocked(shop, line, quantity) : line;
    }),
  });
}
