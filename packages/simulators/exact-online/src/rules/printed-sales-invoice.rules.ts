import type { Row, Stored } from '../store/row.js';
import { getOpenPeriod } from './periods.js';
import { type EntityRules, type WriteContext, getReferenced, insertRow } from './rules.js';
import { invoiceStatus, invoices, isOpenInvoice } from './sales-invoice.rules.js';

const printed = 'salesinvoice/PrintedSalesInvoices';

/** Gives a draft its number, and its date within an open period. */
function finalise(context: WriteContext, invoice: Stored, date: number): void {
  const { year, period } = getOpenPeriod(context, invoice.row['Journal'], date);
  const InvoiceNumber = context.company.nextNumber('salesInvoices', 26_001);
  const rest = { ReportingYear: year, ReportingPeriod: period };
  context.company.update(
    invoices,
    invoice,
    { ...invoiceStatus.final, InvoiceNumber, InvoiceDate: date, ...rest },
    context.author,
  );
}

/** What became of the sending; one that fails leaves the invoice final. The texts are not sourced. */
function sendings(values: Row, account: Row): Row {
  const results: Row = { DocumentCreationSuccess: 'The document has been created.' };
  if (values['SendEmailToCustomer']) {
    if (account['Email']) results['EmailCreationSuccess'] = 'The email has been sent.';
    else results['EmailCreationError'] = 'The customer has no email address.';
  }
  if (values['SendInvoiceViaPeppol']) {
    if (account['VATNumber']) results['PeppolCreationSuccess'] = 'The invoice has been sent via Peppol.';
    else results['PeppolCreationError'] = 'The customer is not registered with Peppol.';
  }
  return results;
}

/** Printing makes a draft final. A final invoice is printed and sent again. */
export const printedSalesInvoiceRules: EntityRules = {
  insert: (context, { values }) => {
    const invoice = getReferenced(context, invoices, values['InvoiceID'], 'InvoiceID');
    for (const layout of ['DocumentLayout', 'EmailLayout'])
      if (values[layout]) getReferenced(context, 'salesinvoice/Layouts', values[layout], layout);
    if (isOpenInvoice(invoice)) finalise(context, invoice, Number(values['InvoiceDate'] ?? context.now()));
    const account = getReferenced(context, 'crm/Accounts', invoice.row['OrderedBy'], 'OrderedBy').row;
    const row = { ...values, ...sendings(values, account), InvoiceDate: invoice.row['InvoiceDate'] ?? null };
    const before = context.company.table(printed).get(invoice.key);
    if (!before) return insertRow(context, printed, row);
    context.company.update(printed, before, row, context.author);
    return before;
  },
};
