import type { ConnectorContext } from '@koppel/connector-sdk';
import { ExactClient } from './client.js';
import { maxAskedInBatches } from './items.js';
import { orFilters, padAccountCode, textLiteral, textOf } from './odata.js';
import type { OrderPayload } from './order-payload.js';
import type { OrderSettings } from './order-settings.js';
import { loadVatCodes, type VatCode } from './vat-codes.js';

/** What orders refer to, by code. Kept for the run in the context's cache. */
export interface References {
  homeCountry: string;
  vatCodes: ReadonlyMap<string, VatCode>;
  /** Keys of items by their exact code: `85123a` and `85123A` are two items. */
  items: ReadonlyMap<string, string>;
  /** Keys of accounts by code. */
  accounts: ReadonlyMap<string, string>;
  /** Keys of warehouses by code. */
  warehouses: ReadonlyMap<string, string>;
  paymentConditions: ReadonlySet<string>;
}

function cached<Value>(context: ConnectorContext, key: string, make: () => Value): Value {
  const known = context.cache.get(key) as Value | undefined;
  if (known !== undefined) return known;
  const made = make();
  context.cache.set(key, made);
  return made;
}

async function loadItems(context: ConnectorContext, codes: readonly string[]): Promise<Map<string, string>> {
  const items = cached(context, 'references:items', () => new Map<string, string>());
  const missing = codes.filter((code) => !items.has(code));
  const client = new ExactClient(context);
  const select = 'ID,Code';
  const keep = (rows: readonly Record<string, unknown>[]) => {
    for (const row of rows) {
      const [code, id] = [textOf(row.Code), textOf(row.ID)];
      if (code !== undefined && id !== undefined) items.set(code, id);
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

async function loadWarehouses(context: ConnectorContext, isNeeded: boolean): Promise<Map<string, string>> {
  const known = context.cache.get('references:warehouses') as Map<string, string> | undefined;
  if (known || !isNeeded) return known ?? new Map();
  const rows = await new ExactClient(context).allRows('inventory/Warehouses', { select: 'ID,Code' });
  const warehouses = new Map(rows.map((row) => [textOf(row.Code) ?? '', textOf(row.ID) ?? '']));
  context.cache.set('references:warehouses', warehouses);
  return warehouses;
}

async function loadPaymentConditions(context: ConnectorContext, isNeeded: boolean): Promise<Set<string>> {
  const known = context.cache.get('references:payment_conditions') as Set<string> | undefined;
  if (known || !isNeeded) return known ?? new Set();
  const rows = await new ExactClient(context).allRows('cashflow/PaymentConditions', { select: 'ID,Code' });
  const conditions = new Set(rows.flatMap((row) => textOf(row.Code) ?? []));
  context.cache.set('references:payment_conditions', conditions);
  return conditions;
}

function distinct(codes: readonly (string | null)[]): string[] {
  return [...new Set(codes.filter((code): code is string => code !== null && code !== ''))];
}

/** Looks up what the payloads refer to and is not known yet, in as few calls as possible. Codes that do not exist stay absent. */
export async function loadReferences(
  context: ConnectorContext,
  payloads: readonly OrderPayload[],
  settings: OrderSettings,
): Promise<References> {
  const itemCodes = distinct([
    ...payloads.flatMap(({ lines }) => lines.map((line) => line.itemCode)),
    replacementOf(settings),
    settings.roundingItem || settings.feeItem,
  ]);
  return {
    homeCountry: new ExactClient(context).homeCountry,
    vatCodes: await loadVatCodes(context),
    items: await loadItems(context, itemCodes),
    accounts: await loadAccounts(context, distinct(payloads.map((payload) => payload.debtorCode))),
    warehouses: await loadWarehouses(context, settings.orderWarehouse !== ''),
    paymentConditions: await loadPaymentConditions(
      context,
      payloads.some((payload) => payload.paymentCondition !== null),
    ),
  };
}

function replacementOf(settings: OrderSettings): string | null {
  return settings.missingArticle === 'replace' ? settings.replacementItem : null;
}
