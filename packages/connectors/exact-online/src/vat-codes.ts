import {
  compareDecimals,
  isZeroDecimal,
  multiplyDecimals,
  trimDecimal,
  type ConnectorContext,
} from '@koppel/connector-sdk';
import type { Decimal } from '@koppel/contracts';
import { ExactClient } from './client.js';
import { decimalOf, flagOf, textOf, type Row } from './odata.js';
import { defaultVatCodes } from './order-settings.js';
import { failure } from './reasons.js';

export interface VatCode {
  code: string;
  description: string;
  /** `21` */
  percent: Decimal;
  /** Prices with this code contain the VAT. */
  isInclusive: boolean;
  isBlocked: boolean;
  /** Country it belongs to; undefined for the administration's own. */
  country?: string;
}

export function vatCodeOf(row: Row): VatCode | undefined {
  const code = textOf(row.Code);
  if (code === undefined) return undefined;
  // `VATCodes.Percentage` is a fraction: 0.21.
  const fraction = textOf(row.Type) === 'N' ? '0' : (decimalOf(row.Percentage) ?? '0');
  return {
    code,
    description: textOf(row.Description) ?? code,
    percent: trimDecimal(multiplyDecimals(fraction, '100')),
    isInclusive: textOf(row.Type) === 'I',
    isBlocked: flagOf(row.IsBlocked),
    country: textOf(row.OssCountry) ?? textOf(row.Country),
  };
}

/** The VAT codes of the administration by code, asked once a run. */
export async function loadVatCodes(context: ConnectorContext): Promise<Map<string, VatCode>> {
  const cached = context.cache.get('vat_codes') as Map<string, VatCode> | undefined;
  if (cached) return cached;
  const select = 'Code,Description,Percentage,Type,IsBlocked,Country,OssCountry';
  const rows = await new ExactClient(context).allRows('vat/VATCodes', { select });
  const codes = new Map(rows.flatMap((row) => vatCodeOf(row) ?? []).map((vat) => [vat.code, vat]));
  context.cache.set('vat_codes', codes);
  return codes;
}

function isSameRate(left: Decimal, right: Decimal): boolean {
  return compareDecimals(left, right) === 0;
}

const euCountries: ReadonlySet<string> = new Set(
  'AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK'.split(' '),
);

export interface VatQuestion {
  ratePercent: Decimal;
  /** Where the goods go. */
  country: string;
  homeCountry: string;
}

/** Keys under which the settings may name a VAT code, the closest first. */
export function vatKeys({ ratePercent, country, homeCountry }: VatQuestion): string[] {
  const keys = [`${country}:${ratePercent}`];
  if (country !== homeCountry) keys.push(`${euCountries.has(country) ? 'EU' : 'EXPORT'}:${ratePercent}`);
  return [...keys, `*:${ratePercent}`];
}

/** Codes that charge this rate on top of the price, of the buyer's country before the administration's own. */
function proposals(codes: Iterable<VatCode>, { ratePercent, country, homeCountry }: VatQuestion): VatCode[] {
  const fitting = [...codes].filter((vat) => !vat.isBlocked && isSameRate(vat.percent, ratePercent));
  const ofCountry = fitting.filter((vat) => vat.country === country);
  const own = fitting.filter((vat) => vat.country === undefined || vat.country === homeCountry);
  const chosen = ofCountry.length > 0 ? ofCountry : own;
  const exclusive = chosen.filter((vat) => !vat.isInclusive);
  return (exclusive.length > 0 ? exclusive : chosen).sort((a, b) =>
    a.code.localeCompare(b.code, 'en', { numeric: true }),
  );
}

/** What every message about an uncertain code says; the entry to add goes into the settings of the flow. */
function uncertain(question: VatQuestion) {
  const [key = ''] = vatKeys(question);
  return { rate: question.ratePercent, country: question.country, key };
}

const ofSetting = { field: 'vatCodes' };

/** What a person wrote must fit; what merely came as default gives way. */
function fromSettings(
  question: VatQuestion,
  table: Readonly<Record<string, string>>,
  codes: ReadonlyMap<string, VatCode>,
): VatCode | undefined {
  for (const key of vatKeys(question)) {
    const entry = table[key];
    if (entry === undefined) continue;
    const vat = codes.get(entry);
    const isDefault = defaultVatCodes[key] === entry;
    // The numbers of the defaults are those of Dutch administrations.
    if (isDefault && question.homeCountry !== 'NL') continue;
    if (vat && isSameRate(vat.percent, question.ratePercent)) return vat;
    if (isDefault) continue;
    const params = { ...uncertain(question), code: entry };
    if (!vat) throw failure('value', 'exact_online.vat_code_unknown', params, ofSetting);
    const { percent } = vat;
    throw failure('value', 'exact_online.vat_code_other_rate', { ...params, percent }, ofSetting);
  }
  return undefined;
}

/**
 * The VAT code of a line: as the settings say, else the one with the same percentage.
 *
 * @throws ConnectorFailure of class `value` where none fits, or several do and choosing would be guessing.
 */
export function chooseVatCode(
  question: VatQuestion,
  table: Readonly<Record<string, string>>,
  codes: ReadonlyMap<string, VatCode>,
): VatCode {
  const set = fromSettings(question, table, codes);
  if (set) return set;
  const [first, ...others] = proposals(codes.values(), question);
  if (!first) throw failure('value', 'exact_online.vat_code_none', uncertain(question), ofSetting);
  const isGuess = isZeroDecimal(question.ratePercent) && others.length > 0;
  if (!isGuess) return first;
  const codeList = [first, ...others].map((vat) => `${vat.code} (${vat.description})`).join(', ');
  const params = { ...uncertain(question), codes: codeList };
  throw failure('value', 'exact_online.vat_code_ambiguous', params, ofSetting);
}
