import { normalVatNumber, type ConnectorContext } from '@koppel/connector-sdk';
import { ExactClient } from './client.js';
import type { CustomerPayload, PostalAddress } from './customer-payload.js';
import { flagOf, guidLiteral, orFilters, textOf, type Row } from './odata.js';

export const accounts = 'crm/Accounts';
export const customerStatus = 'C';

export const accountColumns =
  'ID,Code,Name,Email,Phone,VATNumber,SearchCode,Status,Blocked,AddressLine1,AddressLine2,Postcode,City,State,Country';

/** An account as it stands in Exact Online. */
export interface Account extends Pick<CustomerPayload, 'email' | 'phone' | 'vatNumber'> {
  id: string;
  code: string;
  name: string;
  address: PostalAddress | null;
  searchCode: string | null;
  isCustomer: boolean;
  isBlocked: boolean;
}

export function accountOf(row: Row): Account {
  const text = (column: string): string | null => textOf(row[column]) ?? null;
  const country = text('Country') ?? '';
  const [line1, postcode, city] = [text('AddressLine1') ?? '', text('Postcode') ?? '', text('City') ?? ''];
  const address = { line1, line2: text('AddressLine2'), postcode, city, region: text('State'), country };
  return {
    id: text('ID') ?? '',
    code: text('Code') ?? '',
    name: text('Name') ?? '',
    email: text('Email')?.toLowerCase() ?? null,
    phone: text('Phone'),
    vatNumber: normalVatNumber(text('VATNumber') ?? undefined, country) ?? null,
    address: [line1, postcode, city].some(Boolean) ? address : null,
    searchCode: text('SearchCode'),
    isCustomer: text('Status') === customerStatus,
    isBlocked: flagOf(row.Blocked),
  };
}

const cacheKey = (id: string) => `customers:account:${id}`;

/** Keeps for the run what an account has now. */
export function rememberAccount(context: ConnectorContext, account: Account): void {
  context.cache.set(cacheKey(account.id), account);
}

/** Accounts by key, asked in few calls; those that do not exist are absent. */
export async function loadAccounts(
  context: ConnectorContext,
  ids: readonly string[],
): Promise<ReadonlyMap<string, Account>> {
  const clauses = [...new Set(ids)].map((id) => `ID eq ${guidLiteral(id)}`);
  const loaded = new Map<string, Account>();
  for (const filter of orFilters(clauses)) {
    for (const row of await new ExactClient(context).allRows(accounts, { select: accountColumns, filter })) {
      const account = accountOf(row);
      rememberAccount(context, account);
      loaded.set(account.id, account);
    }
  }
  return loaded;
}

/** An account as this run knows it, or as Exact Online has it; undefined where it does not exist. */
export async function loadAccount(context: ConnectorContext, id: string): Promise<Account | undefined> {
  const known = context.cache.get(cacheKey(id)) as Account | undefined;
  return known ?? (await loadAccounts(context, [id])).get(id);
}
