import {
  addDecimals,
  compareDecimals,
  cutText,
  decodeEntities,
  isZeroDecimal,
  quantityOf,
  trimDecimal,
} from '@koppel/connector-sdk';
import type { LineTax, OrderLine } from '@koppel/contracts';
import type { NativeLine, NativeLines, NativeRate } from './native-order.js';

/** WordPress keeps texts as HTML shows them. */
export function cut(value: string | null | undefined, maxLength: number): string | undefined {
  return cutText(decodeEntities(value ?? ''), maxLength);
}

/** The lines as the shop gives them; coupons are in the amounts already. */
export function toLines(native: NativeLines, { isCredit }: { isCredit: boolean }): OrderLine[] {
  const rates = new Map(native.tax_lines.map((rate) => [rate.rate_id, rate]));
  const amountsOf = (line: NativeLine) => ({
    totalExclVat: line.total,
    vatAmount: line.total_tax,
    taxes: taxesOf(line, rates),
  });
  const items = native.line_items.map((line): OrderLine => ({
    kind: 'item',
    sku: line.sku ? line.sku.slice(0, 100) : undefined,
    description: cut(line.name, 500) ?? cut(line.sku, 500) ?? '',
    quantity: quantityOf(line.quantity),
    ...amountsOf(line),
  }));
  const shipping = native.shipping_lines.map((line): OrderLine => ({
    kind: 'shipping',
    description: cut(line.method_title, 500) ?? 'Shipping',
    quantity: onePiece(line, isCredit),
    ...amountsOf(line),
  }));
  const fees = native.fee_lines.map((line): OrderLine => ({
    kind: !isCredit && isNegative(line) ? 'discount' : 'fee',
    description: cut(line.name, 500) ?? 'Fee',
    quantity: onePiece(line, isCredit),
    ...amountsOf(line),
  }));
  return [...items, ...shipping, ...fees];
}

function isNegative(line: NativeLine): boolean {
  return compareDecimals(line.total, '0') < 0;
}

/** What goes back on a credit is minus one piece at a positive price; a discount is one piece at a negative price. */
function onePiece(line: NativeLine, isCredit: boolean): string {
  return isCredit && isNegative(line) ? '-1' : '1';
}

/** The taxes of a line. Before WooCommerce 3.7 the shop did not send rates. */
function taxesOf(line: NativeLine, rates: ReadonlyMap<string, NativeRate>): LineTax[] {
  const charged = line.taxes.filter(({ total }) => !isZeroDecimal(total));
  if (charged.length > 0 || isZeroDecimal(line.total_tax)) {
    return charged.map(({ id, total }) => taxOf(id, total, rates.get(id)));
  }
  // Several taxes that are each too small to be shown may come to a cent together.
  const [first] = line.taxes;
  return [first ? taxOf(first.id, line.total_tax, rates.get(first.id)) : { isCompound: false, amount: line.total_tax }];
}

function taxOf(id: string, amount: string, rate: NativeRate | undefined): LineTax {
  const percent = rate?.rate_percent;
  return {
    // An amount at 0 % is a rate that the shop has forgotten.
    ratePercent: percent && !isZeroDecimal(percent) ? trimDecimal(percent) : undefined,
    country: countryOf(rate?.rate_code),
    code: codeOf(id, rate?.rate_code),
    isCompound: rate?.compound === true,
    amount,
  };
}

/** Two rates may have one name: the number of the rate tells them apart. */
function codeOf(id: string, rateCode: string | null | undefined): string {
  return [rateCode, id].filter(Boolean).join(' #').slice(0, 100);
}

/** A rate code is made of country, state, name and priority: `BE-VAT-1`. A rate for all countries has none: `VAT-1`. */
function countryOf(rateCode: string | null | undefined): string | undefined {
  const [country = '', state = '', ...others] = rateCode?.toUpperCase().split('-') ?? [];
  if (state === '' || others.length === 0 || country === 'EU' || !/^[A-Z]{2}$/.test(country)) return undefined;
  return countryOfRate(country, state);
}

/** Whose tax a rate for a state is. */
export function countryOfRate(country: string, state: string): string {
  return outsideOfSpain[`${country}-${state}`] ?? country;
}

/** Taxes of these Spanish territories are no VAT of Spain: IGIC and IPSI. */
const outsideOfSpain: Readonly<Record<string, string>> = { 'ES-GC': 'IC', 'ES-TF': 'IC', 'ES-CE': 'EA', 'ES-ML': 'EA' };

/** What each rate came to on the receipt. */
export function taxTotalsOf({ tax_lines: rates }: NativeLines): Map<string, string> {
  return new Map(
    rates.flatMap(({ rate_code: code, rate_id: id, tax_total: tax, shipping_tax_total: shipping }) =>
      tax === null || tax === undefined ? [] : [[codeOf(id, code), addDecimals(tax, shipping ?? '0')] as const],
    ),
  );
}
