import { nameIdentity, type ConnectorContext } from '@koppel/connector-sdk';
import { accounts, type Account } from './accounts.js';
import { ExactClient } from './client.js';
import { flagOf, textLiteral, textOf } from './odata.js';
import type { PayloadPerson } from './order-payload.js';

const contacts = 'crm/Contacts';

/** Keys of an account's contacts by {@link nameIdentity}. */
type Contacts = Map<string, Promise<string>>;

const cacheKey = (accountId: string) => `contacts:${accountId}`;

/** An account that was just created has no contacts, so that they need not be asked for. */
export function rememberNoContacts(context: ConnectorContext, accountId: string): void {
  context.cache.set(cacheKey(accountId), Promise.resolve(new Map()));
}

async function contactsOf(context: ConnectorContext, account: Account): Promise<Contacts> {
  const key = cacheKey(account.id);
  const loading = (context.cache.get(key) as Promise<Contacts> | undefined) ?? loadContacts(context, account);
  context.cache.set(key, loading);
  try {
    return await loading;
  } catch (error: unknown) {
    context.cache.delete(key);
    throw error;
  }
}

/** Contacts cannot be filtered by their account, but by its name. */
async function loadContacts(context: ConnectorContext, { id, name }: Account): Promise<Contacts> {
  const filter = `AccountName eq ${textLiteral(name)}`;
  const rows = await new ExactClient(context).allRows(contacts, { select: 'ID,Account,FullName', filter });
  return new Map(
    rows.flatMap((row) => {
      const key = textOf(row.ID);
      const isOfAccount = key !== undefined && textOf(row.Account) === id;
      return isOfAccount ? [[nameIdentity(textOf(row.FullName)), Promise.resolve(key)] as const] : [];
    }),
  );
}

async function create(
  context: ConnectorContext,
  { id }: Account,
  { person, isFirst }: { person: PayloadPerson; isFirst: boolean },
): Promise<string> {
  const { firstName, lastName, email, phone } = person;
  const client = new ExactClient(context);
  const body = {
    Account: id,
    // Exact Online wants both names.
    FirstName: firstName ?? '-',
    LastName: lastName ?? '-',
    ...(email !== null && { Email: email }),
    ...(phone !== null && { Phone: phone }),
  };
  const { key, row } = await client.createRow(contacts, body, 'ID');
  if (isFirst && !flagOf(row.IsMainContact)) await client.update(accounts, id, { MainContact: key });
  return key;
}

/** Key of the person who ordered for a company: a contact of its account, which is created where it is not there yet. */
export async function ensureContact(
  context: ConnectorContext,
  account: Account,
  person: PayloadPerson,
): Promise<string> {
  const known = await contactsOf(context, account);
  const identity = nameIdentity(`${person.firstName ?? ''} ${person.lastName ?? ''}`);
  const contact = known.get(identity) ?? create(context, account, { person, isFirst: known.size === 0 });
  known.set(identity, contact);
  try {
    return await contact;
  } catch (error: unknown) {
    known.delete(identity);
    throw error;
  }
}
