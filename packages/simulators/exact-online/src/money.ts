/**
 * Exact decimal arithmetic: a decimal is an integer and the number of digits after its point.
 * Input and output are decimal strings or the shortest decimal form of a JSON number; nothing is calculated with floats.
 */
export interface Decimal {
  digits: bigint;
  scale: number;
}

/** Reads `12.5`, `-3`, `1e-7` or a JSON number; throws a RangeError on anything else. */
export function decimal(value: string | number): Decimal {
  const match = /^([+-]?)(\d+)(?:\.(\d*))?(?:[eE]([+-]?\d+))?$/.exec(String(value).trim());
  if (!match) throw new RangeError(`"${value}" is not a decimal number`);
  const [, sign = '', whole = '', fraction = '', exponent = '0'] = match;
  const digits = BigInt(`${sign}${whole}${fraction}`);
  const scale = fraction.length - Number(exponent);
  return scale >= 0 ? { digits, scale } : { digits: digits * 10n ** BigInt(-scale), scale: 0 };
}

function align(a: Decimal, b: Decimal): [bigint, bigint, number] {
  const scale = Math.max(a.scale, b.scale);
  return [a.digits * 10n ** BigInt(scale - a.scale), b.digits * 10n ** BigInt(scale - b.scale), scale];
}

export function add(a: Decimal, b: Decimal): Decimal {
  const [left, right, scale] = align(a, b);
  return { digits: left + right, scale };
}

export function subtract(a: Decimal, b: Decimal): Decimal {
  return add(a, { digits: -b.digits, scale: b.scale });
}

export function multiply(a: Decimal, b: Decimal): Decimal {
  return { digits: a.digits * b.digits, scale: a.scale + b.scale };
}

/** The quotient of two integers, rounded half away from zero. */
function divideRounded(numerator: bigint, denominator: bigint): bigint {
  const isNegative = numerator < 0n !== denominator < 0n;
  const n = numerator < 0n ? -numerator : numerator;
  const d = denominator < 0n ? -denominator : denominator;
  const quotient = (n * 2n + d) / (d * 2n);
  return isNegative ? -quotient : quotient;
}

/** `a / b`, rounded half away from zero to `scale` digits after the point. */
export function divide(a: Decimal, b: Decimal, scale: number): Decimal {
  if (b.digits === 0n) throw new RangeError('division by zero');
  const [left, right] = align(a, b);
  return { digits: divideRounded(left * 10n ** BigInt(scale), right), scale };
}

/** Rounds half away from zero: 0.125 becomes 0.13 and -0.125 becomes -0.13. */
export function round(value: Decimal, scale: number): Decimal {
  if (value.scale <= scale) return { digits: value.digits * 10n ** BigInt(scale - value.scale), scale };
  return { digits: divideRounded(value.digits, 10n ** BigInt(value.scale - scale)), scale };
}

export function toDecimalString({ digits, scale }: Decimal): string {
  const sign = digits < 0n ? '-' : '';
  const text = (digits < 0n ? -digits : digits).toString().padStart(scale + 1, '0');
  return scale === 0 ? `${sign}${text}` : `${sign}${text.slice(0, -scale)}.${text.slice(-scale)}`;
}

/** The JSON number whose shortest form is this decimal (exact up to 15 significant digits). */
export function toJsonNumber(value: Decimal): number {
  return Number(toDecimalString(value));
}

export const zero: Decimal = { digits: 0n, scale: 0 };
export const one: Decimal = { digits: 1n, scale: 0 };
