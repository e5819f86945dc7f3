import { nameIdentity, type ConnectorContext } from '@koppel/connector-sdk';
import type { Account } from './accounts.js';
import { isSameAddress, withState, type DeliveryAddress } from './addresses.js';
import type { PostalAddress } from './customer-payload.js';
import { isAccountOf } from './customers.js';
import type { OrderPayload, PayloadAddress, PayloadBuyer, PayloadPerson } from './order-payload.js';

/** What an order says of its buyer that its account does not. */
export interface OwnBuyer {
  /** The buyer with address, where the account is another one. */
  orderedBy: string | null;
  /** The person who ordered for the company that the account is. */
  contact: PayloadPerson | null;
  /** Where the goods go, if not to the account. */
  deliveryAddress: DeliveryAddress | null;
}

/** An address in one line. */
export function addressLine({ line1, line2, postcode, city, region, country }: PostalAddress): string {
  return [line1, line2, `${postcode} ${city}`.trim(), region, country].filter(Boolean).join(', ');
}

/** Whether those who receive an order are the account itself, or the person who ordered for it. */
function isAccountRecipient({ company, person }: PayloadAddress, buyer: PayloadBuyer, account: Account): boolean {
  const isBuyers = isAccountOf(account, buyer.name);
  const names = [company, person].map(nameIdentity).filter(Boolean);
  const known = [account.name, isBuyers ? buyer.person : null].map(nameIdentity);
  return names.length === 0 ? isBuyers : names.every((name) => known.includes(name));
}

/**
 * Compares the order with the account under which it is booked, which may be shared, have moved, or be kept by people. Letter case,
 * blanks and legal forms do not count.
 *
 * @param account undefined where Exact Online does not have it
 */
export async function ownBuyerOf(
  context: ConnectorContext,
  { buyer, deliveryAddress: wanted }: OrderPayload,
  account: Account | undefined,
): Promise<OwnBuyer> {
  const isBuyers = account !== undefined && isAccountOf(account, buyer.name);
  const orderedBy = [
    buyer.name,
    buyer.contact && buyer.person,
    buyer.address && addressLine(buyer.address),
    buyer.email,
  ];
  const own: OwnBuyer = {
    orderedBy: isBuyers ? null : orderedBy.filter(Boolean).join(', '),
    contact: isBuyers ? buyer.contact : null,
    deliveryAddress: null,
  };
  if (!wanted) return own;
  const { company, person, phone, ...address } = await withState(context, wanted);
  const isHome = account?.address && isSameAddress(address, account.address);
  if (account && isHome && isAccountRecipient(wanted, buyer, account)) return own;
  const names = [company, person].filter((name) => name !== null);
  const recipient = names.length > 0 || isBuyers ? names.join(', ') || null : buyer.name;
  return { ...own, deliveryAddress: { ...address, recipient, phone } };
}
