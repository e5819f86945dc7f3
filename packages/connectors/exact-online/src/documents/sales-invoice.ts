import type { ConnectorContext } from '@koppel/connector-sdk';
import type { Reason } from '@koppel/contracts';
import { ExactClient } from '../client.js';
import { costsOf, journalOf, layoutOf } from '../ledger.js';
import { textOf, type Row } from '../odata.js';
import {
  composeLines,
  deliveryDateOf,
  descriptionOf,
  remarksOf,
  type Composition,
  type VatAmounts,
} from '../order-document.js';
import type { OrderPayload } from '../order-payload.js';
import type { OrderSettings } from '../order-settings.js';
import { bookingDayOf } from '../periods.js';
import { reason } from '../reasons.js';
import { buyerNumberOf } from '../vat-numbers.js';
import type { OrderToBook } from './document.js';
import { exactDocument } from './exact-document.js';
import { itemLineForms } from './item-lines.js';

/** Where the item names its revenue account it is sent, since it may be mandatory. */
function lineExtras(itemCode: string | null, composition: Composition): Row {
  const { references, settings } = composition;
  const account = itemCode === null ? undefined : references.itemAccounts.get(itemCode);
  const deliveryDate = deliveryDateOf(composition);
  return {
    ...(account === undefined ? {} : { GLAccount: account }),
    ...(deliveryDate === undefined ? {} : { DeliveryDate: deliveryDate }),
    ...costsOf(settings, references.ledger),
  };
}

const lines = itemLineForms({ vatAmount: 'VATAmountFC', extras: lineExtras });

/** As `Type`. */
const salesInvoiceType = 8020;
const creditInvoiceType = 8021;

/** The sales invoice as it is sent, without its account. */
export function composeSalesInvoice(
  payload: OrderPayload,
  composition: Composition,
  amounts: VatAmounts = 'stated',
): Row {
  const { references, settings, orderDay } = composition;
  const SalesInvoiceLines = composeLines(payload, composition, { ...lines, amounts });
  // What cannot be made final is not begun.
  if (isFinalWanted(settings)) printingOf(payload, composition);
  const description = descriptionOf(payload, composition);
  const remarks = remarksOf(payload, composition);
  return {
    Journal: journalOf(settings, references.ledger),
    Type: payload.isCredit ? creditInvoiceType : salesInvoiceType,
    ...(description === undefined ? {} : { Description: description }),
    [settings.referenceField]: payload.reference,
    OrderDate: `${orderDay}T00:00:00`,
    Currency: payload.currency,
    ...(settings.orderWarehouse === '' ? {} : { Warehouse: references.warehouses.get(settings.orderWarehouse) }),
    ...(payload.paymentCondition === null ? {} : { PaymentCondition: payload.paymentCondition }),
    ...(remarks === undefined ? {} : { Remarks: remarks }),
    SalesInvoiceLines,
  };
}

function isFinalWanted({ invoiceState }: OrderSettings): boolean {
  return invoiceState === 'final';
}

/** How a draft is made final, without its key. */
function printingOf(payload: OrderPayload, { references, settings, orderDay }: Composition): Row {
  const layout = layoutOf(settings, references.ledger);
  const isPeppol = settings.invoicePeppol && buyerNumberOf(payload)?.country === 'BE';
  return {
    InvoiceDate: `${bookingDayOf(orderDay, references.ledger.periods, settings)}T00:00:00`,
    ...(layout === undefined ? {} : { DocumentLayout: layout }),
    SendEmailToCustomer: settings.invoiceEmail,
    SendInvoiceViaPeppol: isPeppol,
  };
}

/** Makes a draft final; what was not sent all the same is told. */
async function makeFinal(
  context: ConnectorContext,
  key: string,
  { payload, composition }: OrderToBook,
): Promise<Reason | undefined> {
  const body = { InvoiceID: key, ...printingOf(payload, composition) };
  const { row } = await new ExactClient(context).createRow('salesinvoice/PrintedSalesInvoices', body, 'InvoiceID');
  const said = [row.DocumentCreationError, row.EmailCreationError, row.PeppolCreationError].flatMap(
    (error) => textOf(error)?.replace(/[.\s]+$/, '') ?? [],
  );
  return said.length > 0 ? reason('exact_online.invoice_not_sent', { said: said.join('; ') }) : undefined;
}

/** That a final invoice does not have the day of its order. */
function noteOf({ references, settings, orderDay: day }: Composition): Reason | undefined {
  if (!isFinalWanted(settings)) return undefined;
  const bookedOn = bookingDayOf(day, references.ledger.periods, settings);
  return bookedOn === day ? undefined : reason('exact_online.booked_in_next_period', { day, bookedOn });
}

/** A draft; a final one is processed, 50. */
const openStatus = 20;

function isOpen(row: Row): boolean {
  return Number(row.Status) === openStatus;
}

/** Sells items; a draft, or final at once. */
export const salesInvoice = exactDocument({
  type: 'sales_invoice',
  hasItems: true,
  endpoint: 'salesinvoice/SalesInvoices',
  keyColumn: 'InvoiceID',
  lines: { endpoint: 'salesinvoice/SalesInvoiceLines', documentColumn: 'InvoiceID' },
  changeable: ['Description', 'Remarks', 'PaymentCondition'],
  columns: {
    account: 'OrderedBy',
    debtor: 'InvoiceTo',
    buyerName: 'OrderedByName',
    day: 'OrderDate',
    remarks: 'Remarks',
    others: ['InvoiceNumber', 'OrderNumber', 'Status'],
  },
  // A draft has the number of its order alone.
  numberOf: (row) => Number(row.InvoiceNumber) || Number(row.OrderNumber),
  invoiceNumberOf: (row) => (isOpen(row) ? undefined : Number(row.InvoiceNumber) || undefined),
  isOpen: (_context, row) => isOpen(row),
  finish: { isWanted: isFinalWanted, isDone: (row) => !isOpen(row), run: makeFinal },
  noteOf,
  referenceColumn: ({ referenceField }) => referenceField,
  recipients: { address: 'DeliverToAddress', contact: 'OrderedByContactPerson' },
  compose: composeSalesInvoice,
  roundingLine: lines.roundingLine,
});
