import { decimalsOf, isZeroDecimal, type ConnectorContext } from '@koppel/connector-sdk';
import type { Decimal, Reason } from '@koppel/contracts';
import { costsOf, journalOf } from '../ledger.js';
import { dayOf, textOf, type Row } from '../odata.js';
import { calculatedTotal } from '../order-amounts.js';
import {
  composeLines,
  orderedByText,
  vatKeysFor,
  vatOf,
  type Composition,
  type DocumentLine,
  type LineForms,
  type VatAmounts,
} from '../order-document.js';
import type { OrderPayload, OrderPayloadLine } from '../order-payload.js';
import { bookingDayOf, loadPeriods, periodOf } from '../periods.js';
import { reason } from '../reasons.js';
import { revenueAccountOf, roundingAccountOf } from '../revenue-accounts.js';
import { exactDocument } from './exact-document.js';

const maxDescription = 60;

function isWorthless({ totalExclVat, vatAmount }: OrderPayloadLine): boolean {
  return isZeroDecimal(totalExclVat) && isZeroDecimal(vatAmount);
}

/** What is free changes nothing in the ledger; an order of nothing else keeps its lines. */
function entryLines(
  line: OrderPayloadLine,
  payload: OrderPayload,
  composition: Composition,
  amounts: VatAmounts,
): DocumentLine[] {
  if (isWorthless(line) && !payload.lines.every(isWorthless)) return [];
  const { references, settings } = composition;
  const vat = vatOf(line, payload, composition);
  const keys = vatKeysFor(line, payload, composition);
  const account = revenueAccountOf(line, keys, { settings, ledger: references.ledger });
  const stated = amounts === 'stated' && !isZeroDecimal(vat.percent) ? line.vatAmount : undefined;
  const amount = { quantity: '1', netPrice: line.totalExclVat };
  return [
    {
      body: {
        GLAccount: account.id,
        Description: line.description.slice(0, maxDescription),
        AmountFC: Number(line.totalExclVat),
        VATCode: vat.code,
        ...(stated === undefined ? {} : { VATAmountFC: Number(stated) }),
        ...costsOf(settings, references.ledger),
      },
      // Amounts of entries are without VAT, whatever their code.
      calculated: calculatedTotal(
        amount,
        { ...vat, isInclusive: false, stated },
        decimalsOf(payload.currency, payload.totals.inclVat, payload.totals.vat),
      ),
    },
  ];
}

function roundingLine(missing: Decimal, payload: OrderPayload, composition: Composition): Row {
  const { references, settings } = composition;
  const line: OrderPayloadLine = {
    kind: 'difference',
    itemCode: null,
    text: null,
    description: references.texts.rounding,
    quantity: '1',
    totalExclVat: missing,
    vatAmount: '0',
    vat: { country: null, ratePercent: '0', isCompound: false },
  };
  return {
    GLAccount: roundingAccountOf(settings, references.ledger).id,
    Description: line.description,
    AmountFC: Number(missing),
    VATCode: vatOf(line, payload, composition).code,
    ...costsOf(settings, references.ledger),
  };
}

const lines: LineForms = { linesOf: entryLines, roundingLine };

/** The sales entry as it is sent, without its account. */
export function composeSalesEntry(
  payload: OrderPayload,
  composition: Composition,
  amounts: VatAmounts = 'stated',
): Row {
  const { references, settings, orderDay } = composition;
  const [first, ...others] = composeLines(payload, composition, { ...lines, amounts });
  const orderedBy = orderedByText(composition);
  return {
    Journal: journalOf(settings, references.ledger),
    EntryDate: `${bookingDayOf(orderDay, references.ledger.periods, settings)}T00:00:00`,
    [settings.referenceField]: payload.reference,
    // The only field with the reference that entries can be looked for by.
    Description: payload.reference,
    Currency: payload.currency,
    ...(payload.paymentCondition === null ? {} : { PaymentCondition: payload.paymentCondition }),
    SalesEntryLines: [{ ...first, ...(orderedBy === undefined ? {} : { Notes: orderedBy }) }, ...others],
  };
}

/** That an entry does not stand on the day of its order. */
function noteOf({ references, settings, orderDay: day }: Composition): Reason | undefined {
  const bookedOn = bookingDayOf(day, references.ledger.periods, settings);
  return bookedOn === day ? undefined : reason('exact_online.booked_in_next_period', { day, bookedOn });
}

/** 5 is rejected, 50 processed. */
const openStatus = 20;

async function isOpen(context: ConnectorContext, row: Row): Promise<boolean> {
  if (Number(row.Status) !== openStatus) return false;
  const [journal, day] = [textOf(row.Journal), dayOf(row.EntryDate)];
  if (journal === undefined || day === undefined) return true;
  return periodOf(day, await loadPeriods(context, { journal, fromDay: day }))?.isClosed !== true;
}

/** An entry may stand on the first day of a later period, where its own was closed. */
async function isDayOf(context: ConnectorContext, documentDay: string, orderDay: string): Promise<boolean> {
  if (documentDay <= orderDay) return documentDay === orderDay;
  const periods = await loadPeriods(context, { fromDay: orderDay });
  return periods.some(({ start }) => start === documentDay);
}

/** Revenue and debtor straight in the ledger; it needs no items. */
export const salesEntry = exactDocument({
  type: 'sales_entry',
  hasItems: false,
  endpoint: 'salesentry/SalesEntries',
  keyColumn: 'EntryID',
  lines: {
    endpoint: 'salesentry/SalesEntryLines',
    documentColumn: 'EntryID',
    readWith: { endpoint: 'salesentry/SalesEntries', keyColumn: 'EntryID' },
  },
  changeable: ['PaymentCondition'],
  columns: {
    account: 'Customer',
    buyerName: 'CustomerName',
    day: 'EntryDate',
    others: ['EntryNumber', 'InvoiceNumber', 'Status', 'Journal'],
  },
  numberOf: (row) => Number(row.EntryNumber),
  invoiceNumberOf: (row) => Number(row.InvoiceNumber) || Number(row.EntryNumber),
  isOpen,
  isDayOf,
  referenceColumn: () => 'Description',
  compose: composeSalesEntry,
  noteOf,
  roundingLine,
});
