import { ConnectorFailure, isZeroDecimal } from '@koppel/connector-sdk';
import type { Decimal } from '@koppel/contracts';
import { defaultVatCodes } from './order-settings.js';
import { isSameRate, type VatCode } from './vat-codes.js';

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

function ask(question: VatQuestion, sentence: string): ConnectorFailure {
  const [key = ''] = vatKeys(question);
  return new ConnectorFailure(
    'value',
    `The VAT code for ${question.ratePercent} % in ${question.country} is not certain: ${sentence} Add an entry "${key}" with the right code to the setting "VAT codes" of this flow, then retry the order.`,
  );
}

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
    if (vat) throw ask(question, `the setting names code ${entry}, which is ${vat.percent} % in Exact Online.`);
    throw ask(question, `the setting names code ${entry}, which Exact Online does not have.`);
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
  if (!first) throw ask(question, 'Exact Online has no VAT code with that percentage.');
  const isGuess = isZeroDecimal(question.ratePercent) && others.length > 0;
  if (!isGuess) return first;
  const list = [first, ...others].map((vat) => `${vat.code} (${vat.description})`).join(', ');
  throw ask(question, `these fit, and they mean different things on the VAT return: ${list}.`);
}
