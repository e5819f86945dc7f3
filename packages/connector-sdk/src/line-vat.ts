import type { Decimal, LineTax, OrderLine } from '@koppel/contracts';
import {
  absoluteDecimal,
  addDecimals,
  compareDecimals,
  decimalFromNumber,
  divideDecimals,
  isZeroDecimal,
  multiplyDecimals,
  roundDecimal,
  subtractDecimals,
  trimDecimal,
} from './decimal.js';

/** A part of a line that is under one rate of one country. A document has one line for each. */
export interface VatPart {
  /** Whose VAT it is; undefined where the shop does not say. */
  country: string | undefined;
  /** What the shop states and the amounts bear out; undefined where only the amounts tell. */
  ratePercent: Decimal | undefined;
  /** Several taxes on top of each other. */
  isCompound: boolean;
  exclVat: Decimal;
  vat: Decimal;
}

/** A tax whose percentage the shop states. */
type RatedTax = LineTax & { ratePercent: Decimal };

function isRated(tax: LineTax): tax is RatedTax {
  return tax.ratePercent !== undefined && !isZeroDecimal(tax.ratePercent);
}

type TaxedLine = Pick<OrderLine, 'kind' | 'quantity' | 'totalExclVat' | 'vatAmount' | 'taxes'>;

/** The smallest amount of a currency: 0.01 with two decimals. */
export function unitOf(decimals: number): Decimal {
  return decimals === 0 ? '1' : `0.${'0'.repeat(decimals - 1)}1`;
}

const decimalsByCurrency = new Map<string, number>();

/** Currencies whose unit has no parts, by ISO 4217. */
const undivided: ReadonlySet<string> = new Set([
  ...['BIF', 'CLP', 'DJF', 'GNF', 'ISK', 'JPY', 'KMF', 'KRW', 'PYG'],
  ...['RWF', 'UGX', 'UYI', 'VND', 'VUV', 'XAF', 'XOF', 'XPF'],
]);
const isWhole = (amount: Decimal) => isZeroDecimal(subtractDecimals(amount, roundDecimal(amount, 0)));

/**
 * How many decimals the amounts of a currency have: 2 of EUR, 0 of JPY, 3 of TND.
 *
 * @param amounts of one receipt: where the parts of a currency are out of use, as of HUF, they count only if an amount has some
 */
export function decimalsOf(currency: string, ...amounts: readonly Decimal[]): number {
  const inUse = decimalsInUse(currency);
  return inUse > 0 || undivided.has(currency) || amounts.every(isWhole) ? inUse : 2;
}

/** Whether an amount has parts although its currency has none: 1200.50 yen. Nobody paid that. */
export function isTooFine(amount: Decimal, currency: string): boolean {
  return undivided.has(currency) && !isWhole(amount);
}

function decimalsInUse(currency: string): number {
  const known = decimalsByCurrency.get(currency);
  if (known !== undefined) return known;
  const { maximumFractionDigits = 2 } = new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions();
  decimalsByCurrency.set(currency, maximumFractionDigits);
  return maximumFractionDigits;
}

/** What was charged on a line, in a currency of so many decimals. */
export interface ChargedAmounts {
  exclVat: Decimal;
  vat: Decimal;
  quantity: Decimal;
  decimals: number;
}

/** By so many units an amount may be off: half by its own rounding, one to add up to a receipt. */
const unitsOff = '1.6';

/**
 * Whether a VAT amount can be what a rate makes of a net amount. Both were rounded, and may have got a unit more or less to add up
 * to a receipt; some shops round each piece.
 *
 * @param rate percentage, `21`
 */
function isRateOf(rate: Decimal, { exclVat, vat, quantity, decimals }: ChargedAmounts): boolean {
  const unit = unitOf(decimals);
  const percentOf = (amount: Decimal) => divideDecimals(multiplyDecimals(amount, rate), '100', decimals + 6);
  const expected = percentOf(exclVat);
  const pieces = absoluteDecimal(quantity);
  const perPiece = multiplyDecimals(unit, multiplyDecimals(pieces, '0.5'));
  const atMost = multiplyDecimals(absoluteDecimal(expected), '0.05');
  const ofPieces = compareDecimals(pieces, '1') <= 0 ? '0' : compareDecimals(perPiece, atMost) < 0 ? perPiece : atMost;
  const ofAmount = multiplyDecimals(unit, unitsOff);
  const tolerance = addDecimals(ofAmount, percentOf(ofAmount), ofPieces);
  return compareDecimals(absoluteDecimal(subtractDecimals(expected, vat)), tolerance) <= 0;
}

/**
 * The rate that was charged, of those that it can be: the only one that gives exactly this VAT amount, else the only one that
 * gives it but for rounding.
 *
 * @param rates percentages above 0
 * @returns undefined where none does, or several do
 */
export function findRate(rates: readonly Decimal[], charged: ChargedAmounts): Decimal | undefined {
  const { exclVat, vat, decimals } = charged;
  const isExact = (rate: Decimal) =>
    compareDecimals(divideDecimals(multiplyDecimals(exclVat, rate), '100', decimals), vat) === 0;
  const exact = rates.filter(isExact);
  const [rate, ...others] = exact.length > 0 ? exact : rates.filter((each) => isRateOf(each, charged));
  return others.length === 0 ? rate : undefined;
}

/** Taxes that come together, on the same amount: one rate of a document. */
export interface TaxGroup {
  codes: ReadonlySet<string>;
  ratePercent: Decimal;
  isCompound: boolean;
}

/** The groups of an order, by the articles and costs that are taxed with several at once. */
export function taxGroupsOf(lines: readonly TaxedLine[], decimals: number): TaxGroup[] {
  return lines.flatMap((line) => {
    const charged = line.taxes.filter(({ amount }) => !isZeroDecimal(amount));
    const codes = new Set(charged.flatMap(({ code }) => code ?? []));
    if (line.kind === 'discount' || codes.size < 2 || codes.size < charged.length || !charged.every(isRated)) return [];
    const rate = stackedRate(line, charged, decimals);
    return rate ? [{ codes, ...rate }] : [];
  });
}

/**
 * A line by the VAT that was charged on it. Amounts win over stated percentages: a percentage that they do not bear out is left
 * open. Taxes that add up to their bases split the line (a discount over several rates); taxes that were each charged on the
 * whole line, or come together in the order, are one rate together.
 *
 * @param decimals of the currency
 * @param groups of the order
 * @returns parts whose amounts add up to those of the line
 */
export function vatPartsOf(line: TaxedLine, decimals: number, groups: readonly TaxGroup[] = []): VatPart[] {
  const { totalExclVat: exclVat, vatAmount: vat, quantity } = line;
  // Listed taxes without an amount were not charged.
  const charged = line.taxes.filter(({ amount }) => !isZeroDecimal(amount));
  const [first, ...others] = charged;
  if (!first) return [uncharged(line, decimals)];
  if (others.length > 0) return partsOfSeveral(line, charged, { decimals, groups });
  const { ratePercent: stated, country } = first;
  if (stated !== undefined && isRateOf(stated, { exclVat, vat, quantity, decimals })) {
    return [{ country, ratePercent: trimDecimal(stated), isCompound: false, exclVat, vat }];
  }
  // A discount may lower what is taxed and what is not; of an article the whole is taxed.
  const partial =
    line.kind !== 'item' && isRated(first) ? splitByBases(line, basesOf([first], groups), decimals) : undefined;
  return partial ?? [{ country, ratePercent: undefined, isCompound: false, exclVat, vat }];
}

/** No tax came to anything: none was charged, or the amount is so small that its tax was rounded to nothing. */
function uncharged({ totalExclVat: exclVat, vatAmount: vat, quantity, taxes }: TaxedLine, decimals: number): VatPart {
  const [stated] = taxes;
  const rate = stated?.ratePercent;
  const isTooSmall =
    rate !== undefined && !isZeroDecimal(exclVat) && isRateOf(rate, { exclVat, vat, quantity, decimals });
  const ratePercent = isTooSmall ? trimDecimal(rate) : isZeroDecimal(vat) ? '0' : undefined;
  return { country: stated?.country, ratePercent, isCompound: false, exclVat, vat };
}

function partsOfSeveral(
  line: TaxedLine,
  charged: readonly LineTax[],
  { decimals, groups }: { decimals: number; groups: readonly TaxGroup[] },
): VatPart[] {
  const { totalExclVat: exclVat, vatAmount: vat } = line;
  const country = charged[0]?.country;
  const together = (ratePercent: Decimal | undefined, isCompound: boolean): VatPart[] => [
    { country, ratePercent, isCompound, exclVat, vat },
  ];
  if (!charged.every(isRated)) return together(undefined, false);
  const stacked = stackedRate(line, charged, decimals);
  if (stacked) return together(stacked.ratePercent, stacked.isCompound);
  return splitByBases(line, basesOf(charged, groups), decimals) ?? together(undefined, false);
}

/** The rate of all taxes together, where each was charged on the whole line; a compound one also on those before it. */
function stackedRate(
  { totalExclVat, quantity }: TaxedLine,
  charged: readonly RatedTax[],
  decimals: number,
): { ratePercent: Decimal; isCompound: boolean } | undefined {
  let base = totalExclVat;
  const simple = charged.filter(({ isCompound }) => !isCompound);
  const compound = charged.filter(({ isCompound }) => isCompound);
  const fits = (tax: RatedTax) => isRateOf(tax.ratePercent, { exclVat: base, vat: tax.amount, quantity, decimals });
  if (!simple.every(fits)) return undefined;
  base = addDecimals(base, ...simple.map(({ amount }) => amount));
  for (const tax of compound) {
    if (!fits(tax)) return undefined;
    base = addDecimals(base, tax.amount);
  }
  const fractionOf = ({ ratePercent }: RatedTax) => divideDecimals(ratePercent, '100', 10);
  const factor = compound.reduce<Decimal>(
    (product, tax) => multiplyDecimals(product, addDecimals('1', fractionOf(tax))),
    addDecimals('1', ...simple.map(fractionOf)),
  );
  const rate = multiplyDecimals(subtractDecimals(factor, '1'), '100');
  return { ratePercent: trimDecimal(roundDecimal(rate, 6)), isCompound: compound.length > 0 };
}

/** One tax, or several that come together, on a part of a line. */
interface TaxBase {
  country: string | undefined;
  ratePercent: Decimal;
  isCompound: boolean;
  amount: Decimal;
  /** How many amounts were rounded. */
  taxCount: number;
}

function baseOf(taxes: readonly [RatedTax, ...RatedTax[]], groups: readonly TaxGroup[]): TaxBase {
  const [{ country, ratePercent, code }, ...others] = taxes;
  // One tax of a group may stand alone: on shipping, to which the others do not apply.
  const group = others.length > 0 ? groupOf(code, groups) : undefined;
  const amount = addDecimals(...taxes.map((tax) => tax.amount));
  const { isCompound, ratePercent: together } = group ?? { isCompound: false, ratePercent };
  return { country, ratePercent: together, isCompound, amount, taxCount: taxes.length };
}

function groupOf(code: string | undefined, groups: readonly TaxGroup[]): TaxGroup | undefined {
  return code === undefined ? undefined : groups.find(({ codes }) => codes.has(code));
}

function basesOf(charged: readonly RatedTax[], groups: readonly TaxGroup[]): TaxBase[] {
  const grouped = new Map<TaxGroup | RatedTax, [RatedTax, ...RatedTax[]]>();
  for (const tax of charged) {
    const key = groupOf(tax.code, groups) ?? tax;
    grouped.set(key, [...(grouped.get(key) ?? []), tax] as [RatedTax, ...RatedTax[]]);
  }
  return mergeByRate([...grouped.values()].map((taxes) => baseOf(taxes, groups)));
}

/**
 * One part per rate, each with the net amount that rate and tax say; what no tax was charged on is a part of its own. The tax was
 * rounded, so the net amount is not sure: what the parts miss goes to them as far as each is not.
 */
function splitByBases(line: TaxedLine, bases: readonly TaxBase[], decimals: number): VatPart[] | undefined {
  const half = multiplyDecimals(unitOf(decimals), '0.6');
  const sized = bases.map(({ ratePercent, amount, country, isCompound, taxCount }) => {
    const fraction = divideDecimals(ratePercent, '100', 10);
    const exclVat = divideDecimals(amount, fraction, decimals);
    const tolerance = divideDecimals(multiplyDecimals(half, String(taxCount)), fraction, decimals + 2);
    const part: VatPart = {
      country,
      ratePercent: trimDecimal(ratePercent),
      isCompound,
      exclVat,
      vat: roundDecimal(amount, decimals),
    };
    return { part, tolerance };
  });
  const parts = sized.map(({ part }) => part);
  const largest = largestOf(parts);
  if (!largest) return undefined;
  const rest = subtractDecimals(line.totalExclVat, addDecimals(...parts.map(({ exclVat }) => exclVat)));
  const unsure = addDecimals(...sized.map(({ tolerance }) => tolerance));
  if (compareDecimals(absoluteDecimal(rest), addDecimals(unsure, unitOf(decimals))) <= 0) {
    const shareOf = (tolerance: Decimal) => divideDecimals(multiplyDecimals(rest, tolerance), unsure, decimals);
    for (const { part, tolerance } of sized) part.exclVat = addDecimals(part.exclVat, shareOf(tolerance));
    const left = subtractDecimals(line.totalExclVat, addDecimals(...parts.map(({ exclVat }) => exclVat)));
    largest.exclVat = addDecimals(largest.exclVat, left);
  } else {
    const isPart = rest.startsWith('-') === line.totalExclVat.startsWith('-');
    const isWithin = compareDecimals(absoluteDecimal(rest), absoluteDecimal(line.totalExclVat)) < 0;
    if (!isPart || !isWithin) return undefined;
    parts.push({ country: undefined, ratePercent: '0', isCompound: false, exclVat: rest, vat: '0' });
  }
  const vatRest = subtractDecimals(line.vatAmount, addDecimals(...parts.map(({ vat }) => vat)));
  largest.vat = addDecimals(largest.vat, vatRest);
  return parts;
}

function mergeByRate(bases: readonly TaxBase[]): TaxBase[] {
  const merged = new Map<string, TaxBase>();
  for (const base of bases) {
    const key = `${base.country ?? ''}:${trimDecimal(base.ratePercent)}`;
    const known = merged.get(key);
    merged.set(key, known ? { ...known, amount: addDecimals(known.amount, base.amount) } : base);
  }
  return [...merged.values()];
}

function largestOf<Part extends { exclVat: Decimal }>(parts: readonly Part[]): Part | undefined {
  return parts.toSorted((a, b) => compareDecimals(absoluteDecimal(b.exclVat), absoluteDecimal(a.exclVat)))[0];
}

/** A quantity as a decimal; shops give it as a number. */
export const quantityOf = (quantity: number): Decimal => trimDecimal(decimalFromNumber(quantity));
