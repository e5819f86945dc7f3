import { decimalFromNumber, divideDecimals, findRate } from '@koppel/connector-sdk';
import type { OrderLine } from '@koppel/contracts';
import type { NativeOrder } from './native-order.js';

/** A whole number of the shop's smallest unit as an amount: 1250 with 2 decimals is `12.50`. */
export function amountOf(units: number, precision: number): string {
  return divideDecimals(String(units), `1${'0'.repeat(precision)}`, precision);
}

function amounts(net: number, gross: number, precision: number) {
  return { totalExclVat: amountOf(net, precision), vatAmount: amountOf(gross - net, precision) };
}

/** Amounts of a line with the one tax that Vendure charges on it: at a rate that it tells, or at one of several. */
function taxed(
  net: number,
  gross: number,
  { precision, ...of }: { precision: number } & ({ rate: number } | { rates: string[] }),
) {
  const { totalExclVat, vatAmount } = amounts(net, gross, precision);
  if (gross === net) return { totalExclVat, vatAmount, taxes: [] };
  const charged = { exclVat: totalExclVat, vat: vatAmount, quantity: '1', decimals: precision };
  const ratePercent = 'rate' in of ? decimalFromNumber(of.rate) : findRate(of.rates, charged);
  return { totalExclVat, vatAmount, taxes: [{ ratePercent, isCompound: false, amount: vatAmount }] };
}

export type NativeLine = NativeOrder['lines'][number];

/**
 * An article as it is, discounts taken off.
 *
 * @param pieces another number of pieces, and what they come to with VAT
 */
function itemOf(line: NativeLine, precision: number, pieces?: { quantity: number; gross: number }): OrderLine {
  const { quantity, gross } = pieces ?? { quantity: line.quantity, gross: line.proratedLinePriceWithTax };
  const net = pieces ? Math.round((gross * 100) / (100 + line.taxRate)) : line.proratedLinePrice;
  return {
    kind: 'item',
    sku: line.productVariant.sku || undefined,
    description: line.productVariant.name.slice(0, 500),
    quantity: String(quantity),
    ...taxed(net, gross, { precision, rate: line.taxRate }),
  };
}

export interface Pieces {
  line: NativeLine;
  quantity: number;
  /** With VAT, as far as it is known: prices are rounded. */
  gross: number;
}

/** Articles in other numbers than they are in the order now, which come to a sum with VAT; the largest takes what rounding left. */
export function piecesOf(pieces: readonly Pieces[], sum: number, precision: number): OrderLine[] {
  const missing = sum - pieces.reduce((total, { gross }) => total + gross, 0);
  const largest = pieces.reduce<Pieces | undefined>(
    (one, other) => (one && one.gross >= other.gross ? one : other),
    undefined,
  );
  return pieces.map((each) => {
    const gross = each === largest ? each.gross + missing : each.gross;
    return itemOf(each.line, precision, { quantity: each.quantity, gross });
  });
}

/** Articles, shipping and surcharges as they are now. What was cancelled, or costs nothing to ship, is left out. */
export function linesOf(order: NativeOrder): OrderLine[] {
  const { precision, lines } = order;
  const items = lines.filter(({ quantity }) => quantity !== 0).map((line) => itemOf(line, precision));
  return [...items, ...costsOf(order)];
}

/** Shipping and surcharges. */
export function costsOf(order: NativeOrder): OrderLine[] {
  const { precision } = order;
  // The API does not tell the rate of shipping: it is one of the order's.
  const taxRates = [...order.taxSummary, ...order.lines].map(({ taxRate }) => taxRate);
  const rates = [...new Set(taxRates.filter((rate) => rate > 0).map(decimalFromNumber))];
  const shipping = order.shippingLines
    .filter(({ discountedPriceWithTax }) => discountedPriceWithTax !== 0)
    .map((line): OrderLine => ({
      kind: 'shipping',
      description: line.shippingMethod.name.slice(0, 500),
      quantity: '1',
      ...taxed(line.discountedPrice, line.discountedPriceWithTax, { precision, rates }),
    }));
  const surcharges = order.surcharges.map((line): OrderLine => ({
    kind: line.price < 0 ? 'discount' : 'fee',
    description: line.description.slice(0, 500),
    quantity: '1',
    ...taxed(line.price, line.priceWithTax, { precision, rate: line.taxRate }),
  }));
  return [...shipping, ...surcharges];
}

/** What was given back of shipping, at the rate that was charged for it. */
export function shippingLineOf(gross: number, order: NativeOrder): OrderLine {
  const { precision } = order;
  const charged = costsOf(order).find(({ kind }) => kind === 'shipping');
  const ratePercent = charged?.taxes[0]?.ratePercent;
  const net = ratePercent === undefined ? gross : Math.round((gross * 100) / (100 + Number(ratePercent)));
  return {
    kind: 'shipping',
    description: charged?.description ?? 'Shipping',
    quantity: '1',
    ...taxed(net, gross, { precision, rate: Number(ratePercent ?? 0) }),
  };
}
