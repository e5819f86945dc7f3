import { addDecimals, creditLinesOf, spreadByRates, subtractDecimals } from '@koppel/connector-sdk';
import type { Credit, Order, OrderLine } from '@koppel/contracts';
import type { NativeOrder, NativeRefund } from './native-order.js';
import { amountOf, linesOf, piecesOf, shippingLineOf, type NativeLine, type Pieces } from './order-lines.js';

// Vendure keeps an order as it is now: a cancellation or a change lowers its lines. What is given back is an amount of a payment.
// The order is delivered as it was charged and each settled refund as a credit, so that per rate
//
//   the order minus its credits = what was charged minus what was given back
//
// What was charged are the lines as they were placed, with what was added, or with the pieces that were given back. Where payments
// say that it was more (prices that a change lowered), the rest is shared by the rates of the order as it is now.

export type Charged = Pick<Order, 'lines' | 'totals'>;

export function chargedOf(order: NativeOrder): Charged {
  const now = linesOf(order);
  // A strategy of the shop may calculate the tax of the whole order, which then is not that of its lines.
  const totalsOf = (lines: readonly OrderLine[]): Order['totals'] => {
    const { exclVat, vat } = totalsNow(order);
    const net = addDecimals(exclVat, subtractDecimals(netOf(lines), netOf(now)));
    const tax = addDecimals(vat, subtractDecimals(vatOf(lines), vatOf(now)));
    return { exclVat: net, vat: tax, inclVat: addDecimals(net, tax) };
  };
  const paid = paidUnitsOf(order);
  const quantities = [placedQuantityOf, addedQuantityOf, givenBackOf];
  for (const quantityOf of quantities) {
    const lines = linesWith(order, (line) => quantityOf(line, order));
    const totals = totalsOf(lines);
    if (unitsOf(totals.inclVat, order) === paid) return { lines, totals };
  }
  const missing = paid - order.totalWithTax;
  // What was added and is not paid yet is a part of the order.
  if (missing <= 0) return { lines: now, totals: totalsNow(order) };
  const rest = { decimals: order.precision, kind: 'fee', description: '', text: 'before_change' } as const;
  const lines = [...now, ...spreadByRates(amountOf(missing, order.precision), now, rest)];
  return { lines, totals: totalsOf(lines) };
}

function placedQuantityOf({ quantity, orderPlacedQuantity }: NativeLine): number {
  return Math.max(quantity, orderPlacedQuantity);
}

/** With the pieces that changes added, whatever became of them. */
function addedQuantityOf(line: NativeLine, { modifications }: NativeOrder): number {
  const changes = (modifications ?? []).flatMap(({ lines }) =>
    lines.filter(({ orderLineId }) => orderLineId === line.id),
  );
  const added = changes.reduce((sum, { quantity }) => sum + Math.max(0, quantity), 0);
  return Math.max(line.quantity, line.orderPlacedQuantity + added);
}

/** With the pieces of refunds: Vendure counts wrongly what a change added of an article that the order had already. */
function givenBackOf(line: NativeLine, order: NativeOrder): number {
  const named = standingRefundsOf(order).flatMap(({ lines }) =>
    lines.filter(({ orderLineId }) => orderLineId === line.id),
  );
  return Math.max(
    placedQuantityOf(line),
    named.reduce((sum, { quantity }) => sum + quantity, line.quantity),
  );
}

/** The lines with other numbers of pieces. Prices were rounded: they come to what was paid if it is as good as that. */
function linesWith(order: NativeOrder, quantityOf: (line: NativeLine) => number): OrderLine[] {
  const { lines, precision, totalWithTax } = order;
  const isOther = (line: NativeLine) => quantityOf(line) !== line.quantity;
  const others = lines.filter(isOther);
  if (others.length === 0) return linesOf(order);
  const pieces = others.map((line) => ({ line, quantity: quantityOf(line), gross: grossOf(line, quantityOf(line)) }));
  const sum = pieces.reduce((total, { gross }) => total + gross, 0);
  const unchanged = totalWithTax - others.reduce((total, line) => total + line.proratedLinePriceWithTax, 0);
  const paid = paidUnitsOf(order) - unchanged;
  const gone = others.reduce((total, line) => total + quantityOf(line) - line.quantity, 0);
  const rest = linesOf({ ...order, lines: lines.filter((line) => !isOther(line)) });
  return [...piecesOf(pieces, Math.abs(paid - sum) <= gone ? paid : sum, precision), ...rest];
}

function grossOf(line: NativeLine, pieces: number): number {
  const { quantity, proratedLinePriceWithTax, proratedUnitPriceWithTax } = line;
  // The price of a line is that of its pieces before they were rounded.
  return quantity > 0 ? Math.round((proratedLinePriceWithTax * pieces) / quantity) : proratedUnitPriceWithTax * pieces;
}

const netOf = (lines: readonly OrderLine[]) => addDecimals('0', ...lines.map(({ totalExclVat }) => totalExclVat));
const vatOf = (lines: readonly OrderLine[]) => addDecimals('0', ...lines.map(({ vatAmount }) => vatAmount));

function totalsNow({ total, totalWithTax, precision }: NativeOrder): Order['totals'] {
  const [exclVat, vat] = [amountOf(total, precision), amountOf(totalWithTax - total, precision)];
  return { exclVat, vat, inclVat: amountOf(totalWithTax, precision) };
}

function unitsOf(amount: string, { precision }: NativeOrder): number {
  return Math.round(Number(amount) * 10 ** precision);
}

/** Of payments that stand. */
function paidUnitsOf({ payments }: NativeOrder): number {
  const standing = (payments ?? []).filter(({ state }) => state === 'Settled' || state === 'Authorized');
  return standing.reduce((sum, { amount }) => sum + amount, 0);
}

/** Oldest first. */
export function refundsOf({ payments }: NativeOrder): NativeRefund[] {
  const refunds = (payments ?? []).flatMap((payment) => payment.refunds);
  return refunds.sort(
    (one, other) => Date.parse(one.createdAt) - Date.parse(other.createdAt) || Number(one.id) - Number(other.id),
  );
}

export const settledRefundsOf = (order: NativeOrder): NativeRefund[] =>
  refundsOf(order).filter(({ state }) => state === 'Settled');

const standingRefundsOf = (order: NativeOrder): NativeRefund[] =>
  refundsOf(order).filter(({ state, total }) => state !== 'Failed' && total !== 0);

/** The lines of each refund that did not fail, by its id. */
export function creditsOf(order: NativeOrder): Map<string, Pick<Credit, 'lines' | 'isSpread'>> {
  const { code: number, currencyCode: currency, precision } = order;
  const charged = { number, currency, ...chargedOf(order) };
  const credits = new Map<string, Pick<Credit, 'lines' | 'isSpread'>>();
  const earlier: OrderLine[] = [];
  for (const refund of standingRefundsOf(order)) {
    const amount = amountOf(refund.total, precision);
    const description = refund.reason?.trim();
    const credit = creditLinesOf({ order: charged, earlier, amount, lines: namedLinesOf(refund, order), description });
    credits.set(refund.id, credit);
    earlier.push(...credit.lines);
  }
  return credits;
}

/** What a refund is for, where that comes to its amount: one that is paid from several payments names all lines with each. */
function namedLinesOf(refund: NativeRefund, order: NativeOrder): OrderLine[] {
  const pieces = refund.lines.flatMap(({ orderLineId, quantity }): Pieces[] => {
    const line = order.lines.find(({ id }) => id === orderLineId);
    return line && quantity > 0 ? [{ line, quantity, gross: line.proratedUnitPriceWithTax * quantity }] : [];
  });
  const shipping = refund.shipping ?? 0;
  const due = refund.total - shipping - (refund.adjustment ?? 0);
  const sum = pieces.reduce((total, { gross }) => total + gross, 0);
  const count = pieces.reduce((total, { quantity }) => total + quantity, 0);
  if (Math.abs(due - sum) > count) return [];
  const items = piecesOf(pieces, due, order.precision);
  return shipping === 0 ? items : [...items, shippingLineOf(shipping, order)];
}
