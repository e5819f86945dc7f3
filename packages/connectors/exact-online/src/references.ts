import type { ConnectorContext } from '@koppel/connector-sdk';
import { ExactClient, loadAdministrationCurrency } from './client.js';
import { loadLedger, type Ledger } from './ledger.js';
import { loadDocumentTexts, type DocumentTexts } from './document-texts.js';
import { maxAskedInBatches, maxItemCodeLength } from './items.js';
import { orFilters, padAccountCode, textLiteral, textOf } from './odata.js';
import type { OrderPayload } from './order-payload.js';
import type { OrderSettings } from './order-settings.js';
import { loadVatCodes, type VatCode } from './vat-codes.js';
import { loadViesAnswers, type ViesAnswers } from './vat-numbers.js';

/** What items that are created refer to; groups and units are loaded only where one may be. */
export interface NewItemReferences {
  vatCodes: ReadonlyMap<string, VatCode>;
  /** Keys by code. */
  itemGroups: ReadonlyMap<string, string>;
  units: ReadonlyMap<string, string>;
}

/** What orders refer to, by code. Kept for the run in the context's cache. */
export interface References extends NewItemReferences {
  homeCountry: string;
  /** Keys of items by their exact code: `85123a` and `85123A` are two items. */
  items: ReadonlyMap<string, string>;
  /** Keys of the revenue accounts that items name, by the code of the item. */
  itemAccounts: ReadonlyMap<string, string>;
  /** Keys of accounts by code. */
  accounts: ReadonlyMap<string, string>;
  /** Keys of warehouses by code. */
  warehouses: ReadonlyMap<string, string>;
  paymentConditions: ReadonlyMap<string, string>;
  /** Those of the orders that exist. */
  currencies: ReadonlySet<string>;
  viesAnswers: ViesAnswers;
  /** What invoices and sales entries refer to. */
  ledger: Ledger;
  texts: DocumentTexts;
}

const noAccounts = () => new Map<string, string>();

function cached<Value>(context: ConnectorContext, key: string, make: () => Value): Value {
  const known = context.cache.get(key) as Value | undefined;
  if (known !== undefined) return known;
  const made = make();
  context.cache.set(key, made);
  return made;
}

/** Keys of items by code, with all that this run knows already. Codes that do not exist stay absent, and are asked for again. */
export async function loadItems(context: ConnectorContext, codes: readonly string[]): Promise<Map<string, string>> {
  const items = cached(context, 'references:items', () => new Map<string, string>());
  const missing = codes.filter((code) => !items.has(code) && code.length <= maxItemCodeLength);
  const client = new ExactClient(context);
  const select = 'ID,Code,GLRevenue';
  const accounts = cached(context, 'references:item_accounts', noAccounts);
  const keep = (rows: readonly Record<string, unknown>[]) => {
    for (const row of rows) {
      const [code, id, account] = [textOf(row.Code), textOf(row.ID), textOf(row.GLRevenue)];
      if (code !== undefined && id !== undefined) items.set(code, id);
      if (code !== undefined && account !== undefined) accounts.set(code, account);
    }
  };
  if (missing.length > maxAskedInBatches) {
    for await (const { rows } of client.pages('bulk/Logistics/Items', { select }, { waitsForBudget: true })) keep(rows);
    return items;
  }
  for (const filter of orFilters(missing.map((code) => `Code eq ${textLiteral(code)}`))) {
    keep(await client.allRows('logistics/Items', { select, filter }));
  }
  return items;
}

async function loadAccounts(context: ConnectorContext, codes: readonly string[]): Promise<Map<string, string>> {
  const accounts = cached(context, 'references:accounts', () => new Map<string, string>());
  const missing = codes.filter((code) => !accounts.has(code));
  const clauses = missing.map((code) => `Code eq ${textLiteral(padAccountCode(code))}`);
  for (const filter of orFilters(clauses)) {
    for (const row of await new ExactClient(context).allRows('crm/Accounts', { select: 'ID,Code', filter })) {
      const [code, id] = [textOf(row.Code), textOf(row.ID)];
      if (code !== undefined && id !== undefined) accounts.set(code, id);
    }
  }
  return accounts;
}

/** Keys by code of a short list, which is asked once a run, and only where it is needed. */
async function loadByCode(
  context: ConnectorContext,
  endpoint: string,
  isNeeded: boolean,
): Promise<Map<string, string>> {
  const cacheKey = `references:${endpoint}`;
  const known = context.cache.get(cacheKey) as Map<string, string> | undefined;
  if (known || !isNeeded) return known ?? new Map();
  const rows = await new ExactClient(context).allRows(endpoint, { select: 'ID,Code' });
  const keys = new Map(rows.map((row) => [textOf(row.Code) ?? '', textOf(row.ID) ?? '']));
  context.cache.set(cacheKey, keys);
  return keys;
}

/** The administration's own currency; the others only where an order needs one. */
async function loadCurrencies(context: ConnectorContext, needed: readonly string[]): Promise<Set<string>> {
  const currencies = cached(context, 'references:currencies', () => new Set<string>());
  if (needed.every((currency) => currencies.has(currency))) return currencies;
  currencies.add(await loadAdministrationCurrency(context));
  if (needed.every((currency) => currencies.has(currency))) return currencies;
  for (const row of await new ExactClient(context).allRows('general/Currencies', { select: 'Code' }))
    currencies.add(textOf(row.Code) ?? '');
  return currencies;
}

export async function loadNewItemReferences(
  context: ConnectorContext,
  { newItemGroup, newItemUnit }: OrderSettings,
  isNeeded: boolean,
): Promise<NewItemReferences> {
  return {
    vatCodes: await loadVatCodes(context),
    itemGroups: await loadItemGroups(context, isNeeded && newItemGroup !== ''),
    units: await loadByCode(context, 'logistics/Units', isNeeded && newItemUnit !== ''),
  };
}

export function loadPaymentConditions(context: ConnectorContext, isNeeded: boolean): Promise<Map<string, string>> {
  return loadByCode(context, 'cashflow/PaymentConditions', isNeeded);
}

export function loadItemGroups(context: ConnectorContext, isNeeded: boolean): Promise<Map<string, string>> {
  return loadByCode(context, 'logistics/ItemGroups', isNeeded);
}

function distinct(codes: readonly (string | null)[]): string[] {
  return [...new Set(codes.filter((code): code is string => code !== null && code !== ''))];
}

function itemCodesOf(payloads: readonly OrderPayload[], settings: OrderSettings): string[] {
  return distinct([
    ...payloads.flatMap(({ lines }) => lines.map((line) => line.itemCode)),
    settings.replacementItem,
    settings.roundingItem || settings.feeItem,
  ]);
}

/** Looks up what the payloads refer to and is not known yet, in as few calls as possible. Codes that do not exist stay absent. */
export async function loadReferences(
  context: ConnectorContext,
  payloads: readonly OrderPayload[],
  settings: OrderSettings,
): Promise<References> {
  const client = new ExactClient(context);
  const itemCodes = settings.documentType === 'sales_entry' ? [] : itemCodesOf(payloads, settings);
  const items = await loadItems(context, itemCodes);
  const createsItems = settings.missingArticle === 'create' && itemCodes.some((code) => !items.has(code));
  return {
    homeCountry: client.homeCountry,
    items,
    itemAccounts: cached(context, 'references:item_accounts', noAccounts),
    accounts: await loadAccounts(context, distinct(payloads.map((payload) => payload.debtorCode))),
    warehouses: await loadByCode(context, 'inventory/Warehouses', settings.orderWarehouse !== ''),
    paymentConditions: await loadPaymentConditions(
      context,
      payloads.some((payload) => payload.paymentCondition !== null),
    ),
    currencies: await loadCurrencies(context, distinct(payloads.map((payload) => payload.currency))),
    viesAnswers: await loadViesAnswers(context, payloads, settings),
    ledger: await loadLedger(
      context,
      payloads.map(({ placedAt }) => client.today(new Date(placedAt))),
      settings,
    ),
    texts: await loadDocumentTexts(context, settings),
    ...(await loadNewItemReferences(context, settings, createsItems)),
  };
}
