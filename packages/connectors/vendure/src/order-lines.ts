import {
  addDecimals,
  compareDecimals,
  decimalFromNumber,
  divideDecimals,
  isZeroDecimal,
  multiplyDecimals,
  roundDecimal,
  subtractDecimals,
} from '@koppel/connector-sdk';
import type { Order, OrderLine } from '@koppel/contracts';
import type { NativeOrder } from './native-order.js';

/** A whole number of the shop's smallest unit as an amount: 1250 with 2 decimals is `12.50`. */
function amountOf(units: number, precision: number): string {
  return divideDecimals(String(units), `1${'0'.repeat(precision)}`, precision);
}

function amounts(net: number, gross: number, precision: number) {
  return { totalExclVat: amountOf(net, precision), vatAmount: amountOf(gross - net, precision) };
}

/**
 * The rate of a shipping line, which the API does not tell: the one of the order's rates that gives exactly this tax, or
 * else what the amounts come to.
 */
export function rateOf(net: number, gross: number, rates: readonly string[]): string {
  if (net === gross || net === 0) return '0';
  const fits = (rate: string) =>
    compareDecimals(
      roundDecimal(divideDecimals(multiplyDecimals(String(net), addDecimals('100', rate)), '100', 6), 0),
      String(gross),
    ) === 0;
  // Where a price includes tax, the net amount is the rounded one.
  const fitsBackwards = (rate: string) =>
    compareDecimals(
      divideDecimals(multiplyDecimals(String(gross), '100'), addDecimals('100', rate), 0),
      String(net),
    ) === 0;
  const found = rates.find(fits) ?? rates.find(fitsBackwards);
  if (found !== undefined) return found;
  return divideDecimals(multiplyDecimals(subtractDecimals(String(gross), String(net)), '100'), String(net), 2);
}

/** Articles, shipping and surcharges; discounts are taken off already. What was cancelled or costs nothing to ship is left out. */
export function linesOf(order: NativeOrder): OrderLine[] {
  const { precision } = order;
  const items = order.lines
    .filter(({ quantity }) => quantity !== 0)
    .map((line): OrderLine => ({
      kind: 'item',
      sku: line.productVariant.sku,
      description: line.productVariant.name.slice(0, 500),
      quantity: line.quantity,
      ...amounts(line.proratedLinePrice, line.proratedLinePriceWithTax, precision),
      vatRatePercent: decimalFromNumber(line.taxRate),
    }));
  const rates = [...new Set([...order.taxSummary, ...order.lines].map(({ taxRate }) => decimalFromNumber(taxRate)))];
  const shipping = order.shippingLines
    .filter(({ discountedPriceWithTax }) => discountedPriceWithTax !== 0)
    .map((line): OrderLine => ({
      kind: 'shipping',
      description: line.shippingMethod.name.slice(0, 500),
      quantity: 1,
      ...amounts(line.discountedPrice, line.discountedPriceWithTax, precision),
      vatRatePercent: rateOf(
        line.discountedPrice,
        line.discountedPriceWithTax,
        rates.filter((rate) => !isZeroDecimal(rate)),
      ),
    }));
  const surcharges = order.surcharges.map((line): OrderLine => ({
    kind: line.price < 0 ? 'discount' : 'fee',
    description: line.description.slice(0, 500),
    quantity: 1,
    ...amounts(line.price, line.priceWithTax, precision),
    vatRatePercent: decimalFromNumber(line.taxRate),
  }));
  return [...items, ...shipping, ...surcharges];
}

export function totalsOf(order: NativeOrder): Order['totals'] {
  const { totalExclVat, vatAmount } = amounts(order.total, order.totalWithTax, order.precision);
  return { exclVat: totalExclVat, vat: vatAmount, inclVat: amountOf(order.totalWithTax, order.precision) };
}
