import { ConnectorFailure } from '@koppel/connector-sdk';
import { addDecimals, roundDecimal } from '@koppel/connector-sdk';
import { missingAccount } from './customers.js';
import type { Row } from './odata.js';
import { addSums, isWithin, pricedParts, sumsAsCalculated, type LineSums } from './order-amounts.js';
import type { OrderPayload, OrderPayloadLine } from './order-payload.js';
import type { OrderSettings } from './order-settings.js';
import type { References } from './references.js';
import { chooseVatCode } from './vat-choice.js';

interface DocumentLine {
  body: Row;
  sums: LineSums;
}

const costSettings = {
  shipping: 'Item for shipping costs',
  discount: 'Item for discounts',
  fee: 'Item for other costs',
} as const;

function missingCostItem(line: OrderPayloadLine, kind: keyof typeof costSettings): ConnectorFailure {
  const setting = costSettings[kind];
  if (line.itemCode === null) {
    return new ConnectorFailure(
      'value',
      `The order has "${line.description}", for which no item is chosen. Fill the setting "${setting}" of this flow, then retry the order.`,
    );
  }
  return new ConnectorFailure(
    'missing_reference',
    `Exact Online has no item ${line.itemCode}, on which "${line.description}" is to be booked. Create it there, as a sales item without stock, or correct the setting "${setting}"; the order is delivered by itself then.`,
    { waitsFor: `item:${line.itemCode}` },
  );
}

function missingArticle({ itemCode, description }: OrderPayloadLine, settings: OrderSettings): ConnectorFailure {
  if (itemCode === null) {
    return new ConnectorFailure(
      'value',
      `The line "${description}" has no article code in the shop, so it cannot be booked on an item. Give the article a code (SKU) there and retry, or set "Article not in Exact Online" to replace.`,
    );
  }
  if (settings.missingArticle === 'hold') {
    return new ConnectorFailure(
      'missing_reference',
      `Exact Online has no item ${itemCode} ("${description}"). The order waits and is delivered by itself once an item with exactly that code exists; capitals count.`,
      { waitsFor: `item:${itemCode}` },
    );
  }
  return new ConnectorFailure(
    'value',
    `Exact Online has no item ${itemCode} ("${description}"). Create an item with exactly that code and retry the order; capitals count.`,
  );
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
  throw new ConnectorFailure(
    'value',
    `Exact Online has no item "${settings.replacementItem}", which is to replace missing articles such as ${line.itemCode ?? line.description}. Correct the setting "Replacement item" of this flow, then retry the order.`,
  );
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
    throw new ConnectorFailure(
      'value',
      `${line.quantity} pieces for ${total} together (${line.itemCode ?? line.description}) give no price that Exact Online can calculate with. Book this order by hand and skip it here.`,
    );
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
  const inExact = `${expected.inclVat} including VAT (${expected.exclVat} without)`;
  const inShop = `${roundDecimal(payload.totals.inclVat, 2)} (${roundDecimal(payload.totals.exclVat, 2)} without)`;
  throw new ConnectorFailure(
    'value',
    `The order would come to ${inExact} in Exact Online, but it was ${inShop} ${payload.currency} in the shop. It was not booked. ` +
      'Check the lines and VAT percentages of the order; where it is only rounding, raise the setting "Rounding difference allowed, in cents" and retry.',
  );
}

function checkHeader(payload: OrderPayload, { references, settings }: Composition): void {
  if (payload.isCredit && settings.credits === 'issue') {
    throw new ConnectorFailure(
      'value',
      `${payload.number} is a credit, and the settings of this flow leave credits to you. Book it by hand in Exact Online and skip it here.`,
    );
  }
  if (payload.debtorCode === '') {
    throw new ConnectorFailure(
      'value',
      'Orders of guests are to be booked on one customer, but none is chosen. Choose it in the setting "Customer for all guests" of this flow, then retry the order.',
    );
  }
  if (payload.debtorCode !== null && !references.accounts.has(payload.debtorCode))
    throw missingAccount(payload.debtorCode);
  if (payload.paymentCondition !== null && !references.paymentConditions.has(payload.paymentCondition)) {
    throw new ConnectorFailure(
      'value',
      `Exact Online has no payment condition "${payload.paymentCondition}". Correct the setting "Payment conditions" of this flow, then retry the order.`,
    );
  }
  if (settings.orderWarehouse !== '' && !references.warehouses.has(settings.orderWarehouse)) {
    throw new ConnectorFailure(
      'value',
      `Exact Online has no warehouse "${settings.orderWarehouse}". Correct the setting "Warehouse for deliveries" of this flow, then retry the order.`,
    );
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
  const addressLines = address && [
    address.recipient,
    address.line1,
    address.line2,
    `${address.postcode} ${address.city}`,
    address.country,
  ];
  const parts = [payload.note, addressLines && `Deliver to: ${addressLines.filter(Boolean).join(', ')}`].filter(
    Boolean,
  );
  return parts.length > 0 ? parts.join('\n') : undefined;
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
