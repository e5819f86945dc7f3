import { nameIdentity, vatNumberCountryOf, type ConnectorContext, type TargetMatch } from '@koppel/connector-sdk';
import { accountColumns, accountOf, accounts, rememberAccount, type Account } from './accounts.js';
import { ExactClient } from './client.js';
import { readMatch, type Match } from './customer-payload.js';
import { orFilters, padAccountCode, textLiteral } from './odata.js';

/** Why it is not clear which account a customer is, and which ones it may be. */
export interface Unclear {
  why: 'several_accounts' | 'other_name';
  accounts: readonly Account[];
}

type Column = 'Code' | 'VATNumber' | 'Email' | 'SearchCode';
type Candidates = Record<Column, Map<string, Account[]>>;

function keysOf({ account, code, vat, email, key }: Match): Partial<Record<Column, string>> {
  return { Code: account ?? code, VATNumber: vat, Email: email, SearchCode: key };
}

const valueOf: Record<Column, (account: Account) => string | null> = {
  Code: ({ code }) => code,
  VATNumber: ({ vatNumber }) => vatNumber,
  Email: ({ email }) => email,
  SearchCode: ({ searchCode }) => searchCode,
};

/** All accounts that have one of these codes, VAT numbers, e-mail addresses or search codes, in few calls. */
async function findCandidates(context: ConnectorContext, matches: readonly Match[]): Promise<Candidates> {
  const client = new ExactClient(context);
  const candidates: Candidates = { Code: new Map(), VATNumber: new Map(), Email: new Map(), SearchCode: new Map() };
  for (const column of Object.keys(candidates) as Column[]) {
    const values = new Set(matches.flatMap((match) => keysOf(match)[column] ?? []));
    const clauses = [...values].map(
      (value) => `${column} eq ${textLiteral(column === 'Code' ? padAccountCode(value) : value)}`,
    );
    for (const filter of orFilters(clauses)) {
      for (const row of await client.allRows(accounts, { select: accountColumns, filter })) {
        const account = accountOf(row);
        // Exact Online compares without regard to case; codes must be the same.
        const value = valueOf[column](account);
        if (value === null || !values.has(value)) continue;
        rememberAccount(context, account);
        candidates[column].set(value, [...(candidates[column].get(value) ?? []), account]);
      }
    }
  }
  return candidates;
}

/** Of several accounts a customer before a prospect, and one that is open before one that is blocked; else nothing tells which. */
function best(found: readonly Account[]): Account | Unclear | undefined {
  const rank = ({ isCustomer, isBlocked }: Account): number => (isCustomer ? 0 : 2) + (isBlocked ? 1 : 0);
  const lowest = Math.min(...found.map(rank));
  const [first, ...others] = found.filter((account) => rank(account) === lowest);
  return others.length === 0 ? first : { why: 'several_accounts', accounts: found };
}

/**
 * The account of a customer: one under the same name with the same code, VAT number or e-mail address, never one with another
 * VAT number. A VAT number under another name is not certain.
 */
function choose(match: Match, candidates: Candidates): Account | Unclear | undefined {
  const keys = keysOf(match);
  const having = (column: Column): Account[] => candidates[column].get(keys[column] ?? '') ?? [];
  const isNamed = ({ name }: Account): boolean => nameIdentity(name) === match.name;
  if (match.account !== undefined) return having('Code')[0];
  const ofCode = having('Code').find(isNamed);
  if (ofCode) return ofCode;
  const ofCompany = having('VATNumber');
  const ofNamedCompany = ofCompany.filter(isNamed);
  if (ofNamedCompany.length > 0) return best(ofNamedCompany);
  const isCompany = vatNumberCountryOf(match.vat) !== undefined;
  if (ofCompany.length > 0 && isCompany) return { why: 'other_name', accounts: ofCompany };
  const hasNoOther = ({ vatNumber }: Account): boolean =>
    vatNumber === null || match.vat === undefined || vatNumber === match.vat;
  return best(
    [...having('Email'), ...having('SearchCode')].filter((account) => isNamed(account) && hasNoOther(account)),
  );
}

const unclearKey = (naturalKey: string) => `customers:unclear:${naturalKey}`;

/** Finds accounts by the texts of their {@link Match}. What is not certain is kept for {@link unclearMatch}. */
export async function findCustomers(
  context: ConnectorContext,
  naturalKeys: readonly string[],
): Promise<Map<string, TargetMatch>> {
  const wanted = naturalKeys.map((naturalKey) => ({ naturalKey, match: readMatch(naturalKey) }));
  const candidates = await findCandidates(
    context,
    wanted.map(({ match }) => match),
  );
  const found = new Map<string, TargetMatch>();
  for (const { naturalKey, match } of wanted) {
    const chosen = choose(match, candidates);
    context.cache.delete(unclearKey(naturalKey));
    if (chosen === undefined) continue;
    if ('why' in chosen) context.cache.set(unclearKey(naturalKey), chosen);
    const [account] = 'why' in chosen ? chosen.accounts : [chosen];
    if (account) found.set(naturalKey, { targetKey: account.id });
  }
  return found;
}

/** Why what was found last may be another customer; undefined where it is certain. */
export function unclearMatch(context: ConnectorContext, naturalKey: string): Unclear | undefined {
  return context.cache.get(unclearKey(naturalKey)) as Unclear | undefined;
}
