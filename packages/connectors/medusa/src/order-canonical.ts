import {
  addDecimals,
  buyerKey,
  cutText,
  decimalFromNumber,
  decimalsOf,
  divideDecimals,
  findVatNumber,
  isWholeAddress,
  isZeroDecimal,
  multiplyDecimals,
  quantityOf,
  roundDecimal,
  spreadRounding,
  subtractDecimals,
  trimDecimal,
  type Translated,
  leftOutByAge,
  type FlowStart,
} from '@koppel/connector-sdk';
import {
  emailSchema,
  type Address,
  type Customer,
  type LineTax,
  type Order,
  type OrderLine,
  type Reason,
} from '@koppel/contracts';
import { nativeOrderSchema, type NativeAddress, type NativeLine, type NativeOrder } from './native-order.js';
import type { OrderSettings } from './orders.js';
import { failure, reason } from './reasons.js';

export function numberOf(order: Pick<NativeOrder, 'display_id' | 'custom_display_id'>): string {
  return order.custom_display_id?.trim() || String(order.display_id);
}

function addressOf(native: NativeAddress | null | undefined): Address | undefined {
  const country = native?.country_code?.trim().toUpperCase();
  if (!native || !country || !/^[A-Z]{2}$/.test(country)) return undefined;
  return {
    name: cutText(`${native.first_name ?? ''} ${native.last_name ?? ''}`, 200),
    company: cutText(native.company, 200),
    line1: cutText(native.address_1, 200) ?? '',
    line2: cutText(native.address_2, 200),
    postcode: cutText(native.postal_code, 30) ?? '',
    city: cutText(native.city, 100) ?? '',
    region: cutText(native.province, 100),
    country,
    phone: cutText(native.phone, 50),
  };
}

/** The buyer as the order itself names them; the shop's own card of the customer fills what the order leaves out. */
function customerOf(order: NativeOrder, { vatNumberField }: OrderSettings): Customer {
  const { customer } = order;
  const native = buyerOf(order);
  const address = addressOf(native);
  const login = customer?.has_account === true ? customer.id : undefined;
  const email = emailSchema.safeParse((order.email ?? customer?.email)?.trim().toLowerCase()).data;
  const isNamed = address?.name !== undefined;
  const firstName = cutText(isNamed ? native?.first_name : customer?.first_name, 100);
  const lastName = cutText(isNamed ? native?.last_name : customer?.last_name, 100);
  const company = address?.company ?? cutText(customer?.company_name, 200);
  const fields = [order, native, customer].flatMap((record) => Object.entries(record?.metadata ?? {}));
  const vatNumber = findVatNumber(fields, vatNumberField);
  const known = { login, email, company, person: `${firstName ?? ''} ${lastName ?? ''}`, vatNumber };
  return {
    key: buyerKey({ ...known, country: address?.country, order: order.id }),
    isGuest: login === undefined,
    login,
    email,
    firstName,
    lastName,
    company,
    phone: address?.phone ?? cutText(customer?.phone, 50),
    vatNumber,
    address,
  };
}

/** The billing address; the other one where only that was filled in. */
function buyerOf({ billing_address: billing, shipping_address: shipping }: NativeOrder): NativeAddress | undefined {
  const addresses = [billing, shipping].filter((address) => address !== null && address !== undefined);
  return addresses.find((address) => isWholeAddress(addressOf(address))) ?? addresses[0];
}

/** The provider of the last payment that stands. */
function paymentMethodOf({ payment_collections: collections }: NativeOrder): string | undefined {
  const payments = (collections ?? []).flatMap((collection) => collection.payments ?? []);
  return cutText(payments.filter(({ canceled_at: canceledAt }) => !canceledAt).at(-1)?.provider_id, 100);
}

interface ExactLine {
  line: Pick<OrderLine, 'kind' | 'sku' | 'description' | 'quantity'>;
  gross: string;
  tax: string;
  /** Percentages that were charged. */
  rates: string[];
}

function exactValue({ value }: { value: string | number }): string {
  const text = String(value);
  return /^-?\d+(\.\d+)?$/.test(text) ? text : decimalFromNumber(Number(text));
}

function exactLine(native: NativeLine, line: ExactLine['line']): ExactLine {
  const rates = (native.tax_lines ?? []).map(({ rate }) => trimDecimal(decimalFromNumber(rate)));
  return { line, rates, gross: exactValue(native.raw_total), tax: exactValue(native.raw_tax_total) };
}

/** Articles and shipping with discounts taken off already; what was cancelled, or costs nothing to ship, is left out. */
function exactLinesOf(order: NativeOrder): ExactLine[] {
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

/** Why the settings leave an order out; undefined when they take it. */
function leftOut(order: NativeOrder, settings: OrderSettings, flow: FlowStart): Reason | undefined {
  const number = numberOf(order);
  if (order.is_draft_order || order.status === 'draft') return reason('medusa.order_draft', { number });
  if (order.status === 'canceled') return reason('medusa.order_canceled', { number });
  const { payment_status: payment } = order;
  if (!settings.orderPayments.some((taken) => taken === payment)) {
    return reason('medusa.order_payment', { number, payment }, 'payment_status');
  }
  const { created_at: at } = order;
  return leftOutByAge({ at, day: at.slice(0, 10), field: 'created_at' }, settings, flow);
}

function parse(native: unknown): NativeOrder {
  const parsed = nativeOrderSchema.safeParse(native);
  if (!parsed.success) {
    const field = parsed.error.issues[0]?.path.join('.') ?? '';
    throw failure('value', 'medusa.order_unreadable', { field: field || '-' }, { field, cause: parsed.error });
  }
  return parsed.data;
}

/** An order of the shop as canonical order; store credit or a gift card makes its total less than its lines. */
export function orderToCanonical(native: unknown, settings: OrderSettings, flow: FlowStart): Translated<Order> {
  const order = parse(native);
  const filtered = leftOut(order, settings, flow);
  if (filtered) return { filtered: filtered };
  const exact = exactLinesOf(order);
  const number = numberOf(order);
  if (exact.length === 0) return { filtered: reason('medusa.order_empty', { number }) };
  const currency = order.currency_code.toUpperCase();
  const digits = decimalsOf(currency);
  const lines = roundLines(exact, digits);
  const inclVat = roundDecimal(exactValue(order.raw_total), digits);
  const vat = addDecimals(...lines.map(({ vatAmount }) => vatAmount));
  return {
    canonical: {
      number,
      placedAt: new Date(order.created_at).toISOString(),
      status: `${order.status} / ${order.payment_status}`.slice(0, 60),
      isCredit: false,
      currency,
      customer: customerOf(order, settings),
      billingAddress: addressOf(buyerOf(order)),
      shippingAddress: addressOf(order.shipping_address),
      lines,
      totals: { exclVat: subtractDecimals(inclVat, vat), vat, inclVat },
      paymentMethod: paymentMethodOf(order),
    },
  };
}
