import type {
  ConnectorContext,
  ConnectorFailure,
  EntityWriter,
  TargetPayload,
  FoundRecord,
  TargetRecord,
  WriteOperation,
  WriteOutcome,
} from '@koppel/connector-sdk';
import { nameIdentity } from '@koppel/connector-sdk';
import { accounts, customerStatus, loadAccount, loadAccounts, rememberAccount, type Account } from './accounts.js';
import { addressRow, isSameAddress, keepAddressOfOpenOrders, withState } from './addresses.js';
import { ExactClient, outcomeOf } from './client.js';
import { rememberNoContacts } from './contacts.js';
import { checkCustomerDefaults, customerDefaults } from './customer-defaults.js';
import {
  customerPayload,
  customerSettings,
  readMatch,
  type CustomerPayload,
  type CustomerSettings,
} from './customer-payload.js';
import { findCustomers, unclearMatch, type Unclear } from './customer-search.js';
import { padAccountCode, type Row } from './odata.js';
import { failure } from './reasons.js';

function unclearFailure({ name, key }: CustomerPayload, { why, accounts: found }: Unclear): ConnectorFailure {
  const listed = found.map(({ code, name: accountName, address }) =>
    [`${code} ${accountName}`, address?.city].filter(Boolean).join(', '),
  );
  const params = { name, key, accounts: listed.slice(0, 10).join('; ') };
  const code = why === 'several_accounts' ? 'exact_online.customer_several' : 'exact_online.customer_other_name';
  return failure('value', code, params, { field: 'customerAccounts' });
}

/** A customer that may be another account than the one that was found becomes an issue, in which a person chooses. */
function confirm(
  context: ConnectorContext,
  found: readonly FoundRecord<CustomerPayload>[],
): Promise<Map<string, ConnectorFailure>> {
  const failures = found.flatMap(({ naturalKey, payload }): [string, ConnectorFailure][] => {
    const unclear = unclearMatch(context, naturalKey);
    return unclear ? [[naturalKey, unclearFailure(payload, unclear)]] : [];
  });
  return Promise.resolve(new Map(failures));
}

/** The account that a person chose must exist. */
async function resolve(
  context: ConnectorContext,
  payloads: readonly CustomerPayload[],
): Promise<Map<string, ConnectorFailure>> {
  const chosen = payloads.map(({ match }) => match).filter((match) => readMatch(match).account !== undefined);
  const found = await findCustomers(context, chosen);
  const missing = chosen.filter((match) => !found.has(match));
  return new Map(
    missing.map((match) => {
      const code = readMatch(match).account ?? '';
      const options = { field: 'customerAccounts', waitsFor: `account:${code}` };
      return [match, failure('missing_reference', 'exact_online.chosen_account_missing', { code }, options)];
    }),
  );
}

/** The account that a customer is looked up as now. */
async function findAccount(context: ConnectorContext, payload: CustomerPayload): Promise<Account | undefined> {
  const { match } = payload;
  const targetKey = (await findCustomers(context, [match])).get(match)?.targetKey;
  const unclear = unclearMatch(context, match);
  if (unclear) throw unclearFailure(payload, unclear);
  return targetKey === undefined ? undefined : loadAccount(context, targetKey);
}

/** Whether an account bears the name of the customer, however it is written. */
export function isAccountOf({ name }: Account, customerName: string): boolean {
  return nameIdentity(name) === nameIdentity(customerName);
}

/**
 * What an order changes on an account that has the same name: what the customer has changed, and what was empty. Name and VAT number
 * stay, and a company keeps its e-mail address and phone number, as these are those of who ordered.
 */
function changesOf(payload: CustomerPayload, account: Account, { updateCustomers }: CustomerSettings) {
  const changes: Partial<Account> = account.isCustomer ? {} : { isCustomer: true };
  if (!updateCustomers || !isAccountOf(account, payload.name)) return changes;
  const { email, phone, vatNumber, address } = payload;
  const follows = (now: string | null, wanted: string | null): boolean =>
    wanted !== null && wanted !== now && (now === null || vatNumber === null);
  if (follows(account.email, email)) changes.email = email;
  if (follows(account.phone, phone)) changes.phone = phone;
  if (account.vatNumber === null && vatNumber !== null) changes.vatNumber = vatNumber;
  if (address && !(account.address && isSameAddress(address, account.address))) changes.address = address;
  return changes;
}

function rowOf({ name, email, phone, vatNumber, address, isCustomer }: Partial<Account>): Row {
  return {
    ...(name !== undefined && { Name: name }),
    ...(email && { Email: email }),
    ...(phone && { Phone: phone }),
    ...(vatNumber && { VATNumber: vatNumber }),
    ...(address && addressRow(address)),
    ...(isCustomer === true && { Status: customerStatus }),
  };
}

async function inExact(context: ConnectorContext, payload: CustomerPayload): Promise<CustomerPayload> {
  return payload.address ? { ...payload, address: await withState(context, payload.address) } : payload;
}

async function create(
  context: ConnectorContext,
  payload: CustomerPayload,
  settings: CustomerSettings,
): Promise<string> {
  const { code = '', key: searchCode = null } = readMatch(payload.match);
  const { name, email, phone, vatNumber, address } = await inExact(context, payload);
  const made = { name, email, phone, vatNumber, address, isCustomer: true };
  const isCodeFree = code !== '' && !(await findCustomers(context, [`account:${code}`])).size;
  const body = {
    ...rowOf(made),
    ...(await customerDefaults(context, address?.country, settings)),
    ...(isCodeFree && { Code: padAccountCode(code) }),
    ...(searchCode !== null && { SearchCode: searchCode }),
  };
  const id = await new ExactClient(context).create(accounts, body, 'ID');
  rememberAccount(context, { ...made, id, code, searchCode, isBlocked: false });
  rememberNoContacts(context, id);
  return id;
}

interface Creation {
  vatNumber: string | null;
  account: Promise<string>;
}

/** A guest and a registered customer with the same e-mail address and name, on one page, become one account. */
async function createOnce(
  context: ConnectorContext,
  payload: CustomerPayload,
  settings: CustomerSettings,
): Promise<string> {
  const { email = '', key = '', name } = readMatch(payload.match);
  const cacheKey = `customers:created:${email} ${key} ${name}`;
  const creations = (context.cache.get(cacheKey) as Creation[] | undefined) ?? [];
  const { vatNumber } = payload;
  const underWay = creations.find((each) => !each.vatNumber || !vatNumber || each.vatNumber === vatNumber);
  if (underWay) return update(context, { payload, targetKey: await underWay.account }, settings);
  const creation = { vatNumber, account: create(context, payload, settings) };
  context.cache.set(cacheKey, [...creations, creation]);
  try {
    return await creation.account;
  } catch (error: unknown) {
    const others = (context.cache.get(cacheKey) as Creation[] | undefined) ?? [];
    context.cache.set(
      cacheKey,
      others.filter((each) => each !== creation),
    );
    throw error;
  }
}

/** Updates the account of a customer; one that was deleted or is another one by the settings now is looked up again. */
async function update(
  context: ConnectorContext,
  { payload, targetKey }: { payload: CustomerPayload; targetKey: string },
  settings: CustomerSettings,
): Promise<string> {
  const isChosen = readMatch(payload.match).account !== undefined;
  const linked = isChosen ? undefined : await loadAccount(context, targetKey);
  const account = linked ?? (await findAccount(context, payload));
  if (!account) return createOnce(context, payload, settings);
  const changes = changesOf(await inExact(context, payload), account, settings);
  if (Object.keys(changes).length === 0) return account.id;
  if (changes.address) await keepAddressOfOpenOrders(context, account);
  await new ExactClient(context).update(accounts, account.id, rowOf(changes));
  rememberAccount(context, { ...account, ...changes });
  return account.id;
}

/** What accounts have now, in as few calls as their addresses fit into. */
async function current(
  context: ConnectorContext,
  matches: readonly TargetRecord<CustomerPayload>[],
  settings: CustomerSettings,
): Promise<Map<string, TargetPayload>> {
  const loaded = await loadAccounts(
    context,
    matches.map(({ targetKey }) => targetKey),
  );
  const now = new Map<string, TargetPayload>();
  for (const { naturalKey, targetKey, payload } of matches) {
    const account = loaded.get(targetKey);
    if (!account) continue;
    // What a write would not change is told as it would be written.
    const changes = payload ? changesOf(await inExact(context, payload), account, settings) : {};
    const changed = Object.keys(changes).flatMap((name) => {
      const held = account[name as keyof Account];
      return name === 'isCustomer' ? [] : [[name, held] as const];
    });
    now.set(naturalKey, { match: naturalKey, ...(Object.fromEntries(changed) as TargetPayload) });
  }
  return now;
}

async function write(
  context: ConnectorContext,
  operations: readonly WriteOperation<CustomerPayload>[],
  settings: CustomerSettings,
): Promise<WriteOutcome[]> {
  const outcomes: WriteOutcome[] = [];
  for (const { payload, targetKey } of operations) {
    outcomes.push(
      await outcomeOf(() =>
        targetKey === undefined
          ? createOnce(context, payload, settings)
          : update(context, { payload, targetKey }, settings),
      ),
    );
  }
  return outcomes;
}

/** Buyers as accounts of status customer. */
export const customerWriter: EntityWriter<'customer', CustomerPayload, CustomerSettings> = {
  entity: 'customer',
  settings: customerSettings,
  checkSettings: checkCustomerDefaults,
  fromCanonical: (customer, settings) => ({ payload: customerPayload(customer, settings) }),
  naturalKey: (payload) => payload.match,
  changes: 'create_and_update',
  find: findCustomers,
  confirm,
  current,
  resolve,
  batchSize: 1,
  write,
};
