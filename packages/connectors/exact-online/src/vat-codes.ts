import {
  compareDecimals,
  findRate,
  isZeroDecimal,
  multiplyDecimals,
  trimDecimal,
  vatTerritoryOf,
  type ConnectorContext,
  type VatTerritory,
} from '@koppel/connector-sdk';
import type { Decimal } from '@koppel/contracts';
import { ExactClient } from './client.js';
import { decimalOf, findUnreadable, flagOf, textOf, type Row, type UnreadableNumber } from './odata.js';
import { failure } from './reasons.js';
import { faultOfEntry, vatKeyOf, type EntryFault, type VatTable } from './vat-table.js';

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
  /** How it is told on the EU sales list, where the administration says so: goods, not at all, services, triangulation. */
  euListing?: 'L' | 'N' | 'S' | 'T';
  isForPurchasesOnly?: boolean;
  /** For what is no supply: it stands on no VAT return, unlike a supply at 0 %. */
  isNoVat?: boolean;
  /** Its percentage is no number, so that it cannot be used. */
  unreadable?: UnreadableNumber;
}

const euListings = ['L', 'N', 'S', 'T'] as const;

export function vatCodeOf(row: Row): VatCode | undefined {
  const code = textOf(row.Code);
  if (code === undefined) return undefined;
  const country = textOf(row.OssCountry) ?? textOf(row.Country);
  // `VATCodes.Percentage` is a fraction: 0.21.
  const unreadable = findUnreadable(row, ['Percentage']);
  const fraction = textOf(row.Type) === 'N' ? '0' : (decimalOf(row.Percentage) ?? '0');
  return {
    code,
    description: textOf(row.Description) ?? code,
    percent: trimDecimal(multiplyDecimals(fraction, '100')),
    isInclusive: textOf(row.Type) === 'I',
    isBlocked: flagOf(row.IsBlocked) || unreadable !== undefined,
    country: country === undefined ? undefined : vatTerritoryOf({ country }).country,
    euListing: euListings.find((listing) => listing === textOf(row.EUSalesListing)),
    isForPurchasesOnly: textOf(row.VATTransactionType) === 'P',
    isNoVat: textOf(row.Type) === 'N',
    ...(unreadable && { unreadable: { ...unreadable, column: `Percentage of VAT code ${code}` } }),
  };
}

/** The VAT codes of the administration by code, asked once a run. */
export async function loadVatCodes(context: ConnectorContext): Promise<Map<string, VatCode>> {
  const cached = context.cache.get('vat_codes') as Map<string, VatCode> | undefined;
  if (cached) return cached;
  const select = 'Code,Description,Percentage,Type,IsBlocked,Country,OssCountry,EUSalesListing,VATTransactionType';
  const rows = await new ExactClient(context).allRows('vat/VATCodes', { select });
  const codes = new Map(rows.flatMap((row) => vatCodeOf(row) ?? []).map((vat) => [vat.code, vat]));
  context.cache.set('vat_codes', codes);
  return codes;
}

function isSameRate(left: Decimal, right: Decimal): boolean {
  return compareDecimals(left, right) === 0;
}

/** What decides on the VAT code of a line. */
export interface VatQuestion {
  /** What the shop charged; amounts of the line in its currency. */
  charged: { ratePercent: Decimal | null; isCompound: boolean; exclVat: Decimal; vat: Decimal; quantity: Decimal };
  currency: string;
  decimals: number;
  /** Whose VAT it is, by the tax line of the shop. */
  vatCountry: string | null;
  /** Where the goods go; undefined where the shop does not know. */
  destination: VatTerritory | undefined;
  /** Member state that gave the buyer a VAT number whose form is right. */
  vatNumberCountry: string | undefined;
  /** The buyer's VAT number where its form is right and VIES does not know it. */
  refusedNumber?: string | undefined;
  homeCountry: string;
}

export interface WantedRate {
  country: string;
  ratePercent: Decimal;
  homeCountry: string;
  /** Only where nothing was charged. */
  supply?: ZeroSupply;
}

/** Why nothing was charged: to a company elsewhere in the Union, out of the Union, or at home. */
export type ZeroSupply = 'intra_community' | 'export' | 'domestic';

/** A rate in a country, the keys under which the settings may name its code (the closest first), and why there may be none. */
interface VatRequest extends WantedRate {
  keys: string[];
  /** A supply to another member state that is without VAT only to a company with a number of its own. */
  lacksVatNumber?: boolean;
}

/** Taxes were charged: the country is the one whose VAT it is, which need not be where the goods go. */
function wantedCharged(question: VatQuestion, codes: ReadonlyMap<string, VatCode>): VatRequest {
  const { vatCountry, destination, homeCountry } = question;
  const country =
    vatCountry === null ? (destination?.country ?? homeCountry) : vatTerritoryOf({ country: vatCountry }).country;
  const ratePercent = rateOf(question, codesOf(country, codes.values(), homeCountry), country);
  const isInUnion = vatTerritoryOf({ country }).isInUnion;
  const region = country === homeCountry ? [] : [`${isInUnion ? 'EU' : 'EXPORT'}:${ratePercent}`];
  return { country, ratePercent, homeCountry, keys: [`${country}:${ratePercent}`, ...region, `*:${ratePercent}`] };
}

/** The stated rate, or the only one of the administration that makes these amounts. */
function rateOf({ charged, currency, decimals }: VatQuestion, codes: readonly VatCode[], country: string): Decimal {
  if (charged.ratePercent !== null) return charged.ratePercent;
  const percents = [...new Set(codes.map(({ percent }) => percent))].filter((percent) => !isZeroDecimal(percent));
  const rate = findRate(percents, { ...charged, decimals });
  if (rate !== undefined) return rate;
  const { exclVat, vat } = charged;
  throw failure('value', 'exact_online.vat_rate_unclear', { vat, exclVat, currency, country }, { field: 'lines' });
}

/** Nothing was charged: at home, to a company elsewhere in the Union, out of it, or without a reason that the order tells. */
function wantedZero({ destination, vatNumberCountry, homeCountry }: VatQuestion): VatRequest {
  const territory = destination ?? vatTerritoryOf({ country: homeCountry });
  const { country } = territory;
  const wanted = { country, ratePercent: '0', homeCountry };
  if (country === homeCountry && territory.isInUnion === vatTerritoryOf({ country }).isInUnion)
    return { ...wanted, supply: 'domestic', keys: [`${country}:0`, '*:0'] };
  if (!territory.isInUnion) {
    const isOwnCountry = vatTerritoryOf({ country }).isInUnion;
    return { ...wanted, supply: 'export', keys: [...(isOwnCountry ? [] : [`${country}:0`]), 'EXPORT:0', '*:0'] };
  }
  const isIntraCommunity =
    vatNumberCountry !== undefined &&
    vatNumberCountry !== homeCountry &&
    (country !== 'XI' || vatNumberCountry === 'XI');
  return isIntraCommunity
    ? { ...wanted, supply: 'intra_community', keys: [`${country}:0`, 'EU:0', '*:0'] }
    : { ...wanted, keys: [`${country}:0`], lacksVatNumber: true };
}

/** Codes that sales of a country can have. */
export function codesOf(country: string, codes: Iterable<VatCode>, homeCountry: string): VatCode[] {
  const isOf = (vat: VatCode) => vat.country === country || (country === homeCountry && vat.country === undefined);
  return [...codes].filter((vat) => !vat.isBlocked && vat.isForPurchasesOnly !== true && isOf(vat));
}

/** Codes of the country that charge this rate, on top of the price before within it. */
export function fittingCodes(
  codes: Iterable<VatCode>,
  { ratePercent, country, homeCountry, supply }: WantedRate,
): VatCode[] {
  // What is not charged is told on the own return, wherever it goes.
  const of = isZeroDecimal(ratePercent) ? homeCountry : country;
  const ofRate = codesOf(of, codes, homeCountry).filter((vat) => isSameRate(vat.percent, ratePercent));
  const fitting = supply ? ofSupply(ofRate, supply) : ofRate;
  const exclusive = fitting.filter((vat) => !vat.isInclusive);
  return (exclusive.length > 0 ? exclusive : fitting).sort((a, b) =>
    a.code.localeCompare(b.code, 'en', { numeric: true }),
  );
}

/** Goods to companies elsewhere in the Union stand on the EU sales list, and nothing else does; not every administration says so. */
function ofSupply(codes: VatCode[], supply: ZeroSupply): VatCode[] {
  if (supply !== 'intra_community') return codes.filter(({ euListing = 'N' }) => euListing === 'N');
  const listed = codes.filter(({ euListing }) => euListing === 'L');
  return listed.length > 0 ? listed : codes.filter(({ euListing }) => euListing === undefined);
}

/** What every message about an uncertain code says; the entry to add goes into the settings of the flow. */
function uncertain({ country, ratePercent, keys: [key = ''] }: VatRequest) {
  return { rate: ratePercent, country, key };
}

const ofSetting = { field: 'vatCodes' };

const codesOfFaults = {
  unknown: 'exact_online.vat_code_unknown',
  blocked: 'exact_online.vat_code_blocked',
  other_rate: 'exact_online.vat_code_other_rate',
  other_country: 'exact_online.vat_code_other_country',
} as const satisfies Record<EntryFault, string>;

/** What a person wrote must fit. */
function fromSettings(wanted: VatRequest, table: VatTable, codes: ReadonlyMap<string, VatCode>): VatCode | undefined {
  const key = wanted.keys.find((each) => table[each] !== undefined);
  const entry = key === undefined ? undefined : table[key];
  if (key === undefined || entry === undefined) return undefined;
  const vat = codes.get(entry);
  const fault = faultOfEntry(vatKeyOf(key), vat, wanted.homeCountry);
  if (vat && !fault) return vat;
  const { percent = '', country: of = '' } = vat ?? {};
  const params = { ...uncertain(wanted), code: entry, percent, of };
  throw failure('value', codesOfFaults[fault ?? 'unknown'], params, ofSetting);
}

/** What a Dutch administration has as delivered. */
const usualCodes: VatTable = { 'NL:21': '2', 'NL:9': '1', 'NL:0': '5', 'EU:0': '8', 'EXPORT:0': '7' };

/** The code that an administration usually has for one of these keys, among those that fit. */
export function usualCode(
  keys: readonly string[],
  fitting: readonly VatCode[],
  homeCountry: string,
): VatCode | undefined {
  if (homeCountry !== 'NL') return undefined;
  const usual = keys.flatMap((key) => usualCodes[key] ?? []);
  return fitting.find(({ code }) => usual.includes(code));
}

function isNothingCharged({ charged: { ratePercent, vat } }: VatQuestion): boolean {
  return isZeroDecimal(ratePercent ?? vat);
}

function requestOf(question: VatQuestion, codes: ReadonlyMap<string, VatCode>): VatRequest {
  return isNothingCharged(question) ? wantedZero(question) : wantedCharged(question, codes);
}

/** The keys under which a table by country and rate may have a row for this VAT, the closest first. */
export function vatKeysOf(question: VatQuestion, codes: ReadonlyMap<string, VatCode>): readonly string[] {
  return requestOf(question, codes).keys;
}

/**
 * The VAT code of a line: as the settings say, else the usual one, else the one of that country with the same percentage. Only an entry of
 * the settings puts the VAT of another country on a code of the own one, and a supply within the Union without VAT needs the buyer's VAT number.
 *
 * @throws ConnectorFailure of class `value` where none fits, or several with 0 % do and choosing would be guessing.
 */
export function chooseVatCode(question: VatQuestion, table: VatTable, codes: ReadonlyMap<string, VatCode>): VatCode {
  const isZero = isNothingCharged(question);
  const wanted = requestOf(question, codes);
  const set = fromSettings(wanted, table, codes);
  if (set) return set;
  const params = uncertain(wanted);
  if (!isZero && isOfEither(question, wanted, codes))
    throw failure('value', 'exact_online.vat_country_unclear', params, ofSetting);
  if (wanted.lacksVatNumber) {
    const { refusedNumber: number } = question;
    if (number === undefined) throw failure('value', 'exact_online.vat_zero_without_number', params, ofSetting);
    throw failure('value', 'exact_online.vat_number_refused', { ...params, number }, ofSetting);
  }
  const fitting = fittingCodes(codes.values(), wanted);
  const usual = usualCode(wanted.keys, fitting, wanted.homeCountry);
  if (usual) return usual;
  const [first, ...others] = fitting;
  if (!first) {
    throw failure('value', codeOfMissing(question, wanted), params, ofSetting);
  }
  if (!isZero || others.length === 0) return first;
  const codeList = [first, ...others].map((vat) => `${vat.code} (${vat.description})`).join(', ');
  throw failure('value', 'exact_online.vat_code_ambiguous', { ...params, codes: codeList }, ofSetting);
}

/**
 * The code of a rate of the administration's own country.
 *
 * @throws ConnectorFailure of class `value` where there is none.
 */
export function ownVatCode(
  ratePercent: Decimal,
  options: { homeCountry: string; table: VatTable; codes: ReadonlyMap<string, VatCode> },
): VatCode {
  const { homeCountry, table, codes } = options;
  const charged = { ratePercent, isCompound: false, exclVat: '0', vat: '0', quantity: '1' };
  const own = { vatCountry: homeCountry, destination: undefined, vatNumberCountry: undefined, homeCountry };
  // XXX: nothing was charged in any currency.
  return chooseVatCode({ charged, currency: 'XXX', decimals: 2, ...own }, table, codes);
}

/** The shop does not tell whose VAT it is, and goods go abroad: the rate of the own country may have been charged too. */
function isOfEither(
  { vatCountry }: VatQuestion,
  { country, homeCountry, ratePercent }: VatRequest,
  codes: ReadonlyMap<string, VatCode>,
): boolean {
  if (vatCountry !== null || country === homeCountry) return false;
  return codesOf(homeCountry, codes.values(), homeCountry).some(({ percent }) => isSameRate(percent, ratePercent));
}

/** Which reason there is no code for what was charged. */
function codeOfMissing({ charged, vatCountry }: VatQuestion, { country, homeCountry, ratePercent }: VatRequest) {
  if (charged.isCompound) return 'exact_online.vat_code_compound';
  if (country === homeCountry || isZeroDecimal(ratePercent)) return 'exact_online.vat_code_none';
  return vatCountry === null ? 'exact_online.vat_country_unclear' : 'exact_online.vat_code_foreign';
}

/** The code of the same rate and country whose prices contain the VAT; undefined where there is none. */
export function inclusiveTwinOf(vat: VatCode, codes: Iterable<VatCode>): VatCode | undefined {
  // Codes with 0 % mean different things on the VAT return.
  if (vat.isInclusive || isZeroDecimal(vat.percent)) return vat;
  return [...codes].find(
    (other) =>
      other.isInclusive && !other.isBlocked && other.country === vat.country && isSameRate(other.percent, vat.percent),
  );
}
