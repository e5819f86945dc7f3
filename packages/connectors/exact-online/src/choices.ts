import { maxChoices, type ConnectorContext } from '@koppel/connector-sdk';
import type { Choice } from '@koppel/contracts';
import { ExactClient } from './client.js';
import { loadLedgerAccounts, readSalesJournals } from './ledger.js';
import { dayOf, flagOf, textOf, type Row } from './odata.js';
import { isUsable, readJournals } from './payments/journals.js';
import { notBooked } from './payments/payment-settings.js';
import { receivablesAccounts } from './payments/receivables.js';
import { ofItemGroups } from './price-lists.js';
import { loadVatCodes } from './vat-codes.js';

/** One item for each code, in the order of their codes; a little more than enough shows that there are more. */
function byCode(rows: readonly Row[], choiceOf: (row: Row, code: string) => Omit<Choice, 'value'>): Choice[] {
  const choices = new Map<string, Choice>();
  for (const row of rows) {
    const code = textOf(row.Code);
    if (code !== undefined && !choices.has(code)) choices.set(code, { value: code, ...choiceOf(row, code) });
  }
  return [...choices.values()]
    .sort((left, right) => left.value.localeCompare(right.value, 'en', { numeric: true }))
    .slice(0, maxChoices + 1);
}

function described(row: Row, code: string): { label: string; hint: string } {
  return { label: textOf(row.Description) ?? code, hint: code };
}

export async function listWarehouses(context: ConnectorContext): Promise<Choice[]> {
  const rows = await new ExactClient(context).allRows('inventory/Warehouses', { select: 'ID,Code,Description,Main' });
  return byCode(rows, (row, code) => ({ ...described(row, code), ...(flagOf(row.Main) && { isProposed: true }) }));
}

/** VAT codes that may be used, with their percentage. */
export async function listVatCodes(context: ConnectorContext): Promise<Choice[]> {
  const codes = [...(await loadVatCodes(context)).values()].filter(({ isBlocked }) => !isBlocked);
  const rows = codes.map(({ code, description, percent, isInclusive }) => ({
    Code: code,
    Description: description,
    hint: `${code}: ${percent} %${isInclusive ? ', VAT included' : ''}`,
  }));
  return byCode(rows, ({ hint, ...row }, code) => ({ ...described(row, code), hint: String(hint) }));
}

export async function listPaymentConditions(context: ConnectorContext): Promise<Choice[]> {
  const select = 'ID,Code,Description,PaymentDays';
  const rows = await new ExactClient(context).allRows('cashflow/PaymentConditions', { select });
  return byCode(rows, (row, code) => {
    const days = Number(row.PaymentDays ?? 0);
    return { label: textOf(row.Description) ?? code, hint: days > 0 ? `${code}: ${days} days` : code };
  });
}

/** Price lists of items; those of item groups have no price of an item. */
export async function listPriceLists(context: ConnectorContext): Promise<Choice[]> {
  const select = 'ID,Code,Description,Currency,Entity';
  const rows = await new ExactClient(context).allRows('sales/SalesPriceLists', { select });
  const ofItems = rows.filter((row) => textOf(row.Entity) !== ofItemGroups);
  return byCode(ofItems, (row, code) => ({
    label: textOf(row.Description) ?? code,
    hint: [code, textOf(row.Currency)].filter(Boolean).join(', '),
  }));
}

export async function listCurrencies(context: ConnectorContext): Promise<Choice[]> {
  const client = new ExactClient(context);
  return byCode(await client.allRows('general/Currencies', { select: 'Code,Description' }), described);
}

export async function listItemGroups(context: ConnectorContext): Promise<Choice[]> {
  const rows = await new ExactClient(context).allRows('logistics/ItemGroups', {
    select: 'ID,Code,Description,IsDefault',
  });
  return byCode(rows, (row, code) => ({
    ...described(row, code),
    ...(flagOf(row.IsDefault) && { isProposed: true }),
  }));
}

export async function listUnits(context: ConnectorContext): Promise<Choice[]> {
  const rows = await new ExactClient(context).allRows('logistics/Units', { select: 'ID,Code,Description,Main' });
  return byCode(rows, (row, code) => ({ ...described(row, code), ...(flagOf(row.Main) && { isProposed: true }) }));
}

/** Items that costs and discounts can be booked on: sold and without stock, so not the goods. A thousand a call. */
export async function listChargeItems(context: ConnectorContext): Promise<Choice[]> {
  const client = new ExactClient(context);
  const today = client.today();
  const rows = await client.rows('bulk/Logistics/Items', {
    select: 'ID,Code,Description,EndDate',
    filter: 'IsSalesItem eq true and IsStockItem eq false',
  });
  const current = rows.filter((row) => (dayOf(row.EndDate) ?? today) >= today);
  return byCode(current, described);
}

/** Accounts that are customers, for the one that stands for all guests. */
export async function listCustomers(context: ConnectorContext): Promise<Choice[]> {
  const rows = await new ExactClient(context).rows('bulk/CRM/Accounts', {
    select: 'ID,Code,Name,City',
    filter: "Status eq 'C'",
  });
  return byCode(rows, (row, code) => ({
    label: textOf(row.Name) ?? code,
    hint: [code, textOf(row.City)].filter(Boolean).join(', '),
  }));
}

/** The only one is proposed. */
export async function listSalesJournals(context: ConnectorContext): Promise<Choice[]> {
  const journals = [...(await readSalesJournals(context))].map(([Code, Description]) => ({ Code, Description }));
  const isOnly = journals.length === 1;
  return byCode(journals, (row, code) => ({ ...described(row, code), ...(isOnly && { isProposed: true }) }));
}

/** Ledger accounts that may be used, those of revenue first. */
export async function listLedgerAccounts(context: ConnectorContext): Promise<Choice[]> {
  const accounts = [...(await loadLedgerAccounts(context)).values()].filter(({ isBlocked }) => !isBlocked);
  return accounts
    .sort((a, b) => Number(b.isRevenue) - Number(a.isRevenue) || a.code.localeCompare(b.code, 'en', { numeric: true }))
    .slice(0, maxChoices + 1)
    .map(({ code, description }) => ({ value: code, label: description, hint: code }));
}

/** Journals for cash, bank and payment services, and that a payment is left out. */
export async function listPaymentJournals(context: ConnectorContext): Promise<Choice[]> {
  const journals = [...(await readJournals(context)).values()].filter(isUsable);
  const rows = journals.map(({ code, description }) => ({ Code: code, Description: description }));
  // The form has its label.
  return [{ value: notBooked, label: notBooked }, ...byCode(rows, described)];
}

/** Ledger accounts of debtors; the only one is proposed. */
export async function listReceivablesAccounts(context: ConnectorContext): Promise<Choice[]> {
  const accounts = receivablesAccounts(await loadLedgerAccounts(context));
  const rows = accounts.map(({ code, description }) => ({ Code: code, Description: description }));
  const isOnly = rows.length === 1;
  return byCode(rows, (row, code) => ({ ...described(row, code), ...(isOnly && { isProposed: true }) }));
}

export async function listCostCenters(context: ConnectorContext): Promise<Choice[]> {
  return byCode(
    await new ExactClient(context).allRows('hrm/Costcenters', { select: 'ID,Code,Description' }),
    described,
  );
}

export async function listCostUnits(context: ConnectorContext): Promise<Choice[]> {
  return byCode(await new ExactClient(context).allRows('hrm/Costunits', { select: 'ID,Code,Description' }), described);
}

/** Layouts of invoices, which have a subject and no code. */
export async function listInvoiceLayouts(context: ConnectorContext): Promise<Choice[]> {
  const rows = await new ExactClient(context).allRows('salesinvoice/Layouts', { select: 'ID,Subject' });
  return rows.flatMap((row) => {
    const value = textOf(row.ID);
    return value === undefined ? [] : [{ value, label: textOf(row.Subject) ?? value }];
  });
}
