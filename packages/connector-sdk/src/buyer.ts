import type { Address } from '@koppel/contracts';
import { vatNumberCountryOf, vatNumberOf } from './vat-territories.js';

/** Legal forms behind the name of a company, once dots are gone. */
const formsAtEnd = [
  ...[
    'b ?v',
    'n ?v',
    'v ?o ?f',
    'c ?v',
    'bvba',
    'cvba',
    'commv',
    'vzw',
    'sprl',
    'scrl',
    'srl',
    'asbl',
    's ?a',
    's ?a ?r ?l',
    'sas',
    'sasu',
  ],
  ...[
    'snc',
    'eurl',
    'gmbh',
    'gesmbh',
    'mbh',
    'ag',
    'kg',
    'ohg',
    'ug',
    'gbr',
    'e ?v',
    'e ?k',
    'se',
    'co',
    'company',
    'ltd',
    'limited',
    'plc',
  ],
  ...[
    'llp',
    'llc',
    'inc',
    'incorporated',
    'corp',
    'corporation',
    'pty',
    's ?l',
    's ?l ?u',
    'spa',
    'aps',
    'a s',
    'ab',
    'oy',
    'oyj',
    'lda',
  ],
  ...['sp z o ?o', 'kft', 'doo', 'sro'],
].join('|');
/** Those that stand before it too, and are no first names. */
const formsAtStart = [
  'b ?v',
  'n ?v',
  'v ?o ?f',
  'bvba',
  'sprl',
  'srl',
  'asbl',
  'vzw',
  's ?a',
  's ?a ?r ?l',
  'sas',
  'snc',
  'eurl',
].join('|');
const legalFormAtEnd = new RegExp(` (?:${formsAtEnd})$`);
const legalFormAtStart = new RegExp(`^(?:${formsAtStart}) `);

/**
 * What tells a name from another one, however it is written: `Jansen & Zn. B.V.` and `jansen en zn bv` are one, as letter case,
 * accents, blanks, punctuation and legal forms do not count.
 *
 * @returns letters and digits; empty where the name has none
 */
export function nameIdentity(name: string | null | undefined): string {
  const plain = (name ?? '')
    .normalize('NFKD')
    .replace(/[\u0300-\u036f]/g, '')
    .toLowerCase()
    .replaceAll('ß', 'ss')
    .replace(/[.'’]/g, '')
    .replace(/[&+]/g, ' en ')
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, ' ')
    .replace(/ (?:and|und|et) /g, ' en ')
    .trim();
  return withoutLegalForms(plain).replaceAll(' ', '').slice(0, 120);
}

function withoutLegalForms(name: string): string {
  const shorter = name.replace(legalFormAtEnd, '').replace(/ en$/, '').replace(legalFormAtStart, '').trim();
  return shorter === name ? name : withoutLegalForms(shorter);
}

/**
 * A VAT number in one form, with the letters of its state: `nl 1234.56.789.B01` and, of a Dutch buyer, `123456789B01` are
 * `NL123456789B01`.
 *
 * @param country of the buyer, for a number without letters; ISO 3166-1 alpha-2
 * @returns undefined for what is no number, such as `n/a`, and for the number of a Dutch company at the Chamber of Commerce
 */
export function normalVatNumber(vatNumber: string | undefined, country?: string): string | undefined {
  const bare = vatNumber?.toUpperCase().replace(/[^A-Z0-9+*]/g, '') ?? '';
  const known = vatNumberOf(bare, country);
  if (known) return `${known.country === 'GR' ? 'EL' : known.country}${known.number}`;
  if (isChamberNumber(vatNumber, country)) return undefined;
  return bare.replace(/\D/g, '').length >= 5 ? bare : undefined;
}

/** Whether what a Dutch buyer gave as VAT number is a number of the Chamber of Commerce (KvK): 8 digits. */
export function isChamberNumber(vatNumber: string | null | undefined, country: string | null | undefined): boolean {
  return (
    country === 'NL' &&
    /^(?:NL|KVK(?:NR|NUMMER)?)?\d{8}$/.test(vatNumber?.toUpperCase().replace(/[^A-Z0-9]/g, '') ?? '')
  );
}

export interface Buyer {
  /** The log-in at the shop; undefined for a guest. */
  login?: string;
  email?: string;
  company?: string;
  /** First and last name. */
  person?: string;
  vatNumber?: string;
  country?: string;
  /** The order's own key at the shop, for a buyer of whom nothing else is known. */
  order: string;
}

/**
 * Who a buyer is: the key of a customer. A log-in or an e-mail address may be shared, so it tells a buyer together with
 * the name only; a valid VAT number tells a company by itself.
 */
export function buyerKey({ login, email, company, person, vatNumber, country, order }: Buyer): string {
  const number = normalVatNumber(vatNumber, country);
  if (number !== undefined && vatNumberCountryOf(number) !== undefined) return `vat:${number}`;
  const name = nameIdentity(company) || nameIdentity(person);
  const known = login ?? (email === undefined ? undefined : `email:${email.toLowerCase()}`);
  return known === undefined ? `order:${order}` : [known, name, number].filter(Boolean).join(':');
}

/** Whether an address is one to write down: some shops fill in the country alone. */
export function isWholeAddress(address: Address | undefined): address is Address {
  return address !== undefined && [address.line1, address.postcode, address.city].some((text) => text.trim() !== '');
}
