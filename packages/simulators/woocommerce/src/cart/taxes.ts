import type { CartRate } from './cart.js';
import { keptDigits, round, sum, type Half } from './rounding.js';

/** Amounts by id of the tax rate. */
export type Taxes = ReadonlyMap<number, number>;

export const noTaxes: Taxes = new Map();

/** The rates of a country and tax class (`''`: standard), one per priority. */
export function ratesFor(rates: readonly CartRate[], country: string, taxClass: string): CartRate[] {
  const wanted = taxClass === '' ? 'standard' : taxClass;
  const fitting = rates
    .filter((rate) => rate.class === wanted && (rate.country === country || rate.country === ''))
    .sort((a, b) => a.priority - b.priority || b.country.length - a.country.length);
  return fitting.filter((rate, index) => fitting.findIndex(({ priority }) => priority === rate.priority) === index);
}

const fractionOf = ({ rate }: CartRate): number => Number(rate) / 100;

/** Taxes within an amount. Compound ones, which lie on top of the others, are taken out first. */
function inclusiveTaxes(amount: number, rates: readonly CartRate[]): Map<number, number> {
  const taxes = new Map(rates.map(({ id }) => [id, 0]));
  let net = amount;
  for (const rate of rates.filter(({ compound }) => compound).toReversed()) {
    const tax = net - net / (1 + fractionOf(rate));
    taxes.set(rate.id, tax);
    net -= tax;
  }
  const simple = rates.filter(({ compound }) => !compound);
  const together = 1 + sum(simple.map(fractionOf));
  for (const rate of simple) taxes.set(rate.id, (fractionOf(rate) / together) * net);
  return taxes;
}

/** Taxes on top of an amount, compound ones also on the taxes before them. */
function exclusiveTaxes(amount: number, rates: readonly CartRate[]): Map<number, number> {
  const taxes = new Map(rates.map(({ id }) => [id, 0]));
  for (const rate of rates) if (!rate.compound) taxes.set(rate.id, amount * fractionOf(rate));
  for (const rate of rates) if (rate.compound) taxes.set(rate.id, (amount + sum(taxes.values())) * fractionOf(rate));
  return taxes;
}

export function taxesOf(amount: number, rates: readonly CartRate[], isWithin = false): Taxes {
  const taxes = isWithin ? inclusiveTaxes(amount, rates) : exclusiveTaxes(amount, rates);
  return mapTaxes(taxes, (tax) => round(tax, keptDigits));
}

export function mapTaxes(taxes: Taxes, change: (tax: number) => number): Taxes {
  return new Map([...taxes].map(([id, tax]) => [id, change(tax)]));
}

/** The taxes of several lines by rate. */
export function addTaxes(all: Iterable<Taxes>): Map<number, number> {
  const sums = new Map<number, number>();
  for (const taxes of all) for (const [id, tax] of taxes) sums.set(id, (sums.get(id) ?? 0) + tax);
  return sums;
}

/** Half a cent of tax belongs to the customer where prices contain it, to the state where they do not. */
export const halfOfTax = (pricesIncludeTax: boolean): Half => (pricesIncludeTax ? 'down' : 'up');
