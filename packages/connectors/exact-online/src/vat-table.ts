import { compareDecimals, isZeroDecimal, trimDecimal, vatTerritoryOf } from '@koppel/connector-sdk';
import type { Decimal } from '@koppel/contracts';

/** The person's table: VAT codes by country and percentage, `NL:21`. */
export type VatTable = Readonly<Record<string, string>>;

/** For which VAT an entry of the table is. */
export interface VatKey {
  /** ISO code, `XI`, or one of `EU`, `EXPORT` and `*`. */
  country: string;
  ratePercent: Decimal;
}

/** Keys that mean the same are one: `EL:24.0` is `GR:24`. */
export function vatKeyOf(key: string): VatKey {
  const [country = '', rate = '0'] = key.split(':');
  return { country: vatTerritoryOf({ country }).country, ratePercent: trimDecimal(rate) };
}

export function textOfVatKey({ country, ratePercent }: VatKey): string {
  return `${country}:${ratePercent}`;
}

const tables = new WeakMap<VatTable, VatTable>();

/** The table by the keys that orders are looked up with; made once, as every line of every order asks for it. */
export function vatTableOf(table: VatTable): VatTable {
  let byKey = tables.get(table);
  if (!byKey) {
    byKey = Object.fromEntries(Object.entries(table).map(([key, code]) => [textOfVatKey(vatKeyOf(key)), code]));
    tables.set(table, byKey);
  }
  return byKey;
}

export type EntryFault = 'unknown' | 'blocked' | 'other_rate' | 'other_country';

/** What of a VAT code decides whether an entry can name it. */
interface NamedCode {
  percent: Decimal;
  isBlocked: boolean;
  country?: string;
}

/** Why an entry cannot name this code; undefined where it can. The own country's codes may stand for every country. */
export function faultOfEntry(
  { country, ratePercent }: VatKey,
  vat: NamedCode | undefined,
  homeCountry: string,
): EntryFault | undefined {
  if (!vat) return 'unknown';
  if (vat.isBlocked) return 'blocked';
  if (compareDecimals(vat.percent, ratePercent) !== 0) return 'other_rate';
  const isForOne = /^[A-Z]{2}$/.test(country) && country !== 'EU';
  const isOfAnother = vat.country !== undefined && vat.country !== homeCountry && vat.country !== country;
  // What is not charged is told on the own return, wherever it goes.
  return isForOne && isOfAnother && !isZeroDecimal(ratePercent) ? 'other_country' : undefined;
}

/** Whether an entry puts the VAT of other countries on a code of the own one. A person may mean that, and is told what it does. */
export function isOwnCodeAbroad(
  { country, ratePercent }: VatKey,
  vat: Pick<NamedCode, 'country'>,
  homeCountry: string,
): boolean {
  const isOwn = vat.country === undefined || vat.country === homeCountry;
  return isOwn && country !== homeCountry && !isZeroDecimal(ratePercent);
}
