import type { Customer } from '@koppel/contracts';
import { z } from 'zod';
import { textOf, type Row } from './odata.js';

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
