import { addDecimals, roundDecimal, type ConnectorFailure } from '@koppel/connector-sdk';
import { missingAccount } from './customers.js';
import type { Row } from './odata.js';
import { addSums, isWithin, pricedParts, sumsAsCalculated, type LineSums } from './order-amounts.js';
import type { OrderPayload, OrderPayloadLine } from './order-payload.js';
import type { OrderSettings } from './order-settings.js';
import { failure } from './reasons.js';
import type { References } from './references.js';
import { chooseVatCode } from './vat-codes.js';

interface DocumentLine {
  body: Row;
  sums: LineSums;
}

function missingCostItem({ itemCode, description }: OrderPayloadLine, kind: string): ConnectorFailure {
  const params = { kind, line: description };
  if (itemCode === null) {
    return failure('value', 'exact_online.cost_item_not_chosen', params, { field: `${kind}Item` });
  }
  const options = { field: `${kind}Item`, waitsFor: `item:${itemCode}` };
  return failure('missing_reference', 'exact_online.cost_item_missing', { ...params, item: itemCode }, options);
}

function missingArticle({ itemCode, description }: OrderPayloadLine, settings: OrderSettings): ConnectorFailure {
  const field = 'lines';
  if (itemCode === null) return failure('value', 'exact_online.line_without_code', { line: description }, { field });
  const params = { item: itemCode, line: description };
  if (settings.missingArticle === 'hold') {
    const options = { field, waitsFor: `item:${itemCode}` };
    return failure('missing_reference', 'exact_online.item_awaited', params, options);
  }
  return failure('value', 'exact_online.item_missing', params, { field });
}

/** Key of the line's item and the text that the line needs where the item's own does not say it. */
function itemFor(
  line: OrderPayloadLine,
  references: References,
  settings: OrderSettings,
): { id: string; description?: string } {
  const id = line.itemCode === null ? undefined : references.items.get(line.itemCode);
  if (id !== undefined) return line.kind === 'item' ? { id } : { id, description: line.description };
  if (line.kind !== 'item') throw missingCostItem(line, line.kind);
  if (settings.missingArticle !== 'replace') throw missingArticle(line, settings);
  const replacement = references.items.get(settings.replacementItem);
  if (replacement !== undefined)
    return { id: replacement, description: [line.itemCode, line.description].filter(Boolean).join(' ') };
  const params = { replacement: settings.replacementItem, item: line.itemCode ?? line.description };
  throw failure('value', 'exact_online.replacement_missing', params, { field: 'replacementItem' });
}

function documentLines(
  line: OrderPayloadLine,
  payload: OrderPayload,
  { references, settings }: Composition,
): DocumentLine[] {
  const item = itemFor(line, references, settings);
  const question = {
    ratePercent: line.vatRatePercent,
    country: payload.vatCountry ?? references.homeCountry,
    homeCountry: references.homeCountry,
  };
  const vat = chooseVatCode(question, settings.vatCodes, references.vatCodes);
  const total = vat.isInclusive ? addDecimals(line.totalExclVat, line.vatAmount) : line.totalExclVat;
  const parts = pricedParts(roundDecimal(total, 2), line.quantity);
  if (!parts) {
    const params = { quantity: line.quantity, total, line: line.itemCode ?? line.description };
    throw failure('value', 'exact_online.price_not_calculable', params, { field: 'lines' });
  }
  return parts.map((part) => ({
    body: {
      Item: item.id,
      ...(item.description === undefined ? {} : { Description: item.description.slice(0, 100) }),
      Quantity: part.quantity,
      NetPrice: Number(part.netPrice),
      VATCode: vat.code,
    },
    sums: sumsAsCalculated(part, vat),
  }));
}

/** Before anything is written: what Exact Online will make of the order must be what the customer paid. */
function checkTotals(payload: OrderPayload, sums: readonly LineSums[], toleranceCents: number): void {
  const expected = addSums(sums);
  const isSame =
    isWithin(expected.inclVat, payload.totals.inclVat, toleranceCents) &&
    isWithin(expected.exclVat, payload.totals.exclVat, toleranceCents);
  if (isSame) return;
  const params = {
    inclVat: expected.inclVat,
    exclVat: expected.exclVat,
    shopInclVat: roundDecimal(payload.totals.inclVat, 2),
    shopExclVat: roundDecimal(payload.totals.exclVat, 2),
    currency: payload.currency,
  };
  throw failure('value', 'exact_online.totals_differ', params, { field: 'totals' });
}

function checkHeader(payload: OrderPayload, { references, settings }: Composition): void {
  if (payload.isCredit && settings.credits === 'issue') {
    throw failure('value', 'exact_online.credit_by_hand', { order: payload.number }, { field: 'credits' });
  }
  if (payload.debtorCode === '') {
    throw failure('value', 'exact_online.guest_account_not_chosen', {}, { field: 'guestAccountCode' });
  }
  if (payload.debtorCode !== null && !references.accounts.has(payload.debtorCode))
    throw missingAccount(payload.debtorCode);
  if (payload.paymentCondition !== null && !references.paymentConditions.has(payload.paymentCondition)) {
    const params = { condition: payload.paymentCondition };
    throw failure('value', 'exact_online.payment_condition_unknown', params, { field: 'paymentConditions' });
  }
  if (settings.orderWarehouse !== '' && !references.warehouses.has(settings.orderWarehouse)) {
    const params = { warehouse: settings.orderWarehouse };
    throw failure('value', 'exact_online.delivery_warehouse_unknown', params, { field: 'orderWarehouse' });
  }
}

export interface Composition {
  references: References;
  settings: OrderSettings;
  /** The day of the order where the administration is. */
  orderDay: string;
}

function deliveryDay(orderDay: string, days: number): string {
  return new Date(Date.parse(orderDay) + days * 86_400_000).toISOString().slice(0, 10);
}

function remarksOf(payload: OrderPayload, settings: OrderSettings): string | undefined {
  const address = settings.deliveryAddress === 'remarks' ? payload.deliveryAddress : null;
  const parts = address && [
    address.recipient,
    address.line1,
    address.line2,
    `${address.postcode} ${address.city}`,
    address.country,
  ];
  const remarks = [payload.note, parts && `Deliver to: ${parts.filter(Boolean).join(', ')}`].filter(Boolean);
  return remarks.length > 0 ? remarks.join('\n') : undefined;
}

function header(payload: OrderPayload, { references, settings, orderDay }: Composition): Row {
  const description = settings.orderDescription.replaceAll('{number}', payload.number);
  const remarks = remarksOf(payload, settings);
  return {
    ...(description === '' ? {} : { Description: description }),
    [settings.referenceField]: payload.reference,
    OrderDate: `${orderDay}T00:00:00`,
    Currency: payload.currency,
    ...(settings.deliveryDays === null
      ? {}
      : { DeliveryDate: `${deliveryDay(orderDay, settings.deliveryDays)}T00:00:00` }),
    ...(settings.orderWarehouse === '' ? {} : { WarehouseID: references.warehouses.get(settings.orderWarehouse) }),
    ...(payload.paymentCondition === null ? {} : { PaymentCondition: payload.paymentCondition }),
    ...(remarks === undefined ? {} : { Remarks: remarks }),
  };
}

/**
 * The sales order as it is sent, without its account.
 *
 * @throws ConnectorFailure of class `missing_reference` or `value` where it cannot be written as it is.
 */
export function composeSalesOrder(payload: OrderPayload, composition: Composition): Row {
  checkHeader(payload, composition);
  const lines = payload.lines.flatMap((line) => documentLines(line, payload, composition));
  checkTotals(
    payload,
    lines.map(({ sums }) => sums),
    composition.settings.totalToleranceCents,
  );
  return { ...header(payload, composition), SalesOrderLines: lines.map(({ body }) => body) };
}
