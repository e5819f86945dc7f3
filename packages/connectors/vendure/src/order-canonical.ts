import {
  buyerKey,
  cutText,
  decimalFromNumber,
  divideDecimals,
  findRate,
  findVatNumber,
  isWholeAddress,
  nameIdentity,
  type Translated,
  leftOutByAge,
  type FlowStart,
} from '@koppel/connector-sdk';
import { emailSchema, type Address, type Customer, type Order, type OrderLine, type Reason } from '@koppel/contracts';
import { z } from 'zod';
import type { CustomFields } from './custom-fields.js';
import type { OrderSettings } from './orders.js';
import { failure, reason } from './reasons.js';

const money = z.number().int();
const text = z.string().nullish();

/** What the developers of the shop added to a record. */
const customFields = z.record(z.string(), z.unknown()).nullish().catch(undefined);

const addressSchema = z.object({
  fullName: text,
  company: text,
  streetLine1: text,
  streetLine2: text,
  city: text,
  province: text,
  postalCode: text,
  countryCode: text,
  phoneNumber: text,
  customFields,
});
type NativeAddress = z.infer<typeof addressSchema>;

/** An order as the admin API gives it, with the number of decimals of its amounts. */
const nativeOrderSchema = z.object({
  id: z.string(),
  code: z.string().min(1),
  type: z.string(),
  state: z.string(),
  createdAt: z.string(),
  updatedAt: z.string(),
  orderPlacedAt: text,
  currencyCode: z.string(),
  precision: z.number().int().min(0).max(6),
  total: money,
  totalWithTax: money,
  customer: z
    .object({
      id: z.string(),
      firstName: text,
      lastName: text,
      emailAddress: text,
      phoneNumber: text,
      user: z.object({ id: z.string() }).nullish(),
      customFields,
    })
    .nullish(),
  customFields,
  billingAddress: addressSchema.nullish(),
  shippingAddress: addressSchema.nullish(),
  lines: z.array(
    z.object({
      quantity: z.number().int(),
      taxRate: z.number(),
      proratedLinePrice: money,
      proratedLinePriceWithTax: money,
      productVariant: z.object({ sku: z.string(), name: z.string() }),
    }),
  ),
  shippingLines: z.array(
    z.object({ discountedPrice: money, discountedPriceWithTax: money, shippingMethod: z.object({ name: z.string() }) }),
  ),
  surcharges: z.array(z.object({ description: z.string(), price: money, priceWithTax: money, taxRate: z.number() })),
  taxSummary: z.array(z.object({ taxRate: z.number() })),
  payments: z.array(z.object({ method: z.string(), state: z.string() })).nullish(),
});
export type NativeOrder = z.infer<typeof nativeOrderSchema>;

const addressFields = 'fullName company streetLine1 streetLine2 city province postalCode countryCode phoneNumber';

/** What is asked of an order. Custom fields are asked by name, which each shop gives its own. */
export function orderFieldsOf(custom: CustomFields): string {
  const own = (entity: keyof CustomFields): string =>
    custom[entity].length === 0 ? '' : `customFields { ${custom[entity].join(' ')} }`;
  const address = `{ ${addressFields} ${own('Address')} }`;
  return `
  id code type state createdAt updatedAt orderPlacedAt currencyCode total totalWithTax ${own('Order')}
  customer { id firstName lastName emailAddress phoneNumber user { id } ${own('Customer')} }
  billingAddress ${address} shippingAddress ${address}
  lines { quantity taxRate proratedLinePrice proratedLinePriceWithTax productVariant { sku name } }
  shippingLines { discountedPrice discountedPriceWithTax shippingMethod { name } }
  surcharges { description price priceWithTax taxRate }
  taxSummary { taxRate }
  payments { method state }`;
}

function addressOf(native: NativeAddress | null | undefined): Address | undefined {
  const country = native?.countryCode?.trim().toUpperCase();
  if (!native || !country || !/^[A-Z]{2}$/.test(country)) return undefined;
  return {
    name: cutText(native.fullName, 200),
    company: cutText(native.company, 200),
    line1: cutText(native.streetLine1, 200) ?? '',
    line2: cutText(native.streetLine2, 200),
    postcode: cutText(native.postalCode, 30) ?? '',
    city: cutText(native.city, 100) ?? '',
    region: cutText(native.province, 100),
    country,
    phone: cutText(native.phoneNumber, 50),
  };
}

/** The buyer as the order itself names them. A customer without a user has no log-in, and is a new one for each address. */
function customerOf(
  order: NativeOrder,
  { address, settings }: { address: Address | undefined; settings: OrderSettings },
): Customer {
  const { customer, billingAddress, shippingAddress } = order;
  const email = emailSchema.safeParse(customer?.emailAddress?.trim().toLowerCase()).data;
  const login = customer?.user ? customer.id : undefined;
  const person = personOf(order, address);
  const company = address?.company;
  const fields = [order, billingAddress, customer, shippingAddress].flatMap((record) =>
    Object.entries(record?.customFields ?? {}),
  );
  const vatNumber = findVatNumber(fields, settings.vatNumberField);
  const known = { login, email, company, person: `${person.firstName ?? ''} ${person.lastName ?? ''}`, vatNumber };
  return {
    key: buyerKey({ ...known, country: address?.country, order: order.code }),
    isGuest: login === undefined,
    login,
    email,
    ...person,
    company,
    phone: address?.phone ?? cutText(customer?.phoneNumber, 50),
    vatNumber,
    address,
  };
}

/** The name on the address, in two parts; that of the customer where it is the same, or the only one. */
function personOf({ customer }: NativeOrder, address: Address | undefined): Pick<Customer, 'firstName' | 'lastName'> {
  const [firstName, lastName] = [cutText(customer?.firstName, 100), cutText(customer?.lastName, 100)];
  const name = address?.name;
  if (name === undefined || nameIdentity(name) === nameIdentity(`${firstName ?? ''} ${lastName ?? ''}`))
    return { firstName, lastName };
  const [first = '', ...others] = name.split(/\s+/);
  return others.length === 0
    ? { lastName: cutText(first, 100) }
    : { firstName: cutText(first, 100), lastName: cutText(others.join(' '), 100) };
}

/** The billing address; the other one where only that was filled in. */
function buyerAddressOf({ billingAddress, shippingAddress }: NativeOrder): Address | undefined {
  const addresses = [addressOf(billingAddress), addressOf(shippingAddress)];
  return addresses.find(isWholeAddress) ?? addresses.find(Boolean);
}

/** The last payment that stands. */
function paymentMethodOf({ payments }: NativeOrder): string | undefined {
  const standing = (payments ?? []).filter(({ state }) => state === 'Settled' || state === 'Authorized');
  return cutText(standing.at(-1)?.method, 100);
}

/** Why the settings leave an order out; undefined when they take it. */
function filterReason(order: NativeOrder, settings: OrderSettings, flow: FlowStart): Reason | undefined {
  const name = { order: order.code };
  if (order.type === 'Seller') return reason('vendure.order_of_seller', name, 'type');
  if (!settings.orderStates.some((state) => state === order.state)) {
    return reason('vendure.order_state', { ...name, state: order.state }, 'state');
  }
  const at = order.orderPlacedAt ?? order.createdAt;
  return leftOutByAge({ at, day: at.slice(0, 10), field: 'orderPlacedAt' }, settings, flow);
}

/** An order of the shop as canonical order. */
export function orderToCanonical(native: unknown, settings: OrderSettings, flow: FlowStart): Translated<Order> {
  const parsed = nativeOrderSchema.safeParse(native);
  if (!parsed.success) {
    const path = parsed.error.issues[0]?.path.join('.') ?? '';
    throw failure('value', 'vendure.order_field_invalid', { path }, { field: path, cause: parsed.error });
  }
  const order = parsed.data;
  const filtered = filterReason(order, settings, flow);
  if (filtered) return { filtered };
  const lines = linesOf(order);
  if (lines.length === 0) return { filtered: reason('vendure.order_empty', { order: order.code }, 'lines') };
  const billingAddress = buyerAddressOf(order);
  return {
    canonical: {
      number: order.code,
      placedAt: new Date(order.orderPlacedAt ?? order.createdAt).toISOString(),
      status: order.state,
      isCredit: false,
      currency: order.currencyCode,
      customer: customerOf(order, { address: billingAddress, settings }),
      billingAddress,
      shippingAddress: addressOf(order.shippingAddress),
      lines,
      totals: totalsOf(order),
      paymentMethod: paymentMethodOf(order),
    },
  };
}

/** A whole number of the shop's smallest unit as an amount: 1250 with 2 decimals is `12.50`. */
function amountOf(units: number, precision: number): string {
  return divideDecimals(String(units), `1${'0'.repeat(precision)}`, precision);
}

function amounts(net: number, gross: number, precision: number) {
  return { totalExclVat: amountOf(net, precision), vatAmount: amountOf(gross - net, precision) };
}

/** Amounts of a line with the one tax that Vendure charges on it: at a rate that it tells, or at one of several. */
function taxed(
  net: number,
  gross: number,
  { precision, ...of }: { precision: number } & ({ rate: number } | { rates: string[] }),
) {
  const { totalExclVat, vatAmount } = amounts(net, gross, precision);
  if (gross === net) return { totalExclVat, vatAmount, taxes: [] };
  const charged = { exclVat: totalExclVat, vat: vatAmount, quantity: '1', decimals: precision };
  const ratePercent = 'rate' in of ? decimalFromNumber(of.rate) : findRate(of.rates, charged);
  return { totalExclVat, vatAmount, taxes: [{ ratePercent, isCompound: false, amount: vatAmount }] };
}

/** Articles, shipping and surcharges; discounts are taken off already. What was cancelled or costs nothing to ship is left out. */
function linesOf(order: NativeOrder): OrderLine[] {
  const { precision } = order;
  const items = order.lines
    .filter(({ quantity }) => quantity !== 0)
    .map((line): OrderLine => ({
      kind: 'item',
      sku: line.productVariant.sku || undefined,
      description: line.productVariant.name.slice(0, 500),
      quantity: String(line.quantity),
      ...taxed(line.proratedLinePrice, line.proratedLinePriceWithTax, { precision, rate: line.taxRate }),
    }));
  // The API does not tell the rate of shipping: it is one of the order's.
  const taxRates = [...order.taxSummary, ...order.lines].map(({ taxRate }) => taxRate);
  const rates = [...new Set(taxRates.filter((rate) => rate > 0).map(decimalFromNumber))];
  const shipping = order.shippingLines
    .filter(({ discountedPriceWithTax }) => discountedPriceWithTax !== 0)
    .map((line): OrderLine => ({
      kind: 'shipping',
      description: line.shippingMethod.name.slice(0, 500),
      quantity: '1',
      ...taxed(line.discountedPrice, line.discountedPriceWithTax, { precision, rates }),
    }));
  const surcharges = order.surcharges.map((line): OrderLine => ({
    kind: line.price < 0 ? 'discount' : 'fee',
    description: line.description.slice(0, 500),
    quantity: '1',
    ...taxed(line.price, line.priceWithTax, { precision, rate: line.taxRate }),
  }));
  return [...items, ...shipping, ...surcharges];
}

function totalsOf(order: NativeOrder): Order['totals'] {
  const { totalExclVat, vatAmount } = amounts(order.total, order.totalWithTax, order.precision);
  return { exclVat: totalExclVat, vat: vatAmount, inclVat: amountOf(order.totalWithTax, order.precision) };
}
