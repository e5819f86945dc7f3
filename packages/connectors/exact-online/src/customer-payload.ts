import { isWholeAddress, nameIdentity, normalVatNumber } from '@koppel/connector-sdk';
import type { Address, Customer } from '@koppel/contracts';
import { z } from 'zod';

/** By the country of a buyer; `*` for those that are not listed. */
const byCountry = z.record(z.string().regex(/^([A-Z]{2}|\*)$/), z.string().trim().min(1).max(30)).default({});

export const customerSettings = z.object({
  matchCustomersBy: z
    .enum(['email', 'code'])
    .default('email')
    .meta({
      title: 'Recognise customers by',
      description:
        'What tells, together with the name, that a customer is already in Exact Online, so that none is created twice. A company is recognised by its VAT number first. Choose the code only where the customer numbers of the shop are those of Exact Online. ' +
        "A customer without any of these is recognised by the search code, where Koppel stores the shop's key.",
      'x-labels': { email: 'E-mail address', code: 'Customer code' },
      'x-essential': false,
    }),
  customerAccounts: z.record(z.string().trim().min(1).max(500), z.string().trim().min(1).max(30)).default({}).meta({
    title: 'Customers and their accounts',
    description:
      'For customers whom Koppel cannot tell apart by itself: an issue names the customer, and here you choose the account in Exact Online on which the orders are booked. Its name, address and VAT number stay as they are unless they are those of the customer.',
    'x-choices': 'customers',
    'x-key-title': 'Customer, as the issue names it',
    'x-value-title': 'Customer in Exact Online',
    'x-essential': false,
  }),
  updateCustomers: z.boolean().default(true).meta({
    title: 'Update customers',
    description:
      'Writes a changed address, e-mail address or phone number of a customer of the same name over the one in Exact Online; orders that are open there keep their old delivery address. Switch off when customer data is kept in Exact Online only.',
    'x-essential': false,
  }),
  newCustomerPaymentConditions: byCountry.meta({
    title: 'New customers: payment condition, by country',
    description:
      'The payment condition of customers that Koppel creates: NL for buyers in the Netherlands, * for all countries that are not listed. An order whose payment method has a condition of its own keeps that one. Not listed: that of Exact Online.',
    'x-choices': 'payment_conditions',
    'x-key-title': 'Country of the buyer',
    'x-value-title': 'Payment condition in Exact Online',
    'x-essential': false,
  }),
  newCustomerVatCodes: byCountry.meta({
    title: 'New customers: VAT code, by country',
    description:
      'The sales VAT code of customers that Koppel creates, which Exact Online proposes for documents that you make by hand: NL for buyers in the Netherlands, * for all countries that are not listed. What Koppel books has the codes of its own lines. Not listed: that of Exact Online.',
    'x-choices': 'vat_codes',
    'x-key-title': 'Country of the buyer',
    'x-value-title': 'VAT code in Exact Online',
    'x-essential': false,
  }),
});
export type CustomerSettings = z.infer<typeof customerSettings>;

export type PostalAddress = {
  line1: string;
  line2: string | null;
  postcode: string;
  city: string;
  region: string | null;
  country: string;
};

export type CustomerPayload = {
  /** How the account is recognised, see {@link Match}. */
  match: string;
  /** Key of the buyer, as issues and the setting `customerAccounts` name it. */
  key: string;
  name: string;
  email: string | null;
  phone: string | null;
  vatNumber: string | null;
  address: PostalAddress | null;
};

/**
 * By what an account is recognised, as one text: `vat:NL123456789B01 email:els@example.nl name:alfaproef`. The name is that of
 * {@link nameIdentity}. An account that a person chose is `account:1001` alone.
 */
export interface Match {
  account?: string;
  code?: string;
  vat?: string;
  email?: string;
  key?: string;
  name: string;
}

function matchText({ account, code, vat, email, key, name }: Match): string {
  if (account !== undefined) return `account:${account}`;
  const parts = Object.entries({ code, vat, email, key }).flatMap(([kind, value]) =>
    value === undefined ? [] : [`${kind}:${value}`],
  );
  return [...parts, `name:${name}`].join(' ');
}

const matchPattern = /^(?:code:(\d+) )?(?:vat:(\S+) )?(?:email:(\S+) |key:(.+) )?name:(\S*)$/s;

/** Reads a {@link Match} from its text. */
export function readMatch(text: string): Match {
  const [, account] = /^account:(.+)$/s.exec(text) ?? [];
  if (account !== undefined) return { account, name: '' };
  const [whole, code, vat, email, key, name = ''] = matchPattern.exec(text) ?? [];
  if (whole === undefined) throw new RangeError(`"${text}" names no way to recognise a customer`);
  return { code, vat, email, key, name };
}

function matchOf(customer: Customer, name: string, settings: CustomerSettings): Match {
  const email = customer.email?.toLowerCase();
  const isCode = settings.matchCustomersBy === 'code' && /^\d{1,18}$/.test(customer.login ?? '');
  return {
    account: settings.customerAccounts[customer.key],
    code: isCode ? customer.login : undefined,
    vat: normalVatNumber(customer.vatNumber, customer.address?.country),
    email,
    key: email === undefined ? customer.key : undefined,
    name: nameIdentity(name),
  };
}

/** The first text that says something: a dash in the company field does not. */
function firstNamed(...texts: (string | undefined)[]): string | undefined {
  return texts.map((text) => text?.trim()).find((text) => nameIdentity(text) !== '');
}

/** First and last name of a buyer in one. */
export function personOf({ firstName, lastName, address }: Customer): string | undefined {
  return firstNamed([firstName, lastName].filter(Boolean).join(' '), address?.name);
}

/** Under which name a buyer is booked: a company by its name, a person by first and last name. */
export function buyerNameOf(customer: Customer): string {
  const { company, address, email, key } = customer;
  return firstNamed(company, address?.company, personOf(customer), email) ?? `Web customer ${key}`;
}

export function postalAddress({ line1, line2, postcode, city, region, country }: Address): PostalAddress {
  return {
    line1: line1.trim(),
    line2: line2?.trim() || null,
    postcode: postcode.trim(),
    city: city.trim(),
    region: region?.trim() || null,
    country,
  };
}

/** What of a buyer goes into an account. */
export function customerPayload(customer: Customer, settings: CustomerSettings): CustomerPayload {
  const { address } = customer;
  const name = buyerNameOf(customer);
  return {
    match: matchText(matchOf(customer, name, settings)),
    key: customer.key,
    name,
    email: customer.email?.toLowerCase() ?? null,
    phone: customer.phone?.trim() || address?.phone?.trim() || null,
    vatNumber: normalVatNumber(customer.vatNumber, address?.country) ?? null,
    address: isWholeAddress(address) ? postalAddress(address) : null,
  };
}
