import { ConnectorFailure, type ConnectorContext } from '@koppel/connector-sdk';
import type { Account } from './accounts.js';
import { ExactClient } from './client.js';
import type { PostalAddress } from './customer-payload.js';
import { flagOf, guidLiteral, textLiteral, textOf, type Row } from './odata.js';

const addresses = 'crm/Addresses';
const salesOrders = 'salesorder/SalesOrders';
/** Address types of Exact Online: 1 visit, 2 postal, 3 invoice, 4 delivery. */
const deliveryType = 4;
/** Statuses of sales orders that are still to be delivered: 12 open, 20 partly delivered. */
const openStatuses = [12, 20];

/** An address to which one order goes, with those who receive it there. */
export interface DeliveryAddress extends PostalAddress {
  recipient: string | null;
  phone: string | null;
}

/** One text for one address however it is written: letter case and spaces do not count. */
function normalised(parts: readonly (string | null | undefined)[]): string {
  return parts.map((part) => (part ?? '').replace(/\s+/g, '').toLowerCase()).join('|');
}

/** Whether two addresses are one. A state counts only where both tell it. */
export function isSameAddress(left: PostalAddress, right: PostalAddress): boolean {
  const lines = ({ line1, line2, postcode, city, country }: PostalAddress): string =>
    normalised([line1, line2, postcode, city, country]);
  const isSameRegion = left.region === null || right.region === null || left.region === right.region;
  return isSameRegion && lines(left) === lines(right);
}

/** The columns of an address that accounts and addresses share. */
export function addressRow({ line1, line2, postcode, city, region, country }: PostalAddress): Row {
  return { AddressLine1: line1, AddressLine2: line2, Postcode: postcode, City: city, State: region, Country: country };
}

function isRowOf(row: Row, { recipient, ...address }: DeliveryAddress): boolean {
  const text = (column: string): string | null => textOf(row[column]) ?? null;
  const there: PostalAddress = {
    line1: text('AddressLine1') ?? '',
    line2: text('AddressLine2'),
    postcode: text('Postcode') ?? '',
    city: text('City') ?? '',
    region: text('State'),
    country: text('Country') ?? '',
  };
  return isSameAddress(there, address) && normalised([text('AddressLine3')]) === normalised([recipient]);
}

/** The delivery addresses of an account; one that many share has too many to ask for all of them. */
async function deliveryAddressesOf(context: ConnectorContext, accountId: string, postcode = ''): Promise<Row[]> {
  const select = 'ID,AddressLine1,AddressLine2,AddressLine3,Postcode,City,State,Country,Main';
  const inPostcode = postcode === '' ? '' : ` and Postcode eq ${textLiteral(postcode)}`;
  const filter = `Account eq ${guidLiteral(accountId)} and Type eq ${deliveryType}${inPostcode}`;
  return new ExactClient(context).allRows(addresses, { select, filter });
}

/** Key of the account's delivery address, which is created where it is not there yet. */
export async function ensureDeliveryAddress(
  context: ConnectorContext,
  accountId: string,
  address: DeliveryAddress,
): Promise<string> {
  const rows = await deliveryAddressesOf(context, accountId, address.postcode);
  const known = textOf(rows.find((row) => isRowOf(row, address))?.ID);
  if (known !== undefined) return known;
  const { recipient, phone } = address;
  const body = { Account: accountId, Type: deliveryType, ...addressRow(address), AddressLine3: recipient };
  return new ExactClient(context).create(addresses, phone === null ? body : { ...body, Phone: phone }, 'ID');
}

/**
 * Key of the account's own address for a document that has another one of its delivery addresses; undefined where it goes to the
 * account already.
 */
export async function homeInsteadOf(
  context: ConnectorContext,
  { id, address }: Account,
  present: string | undefined,
): Promise<string | undefined> {
  if (present === undefined || !address) return undefined;
  const isElsewhere = (await deliveryAddressesOf(context, id)).some((row) => row.ID === present && !flagOf(row.Main));
  return isElsewhere ? ensureDeliveryAddress(context, id, { ...address, recipient: null, phone: null }) : undefined;
}

/**
 * Before an account moves: its orders that are still to be delivered, and would go wherever the account is, get its present address
 * as their own.
 */
export async function keepAddressOfOpenOrders(context: ConnectorContext, { id, address }: Account): Promise<void> {
  if (!address) return;
  const client = new ExactClient(context);
  const statuses = openStatuses.map((status) => `Status eq ${status}`).join(' or ');
  const filter = `OrderedBy eq ${guidLiteral(id)} and (${statuses})`;
  const open = await openOrders(context, filter);
  if (open.length === 0) return;
  const own = new Set((await deliveryAddressesOf(context, id)).flatMap((row) => (flagOf(row.Main) ? [] : [row.ID])));
  const moving = open.filter(({ DeliveryAddress: delivery }) => !own.has(delivery));
  if (moving.length === 0) return;
  const kept = await ensureDeliveryAddress(context, id, { ...address, recipient: null, phone: null });
  for (const { OrderID: orderId } of moving)
    await client.update(salesOrders, String(orderId), { DeliveryAddress: kept });
}

/** None where the user may not see sales orders: then Koppel makes none either. */
async function openOrders(context: ConnectorContext, filter: string): Promise<Row[]> {
  if (context.cache.has(ordersRefused)) return [];
  try {
    return await new ExactClient(context).allRows(salesOrders, { select: 'OrderID,DeliveryAddress', filter });
  } catch (error: unknown) {
    if (!(error instanceof ConnectorFailure) || error.status !== 403) throw error;
    context.cache.set(ordersRefused, true);
    return [];
  }
}

const ordersRefused = 'addresses:orders_refused';

/** States of a country by code and name, as Exact Online lists them. */
async function loadStates(context: ConnectorContext, country: string): Promise<ReadonlyMap<string, string>> {
  const key = `addresses:states:${country}`;
  const known = context.cache.get(key) as ReadonlyMap<string, string> | undefined;
  if (known) return known;
  const select = 'ID,Country,State,Name,DisplayValue';
  const filter = `Country eq ${textLiteral(country)}`;
  const states = new Map<string, string>();
  for (const row of await new ExactClient(context).allRows('crm/AddressStates', { select, filter })) {
    const state = textOf(row.State);
    if (state === undefined) continue;
    for (const name of [row.DisplayValue, row.Name, state].map(textOf)) states.set(normalised([name]), state);
  }
  context.cache.set(key, states);
  return states;
}

/**
 * The address with its region as the state that Exact Online has, by code or name. A region that it does not list for the country
 * stands behind the second line, so that it is not lost.
 */
export async function withState<Address extends PostalAddress>(
  context: ConnectorContext,
  address: Address,
): Promise<Address> {
  const { region, country, line2 } = address;
  if (region === null) return address;
  const states = await loadStates(context, country);
  const bare = region.replace(new RegExp(`^${country}-`, 'i'), '');
  const state = states.get(normalised([bare])) ?? states.get(normalised([region]));
  if (state !== undefined) return { ...address, region: state };
  return { ...address, region: null, line2: [line2, region].filter(Boolean).join(', ') };
}
