import {
  absoluteDecimal,
  addDecimals,
  compareDecimals,
  decimalsOf,
  isZeroDecimal,
  multiplyDecimals,
  subtractDecimals,
  unitOf,
  vatNumberCountryOf,
  vatTerritoryOf,
  type ConnectorFailure,
} from '@koppel/connector-sdk';
import type { Decimal } from '@koppel/contracts';
import type { DocumentTexts } from './document-texts.js';
import { chooseNoVatCode } from './no-vat-code.js';
import type { Row } from './odata.js';
import { addressLine, type OwnBuyer } from './order-buyer.js';
import type { OrderPayload, OrderPayloadLine } from './order-payload.js';
import type { OrderSettings } from './order-settings.js';
import { failure } from './reasons.js';
import type { References } from './references.js';
import { chooseVatCode, vatKeysOf, type VatCode, type VatQuestion } from './vat-codes.js';
import { buyerNumberOf, viesAnswerFor } from './vat-numbers.js';
import { vatTableOf } from './vat-table.js';

/**
 * Whose VAT amounts stand on the document. `stated`: those of the receipt, which are sent per line. `calculated`: it
 * does not keep them but calculates its own, so prices that contain the VAT are used where there is a code for them, and what is
 * then missing of the total stands on a line of its own.
 */
export type VatAmounts = 'stated' | 'calculated';

/** What decides on the VAT code of a line. */
function vatQuestionOf(line: OrderPayloadLine, payload: OrderPayload, { references }: Composition): VatQuestion {
  const { destination, currency, totals } = payload;
  const { homeCountry, viesAnswers } = references;
  const number = buyerNumberOf(payload);
  const isRefused = viesAnswerFor(number, viesAnswers) === 'invalid';
  // What is free needs no reason for being without VAT.
  const isFree = isZeroDecimal(line.totalExclVat) && isZeroDecimal(line.vatAmount);
  const address = destination && { ...destination, region: destination.region ?? undefined };
  return {
    charged: { ...line.vat, exclVat: line.totalExclVat, vat: line.vatAmount, quantity: line.quantity },
    currency,
    decimals: decimalsOf(currency, totals.inclVat, totals.vat),
    vatCountry: line.vat.country,
    destination: address && !isFree ? vatTerritoryOf(address) : undefined,
    vatNumberCountry: isRefused ? undefined : number?.country,
    refusedNumber: isRefused ? (payload.vatNumber ?? undefined) : undefined,
    homeCountry,
  };
}

/** The VAT code of a line. */
export function vatOf(line: OrderPayloadLine, payload: OrderPayload, composition: Composition): VatCode {
  const { settings, references } = composition;
  const { vatCodes, homeCountry } = references;
  if (line.kind === 'voucher' || line.kind === 'difference') return chooseNoVatCode(settings, vatCodes, homeCountry);
  const question = vatQuestionOf(line, payload, composition);
  return chooseVatCode(question, vatTableOf(settings.vatCodes), vatCodes);
}

/** The keys of a line's VAT in a table by country and rate, the closest first. */
export function vatKeysFor(line: OrderPayloadLine, payload: OrderPayload, composition: Composition): readonly string[] {
  return vatKeysOf(vatQuestionOf(line, payload, composition), composition.references.vatCodes);
}

/** A line of a document as it is sent. */
export interface DocumentLine {
  body: Row;
  /** What Exact Online calculates it to be, VAT included. */
  calculated: Decimal;
}

/** By how much a document may miss its total through rounding: a unit of the currency for each line. */
export function isRounding(missing: Decimal, payload: OrderPayload): boolean {
  const maxMissing = multiplyDecimals(
    unitOf(decimalsOf(payload.currency, payload.totals.inclVat, payload.totals.vat)),
    String(payload.lines.length),
  );
  return compareDecimals(absoluteDecimal(missing), maxMissing) <= 0;
}

/** What the lines come to must be what the customer paid. */
function checkTotal({ difference, totals, currency }: OrderPayload): void {
  if (isZeroDecimal(difference)) return;
  const sum = subtractDecimals(totals.inclVat, difference);
  const params = { sum, total: totals.inclVat, difference, currency };
  throw failure('value', 'exact_online.total_unexplained', params, { field: 'unexplainedDifference' });
}

/** The account that buyers share must exist, and cannot stand for companies that the VAT return lists by their VAT number. */
function checkDebtor(
  code: string,
  { vatNumber, buyerCountry, destination, totals, number }: OrderPayload,
  { references, settings }: Pick<Composition, 'references' | 'settings'>,
): void {
  const isByCountry = Object.values(settings.sharedDebtors).includes(code);
  if (!references.accounts.has(code)) {
    const options = { field: isByCountry ? 'sharedDebtors' : 'guestAccountCode', waitsFor: `account:${code}` };
    const missing = isByCountry ? 'exact_online.shared_debtor_missing' : 'exact_online.account_missing';
    throw failure('missing_reference', missing, { code }, options);
  }
  const isCompany = vatNumberCountryOf(vatNumber ?? undefined, buyerCountry ?? undefined) !== undefined;
  const territory = destination && vatTerritoryOf({ ...destination, region: destination.region ?? undefined });
  const isElsewhere = territory?.isInUnion === true && territory.country !== references.homeCountry;
  if (isCompany && isElsewhere && isZeroDecimal(totals.vat)) {
    const params = { order: number, vatNumber: vatNumber ?? '', code };
    const options = { field: isByCountry ? 'sharedDebtorsFor' : 'guestCustomers' };
    throw failure('value', 'exact_online.shared_debtor_supply', params, options);
  }
}

function checkHeader(payload: OrderPayload, { references, settings }: Composition): void {
  if (payload.refunded !== null) {
    const { number, refunded, currency } = payload;
    // It waits: once a flow books credits, the order has nothing more to tell.
    throw failure('missing_reference', 'exact_online.refund_not_booked', { order: number, amount: refunded, currency });
  }
  if (payload.isCredit && settings.credits === 'issue') {
    throw failure('value', 'exact_online.credit_by_hand', { order: payload.number }, { field: 'credits' });
  }
  if (payload.debtorCode !== null) checkDebtor(payload.debtorCode, payload, { references, settings });
  if (!references.currencies.has(payload.currency)) {
    const { currency } = payload;
    const options = { field: 'currency', waitsFor: `currency:${currency}` };
    throw failure('missing_reference', 'exact_online.currency_missing', { currency }, options);
  }
  if (payload.paymentCondition !== null && !references.paymentConditions.has(payload.paymentCondition)) {
    const params = { condition: payload.paymentCondition };
    throw failure('value', 'exact_online.payment_condition_unknown', params, { field: 'paymentConditions' });
  }
  if (settings.orderWarehouse !== '' && !references.warehouses.has(settings.orderWarehouse)) {
    const params = { warehouse: settings.orderWarehouse };
    throw failure('value', 'exact_online.delivery_warehouse_unknown', params, { field: 'orderWarehouse' });
  }
}

/** What a document is composed of beside its order; nothing is looked up any more. */
export interface Composition {
  references: References;
  settings: OrderSettings;
  /** The day of the order where the administration is. */
  orderDay: string;
  /** What the order says that its account does not; absent while the account is not known. */
  ownBuyer?: OwnBuyer;
}

/** As the settings have it; undefined where Exact Online decides. */
export function deliveryDateOf({ settings: { deliveryDays }, orderDay }: Composition): string | undefined {
  if (deliveryDays === null) return undefined;
  const day = new Date(Date.parse(orderDay) + deliveryDays * 86_400_000);
  return `${day.toISOString().slice(0, 10)}T00:00:00`;
}

/** The buyer, where the account is another one. */
export function orderedByText({ references: { texts }, ownBuyer }: Composition): string | undefined {
  return ownBuyer?.orderedBy ? `${texts.ordered_by}: ${ownBuyer.orderedBy}` : undefined;
}

/** As the settings have it; a credit that takes a document back says so. Undefined: none is wanted. */
export function descriptionOf(
  { number, takesBack }: OrderPayload,
  { references: { texts }, settings: { orderDescription } }: Composition,
): string | undefined {
  const wanted = takesBack === undefined ? orderDescription : texts[`${takesBack}_reversed`];
  return orderDescription === '' ? undefined : wanted.replaceAll('{number}', number);
}

/** What an order says that its document has no field for. */
export function remarksOf(payload: OrderPayload, composition: Composition): string | undefined {
  const { references, settings, ownBuyer } = composition;
  const address = settings.deliveryAddress === 'remarks' && ownBuyer?.deliveryAddress;
  const remarks = [
    payload.note,
    orderedByText(composition),
    address &&
      `${references.texts.deliver_to}: ${[address.recipient, addressLine(address)].filter(Boolean).join(', ')}`,
  ].filter(Boolean);
  return remarks.length > 0 ? remarks.join('\n') : undefined;
}

/** A line with its description in the language of the document. */
function described(line: OrderPayloadLine, texts: DocumentTexts): OrderPayloadLine {
  const { text, description } = line;
  return text === null ? line : { ...line, description: [texts[text], description].filter(Boolean).join(' ') };
}

/** How a kind of document writes its lines. */
export interface LineForms {
  /** One line of an order may become several. */
  linesOf(line: OrderPayloadLine, payload: OrderPayload, composition: Composition, amounts: VatAmounts): DocumentLine[];
  /** A line for the units by which a document misses its total, without VAT. */
  roundingLine(missing: Decimal, payload: OrderPayload, composition: Composition): Row;
}

/**
 * The lines that come to what the customer paid, with a rounding line where cents are missing.
 *
 * @param forms of the kind of document
 * @throws ConnectorFailure of class `missing_reference` or `value` where it cannot be written as it is.
 */
export function composeLines(
  payload: OrderPayload,
  composition: Composition,
  { amounts, linesOf, roundingLine }: LineForms & { amounts: VatAmounts },
): Row[] {
  checkHeader(payload, composition);
  checkTotal(payload);
  const lines = payload.lines.flatMap((line) =>
    linesOf(described(line, composition.references.texts), payload, composition, amounts),
  );
  const bodies = lines.map(({ body }) => body);
  const missing = subtractDecimals(payload.totals.inclVat, addDecimals(...lines.map(({ calculated }) => calculated)));
  if (isZeroDecimal(missing)) return bodies;
  if (!isRounding(missing, payload)) throw totalsDiffer(payload, subtractDecimals(payload.totals.inclVat, missing));
  return [...bodies, roundingLine(missing, payload, composition)];
}

/** The document would not be what the customer paid. */
export function totalsDiffer({ totals, currency, number }: OrderPayload, inclVat: Decimal): ConnectorFailure {
  const params = { order: number, inclVat, shopInclVat: totals.inclVat, currency };
  return failure('value', 'exact_online.total_differs', params, { field: 'totals' });
}
