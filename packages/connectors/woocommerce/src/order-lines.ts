import {
  addDecimals,
  compareDecimals,
  decimalFromNumber,
  divideDecimals,
  isZeroDecimal,
  multiplyDecimals,
  roundDecimal,
  trimDecimal,
} from '@koppel/connector-sdk';
import type { OrderLine } from '@koppel/contracts';
import type { NativeLine, NativeOrder } from './order-native.js';

/** A credit: its total is negative, or it is zero and every piece goes back. */
export function isCreditOrder(order: NativeOrder): boolean {
  const sign = compareDecimals(order.total || '0', '0');
  if (sign !== 0) return sign < 0;
  return order.line_items.length > 0 && order.line_items.every((line) => line.quantity < 0);
}

/** All lines; coupons are in the amounts of the lines already. */
export function linesOf(order: NativeOrder): OrderLine[] {
  const rates = ratesOf(order);
  const isCredit = isCreditOrder(order);
  const items = order.line_items.map((line): OrderLine => ({
    kind: 'item',
    sku: line.sku ? line.sku.slice(0, 100) : undefined,
    description: (line.name || line.sku || '').slice(0, 500),
    quantity: line.quantity,
    ...amountsOf(line, rates),
  }));
  const shipping = order.shipping_lines.map((line): OrderLine => ({
    kind: 'shipping',
    description: (line.method_title || 'Shipping').slice(0, 500),
    quantity: onePiece(line, isCredit),
    ...amountsOf(line, rates),
  }));
  const fees = order.fee_lines.map((line): OrderLine => ({
    kind: !isCredit && isNegative(line) ? 'discount' : 'fee',
    description: (line.name || 'Fee').slice(0, 500),
    quantity: onePiece(line, isCredit),
    ...amountsOf(line, rates),
  }));
  return [...items, ...shipping, ...fees];
}

function isNegative(line: NativeLine): boolean {
  return compareDecimals(line.total || '0', '0') < 0;
}

/** What goes back on a credit is minus one piece at a positive price; a discount is one piece at a negative price. */
function onePiece(line: NativeLine, isCredit: boolean): number {
  return isCredit && isNegative(line) ? -1 : 1;
}

function amountsOf(line: NativeLine, rates: ReadonlyMap<number, string>) {
  const totalExclVat = line.total || '0';
  const vatAmount = line.total_tax || '0';
  return { totalExclVat, vatAmount, vatRatePercent: rateOf(line, rates) };
}

function ratesOf(order: NativeOrder): Map<number, string> {
  return new Map(
    order.tax_lines.flatMap(({ rate_id: id, rate_percent: percent }) =>
      typeof percent === 'number' ? [[id, trimDecimal(decimalFromNumber(percent))] as const] : [],
    ),
  );
}

/** The sum of the rates that were charged on a line. WooCommerce lists those that were not with an empty total. */
function rateOf(line: NativeLine, rates: ReadonlyMap<number, string>): string {
  const charged = line.taxes.filter(({ total }) => total !== '' && total !== null && total !== undefined);
  const known = charged.flatMap(({ id }) => rates.get(id) ?? []);
  if (charged.length > 0 && known.length === charged.length) return trimDecimal(addDecimals(...known));
  return rateFromAmounts(line.total || '0', line.total_tax || '0');
}

/** Where the shop does not say its rate (before WooCommerce 3.7): what the amounts amount to, to the whole percent. */
function rateFromAmounts(total: string, tax: string): string {
  if (isZeroDecimal(total) || isZeroDecimal(tax)) return '0';
  return trimDecimal(roundDecimal(divideDecimals(multiplyDecimals(tax, '100'), total, 6), 0));
}
