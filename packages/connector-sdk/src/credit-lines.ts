import type { Decimal, Order, OrderLine } from '@koppel/contracts';
import {
  addDecimals,
  compareDecimals,
  divideDecimals,
  isZeroDecimal,
  multiplyDecimals,
  negateDecimal,
  roundDecimal,
  subtractDecimals,
} from './decimal.js';
import { decimalsOf, taxGroupsOf, vatPartsOf, type VatPart } from './line-vat.js';
import { sharedFailure } from './reasons.js';
import { spreadRounding } from './rounding.js';

/** An amount that a shop gave back of an order. */
export interface Refunded {
  order: Pick<Order, 'number' | 'currency' | 'lines' | 'totals'>;
  /** The lines of the order's credits before this one, whether or not they were booked. */
  earlier: readonly OrderLine[];
  /** What the buyer gets back, positive. */
  amount: Decimal;
  /** What the shop says that it is for, as positive amounts; empty where it says nothing. */
  lines: readonly OrderLine[];
  /** Why the shop gave it back: what the lines are called for which it says nothing else. */
  description: string | undefined;
}

/**
 * The lines of a credit, which add up to the amount that was given back. Where the shop does not say what it is for, the rates of
 * what is left of the order share it in proportion; what was kept of the lines that it names lowers their rates in the same way.
 * An order that is given back whole in one go is credited by its own lines.
 *
 * @throws ConnectorFailure of class `value` where more was given back than is left of the order
 */
export function creditLinesOf({ order, earlier, amount, lines, description }: Refunded): {
  lines: OrderLine[];
  isSpread: boolean;
} {
  const decimals = decimalsOf(order.currency, amount);
  const due = roundDecimal(amount, decimals);
  const left = subtractDecimals(order.totals.inclVat, totalOf(earlier));
  if (compareDecimals(due, left) > 0) {
    const { number, currency } = order;
    throw sharedFailure('value', 'orders.refund_too_large', { order: number, amount: due, left, currency });
  }
  const isWhole = lines.length === 0 && earlier.length === 0 && compareDecimals(due, totalOf(order.lines)) === 0;
  if (isWhole) return { lines: [...order.lines], isSpread: false };
  const rest = subtractDecimals(due, totalOf(lines));
  const sign = compareDecimals(rest, '0');
  if (sign === 0) return { lines: [...lines], isSpread: false };
  const over =
    sign > 0
      ? leftOf(partsOf(order.lines, decimals), partsOf([...earlier, ...lines], decimals))
      : partsOf(lines, decimals);
  // An amount without articles is a discount that was given afterwards.
  const named = description ? { description } : { description: '', text: 'refund' as const };
  const shared = spread(rest, { over, decimals, kind: 'discount', ...named });
  return { lines: [...lines, ...shared], isSpread: true };
}

/**
 * An amount as one line for each rate of other lines, in proportion to what they came to.
 *
 * @param amount with VAT, of either sign
 */
export function spreadByRates(
  amount: Decimal,
  over: readonly OrderLine[],
  line: { decimals: number } & LineName,
): OrderLine[] {
  return spread(amount, { over: partsOf(over, line.decimals), ...line });
}

function totalOf(lines: readonly OrderLine[]): Decimal {
  return addDecimals('0', ...lines.flatMap(({ totalExclVat, vatAmount }) => [totalExclVat, vatAmount]));
}

/** What lines came to under each rate of each country. */
type Parts = ReadonlyMap<string, VatPart>;

function partsOf(lines: readonly OrderLine[], decimals: number): Parts {
  const groups = taxGroupsOf(lines, decimals);
  const parts = new Map<string, VatPart>();
  for (const part of lines.flatMap((line) => vatPartsOf(line, decimals, groups))) add(parts, part);
  return parts;
}

function add(parts: Map<string, VatPart>, part: VatPart): void {
  const key = [part.country, part.ratePercent, part.isCompound].join(' ');
  const known = parts.get(key);
  const exclVat = addDecimals(part.exclVat, known?.exclVat ?? '0');
  parts.set(key, { ...part, exclVat, vat: addDecimals(part.vat, known?.vat ?? '0') });
}

function leftOf(charged: Parts, credited: Parts): Parts {
  const left = new Map(charged);
  for (const part of credited.values())
    add(left, { ...part, exclVat: negateDecimal(part.exclVat), vat: negateDecimal(part.vat) });
  return left;
}

type LineName = Pick<OrderLine, 'kind' | 'description' | 'text'>;

interface Spread extends LineName {
  over: Parts;
  decimals: number;
}

/** To the unit of the currency, the rest to the rates that lost most by rounding. If it is all there is, each rate gets exactly its own. */
function spread(amount: Decimal, { over, decimals, ...name }: Spread): OrderLine[] {
  const all = [...over.values()].filter((part) => !isZeroDecimal(part.exclVat) || !isZeroDecimal(part.vat));
  const lineOf = (part: VatPart) => toLine(part, name);
  if (compareDecimals(amount, grossOf(...all)) === 0) return all.map(lineOf);
  const chargeable = all.filter((part) => compareDecimals(grossOf(part), '0') > 0);
  const parts = chargeable.length > 0 ? chargeable : [untaxed];
  const total = grossOf(...parts);
  const exact = parts.map((part) => divideDecimals(multiplyDecimals(amount, grossOf(part)), total, decimals + 8));
  const shares = spreadRounding(exact, amount, decimals) ?? exact;
  return parts.flatMap((part, index) => {
    const share = shares[index] ?? '0';
    if (isZeroDecimal(share)) return [];
    const vat = vatWithin(share, part, decimals);
    return [lineOf({ ...part, exclVat: subtractDecimals(share, vat), vat })];
  });
}

/** For an amount that no line of the order explains. */
const untaxed: VatPart = { country: undefined, ratePercent: '0', isCompound: false, exclVat: '1', vat: '0' };

function grossOf(...parts: readonly VatPart[]): Decimal {
  return addDecimals('0', ...parts.flatMap(({ exclVat, vat }) => [exclVat, vat]));
}

/** The VAT in an amount: by the percentage where it is known, since that of many lines was rounded many times. */
function vatWithin(amount: Decimal, part: VatPart, decimals: number): Decimal {
  const { ratePercent, vat } = part;
  return ratePercent === undefined
    ? divideDecimals(multiplyDecimals(amount, vat), grossOf(part), decimals)
    : divideDecimals(multiplyDecimals(amount, ratePercent), addDecimals('100', ratePercent), decimals);
}

function toLine(
  { country, ratePercent, isCompound, exclVat, vat }: VatPart,
  { kind, description, text }: LineName,
): OrderLine {
  const isUntaxed = country === undefined && ratePercent === '0';
  return {
    kind,
    description: description.slice(0, 500),
    ...(text && { text }),
    quantity: '1',
    totalExclVat: exclVat,
    vatAmount: vat,
    taxes: isUntaxed ? [] : [{ ratePercent, country, isCompound, amount: vat }],
  };
}
