import {
  addDecimals,
  creditLinesOf,
  creditNumberOf,
  decimalsOf,
  isZeroDecimal,
  negateDecimal,
  refundsByAge,
  roundDecimal,
  settleRounding,
  sharedReason,
  type RecordHistory,
  type Translated,
} from '@koppel/connector-sdk';
import type { Credit, Order, OrderLine, Reason } from '@koppel/contracts';
import type { WooRecord } from './client.js';
import type { CreditSettings } from './credits.js';
import {
  parseHead,
  parseOrder,
  parseRefund,
  type NativeHead,
  type NativeLine,
  type NativeOrder,
  type NativeRate,
  type NativeRefund,
} from './native-order.js';
import { canonicalOrderOf, emptyOrder, isOver, partFilter, placedOf } from './order-canonical.js';
import { cut, taxTotalsOf, toLines } from './order-lines.js';
import { reason } from './reasons.js';

/** One refund, with what it is to be seen in: its order, and all refunds of that. */
export type NativeCredit = {
  order: WooRecord;
  refunds: WooRecord[];
  refundId: number;
};

/** A refund of a WooCommerce order as canonical credit; those that are left out say why. */
export function toCanonicalCredit(
  { order: native, refunds: natives, refundId }: NativeCredit,
  settings: CreditSettings,
  history: RecordHistory,
): Translated<Credit> {
  const head = parseHead(native);
  if (isOver(head, settings))
    return { filtered: reason('woocommerce.order_over', { status: head.status }, 'order.status'), isOver: true };
  const refunds = natives.map((refund) => parseRefund(refund, native)).sort(byAge);
  const refund = refunds.find(({ id }) => id === refundId);
  if (!refund) throw new Error('a credit is read together with its refund');
  const filtered = filterReason(refund, { head, settings, history });
  if (filtered) return { filtered };
  const order = canonicalOrderOf(native, settings);
  if (!order) return { filtered: emptyOrder, isOver: true };
  const charged = parseOrder(native);
  const [seen, all] = [explained(refund, charged), refunds.map((each) => explained(each, charged))];
  return { canonical: creditOf(order, { refund: seen, refunds: all, orderKey: String(native['id']) }) };
}

/** A refund by what its order tells of it: the rates, and of which lines it leaves the VAT open. */
function explained(refund: NativeRefund, order: NativeOrder): NativeRefund {
  const charged = [...order.line_items, ...order.shipping_lines, ...order.fee_lines];
  const taxed = new Set(charged.filter(isTaxed).map(({ id }) => String(id)));
  // An amount that was typed without its VAT: it is what the buyer gets back, VAT included.
  const isStated = (line: NativeLine) => isTaxed(line) || isZeroDecimal(line.total) || !taxed.has(refundedIdOf(line));
  return {
    ...refund,
    line_items: refund.line_items.filter(isStated),
    shipping_lines: refund.shipping_lines.filter(isStated),
    fee_lines: refund.fee_lines.filter(isStated),
    tax_lines: ratesOf(refund, order.tax_lines),
  };
}

function isTaxed({ total_tax: vat, taxes }: NativeLine): boolean {
  return !isZeroDecimal(vat) || taxes.some(({ total }) => !isZeroDecimal(total));
}

/** The id of the line of the order that a line of a refund is of. */
function refundedIdOf({ meta_data: metaData }: NativeLine): string {
  return String(metaData.find(({ key }) => key === '_refunded_item_id')?.value ?? '');
}

/** The rates of a refund as its order has them: on refunds the shop states those of today, if it still has them. */
function ratesOf({ tax_lines: own }: NativeRefund, ofOrder: readonly NativeRate[]): NativeRate[] {
  const known = new Set(ofOrder.map(({ rate_id: id }) => id));
  const rated = ofOrder.map((rate) => {
    const { tax_total, shipping_tax_total } = own.find(({ rate_id: id }) => id === rate.rate_id) ?? {};
    return { ...rate, tax_total, shipping_tax_total };
  });
  return [...rated, ...own.filter(({ rate_id: id }) => !known.has(id))];
}

function byAge(one: NativeRefund, other: NativeRefund): number {
  return one.date_created_gmt.localeCompare(other.date_created_gmt) || one.id - other.id;
}

interface Choice {
  head: NativeHead;
  settings: CreditSettings;
  history: RecordHistory;
}

function filterReason(refund: NativeRefund, { head, settings, history }: Choice): Reason | undefined {
  if (isZeroDecimal(refund.amount)) return sharedReason('orders.refund_of_nothing', {}, 'amount');
  if (history.isDelivered) return undefined;
  const made = { placed: placedOf(head), at: refund.date_created_gmt, field: 'date_created_gmt' };
  return partFilter(head) ?? refundsByAge.leftOut(made, settings, history);
}

function creditOf(
  order: Order,
  { refund, refunds, orderKey }: { refund: NativeRefund; refunds: readonly NativeRefund[]; orderKey: string },
): Credit {
  const earlier: OrderLine[] = [];
  for (const each of refunds) {
    const credited = creditedBy(each, order, earlier);
    if (each.id === refund.id) {
      return {
        number: creditNumberOf(order.number, refund.id),
        orderKey,
        order,
        creditedAt: `${refund.date_created_gmt}Z`,
        ...credited,
        inclVat: roundDecimal(refund.amount, decimalsOf(order.currency, refund.amount)),
        reason: cut(refund.reason, 2000),
      };
    }
    earlier.push(...credited.lines);
  }
  throw new Error('a credit is one of its refunds');
}

function creditedBy(
  refund: NativeRefund,
  order: Order,
  earlier: readonly OrderLine[],
): Pick<Credit, 'lines' | 'isSpread'> {
  const { amount, reason: why } = refund;
  const lines = refundedLines(refund, decimalsOf(order.currency, refund.amount));
  return creditLinesOf({ order, earlier, amount, lines, description: cut(why, 500) });
}

/** The lines that a refund names, as positive amounts that add up to it but for what it does not name. */
function refundedLines(refund: NativeRefund, decimals: number): OrderLine[] {
  const { line_items, shipping_lines, fee_lines, tax_lines, amount } = refund;
  const native = {
    line_items: line_items.map((line) => ({ ...positive(line), quantity: Math.abs(line.quantity) })),
    shipping_lines: shipping_lines.map(positive),
    fee_lines: fee_lines.map(positive),
    tax_lines: tax_lines.map(({ tax_total: tax, shipping_tax_total: shipping, ...rate }) => ({
      ...rate,
      tax_total: tax && negateDecimal(tax),
      shipping_tax_total: shipping && negateDecimal(shipping),
    })),
  };
  const given = toLines(native, { isCredit: false }).filter(
    (line) => !isZeroDecimal(line.totalExclVat) || !isZeroDecimal(line.vatAmount),
  );
  const taxTotals = taxTotalsOf(native);
  const vat = addDecimals(
    '0',
    ...(taxTotals.size > 0 ? [...taxTotals.values()] : given.map(({ vatAmount }) => vatAmount)),
  );
  const totals = { inclVat: roundDecimal(amount, decimals), vat: roundDecimal(vat, decimals) };
  return settleRounding(given, { totals, vouchers: '0', taxTotals, decimals }).map(withPieces);
}

function positive<Line extends NativeLine>(line: Line): Line {
  return {
    ...line,
    total: negateDecimal(line.total),
    total_tax: negateDecimal(line.total_tax),
    taxes: line.taxes.map((tax) => ({ ...tax, total: negateDecimal(tax.total) })),
  };
}

/** Of an article of which no piece comes back the price is lowered. */
function withPieces(line: OrderLine): OrderLine {
  if (line.kind !== 'item' || !isZeroDecimal(line.quantity)) return line;
  const { sku: _sku, ...rest } = line;
  return { ...rest, kind: 'discount', quantity: '1' };
}
