import { invalid } from '../errors.js';
import { decimal, divide, toJsonNumber } from '../money.js';
import type { Row, Scalar, Stored } from '../store/row.js';
import { type LineAmounts, type VatType, lineAmounts } from './line-amounts.js';
import { type WriteContext, getReferenced } from './rules.js';

/** Finds a VAT code, padded or not; throws when it is unknown. */
export function getVatCode(context: WriteContext, code: Scalar | undefined): Row | undefined {
  if (code === undefined || code === null || code === '') return undefined;
  const found = context.company.table('vat/VATCodes').findFirstBy('Code', code);
  if (!found) throw invalid(`Reference: VATCode (${String(code).trim()})`);
  return found.row;
}

/** The price for a quantity on a day: the highest step reached among the valid prices. */
export function findListPrice(context: WriteContext, itemId: string, quantity: number): number | undefined {
  const now = context.now();
  let best: Row | undefined;
  for (const { row } of context.company.table('logistics/SalesItemPrices').findBy('Item', itemId)) {
    const isCurrent = Number(row['StartDate'] ?? 0) <= now && Number(row['EndDate'] ?? now) >= now;
    const step = Number(row['Quantity'] ?? 0);
    const isReached = step <= Math.max(1, Math.abs(quantity));
    if (isCurrent && isReached && !row['Account'] && step >= Number(best?.['Quantity'] ?? 0)) best = row;
  }
  return best === undefined ? undefined : Number(best['Price'] ?? 0);
}

export interface CompletedLine {
  row: Row;
  amounts: LineAmounts;
}

function numberOf(value: Scalar | undefined): number | undefined {
  return value === undefined || value === null ? undefined : Number(value);
}

/** The price columns that the request sets; the others come from the price list. */
function linePrices(
  context: WriteContext,
  values: Row,
  item: Stored,
  quantity: number,
): { unitPrice: number; netPrice: number | undefined } {
  const netPrice = numberOf(values['NetPrice']);
  const amount = numberOf(values['AmountFC']);
  const unitPrice = numberOf(values['UnitPrice']) ?? netPrice;
  if (unitPrice !== undefined) return { unitPrice, netPrice };
  if (amount !== undefined && quantity !== 0) {
    return { unitPrice: toJsonNumber(divide(decimal(amount), decimal(quantity), 6)), netPrice: undefined };
  }
  return { unitPrice: findListPrice(context, item.key, quantity) ?? 0, netPrice: undefined };
}

function calculateLine(
  values: Row,
  prices: { unitPrice: number; netPrice: number | undefined },
  vat: Row | undefined,
  { vatAmountColumn, digits }: { vatAmountColumn: string; digits: number },
): LineAmounts {
  return lineAmounts({
    quantity: numberOf(values['Quantity']) ?? 1,
    unitPrice: prices.unitPrice,
    netPrice: prices.netPrice,
    discount: numberOf(values['Discount']) ?? 0,
    vatType: (vat?.['Type'] ?? 'N') as VatType,
    vatPercentage: Number(vat?.['Percentage'] ?? 0),
    amount: numberOf(values['AmountFC']),
    vatAmount: numberOf(values[vatAmountColumn]),
    digits,
  });
}

/** How many digits amounts in a currency have behind the point. */
export function amountDigits(context: WriteContext, currency: Scalar | undefined): number {
  const precision = context.company.table('general/Currencies').get(String(currency))?.row['AmountPrecision'];
  return Math.round(-Math.log10(Number(precision ?? 0.01)));
}

/** The VAT amount that a line is given is kept, or forgotten and calculated. */
export function withoutForgottenVat(context: WriteContext, values: Row, vatAmountColumn: string): Row {
  const { [vatAmountColumn]: _given, ...others } = values;
  return context.vatAmounts === 'calculated' ? others : values;
}

/** Completes a line that sells an item: texts, unit, VAT and amounts. */
export function completeItemLine(
  context: WriteContext,
  given: Row,
  { account, currency, vatAmountColumn }: { account: Row; currency: Scalar | undefined; vatAmountColumn: string },
): CompletedLine {
  const values = withoutForgottenVat(context, given, vatAmountColumn);
  const item = getReferenced(context, 'logistics/Items', values['Item'], 'Item');
  const quantity = numberOf(values['Quantity']) ?? 1;
  const vat = getVatCode(context, values['VATCode'] ?? account['SalesVATCode'] ?? item.row['SalesVatCode']);
  const prices = linePrices(context, values, item, quantity);
  const amounts = calculateLine(values, prices, vat, { vatAmountColumn, digits: amountDigits(context, currency) });
  const unitCode = values['UnitCode'] ?? item.row['Unit'] ?? null;
  const amount = toJsonNumber(amounts.amountExclVat);
  const row: Row = {
    ...values,
    ItemCode: item.row['Code'] ?? null,
    ItemDescription: item.row['Description'] ?? null,
    Description: values['Description'] ?? item.row['Description'] ?? null,
    Quantity: quantity,
    UnitCode: unitCode,
    UnitDescription: context.company.table('logistics/Units').findFirstBy('Code', unitCode)?.row['Description'] ?? null,
    UnitPrice: prices.unitPrice,
    NetPrice: toJsonNumber(amounts.netPrice),
    Discount: values['Discount'] ?? 0,
    VATCode: vat?.['Code'] ?? null,
    VATCodeDescription: vat?.['Description'] ?? null,
    VATPercentage: vat?.['Percentage'] ?? 0,
    AmountFC: amount,
    AmountDC: amount,
    [vatAmountColumn]: toJsonNumber(amounts.vatAmount),
  };
  return { row, amounts };
}

/** The columns of a changed line that are calculated again: given prices replace stored amounts. */
export function forgetCalculated(row: Row, changes: Row, vatAmountColumn: string): Row {
  const merged: Row = { ...row, ...changes };
  const isRepriced = ['Quantity', 'UnitPrice', 'NetPrice', 'Discount', 'VATCode', 'Item'].some(
    (column) => column in changes,
  );
  if (!isRepriced) return merged;
  if (!('AmountFC' in changes)) delete merged['AmountFC'];
  if (!(vatAmountColumn in changes)) delete merged[vatAmountColumn];
  const takesListPrice = ('UnitPrice' in changes || 'Discount' in changes) && !('NetPrice' in changes);
  if (takesListPrice) delete merged['NetPrice'];
  return merged;
}
