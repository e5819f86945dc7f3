import { findVatNumber, isVatNumberField } from './vat-number-fields.js';

it.each([
  ...[
    '_vat_number',
    'vat_number',
    '_billing_vat',
    'billing_vat',
    '_billing_vat_number',
    '_billing_vat_id',
    'vat_id',
    '_shipping_vat_id',
  ],
  ...['_billing_eu_vat_number', 'billing_eu_vat_number', '_billing_btw_nummer', 'btw_nummer', 'vatnumber'],
  ...['_billing_tax_id', 'yweu_billing_vat', 'vatNumber', 'vatId', 'taxId', 'btwNummer', 'VAT-ID', 'ustIdNr'],
])('knows %s for the name of a VAT number', (name) => {
  expect(isVatNumberField(name)).toBe(true);
});

it.each(['vat_exempt', 'is_vat_exempt', '_wc_vat_amount', 'taxes', 'billing', ''])(
  'does not take %s for one',
  (name) => {
    expect(isVatNumberField(name)).toBe(false);
  },
);

describe('the VAT number of an order', () => {
  const fields = [
    ['vat', '1234.56'],
    ['vat_number', 'n/a'],
    ['fiscal_code', 'IT00000000001'],
    ['btw_nummer', ' NL000000001B01 '],
  ] as const;

  it('stands under a known name, if it looks like one', () => {
    expect(findVatNumber(fields, '')).toBe('NL000000001B01');
    expect(findVatNumber(fields.slice(0, 3), '')).toBeUndefined();
  });

  it('stands under the chosen name first', () => {
    expect(findVatNumber(fields, 'fiscal_code')).toBe('IT00000000001');
    expect(findVatNumber(fields, 'absent')).toBe('NL000000001B01');
  });
});
