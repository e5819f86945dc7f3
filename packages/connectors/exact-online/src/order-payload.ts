import type { Filtered } from '@koppel/connector-sdk';
import { addDecimals, compareDecimals, trimDecimal } from '@koppel/connector-sdk';
import type { Address, Order, OrderLine } from '@koppel/contracts';
import { isNoAmount } from './order-amounts.js';
import type { OrderSettings } from './order-settings.js';
import { reason } from './reasons.js';

export type OrderPayloadLine = {
  kind: OrderLine['kind'];
  /** Code of the item; null on an article line without one. */
  itemCode: string | null;
  description: string;
  /** Never 0; negative where the amount is, so that prices stay positive. */
  quantity: number;
  totalExclVat: string;
  vatAmount: string;
  vatRatePercent: string;
};

export type PayloadAddress = {
  recipient: string | null;
  line1: string;
  line2: string | null;
  postcode: string;
  city: string;
  country: string;
};

export type OrderPayload = {
  documentType: OrderSettings['documentType'];
  /** The order number with its prefix: how the order is found again. */
  reference: string;
  number: string;
  placedAt: string;
  isCredit: boolean;
  currency: string;
  /** Where the goods go, which decides the VAT; null where the shop does not know. */
  vatCountry: string | null;
  /** Account for guests; null: the order's own customer. */
  debtorCode: string | null;
  lines: OrderPayloadLine[];
  totals: { exclVat: string; vat: string; inclVat: string };
  paymentCondition: string | null;
  deliveryAddress: PayloadAddress | null;
  note: string | null;
};

function itemCodeOf(line: OrderLine, settings: OrderSettings): string | null {
  const codes = {
    item: line.sku?.trim(),
    shipping: settings.shippingItem,
    discount: settings.discountItem,
    fee: settings.feeItem,
  };
  return codes[line.kind] || null;
}

/** Pieces with the sign of their amount: a discount of -5.00 is -1 × 5.00. A free article keeps its quantity. */
function signedQuantity(line: OrderLine): number {
  const sign = compareDecimals(addDecimals(line.totalExclVat, line.vatAmount), '0');
  const pieces = Math.abs(line.quantity) || 1;
  return sign === 0 ? line.quantity || 1 : sign * pieces;
}

/** Nothing was sold, or a cost of 0.00: free shipping. */
function isEmptyLine(line: OrderLine): boolean {
  return isNoAmount(line.totalExclVat, line.vatAmount) && (line.kind !== 'item' || line.quantity === 0);
}

function payloadLine(line: OrderLine, settings: OrderSettings): OrderPayloadLine {
  return {
    kind: line.kind,
    itemCode: itemCodeOf(line, settings),
    description: line.description,
    quantity: signedQuantity(line),
    totalExclVat: line.totalExclVat,
    vatAmount: line.vatAmount,
    vatRatePercent: trimDecimal(line.vatRatePercent),
  };
}

function payloadAddress(address: Address): PayloadAddress {
  return {
    recipient: address.company ?? address.name ?? null,
    line1: address.line1,
    line2: address.line2?.trim() || null,
    postcode: address.postcode,
    city: address.city,
    country: address.country,
  };
}

function isSameAddress(left: Address, right: Address): boolean {
  const textOf = ({ line1, line2 = '', postcode, city, country }: Address): string =>
    [line1, line2, postcode, city, country].map((text) => text.trim().toLowerCase()).join('|');
  return textOf(left) === textOf(right);
}

function deliveryAddressOf(order: Order, settings: OrderSettings): PayloadAddress | null {
  const home = order.customer.address ?? order.billingAddress;
  const isElsewhere =
    order.shippingAddress !== undefined && (home === undefined || !isSameAddress(order.shippingAddress, home));
  // The account of all guests has its own address, never the buyer's.
  const goesToDebtor = order.customer.isGuest && settings.guestCustomers === 'one_debtor';
  const target = isElsewhere || goesToDebtor ? (order.shippingAddress ?? home) : undefined;
  return settings.deliveryAddress === 'ignore' || !target ? null : payloadAddress(target);
}

function paymentConditionOf(order: Order, settings: OrderSettings): string | null {
  const method = order.paymentMethod?.trim().toLowerCase();
  if (method === undefined) return null;
  const entry = Object.entries(settings.paymentConditions).find(([name]) => name.trim().toLowerCase() === method);
  return entry?.[1] ?? null;
}

/** What of an order goes into Exact Online, before anything is looked up there. */
export function orderPayload(order: Order, settings: OrderSettings): { payload: OrderPayload } | Filtered {
  if (order.isCredit && settings.credits === 'skip')
    return { filtered: reason('exact_online.credit_left_out', {}, 'isCredit') };
  const lines = order.lines.filter((line) => !isEmptyLine(line)).map((line) => payloadLine(line, settings));
  if (lines.length === 0) return { filtered: reason('exact_online.order_empty', {}, 'lines') };
  const isForDebtor = order.customer.isGuest && settings.guestCustomers === 'one_debtor';
  const { exclVat, vat, inclVat } = order.totals;
  return {
    payload: {
      documentType: settings.documentType,
      reference: `${settings.referencePrefix}${order.number}`,
      number: order.number,
      placedAt: order.placedAt,
      isCredit: order.isCredit,
      currency: order.currency,
      vatCountry: (order.shippingAddress ?? order.billingAddress ?? order.customer.address)?.country ?? null,
      debtorCode: isForDebtor ? settings.guestAccountCode : null,
      lines,
      totals: { exclVat, vat, inclVat },
      paymentCondition: paymentConditionOf(order, settings),
      deliveryAddress: deliveryAddressOf(order, settings),
      note: order.note?.trim() || null,
    },
  };
}
