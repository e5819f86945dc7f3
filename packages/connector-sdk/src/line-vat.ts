import type { Decimal, LineTax, OrderLine } from '@koppel/contracts';
import {
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

type TaxedLine = Pick<OrderLine, 'kind' | 'quantity' | 'totalExclVat' | 'vatAmount' | 'taxes'>;

const absolute = (value: Decimal): Decimal => value.replace(/^-/, '');

/** The smallest amount of a currency: 0.01 with two decimals. */
export function unitOf(decimals: number): Decimal {
  return decimals === 0 ? '1' : `0.${'0'.repeat(decimals - 1)}1`;
}

/** How many decimals the amounts of a currency have: 2 of EUR, 0 of JPY, 3 of TND. */
export function decimalsOf(currency: string): number {
  return new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2;
}

/**
 * Whether a VAT amount can be what a rate makes of a net amount. Both were rounded, and may have got a unit more or less to add up
 * to a receipt; some shops round each piece.
 *
 * @param rate percentage, `21`
 */
export function isRateOf(
  rate: Decimal,
  { exclVat, vat, quantity, decimals }: { exclVat: Decimal; vat: Decimal; quantity: Decimal; decimals: number },
): boolean {
  const expected = divideDecimals(multiplyDecimals(exclVat, rate), '100', decimals + 6);
  const unit = unitOf(decimals);
  const ofRounding = multiplyDecimals(unit, addDecimals('1.6', divideDecimals(rate, '66', 6)));
  const perPiece = multiplyDecimals(unit, multiplyDecimals(absolute(quantity), '0.5'));
  const atMost = multiplyDecimals(absolute(expected), '0.05');
  const ofPieces = compareDecimals(perPiece, atMost) < 0 ? perPiece : atMost;
  const tolerance = addDecimals(ofRounding, compareDecimals(absolute(quantity), '1') > 0 ? ofPieces : '0');
  return compareDecimals(absolute(subtractDecimals(expected, vat)), tolerance) <= 0;
}

/**
 * A line by the VAT that was charged on it. Amounts win over stated percentages: a percentage that they do not bear out is left
 * open. Taxes that add up to their bases split the line (a discount over several rates); taxes that were each charged on the
 * whole line are one rate together.
 *
 * @param decimals of the currency
 * @returns parts whose amounts add up to those of the line
 */
export function vatPartsOf(line: TaxedLine, decimals: number): VatPart[] {
  const { totalExclVat: exclVat, vatAmount: vat, quantity } = line;
  // Listed taxes without an amount were not charged.
  const charged = line.taxes.filter(({ amount }) => !isZeroDecimal(amount));
  const [first, ...others] = charged;
  if (!first) return [uncharged(line, decimals)];
  if (others.length > 0) return partsOfSeveral(line, charged, decimals);
  const { ratePercent: stated, country } = first;
  const isBorneOut = stated !== undefined && isRateOf(stated, { exclVat, vat, quantity, decimals });
  if (isBorneOut) return [{ country, ratePercent: trimDecimal(stated), isCompound: false, exclVat, vat }];
  // A discount may lower what is taxed and what is not; of an article the whole is taxed.
  const isSplit = line.kind !== 'item' && stated !== undefined && !isZeroDecimal(stated);
  const partial = isSplit ? splitByBases(line, charged, decimals) : undefined;
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

function partsOfSeveral(line: TaxedLine, charged: readonly LineTax[], decimals: number): VatPart[] {
  const { totalExclVat: exclVat, vatAmount: vat } = line;
  const country = charged[0]?.country;
  const together = (ratePercent: Decimal | undefined, isCompound: boolean): VatPart[] => [
    { country, ratePercent, isCompound, exclVat, vat },
  ];
  if (charged.some(({ ratePercent }) => ratePercent === undefined || isZeroDecimal(ratePercent)))
    return together(undefined, false);
  const stacked = stackedRate(line, charged, decimals);
  if (stacked) return together(stacked.ratePercent, stacked.isCompound);
  return splitByBases(line, charged, decimals) ?? together(undefined, false);
}

/** The rate of all taxes together, where each was charged on the whole line; a compound one also on those before it. */
function stackedRate(
  { totalExclVat, quantity }: TaxedLine,
  charged: readonly LineTax[],
  decimals: number,
): { ratePercent: Decimal; isCompound: boolean } | undefined {
  let base = totalExclVat;
  const simple = charged.filter(({ isCompound }) => !isCompound);
  const compound = charged.filter(({ isCompound }) => isCompound);
  const fits = (tax: LineTax) =>
    isRateOf(tax.ratePercent ?? '0', { exclVat: base, vat: tax.amount, quantity, decimals });
  if (!simple.every(fits)) return undefined;
  base = addDecimals(base, ...simple.map(({ amount }) => amount));
  let factor = addDecimals('1', ...simple.map(({ ratePercent = '0' }) => divideDecimals(ratePercent, '100', 10)));
  for (const tax of compound) {
    if (!fits(tax)) return undefined;
    base = addDecimals(base, tax.amount);
    factor = multiplyDecimals(factor, addDecimals('1', divideDecimals(tax.ratePercent ?? '0', '100', 10)));
  }
  const rate = multiplyDecimals(subtractDecimals(factor, '1'), '100');
  return { ratePercent: trimDecimal(roundDecimal(rate, 6)), isCompound: compound.length > 0 };
}

/** One part per tax, each with the net amount that its rate and amount say; what no tax was charged on is a part of its own. */
function splitByBases(line: TaxedLine, charged: readonly LineTax[], decimals: number): VatPart[] | undefined {
  const half = multiplyDecimals(unitOf(decimals), '0.6');
  let tolerance: Decimal = unitOf(decimals);
  const parts = mergeByRate(charged).map(({ ratePercent = '0', amount, country }): VatPart => {
    const fraction = divideDecimals(ratePercent, '100', 10);
    tolerance = addDecimals(tolerance, divideDecimals(half, fraction, decimals + 2));
    return {
      country,
      ratePercent: trimDecimal(ratePercent),
      isCompound: false,
      exclVat: divideDecimals(amount, fraction, decimals),
      vat: roundDecimal(amount, decimals),
    };
  });
  const rest = subtractDecimals(line.totalExclVat, addDecimals(...parts.map(({ exclVat }) => exclVat)));
  const largest = largestOf(parts);
  if (!largest) return undefined;
  if (compareDecimals(absolute(rest), tolerance) <= 0) {
    largest.exclVat = addDecimals(largest.exclVat, rest);
  } else {
    const isPart = rest.startsWith('-') === line.totalExclVat.startsWith('-');
    const isWithin = compareDecimals(absolute(rest), absolute(line.totalExclVat)) < 0;
    if (!isPart || !isWithin) return undefined;
    parts.push({ country: undefined, ratePercent: '0', isCompound: false, exclVat: rest, vat: '0' });
  }
  const vatRest = subtractDecimals(line.vatAmount, addDecimals(...parts.map(({ vat }) => vat)));
  largest.vat = addDecimals(largest.vat, vatRest);
  return parts;
}

function mergeByRate(taxes: readonly LineTax[]): LineTax[] {
  const merged = new Map<string, LineTax>();
  for (const tax of taxes) {
    const key = `${tax.country ?? ''}:${trimDecimal(tax.ratePercent ?? '0')}`;
    const known = merged.get(key);
    merged.set(key, known ? { ...known, amount: addDecimals(known.amount, tax.amount) } : tax);
  }
  return [...merged.values()];
}

function largestOf<Part extends { exclVat: Decimal }>(parts: readonly Part[]): Part | undefined {
  return parts.toSorted((a, b) => compareDecimals(absolute(b.exclVat), absolute(a.exclVat)))[0];
}

/** A quantity as a decimal; shops give it as a number. */
export const quantityOf = (quantity: number): Decimal => trimDecimal(decimalFromNumber(quantity));
