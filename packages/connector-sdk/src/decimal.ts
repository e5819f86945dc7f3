import type { Decimal } from '@koppel/contracts';

/** A decimal as digits and the number of them behind the point: 12.50 is 1250 and 2. */
interface Scaled {
  digits: bigint;
  scale: number;
}

const pattern = /^([+-]?)(\d*)(?:\.(\d*))?$/;

function parse(value: Decimal): Scaled {
  const match = pattern.exec(value);
  const whole = match?.[2] ?? '';
  const fraction = match?.[3] ?? '';
  if (!match || whole + fraction === '') throw new RangeError(`"${value}" is not a decimal number`);
  const digits = BigInt(whole + fraction);
  return { digits: match[1] === '-' ? -digits : digits, scale: fraction.length };
}

function format({ digits, scale }: Scaled): Decimal {
  const isNegative = digits < 0n;
  const text = (isNegative ? -digits : digits).toString().padStart(scale + 1, '0');
  const whole = text.slice(0, text.length - scale);
  return `${isNegative ? '-' : ''}${whole}${scale > 0 ? `.${text.slice(text.length - scale)}` : ''}`;
}

function power(exponent: number): bigint {
  return 10n ** BigInt(exponent);
}

function rescale(value: Scaled, scale: number): bigint {
  return value.digits * power(scale - value.scale);
}

/** Divides integers, halves rounded away from zero. */
function divideRounded(dividend: bigint, divisor: bigint): bigint {
  const isNegative = dividend < 0n !== divisor < 0n;
  const top = dividend < 0n ? -dividend : dividend;
  const bottom = divisor < 0n ? -divisor : divisor;
  const quotient = (2n * top + bottom) / (2n * bottom);
  return isNegative ? -quotient : quotient;
}

/** The sum of all; `0` of none. Keeps as many decimals as the most exact one has. */
export function addDecimals(...values: readonly Decimal[]): Decimal {
  const parsed = values.map(parse);
  const scale = Math.max(0, ...parsed.map((value) => value.scale));
  return format({ digits: parsed.reduce((sum, value) => sum + rescale(value, scale), 0n), scale });
}

/** The first minus the second. */
export function subtractDecimals(left: Decimal, right: Decimal): Decimal {
  return addDecimals(left, negateDecimal(right));
}

export function negateDecimal(value: Decimal): Decimal {
  const { digits, scale } = parse(value);
  return format({ digits: -digits, scale });
}

/** The exact product, unrounded. */
export function multiplyDecimals(left: Decimal, right: Decimal): Decimal {
  const [first, second] = [parse(left), parse(right)];
  return format({ digits: first.digits * second.digits, scale: first.scale + second.scale });
}

/**
 * The quotient with `decimals` digits behind the point, halves rounded away from zero.
 *
 * @throws RangeError when the divisor is zero.
 */
export function divideDecimals(dividend: Decimal, divisor: Decimal, decimals: number): Decimal {
  const [top, bottom] = [parse(dividend), parse(divisor)];
  if (bottom.digits === 0n) throw new RangeError('division by zero');
  const digits = divideRounded(top.digits * power(bottom.scale) * power(decimals), bottom.digits * power(top.scale));
  return format({ digits, scale: decimals });
}

/** Negative when the first is smaller, 0 when equal in value (`1.50` and `1.5`), positive when larger. */
export function compareDecimals(left: Decimal, right: Decimal): -1 | 0 | 1 {
  const [first, second] = [parse(left), parse(right)];
  const scale = Math.max(first.scale, second.scale);
  const difference = rescale(first, scale) - rescale(second, scale);
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}

export function isZeroDecimal(value: Decimal): boolean {
  return parse(value).digits === 0n;
}

/** Rounded to exactly `decimals` digits behind the point, halves away from zero: 2.345 → `2.35`, 1 → `1.00`. */
export function roundDecimal(value: Decimal, decimals: number): Decimal {
  const parsed = parse(value);
  const digits =
    parsed.scale <= decimals ? rescale(parsed, decimals) : divideRounded(parsed.digits, power(parsed.scale - decimals));
  return format({ digits, scale: decimals });
}

/** Without the zeros at its end: `21.00` → `21`, `5.50` → `5.5`. One form for one value, so that hashes are equal. */
export function trimDecimal(value: Decimal): Decimal {
  const text = format(parse(value));
  return text.includes('.') ? text.replace(/\.?0+$/, '') : text;
}

/**
 * A JSON number as the application sent it (`12.5`, `1e-7`) as decimal, at most 10 digits behind the point.
 *
 * @throws RangeError for what is no finite number.
 */
export function decimalFromNumber(value: number): Decimal {
  if (!Number.isFinite(value)) throw new RangeError(`"${value}" is not a decimal number`);
  const text = String(value);
  if (!text.includes('e')) return roundedTo10(text);
  const [mantissa = '0', exponent = '0'] = text.split('e');
  const parsed = parse(mantissa);
  const scale = parsed.scale - Number(exponent);
  return roundedTo10(
    scale >= 0 ? format({ digits: parsed.digits, scale }) : format({ digits: parsed.digits * power(-scale), scale: 0 }),
  );
}

function roundedTo10(value: Decimal): Decimal {
  return parse(value).scale > 10 ? trimDecimal(roundDecimal(value, 10)) : format(parse(value));
}

/**
 * An amount in whole cents, rounded half away from zero.
 *
 * @throws RangeError when it is too large to be counted exactly.
 */
export function toCents(amount: Decimal): number {
  const cents = Number(parse(roundDecimal(amount, 2)).digits);
  if (!Number.isSafeInteger(cents)) throw new RangeError(`"${amount}" is too large an amount`);
  return cents;
}

/** Whole cents as an amount with two decimals: 1250 → `12.50`. */
export function fromCents(cents: number | bigint): Decimal {
  return format({ digits: BigInt(cents), scale: 2 });
}

/** VAT on top: the amount with `ratePercent` added, rounded to `decimals`. */
export function addVat(amountExclVat: Decimal, ratePercent: Decimal, decimals = 2): Decimal {
  return roundDecimal(
    divideDecimals(multiplyDecimals(amountExclVat, addDecimals('100', ratePercent)), '100', 10),
    decimals,
  );
}

/** VAT taken out: the amount without its `ratePercent`, rounded to `decimals`. */
export function removeVat(amountInclVat: Decimal, ratePercent: Decimal, decimals = 2): Decimal {
  return divideDecimals(multiplyDecimals(amountInclVat, '100'), addDecimals('100', ratePercent), decimals);
}
