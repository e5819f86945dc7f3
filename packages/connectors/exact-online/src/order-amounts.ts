import {
  addDecimals,
  compareDecimals,
  divideDecimals,
  isZeroDecimal,
  multiplyDecimals,
  roundDecimal,
  subtractDecimals,
  trimDecimal,
} from '@koppel/connector-sdk';
import type { Decimal } from '@koppel/contracts';

/** A quantity at a price, as it is put on an order line. */
export interface PricedPart {
  quantity: number;
  netPrice: Decimal;
}

const cents = 2;
/** Exact Online keeps net prices with six digits. */
const priceDigits = 6;

function amountAt(price: Decimal, quantity: number): Decimal {
  return roundDecimal(multiplyDecimals(price, String(quantity)), cents);
}

/**
 * The net price, with as few digits as it takes, from which Exact Online calculates exactly this line amount. Very large
 * quantities may need two parts: the last piece carries what is left.
 *
 * @param amount of the whole line, in whole cents
 * @param quantity not 0
 * @returns undefined where no price gives the amount
 */
export function pricedParts(amount: Decimal, quantity: number): PricedPart[] | undefined {
  for (let digits = cents; digits <= priceDigits; digits += 1) {
    const netPrice = divideDecimals(amount, String(quantity), digits);
    if (compareDecimals(amountAt(netPrice, quantity), amount) === 0)
      return [{ quantity, netPrice: trimDecimal(netPrice) }];
  }
  const single = Math.sign(quantity);
  const most = quantity - single;
  const netPrice = divideDecimals(amount, String(quantity), priceDigits);
  const rest = subtractDecimals(amount, amountAt(netPrice, most));
  const restPrice = single < 0 ? multiplyDecimals(rest, '-1') : rest;
  if (compareDecimals(restPrice, '0') < 0) return undefined;
  return [
    { quantity: most, netPrice: trimDecimal(netPrice) },
    { quantity: single, netPrice: trimDecimal(restPrice) },
  ];
}

export interface LineSums {
  exclVat: Decimal;
  vat: Decimal;
}

/**
 * What Exact Online makes of a line: its amount in cents, VAT per line on top of it or out of it, halves rounded away from zero.
 */
export function sumsAsCalculated(part: PricedPart, vat: { percent: Decimal; isInclusive: boolean }): LineSums {
  const amount = amountAt(part.netPrice, part.quantity);
  const fraction = divideDecimals(vat.percent, '100', 10);
  if (!vat.isInclusive) return { exclVat: amount, vat: roundDecimal(multiplyDecimals(amount, fraction), cents) };
  const exclVat = divideDecimals(amount, addDecimals('1', fraction), cents);
  return { exclVat, vat: subtractDecimals(amount, exclVat) };
}

export function addSums(sums: readonly LineSums[]): LineSums & { inclVat: Decimal } {
  const exclVat = addDecimals('0.00', ...sums.map((each) => each.exclVat));
  const vat = addDecimals('0.00', ...sums.map((each) => each.vat));
  return { exclVat, vat, inclVat: addDecimals(exclVat, vat) };
}

/** Whether two amounts differ by at most so many cents. */
export function isWithin(left: Decimal, right: Decimal, toleranceCents: number): boolean {
  const difference = subtractDecimals(left, right).replace('-', '');
  return compareDecimals(multiplyDecimals(difference, '100'), String(toleranceCents)) <= 0;
}

export function isNoAmount(...amounts: readonly Decimal[]): boolean {
  return amounts.every(isZeroDecimal);
}
