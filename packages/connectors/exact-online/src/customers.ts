import type {
  ConnectorContext,
  ConnectorFailure,
  EntityWriter,
  TargetMatch,
  TargetPayload,
  TargetRecord,
  WriteOperation,
  WriteOutcome,
} from '@koppel/connector-sdk';
import type { Customer } from '@koppel/contracts';
import { z } from 'zod';
import { ExactClient, outcomeOf } from './client.js';
import { flagOf, guidLiteral, orFilters, padAccountCode, textLiteral, textOf, type Row } from './odata.js';
import { failure } from './reasons.js';

export const customerSettings = z.object({
  matchCustomersBy: z
    .enum(['email', 'vat_number', 'code'])
    .default('email')
    .meta({
      title: 'Recognise customers by',
      description:
        'What tells that a customer is already in Exact Online, so that none is created twice. The VAT number suits shops that sell to companies; the code only shops whose customer numbers are those of Exact Online. ' +
        "A customer without it is recognised by e-mail, and without that by the search code, where Koppel stores the shop's key.",
      'x-labels': { email: 'E-mail address', vat_number: 'VAT number', code: 'Customer code' },
      'x-essential': false,
    }),
  updateCustomers: z.boolean().default(true).meta({
    title: 'Update customers',
    description:
      'Writes a changed name, phone number, VAT number or address of the shop over the one in Exact Online. Switch off when customer data is kept in Exact Online only.',
    'x-essential': false,
  }),
});
export type CustomerSettings = z.infer<typeof customerSettings>;

/** Columns by which an account is recognised. */
export const matchColumns = { email: 'Email', vat: 'VATNumber', code: 'Code', key: 'SearchCode' } as const;
export type MatchKind = keyof typeof matchColumns;

export type CustomerPayload = {
  /** `email:jan@example.nl`: kind and value by which the account is recognised. */
  match: string;
  name: string;
  email: string | null;
  phone: string | null;
  vatNumber: string | null;
  address: { line1: string; line2: string | null; postcode: string; city: string; country: string } | null;
};

function bareVatNumber(vatNumber: string | undefined): string | undefined {
  const bare = vatNumber?.replace(/[\s.-]/g, '').toUpperCase();
  return bare === '' ? undefined : bare;
}

function firstFilled(...texts: (string | undefined)[]): string | undefined {
  return texts.map((text) => text?.trim()).find((text) => text !== undefined && text !== '');
}

function matchOf(customer: Customer, by: CustomerSettings['matchCustomersBy']): string {
  const vatNumber = bareVatNumber(customer.vatNumber);
  if (by === 'code' && /^\d{1,18}$/.test(customer.key)) return `code:${customer.key}`;
  if (by === 'vat_number' && vatNumber !== undefined) return `vat:${vatNumber}`;
  if (customer.email !== undefined) return `email:${customer.email.toLowerCase()}`;
  return `key:${customer.key}`;
}

/** Splits `email:jan@example.nl`. */
export function readMatch(match: string): { kind: MatchKind; value: string } {
  const [, kind, value] = /^(email|vat|code|key):(.*)$/s.exec(match) ?? [];
  if (kind === undefined || value === undefined)
    throw new RangeError(`"${match}" names no way to recognise a customer`);
  return { kind: kind as MatchKind, value };
}

/** What of a buyer goes into an account. A company is known by its name, a person by first and last name. */
export function customerPayload(customer: Customer, settings: CustomerSettings): CustomerPayload {
  const { address } = customer;
  const person = [customer.firstName, customer.lastName].filter(Boolean).join(' ');
  return {
    match: matchOf(customer, settings.matchCustomersBy),
    name:
      firstFilled(customer.company, address?.company, person, address?.name, customer.email) ??
      `Web customer ${customer.key}`,
    email: customer.email?.toLowerCase() ?? null,
    phone: firstFilled(customer.phone, address?.phone) ?? null,
    vatNumber: bareVatNumber(customer.vatNumber) ?? null,
    address: address
      ? {
          line1: address.line1,
          line2: firstFilled(address.line2) ?? null,
          postcode: address.postcode,
          city: address.city,
          country: address.country,
        }
      : null,
  };
}

/** An account as it stands in Exact Online, in the shape of the payload. */
export function accountNow(row: Row): Pick<CustomerPayload, 'email' | 'phone' | 'vatNumber' | 'address'> & {
  name: string | null;
} {
  const [line1, postcode, city, country] = [row.AddressLine1, row.Postcode, row.City, row.Country].map(textOf);
  const hasAddress = [line1, postcode, city].some((part) => part !== undefined);
  return {
    name: textOf(row.Name) ?? null,
    email: textOf(row.Email)?.toLowerCase() ?? null,
    phone: textOf(row.Phone) ?? null,
    vatNumber: bareVatNumber(textOf(row.VATNumber)) ?? null,
    address: hasAddress
      ? {
          line1: line1 ?? '',
          line2: textOf(row.AddressLine2) ?? null,
          postcode: postcode ?? '',
          city: city ?? '',
          country: country ?? '',
        }
      : null,
  };
}

const accounts = 'crm/Accounts';
const customerStatus = 'C';

function clauseOf(match: string): string {
  const { kind, value } = readMatch(match);
  return `${matchColumns[kind]} eq ${textLiteral(kind === 'code' ? padAccountCode(value) : value)}`;
}

/** Exact Online compares without regard to case; so do e-mail addresses and VAT numbers, but codes must be the same. */
function matchOfRow(row: Row, kind: MatchKind): string | undefined {
  const value = textOf(row[matchColumns[kind]]);
  if (value === undefined) return undefined;
  if (kind === 'email') return `email:${value.toLowerCase()}`;
  if (kind === 'vat') return `vat:${value.replace(/[\s.-]/g, '').toUpperCase()}`;
  return `${kind}:${value}`;
}

/** Of several accounts with one e-mail address: a customer before a prospect, open before blocked, then the lowest code. */
function byPreference(left: Row, right: Row): number {
  const rank = (row: Row): number => (textOf(row.Status) === customerStatus ? 0 : 2) + (flagOf(row.Blocked) ? 1 : 0);
  return (
    rank(left) - rank(right) ||
    (textOf(left.Code) ?? '').localeCompare(textOf(right.Code) ?? '', 'en', { numeric: true })
  );
}

async function find(context: ConnectorContext, naturalKeys: readonly string[]): Promise<Map<string, TargetMatch>> {
  const client = new ExactClient(context);
  const matches = new Map<string, TargetMatch>();
  for (const kind of Object.keys(matchColumns) as MatchKind[]) {
    const wanted = new Set(naturalKeys.filter((key) => readMatch(key).kind === kind));
    const rows: Row[] = [];
    for (const filter of orFilters([...wanted].map(clauseOf))) {
      rows.push(
        ...(await client.allRows(accounts, { select: 'ID,Code,Email,VATNumber,SearchCode,Status,Blocked', filter })),
      );
    }
    for (const row of rows.sort(byPreference)) {
      const match = matchOfRow(row, kind);
      const targetKey = textOf(row.ID);
      if (match === undefined || targetKey === undefined || !wanted.has(match) || matches.has(match)) continue;
      matches.set(match, { targetKey });
      if (textOf(row.Status) !== customerStatus) context.cache.set(`customers:no_customer_yet:${targetKey}`, true);
    }
  }
  return matches;
}

/** What accounts have now, in as few calls as their addresses fit into. */
async function current(
  context: ConnectorContext,
  matches: readonly TargetRecord<CustomerPayload>[],
  settings: CustomerSettings,
): Promise<Map<string, TargetPayload>> {
  const select = 'ID,Name,Email,Phone,VATNumber,AddressLine1,AddressLine2,Postcode,City,Country';
  const rows = new Map<string | undefined, Row>();
  const clauses = [...new Set(matches.map(({ targetKey }) => `ID eq ${guidLiteral(targetKey)}`))];
  for (const filter of orFilters(clauses)) {
    for (const row of await new ExactClient(context).allRows(accounts, { select, filter }))
      rows.set(textOf(row.ID), row);
  }
  return new Map(
    matches.flatMap(({ naturalKey, targetKey }): [string, TargetPayload][] => {
      const row = rows.get(targetKey);
      if (!row) return [];
      return [[naturalKey, { match: naturalKey, ...(settings.updateCustomers && accountNow(row)) }]];
    }),
  );
}

/** What is known is written; what the shop does not know stays as it is in Exact Online. */
function accountBody(payload: CustomerPayload): Row {
  const body: Row = { Name: payload.name };
  if (payload.email !== null) body.Email = payload.email;
  if (payload.phone !== null) body.Phone = payload.phone;
  if (payload.vatNumber !== null) body.VATNumber = payload.vatNumber;
  if (payload.address) {
    const { line1, line2, postcode, city, country } = payload.address;
    Object.assign(body, { AddressLine1: line1, AddressLine2: line2, Postcode: postcode, City: city, Country: country });
  }
  return body;
}

async function create(context: ConnectorContext, payload: CustomerPayload): Promise<string> {
  const { kind, value } = readMatch(payload.match);
  const body: Row = { ...accountBody(payload), Status: customerStatus };
  if (kind === 'code') body.Code = padAccountCode(value);
  if (kind === 'key') body.SearchCode = value;
  return new ExactClient(context).create(accounts, body, 'ID');
}

/** A guest and a registered customer with the same e-mail address, on one page, become one account. */
async function createOnce(context: ConnectorContext, payload: CustomerPayload): Promise<string> {
  const key = `customers:created:${payload.match}`;
  const underWay = context.cache.get(key) as Promise<string> | undefined;
  if (underWay) return underWay;
  const creation = create(context, payload);
  context.cache.set(key, creation);
  try {
    return await creation;
  } catch (error: unknown) {
    context.cache.delete(key);
    throw error;
  }
}

async function update(
  context: ConnectorContext,
  { payload, targetKey }: { payload: CustomerPayload; targetKey: string },
  settings: CustomerSettings,
): Promise<string> {
  const body: Row = settings.updateCustomers ? accountBody(payload) : {};
  const prospectKey = `customers:no_customer_yet:${targetKey}`;
  if (context.cache.has(prospectKey)) body.Status = customerStatus;
  if (Object.keys(body).length > 0) await new ExactClient(context).update(accounts, targetKey, body);
  context.cache.delete(prospectKey);
  return targetKey;
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
        targetKey === undefined ? createOnce(context, payload) : update(context, { payload, targetKey }, settings),
      ),
    );
  }
  return outcomes;
}

/** Buyers as accounts of status customer. */
export const customerWriter: EntityWriter<'customer', CustomerPayload, CustomerSettings> = {
  entity: 'customer',
  settings: customerSettings,
  fromCanonical: (customer, settings) => ({ payload: customerPayload(customer, settings) }),
  naturalKey: (payload) => payload.match,
  changes: 'create_and_update',
  find,
  current,
  batchSize: 1,
  write,
};

/** The account of all guests must exist. */
export function missingAccount(code: string): ConnectorFailure {
  const options = { field: 'guestAccountCode', waitsFor: `account:${code}` };
  return failure('missing_reference', 'exact_online.account_missing', { code }, options);
}
