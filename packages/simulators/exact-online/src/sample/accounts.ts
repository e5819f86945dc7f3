import type { Row } from '../store/row.js';
import { guidFor } from './deterministic.js';

interface AccountSeed {
  code: string;
  name: string;
  email: string | null;
  country: string;
  city: string;
  postcode: string;
  vatNumber?: string;
  vatCode?: string;
  status?: string;
}

/** The debtor for orders of guests. */
export const guestAccountCode = '1000';

const accounts: readonly AccountSeed[] = [
  { code: guestAccountCode, name: 'Web shop guests', email: null, country: 'NL', city: 'Utrecht', postcode: '3511 AA' },
  {
    code: '1001',
    name: 'De Gouden Lantaarn',
    email: 'inkoop@goudenlantaarn.example',
    country: 'NL',
    city: 'Delft',
    postcode: '2611 BC',
    vatNumber: 'NL800000001B01',
  },
  {
    code: '1002',
    name: 'Cadeauhuis Jansen',
    email: 'jansen@cadeauhuis.example',
    country: 'NL',
    city: 'Zwolle',
    postcode: '8011 CD',
  },
  {
    code: '1003',
    name: 'Maison Lumière',
    email: 'achats@maisonlumiere.example',
    country: 'FR',
    city: 'Lille',
    postcode: '59000',
    vatNumber: 'FR00800000003',
    vatCode: '8',
  },
  {
    code: '1004',
    name: 'Huis & Haard BV',
    email: 'bestel@huisenhaard.example',
    country: 'BE',
    city: 'Gent',
    postcode: '9000',
    vatNumber: 'BE0800000004',
    vatCode: '8',
  },
  {
    code: '1005',
    name: 'The Cosy Cottage Ltd',
    email: 'orders@cosycottage.example',
    country: 'GB',
    city: 'York',
    postcode: 'YO1 7HH',
    vatCode: '7',
  },
  {
    code: '1006',
    name: 'Anna de Vries',
    email: 'anna.devries@example.com',
    country: 'NL',
    city: 'Leiden',
    postcode: '2312 EF',
  },
  {
    code: '1007',
    name: 'Pieter Bakker',
    email: 'pieter.bakker@example.com',
    country: 'NL',
    city: 'Breda',
    postcode: '4811 GH',
    status: 'P',
  },
];

export function accountId(division: number, code: string): string {
  return guidFor(`${division}/crm/Accounts/${code}`);
}

/** The accounts of the sample administration. */
export function accountRows(division: number): Row[] {
  return accounts.map(({ code, name, email, country, city, postcode, vatNumber = null, vatCode, status = 'C' }) => ({
    ID: accountId(division, code),
    Code: code.padStart(18),
    Name: name,
    Email: email,
    Country: country.padEnd(3),
    City: city,
    Postcode: postcode,
    VATNumber: vatNumber,
    SalesVATCode: vatCode?.padEnd(3) ?? null,
    Status: status,
    ...{ IsSales: status === 'C', IsSupplier: false, Blocked: false, Type: 'A', Language: 'NL', SalesCurrency: 'EUR' },
    PaymentConditionSales: code === guestAccountCode ? 'PP' : '30',
    StartDate: Date.UTC(2020, 0, 1),
  }));
}
