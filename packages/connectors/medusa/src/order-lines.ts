import {
  addDecimals,
  cutText,
  decimalFromNumber,
  divideDecimals,
  isZeroDecimal,
  multiplyDecimals,
  quantityOf,
  roundDecimal,
  spreadRounding,
  subtractDecimals,
  trimDecimal,
} from '@koppel/connector-sdk';
import type { LineTax, OrderLine } from '@koppel/contracts';
import type { NativeItem, NativeLine, NativeOrder } from './native-order.js';

interface ExactLine {
  line: Pick<OrderLine, 'kind' | 'sku' | 'description' | 'quantity'>;
  gross: string;
  tax: string;
  /** Percentages that were charged. */
  rates: string[];
}

export function exactValue({ value }: { value: string | number }): string {
  const text = String(value);
  return /^-?\d+(\.\d+)?$/.test(text) ? text : decimalFromNumber(Number(text));
}

function ratesOf({ tax_lines: taxLines }: NativeLine): string[] {
  return (taxLines ?? []).map(({ rate }) => trimDecimal(decimalFromNumber(rate)));
}

/** What the pieces that were returned came to; Medusa takes them off the totals of their item. */
export function returnedOf(item: NativeItem): string {
  const { raw_return_received_total: received, raw_return_dismissed_total: dismissed } = item;
  return addDecimals('0', ...[received, dismissed].flatMap((total) => (total ? [exactValue(total)] : [])));
}

/** An item as it was charged, or some of its pieces. */
function itemOf(item: NativeItem, pieces?: string): ExactLine {
  const rates = ratesOf(item);
  const returned = returnedOf(item);
  const percent = addDecimals('0', ...rates);
  const taxOfReturned = divideDecimals(multiplyDecimals(returned, percent), addDecimals('100', percent), 10);
  const gross = addDecimals(exactValue(item.raw_total), returned);
  const tax = addDecimals(exactValue(item.raw_tax_total), taxOfReturned);
  const quantity = quantityOf(item.quantity);
  const share = (amount: string) => (pieces ? divideDecimals(multiplyDecimals(amount, pieces), quantity, 10) : amount);
  return {
    line: {
      kind: 'item',
      sku: cutText(item.variant_sku, 100),
      description: cutText(item.product_title ?? item.title, 500) ?? '',
      quantity: pieces ? trimDecimal(pieces) : quantity,
    },
    ...{ rates, gross: share(gross), tax: share(tax) },
  };
}

/** Articles and shipping with discounts taken off already; what was cancelled, or costs nothing to ship, is left out. */
export function exactLinesOf(order: NativeOrder): ExactLine[] {
  const items = order.items.filter(({ quantity }) => quantity !== 0).map((item) => itemOf(item));
  const shipping = (order.shipping_methods ?? []).map((method): ExactLine => ({
    line: { kind: 'shipping', description: cutText(method.name, 500) ?? '', quantity: '1' },
    ...{ rates: ratesOf(method), gross: exactValue(method.raw_total), tax: exactValue(method.raw_tax_total) },
  }));
  return [...items, ...shipping.filter(({ gross }) => !isZeroDecimal(gross))];
}

/** The pieces of each return that came in; none of a return that is awaited. */
export function returnedLinesOf(order: NativeOrder, digits: number): OrderLine[][] {
  const returns = (order.returns ?? []).map(({ items }) =>
    (items ?? []).flatMap(({ item_id: id, raw_received_quantity: received, raw_damaged_quantity: damaged }) => {
      const item = order.items.find((each) => each.id === id);
      const pieces = addDecimals('0', ...[received, damaged].flatMap((count) => (count ? [exactValue(count)] : [])));
      return item && item.quantity !== 0 && !isZeroDecimal(pieces) ? [itemOf(item, pieces)] : [];
    }),
  );
  return returns.filter((lines) => lines.length > 0).map((lines) => roundLines(lines, digits));
}

/** Lines in whole units of the currency that add up to the rounded totals. Medusa rounds nothing: 3 times 12.35 with 21 % is 44.8305. */
export function roundLines(lines: readonly ExactLine[], digits: number): OrderLine[] {
  const exact = lines.map(({ gross }) => gross);
  const grosses = spreadRounding(exact, roundDecimal(addDecimals(...exact), digits), digits) ?? exact;
  const taxes = lines.map(({ tax }) => tax);
  const vatAmounts = spreadRounding(taxes, roundDecimal(addDecimals(...taxes), digits), digits) ?? taxes;
  return lines.map(({ line, rates }, index) => {
    const vatAmount = vatAmounts[index] ?? '0';
    const totalExclVat = subtractDecimals(grosses[index] ?? '0', vatAmount);
    return { ...line, totalExclVat, vatAmount, taxes: taxesOf({ rates, totalExclVat, vatAmount, digits }) };
  });
}

/** The taxes of a line: the last one has what the others leave of its VAT. */
function taxesOf(line: {
  rates: readonly string[];
  totalExclVat: string;
  vatAmount: string;
  digits: number;
}): LineTax[] {
  const { rates, totalExclVat, vatAmount, digits } = line;
  if (isZeroDecimal(vatAmount)) return [];
  if (rates.length === 0) return [{ isCompound: false, amount: vatAmount }];
  let left = vatAmount;
  return rates.map((ratePercent, index) => {
    const amount =
      index === rates.length - 1 ? left : divideDecimals(multiplyDecimals(totalExclVat, ratePercent), '100', digits);
    left = subtractDecimals(left, amount);
    return { ratePercent, isCompound: false, amount };
  });
}
