import { type Decimal, add, decimal, divide, multiply, one, round, subtract, toJsonNumber, zero } from '../money.js';

/** How a VAT code relates to the price: on top of it, within it, or not at all. */
export type VatType = 'E' | 'I' | 'B' | 'N';

export interface LineTerms {
  quantity: number;
  unitPrice: number;
  /** Overrides unit price and discount. */
  netPrice: number | undefined;
  /** A fraction: 0.1 is ten per cent. */
  discount: number;
  vatType: VatType;
  /** A fraction: 0.21. */
  vatPercentage: number;
  /** Given amounts override calculated ones. */
  amount?: number | undefined;
  vatAmount?: number | undefined;
  /** Behind the point of amounts in the currency of the document. */
  digits: number;
}

export interface LineAmounts {
  netPrice: Decimal;
  /** Without VAT. */
  amountExclVat: Decimal;
  vatAmount: Decimal;
}

/** Net prices have more digits than amounts, so that a discount is exact over large quantities. */
const priceDigits = 6;

export function netPriceOf(unitPrice: number, discount: number): Decimal {
  return round(multiply(decimal(unitPrice), subtract(one, decimal(discount))), priceDigits);
}

/** The amounts of one line, each rounded as the currency is, halves away from zero. */
export function lineAmounts(terms: LineTerms): LineAmounts {
  const { digits } = terms;
  const quantity = decimal(terms.quantity);
  const netPrice = terms.netPrice === undefined ? netPriceOf(terms.unitPrice, terms.discount) : decimal(terms.netPrice);
  const percentage = terms.vatType === 'N' ? zero : decimal(terms.vatPercentage);
  const total =
    terms.amount === undefined ? round(multiply(quantity, netPrice), digits) : round(decimal(terms.amount), digits);
  const isGross = terms.vatType === 'I' && terms.amount === undefined;
  const base = isGross ? divide(total, add(one, percentage), digits) : total;
  const calculatedVat = isGross ? subtract(total, base) : round(multiply(base, percentage), digits);
  const vatAmount = terms.vatAmount === undefined ? calculatedVat : round(decimal(terms.vatAmount), digits);
  return { netPrice, amountExclVat: isGross ? subtract(total, vatAmount) : base, vatAmount };
}

export interface DocumentTotals {
  amountExclVat: number;
  amountInclVat: number;
  vatAmount: number;
  discountExclVat: number;
  discountInclVat: number;
}

/** Sums lines; the document's discount reduces amount and VAT of each line, rounded per line. */
export function documentTotals(
  lines: readonly { amountExclVat: number; vatAmount: number }[],
  { discount, digits }: { discount: number; digits: number },
): DocumentTotals {
  let excl = zero;
  let vat = zero;
  let discountExcl = zero;
  let discountVat = zero;
  const fraction = decimal(discount);
  for (const line of lines) {
    const amount = decimal(line.amountExclVat);
    const vatAmount = decimal(line.vatAmount);
    excl = add(excl, amount);
    vat = add(vat, vatAmount);
    discountExcl = add(discountExcl, round(multiply(amount, fraction), digits));
    discountVat = add(discountVat, round(multiply(vatAmount, fraction), digits));
  }
  const netExcl = subtract(excl, discountExcl);
  const netVat = subtract(vat, discountVat);
  return {
    amountExclVat: toJsonNumber(netExcl),
    amountInclVat: toJsonNumber(add(netExcl, netVat)),
    vatAmount: toJsonNumber(netVat),
    discountExclVat: toJsonNumber(discountExcl),
    discountInclVat: toJsonNumber(add(discountExcl, discountVat)),
  };
}
