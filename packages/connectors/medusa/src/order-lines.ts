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
import type { NativeLine, NativeOrder } from './native-order.js';

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

function exactLine(native: NativeLine, line: ExactLine['line']): ExactLine {
  const rates = (native.tax_lines ?? []).map(({ rate }) => trimDecimal(decimalFromNumber(rate)));
  return { line, rates, gross: exactValue(native.raw_total), tax: exactValue(native.raw_tax_total) };
}

/** Articles and shipping with discounts taken off already; what was cancelled, or costs nothing to ship, is left out. */
export function exactLinesOf(order: NativeOrder): ExactLine[] {
  const items = order.items
    .filter(({ quantity }) => quantity !== 0)
    .map((item) =>
      exactLine(item, {
        kind: 'item',
        sku: cutText(item.variant_sku, 100),
        description: cutText(item.product_title ?? item.title, 500) ?? '',
        quantity: quantityOf(item.quantity),
      }),
    );
  const shipping = (order.shipping_methods ?? []).map((method) =>
    exactLine(method, { kind: 'shipping', description: cutText(method.name, 500) ?? '', quantity: '1' }),
  );
  return [...items, ...shipping.filter(({ gross }) => !isZeroDecimal(gross))];
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
