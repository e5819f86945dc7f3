// WooCommerce computes with floats. So does this folder, rounding as PHP 8 does, so that its oddities are here too.

/** Where a half goes: away from zero, or towards it. */
export type Half = 'up' | 'down';

/** Rounds like PHP's `round()`: of a float the 15 digits count that it surely has, so 1.005 is a half. */
export function round(value: number, digits = 0, half: Half = 'up'): number {
  if (value === 0 || !Number.isFinite(value)) return 0;
  const [mantissa = '0', exponent = '0'] = Math.abs(value).toExponential(14).split('e');
  const shifted = Number(`${mantissa}e${Number(exponent) + digits}`);
  const whole = Math.floor(shifted);
  const rest = shifted - whole;
  const isUp = half === 'up' ? rest >= 0.5 : rest > 0.5;
  const rounded = Number(`${isUp ? whole + 1 : whole}e${-digits}`);
  return value < 0 && rounded !== 0 ? -rounded : rounded;
}

/** Digits behind the point that calculated amounts and taxes are kept with. */
export const keptDigits = 6;

/** What is left of an amount once it is stored with an order. */
export const kept = (value: number): number => Number(value.toFixed(keptDigits));

/** A stored amount as the REST API shows it. */
export function shown(value: number, decimals: number): string {
  return round(kept(value), decimals).toFixed(decimals);
}

export const sum = (values: Iterable<number>): number => {
  let total = 0;
  for (const value of values) total += value;
  return total;
};
