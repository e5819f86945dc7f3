import type { Choice, Decimal } from '@koppel/contracts';
import { maxChoices } from './connector.js';
import { compareDecimals, trimDecimal } from './decimal.js';
import { vatTerritoryOf } from './vat-territories.js';

/** A rate that a shop can charge. */
export interface ChargedRate {
  /** Whose VAT it is, ISO 3166-1 alpha-2; empty: charged in every country without a rate of its own. */
  country: string;
  ratePercent: Decimal;
  /** What the shop calls it. */
  name?: string | undefined;
}

/** The rates of a shop as choices of `vat_rates`: each once, by country and percentage. */
export function vatRateChoices(rates: readonly ChargedRate[]): Choice[] {
  const choices = new Map<string, Choice & Pick<ChargedRate, 'country' | 'ratePercent'>>();
  for (const rate of rates) {
    const country = vatTerritoryOf(rate).country || '*';
    const ratePercent = trimDecimal(rate.ratePercent);
    const value = `${country}:${ratePercent}`;
    if (choices.has(value)) continue;
    const hint = rate.name?.trim();
    choices.set(value, { value, label: value, ...(hint && { hint }), country, ratePercent });
  }
  return [...choices.values()]
    .sort((a, b) => a.country.localeCompare(b.country, 'en') || compareDecimals(b.ratePercent, a.ratePercent))
    .slice(0, maxChoices + 1)
    .map(({ value, label, hint }) => ({ value, label, ...(hint && { hint }) }));
}
