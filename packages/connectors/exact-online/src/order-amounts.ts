import {
  addDecimals,
  compareDecimals,
  divideDecimals,
  multiplyDecimals,
  roundDecimal,
  subtractDecimals,
  trimDecimal,
} from '@koppel/connector-sdk';
import type { Decimal } from '@koppel/contracts';

/** A quantity at a price, as it is put on an order line. */
export interface PricedPart {
  quantity: Decimal;
  netPrice: Decimal;
}

/** Exact Online keeps net prices with six digits. */
const priceDigits = 6;

function amountAt(price: Decimal, quantity: Decimal, decimals: number): Decimal {
  return roundDecimal(multiplyDecimals(price, quantity), decimals);
}

/**
 * The net price, with as few digits as it takes, from which Exact Online calculates exactly this line amount. Very large
 * quantities may need two parts: the last piece carries what is left.
 *
 * @param amount of the whole line, in whole units of the currency
 * @param quantity not 0
 * @param decimals of the currency
 * @returns undefined where no price gives the amount
 */
export function pricedParts(amount: Decimal, quantity: Decimal, decimals: number): PricedPart[] | undefined {
  for (let digits = decimals; digits <= priceDigits; digits += 1) {
    const netPrice = divideDecimals(amount, quantity, digits);
    if (compareDecimals(amountAt(netPrice, quantity, decimals), amount) === 0)
      return [{ quantity, netPrice: trimDecimal(netPrice) }];
  }
  const single = quantity.startsWith('-') ? '-1' : '1';
  const others = subtractDecimals(quantity, single);
  const netPrice = divideDecimals(amount, quantity, priceDigits);
  const rest = subtractDecimals(amount, amountAt(netPrice, others, decimals));
  const restPrice = multiplyDecimals(rest, single);
  if (compareDecimals(restPrice, '0') < 0) return undefined;
  return [
    { quantity: others, netPrice: trimDecimal(netPrice) },
    { quantity: single, netPrice: trimDecimal(restPrice) },
  ];
}

/**
 * The VAT of a line for each of its parts, in proportion; the last one takes what is left.
 *
 * @param vat of the whole line
 */
export function vatOfParts(parts: readonly PricedPart[], vat: Decimal, decimals: number): Decimal[] {
  const amounts = parts.map(({ netPrice, quantity }) => amountAt(netPrice, quantity, decimals));
  const total = addDecimals(...amounts);
  const shares = amounts.slice(0, -1).map((amount) => divideDecimals(multiplyDecimals(vat, amount), total, decimals));
  return [...shares, roundDecimal(subtractDecimals(vat, addDecimals('0', ...shares)), decimals)];
}

/**
 * What Exact Online makes of a line: the VAT that it is told, or what it calculates itself on top of the amount, halves rounded away
 * from zero; a price that contains the VAT is the total already.
 */
export function calculatedTotal(
  part: PricedPart,
  vat: { percent: Decimal; isInclusive: boolean; stated?: Decimal },
  decimals: number,
): Decimal {
  const amount = amountAt(part.netPrice, part.quantity, decimals);
  if (vat.isInclusive) return amount;
  if (vat.stated !== undefined) return addDecimals(amount, vat.stated);
  const fraction = divideDecimals(vat.percent, '100', 10);
  return addDecimals(amount, roundDecimal(multiplyDecimals(amount, fraction), decimals));
}
