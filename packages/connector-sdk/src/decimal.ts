import type { Decimal } from '@koppel/contracts';
import { Big } from 'big.js';

// A decimal is text: what was entered as 12.50 stays 12.50. big.js does the arithmetic; this file keeps the number of digits
// behind the point, which a Big does not know, and rounds halves away from zero everywhere.

/** A constructor of our own, whose settings nobody else changes. */
const Exact = Big();
Exact.RM = Big.roundHalfUp;

const pattern = /^[+-]?(?:\d+\.?\d*|\.\d+)$/;

function parse(value: Decimal): Big {
  if (!pattern.test(value)) throw new RangeError(`"${value}" is not a decimal number`);
  return new Exact(value.startsWith('+') ? value.slice(1) : value);
}

function scaleOf(value: Decimal): number {
  const point = value.indexOf('.');
  return point < 0 ? 0 : value.length - point - 1;
}

function format(value: Big, scale: number): Decimal {
  const text = value.toFixed(scale);
  // Zero has no sign, also when it was a small negative number before it was rounded.
  return /^-[0.]+$/.test(text) ? text.slice(1) : text;
}

/** The sum of all; `0` of none. Keeps as many decimals as the most exact one has. */
export function addDecimals(...values: readonly Decimal[]): Decimal {
  const sum = values.reduce((total, value) => total.plus(parse(value)), new Exact(0));
  return format(sum, Math.max(0, ...values.map(scaleOf)));
}

/** The first minus the second. */
export function subtractDecimals(left: Decimal, right: Decimal): Decimal {
  return format(parse(left).minus(parse(right)), Math.max(scaleOf(left), scaleOf(right)));
}

export function negateDecimal(value: Decimal): Decimal {
  return format(parse(value).neg(), scaleOf(value));
}

/** Without its sign. */
export function absoluteDecimal(value: Decimal): Decimal {
  return format(parse(value).abs(), scaleOf(value));
}

/** The exact product, unrounded. */
export function multiplyDecimals(left: Decimal, right: Decimal): Decimal {
  return format(parse(left).times(parse(right)), scaleOf(left) + scaleOf(right));
}

/**
 * The quotient with `decimals` digits behind the point, halves rounded away from zero.
 *
 * @throws RangeError when the divisor is zero.
 */
export function divideDecimals(dividend: Decimal, divisor: Decimal, decimals: number): Decimal {
  const [top, bottom] = [parse(dividend), parse(divisor)];
  if (bottom.eq(0)) throw new RangeError('division by zero');
  Exact.DP = decimals;
  return format(top.div(bottom), decimals);
}

/** Negative when the first is smaller, 0 when equal in value (`1.50` and `1.5`), positive when larger. */
export function compareDecimals(left: Decimal, right: Decimal): -1 | 0 | 1 {
  return parse(left).cmp(parse(right));
}

export function isZeroDecimal(value: Decimal): boolean {
  return parse(value).eq(0);
}

/** Rounded to exactly `decimals` digits behind the point, halves away from zero: 2.345 → `2.35`, 1 → `1.00`. */
export function roundDecimal(value: Decimal, decimals: number): Decimal {
  return format(parse(value), decimals);
}

/** Without the zeros at its end: `21.00` → `21`, `5.50` → `5.5`. One text for one value, so that hashes are equal. */
export function trimDecimal(value: Decimal): Decimal {
  const text = format(parse(value), scaleOf(value));
  return text.includes('.') ? text.replace(/\.?0+$/, '') : text;
}

/**
 * A JSON number as the application sent it (`12.5`, `1e-7`) as decimal, at most 10 digits behind the point.
 *
 * @throws RangeError for what is no finite number.
 */
export function decimalFromNumber(value: number): Decimal {
  if (!Number.isFinite(value)) throw new RangeError(`"${value}" is not a decimal number`);
  const text = new Exact(value).toFixed();
  return scaleOf(text) > 10 ? trimDecimal(roundDecimal(text, 10)) : text;
}

/**
 * An amount in whole cents, rounded half away from zero.
 *
 * @throws RangeError when it is too large to be counted exactly.
 */
export function toCents(amount: Decimal): number {
  const cents = Number(format(parse(amount).times(100), 0));
  if (!Number.isSafeInteger(cents)) throw new RangeError(`"${amount}" is too large an amount`);
  return cents;
}

/** Whole cents as an amount with two decimals: 1250 → `12.50`. */
export function fromCents(cents: number | bigint): Decimal {
  return format(new Exact(String(cents)).times('0.01'), 2);
}

/** VAT on top: the amount with `ratePercent` added, rounded to `decimals`. */
export function addVat(amountExclVat: Decimal, ratePercent: Decimal, decimals = 2): Decimal {
  const factor = parse(ratePercent).plus(100).times('0.01');
  return format(parse(amountExclVat).times(factor), decimals);
}

/** VAT taken out: the amount without its `ratePercent`, rounded to `decimals`. */
export function removeVat(amountInclVat: Decimal, ratePercent: Decimal, decimals = 2): Decimal {
  return divideDecimals(multiplyDecimals(amountInclVat, '100'), addDecimals('100', ratePercent), decimals);
}
