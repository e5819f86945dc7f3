import type { Filtered, VatAddress, TaxGroup } from '@koppel/connector-sdk';
import {
  absoluteDecimal,
  addDecimals,
  compareDecimals,
  decimalsOf,
  isWholeAddress,
  isZeroDecimal,
  nameIdentity,
  negateDecimal,
  normalVatNumber,
  subtractDecimals,
  taxGroupsOf,
  vatPartsOf,
} from '@koppel/connector-sdk';
import type { Address, Customer, Order, OrderLine, Voucher } from '@koppel/contracts';
import { buyerNameOf, personOf, postalAddress, type PostalAddress } from './customer-payload.js';
import type { OrderSettings } from './order-settings.js';
import { reason } from './reasons.js';

/** The VAT of a line, as the shop charged it. */
export type PayloadVat = {
  /** Whose VAT it is; null where the shop does not say. */
  country: string | null;
  /** Null where only the amounts tell. */
  ratePercent: string | null;
  isCompound: boolean;
};

export type OrderPayloadLine = {
  kind: OrderLine['kind'] | 'voucher' | 'difference';
  /** Code of the item; null on an article line without one. */
  itemCode: string | null;
  /** What the line is called on the document, in its language; before what the shop calls it. */
  text: 'gift_card' | 'store_credit' | 'difference' | 'refund' | 'before_change' | null;
  description: string;
  /** Never 0; negative where the amount is, so that prices stay positive. */
  quantity: string;
  totalExclVat: string;
  vatAmount: string;
  vat: PayloadVat;
};

/** Where the goods go, and to whom. */
export type PayloadAddress = PostalAddress & {
  company: string | null;
  person: string | null;
  phone: string | null;
};

/** A person who ordered for a company. */
export type PayloadPerson = {
  firstName: string | null;
  lastName: string | null;
  email: string | null;
  phone: string | null;
};

/** Who bought, as the order says. */
export type PayloadBuyer = {
  /** Under which the buyer is booked: of a company, or of a person. */
  name: string;
  /** First and last name of the person. */
  person: string | null;
  email: string | null;
  address: PostalAddress | null;
  /** The person, where a company bought. */
  contact: PayloadPerson | null;
};

export type OrderPayload = {
  documentType: OrderSettings['documentType'];
  /** The order number with its prefix: how the order is found again. */
  reference: string;
  number: string;
  placedAt: string;
  isCredit: boolean;
  /** That it takes the document of an order, or of a credit, back. */
  takesBack?: 'order' | 'credit';
  currency: string;
  /** Where the goods go; null where the shop does not know. */
  destination: { country: string; region: string | null; postcode: string } | null;
  /** VAT number of the buyer, as the shop has it, and the country of the buyer. */
  vatNumber: string | null;
  buyerCountry: string | null;
  buyer: PayloadBuyer;
  /** Account that several buyers share; null: the buyer's own. */
  debtorCode: string | null;
  lines: OrderPayloadLine[];
  totals: { exclVat: string; vat: string; inclVat: string };
  /** What was given back, where no flow books credits. */
  refunded: string | null;
  /** By how much the total of the receipt is above its lines, for no reason that the shop tells; `0` where it is not. */
  difference: string;
  paymentCondition: string | null;
  /** Null where it is not known, or to be left out. */
  deliveryAddress: PayloadAddress | null;
  note: string | null;
};

const noVat: PayloadVat = { country: null, ratePercent: '0', isCompound: false };

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
function signedQuantity(quantity: string, amount: string): string {
  const sign = compareDecimals(amount, '0');
  const pieces = isZeroDecimal(quantity) ? '1' : absoluteDecimal(quantity);
  if (sign === 0) return isZeroDecimal(quantity) ? '1' : quantity;
  return sign < 0 ? negateDecimal(pieces) : pieces;
}

/** Nothing was sold, or a cost of 0.00: free shipping. */
function isEmptyLine(line: OrderLine): boolean {
  const isFree = isZeroDecimal(line.totalExclVat) && isZeroDecimal(line.vatAmount);
  return isFree && (line.kind !== 'item' || isZeroDecimal(line.quantity));
}

/** One line of the document for each rate that was charged. The pieces are on the first; what is left of an article is a cost. */
function payloadLines(
  line: OrderLine,
  { decimals, groups }: { decimals: number; groups: readonly TaxGroup[] },
  settings: OrderSettings,
): OrderPayloadLine[] {
  return vatPartsOf(line, decimals, groups).map(({ country, ratePercent, isCompound, exclVat, vat }, index) => {
    const kind = index > 0 && line.kind === 'item' ? 'fee' : line.kind;
    return {
      kind,
      itemCode: itemCodeOf({ ...line, kind }, settings),
      text: line.text ?? null,
      description: line.description,
      quantity: signedQuantity(index === 0 ? line.quantity : '1', addDecimals(exclVat, vat)),
      totalExclVat: exclVat,
      vatAmount: vat,
      vat: { country: country ?? null, ratePercent: ratePercent ?? null, isCompound },
    };
  });
}

function voucherLine({ kind, code, amount }: Voucher, settings: OrderSettings): OrderPayloadLine {
  const itemCode = settings.voucherItem || null;
  const amounts = { totalExclVat: negateDecimal(amount), vatAmount: '0' };
  return { kind: 'voucher', itemCode, text: kind, description: code ?? '', quantity: '-1', ...amounts, vat: noVat };
}

function differenceLine(difference: string, settings: OrderSettings): OrderPayloadLine {
  const quantity = signedQuantity('1', difference);
  const itemCode = settings.differenceItem || null;
  const amounts = { totalExclVat: difference, vatAmount: '0' };
  return { kind: 'difference', itemCode, text: 'difference', description: '', quantity, ...amounts, vat: noVat };
}

function buyerOf({ customer, billingAddress }: Order): PayloadBuyer {
  const address = customer.address ?? billingAddress;
  const [name, person = null] = [buyerNameOf(customer), personOf(customer)];
  const email = customer.email?.toLowerCase() ?? null;
  const isCompany = person !== null && nameIdentity(person) !== nameIdentity(name);
  return {
    ...{ name, person, email },
    address: isWholeAddress(address) ? postalAddress(address) : null,
    contact: isCompany ? contactOf(customer, person) : null,
  };
}

/** The parts of a person's name; where only the whole is known, the first name is its first word. */
function contactOf({ firstName, lastName, email, phone, address }: Customer, person: string): PayloadPerson {
  const [first, ...others] = person.split(/\s+/);
  const isWhole = !firstName?.trim() && !lastName?.trim() && others.length > 0;
  return {
    firstName: (isWhole ? first : firstName?.trim()) || null,
    lastName: (isWhole ? others.join(' ') : lastName?.trim()) || (firstName?.trim() ? null : person),
    email: email?.toLowerCase() ?? null,
    phone: phone?.trim() || address?.phone?.trim() || null,
  };
}

function deliveryAddressOf(order: Order, settings: OrderSettings): PayloadAddress | null {
  const addresses = [order.shippingAddress, order.customer.address, order.billingAddress];
  const address = addresses.find(isWholeAddress);
  if (settings.deliveryAddress === 'ignore' || !address) return null;
  const { company, name, phone } = address;
  return {
    ...postalAddress(address),
    company: company?.trim() || null,
    person: name?.trim() || null,
    phone: phone?.trim() || null,
  };
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
  const sold = order.lines.filter((line) => !isEmptyLine(line));
  if (sold.length === 0) return { filtered: reason('exact_online.order_empty', {}, 'lines') };
  const decimals = decimalsOf(order.currency, order.totals.inclVat, order.totals.vat);
  const taxation = { decimals, groups: taxGroupsOf(sold, decimals) };
  const lines = sold.flatMap((line) => payloadLines(line, taxation, settings));
  lines.push(...(order.vouchers ?? []).map((voucher) => voucherLine(voucher, settings)));
  const { exclVat, vat, inclVat } = order.totals;
  const sum = addDecimals(...lines.flatMap(({ totalExclVat, vatAmount }) => [totalExclVat, vatAmount]));
  const difference = subtractDecimals(inclVat, sum);
  if (!isZeroDecimal(difference) && settings.unexplainedDifference === 'book')
    lines.push(differenceLine(difference, settings));
  const buyer = order.billingAddress ?? order.customer.address;
  return {
    payload: {
      documentType: settings.documentType,
      reference: `${settings.referencePrefix}${order.number}`,
      number: order.number,
      placedAt: order.placedAt,
      isCredit: order.isCredit,
      currency: order.currency,
      destination: destinationOf(order),
      vatNumber: order.customer.vatNumber ?? null,
      buyerCountry: buyer?.country ?? null,
      buyer: buyerOf(order),
      debtorCode: debtorCodeOf(order, settings),
      lines,
      totals: { exclVat, vat, inclVat },
      refunded: order.refunded ?? null,
      difference: settings.unexplainedDifference === 'book' ? '0' : difference,
      paymentCondition: paymentConditionOf(order, settings),
      deliveryAddress: deliveryAddressOf(order, settings),
      note: order.note?.trim() || null,
    },
  };
}

/** The account that the buyer shares with others, by the settings; null where there is none. */
export function debtorCodeOf({ customer, billingAddress }: Order, settings: OrderSettings): string | null {
  const country = (billingAddress ?? customer.address)?.country;
  const isSharing = settings.sharedDebtorsFor === 'all' || normalVatNumber(customer.vatNumber, country) === undefined;
  const { [country ?? '*']: ofCountry, '*': ofAll } = settings.sharedDebtors;
  const shared = isSharing ? (ofCountry ?? ofAll) : undefined;
  if (shared !== undefined) return shared;
  return customer.isGuest && settings.guestCustomers === 'one_debtor' ? settings.guestAccountCode : null;
}

/** Shops fill in a country of their own where nothing is sent, as for downloads: the buyer's address counts then. */
function destinationOf({ shippingAddress, billingAddress, customer }: Order): OrderPayload['destination'] {
  const address = [shippingAddress, billingAddress, customer.address].find(isWholeAddress);
  return vatAddressOf(address ?? billingAddress ?? customer.address ?? shippingAddress);
}

function vatAddressOf(address: Address | undefined): OrderPayload['destination'] {
  if (!address) return null;
  const { country, region = null, postcode } = address;
  return { country, region, postcode } satisfies Record<keyof VatAddress, string | null>;
}
