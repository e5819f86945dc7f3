import type { Decimal, LineTax, Order, OrderLine } from '@koppel/contracts';
import {
  absoluteDecimal,
  addDecimals,
  compareDecimals,
  divideDecimals,
  isZeroDecimal,
  multiplyDecimals,
  roundDecimal,
  subtractDecimals,
} from './decimal.js';
import { unitOf } from './line-vat.js';

/**
 * Rounds amounts so that they add up to a total that was itself rounded. The units by which the rounded amounts miss it go to
 * those that lost, or gained, most by rounding; among equals to the largest.
 *
 * @param exact what the amounts were before anything was rounded, where they were already
 * @returns undefined where the amounts miss the total by more than rounding can: over half a unit for each that is not zero
 */
export function spreadRounding(
  amounts: readonly Decimal[],
  total: Decimal,
  decimals: number,
  exact: readonly Decimal[] = amounts,
): Decimal[] | undefined {
  const rounded = amounts.map((amount) => roundDecimal(amount, decimals));
  const missing = subtractDecimals(roundDecimal(total, decimals), addDecimals('0', ...rounded));
  const sign = compareDecimals(missing, '0');
  if (sign === 0) return rounded;
  const unit = unitOf(decimals);
  const units = Math.abs(Number(roundDecimal(divideDecimals(missing, unit, 0), 0)));
  const candidates = [...amounts.keys()].filter((index) => !isZeroDecimal(amounts[index] ?? '0'));
  if (units > Math.floor((candidates.length + 1) / 2)) return undefined;
  const size = (index: number) => absoluteDecimal(rounded[index] ?? '0');
  const lost = (index: number) => subtractDecimals(exact[index] ?? '0', rounded[index] ?? '0');
  const order = candidates.sort(
    (a, b) => sign * compareDecimals(lost(b), lost(a)) || compareDecimals(size(b), size(a)),
  );
  for (const index of order.slice(0, units)) {
    rounded[index] = addDecimals(rounded[index] ?? '0', sign > 0 ? unit : multiplyDecimals(unit, '-1'));
  }
  return rounded;
}

/** Totals of a receipt, and of its taxes by code where the shop tells them. */
export interface Receipt {
  totals: Pick<Order['totals'], 'inclVat' | 'vat'>;
  vouchers: Decimal;
  taxTotals: ReadonlyMap<string, Decimal>;
  decimals: number;
}

/**
 * Lines in whole units of the currency that add up to the receipt: taxes by code, VAT and net amounts. Shops round in their own
 * way (each line, the subtotal, not at all); the receipt is what the customer paid.
 *
 * @param lines with amounts as the shop gives them, rounded or not
 * @returns lines that differ from the shop's by a unit for each amount at most; what is more than rounding stays as it is
 */
export function settleRounding(lines: readonly OrderLine[], receipt: Receipt): OrderLine[] {
  const { decimals, totals, vouchers } = receipt;
  const taxed = settleTaxes(lines, receipt);
  const net = addDecimals(subtractDecimals(totals.inclVat, totals.vat), vouchers);
  const nets = taxed.map(({ totalExclVat }) => totalExclVat);
  const settled = spreadRounding(nets, net, decimals) ?? nets.map((amount) => roundDecimal(amount, decimals));
  return taxed.map((line, index) => ({ ...line, totalExclVat: settled[index] ?? line.totalExclVat }));
}

interface TaxEntry {
  line: number;
  tax: LineTax;
  amount: Decimal;
}

function settleTaxes(lines: readonly OrderLine[], { totals, taxTotals, decimals }: Receipt): OrderLine[] {
  const entries = lines.flatMap(({ taxes }, line) => taxes.map((tax): TaxEntry => ({ line, tax, amount: tax.amount })));
  const settle = (some: readonly TaxEntry[], total: Decimal) => {
    const amounts = some.map(({ amount }) => amount);
    const exact = some.map(({ tax }) => tax.amount);
    const settled =
      spreadRounding(amounts, total, decimals, exact) ?? amounts.map((each) => roundDecimal(each, decimals));
    some.forEach((entry, index) => (entry.amount = settled[index] ?? entry.amount));
  };
  for (const [code, total] of taxTotals)
    settle(
      entries.filter(({ tax }) => tax.code === code),
      total,
    );
  settle(entries, totals.vat);
  return lines.map((line, index) => {
    const own = entries.filter((entry) => entry.line === index);
    if (own.length === 0) return { ...line, vatAmount: roundDecimal(line.vatAmount, decimals) };
    const taxes = own.map(({ tax, amount }) => ({ ...tax, amount }));
    return { ...line, taxes, vatAmount: addDecimals(...taxes.map(({ amount }) => amount)) };
  });
}
