/** Amounts are integer cents; on the wire they are decimal strings. */

const decimalPattern = /^\s*(-?)(\d*)(?:\.(\d*))?\s*$/;

/** Parses a decimal string or number as cents, rounding half away from zero; undefined when it is not a number. */
export function findCents(value: unknown): number | undefined {
  if (typeof value !== 'string' && typeof value !== 'number') return undefined;
  const match = decimalPattern.exec(String(value));
  const whole = match?.[2] ?? '';
  const fraction = match?.[3] ?? '';
  if (!match || whole + fraction === '') return undefined;
  const cents = Number(whole || '0') * 100 + Number(fraction.padEnd(2, '0').slice(0, 2));
  const rounded = Number(fraction.charAt(2) || '0') >= 5 ? cents + 1 : cents;
  return match[1] === '-' && rounded !== 0 ? -rounded : rounded;
}

/** Like `findCents`, with 0 for what is not a number. */
export function toCents(value: unknown): number {
  return findCents(value) ?? 0;
}

export function toDecimal(cents: number): string {
  const absolute = Math.abs(cents);
  const text = `${Math.floor(absolute / 100)}.${String(absolute % 100).padStart(2, '0')}`;
  return cents < 0 ? `-${text}` : text;
}

/** `rate` percent of an amount, rounded to the cent. `rate` is a decimal string with up to four decimals. */
export function shareCents(amountCents: number, rate: string): number {
  const [whole = '0', fraction = ''] = rate.split('.');
  const ratePerMillion = Number(whole) * 10_000 + Number(fraction.padEnd(4, '0').slice(0, 4));
  const rounded = Math.floor((Math.abs(amountCents) * ratePerMillion + 500_000) / 1_000_000);
  return amountCents < 0 && rounded !== 0 ? -rounded : rounded;
}

export function sumCents(values: Iterable<unknown>): number {
  let sum = 0;
  for (const value of values) sum += toCents(value);
  return sum;
}
