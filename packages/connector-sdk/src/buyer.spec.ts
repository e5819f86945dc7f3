import { buyerKey, nameIdentity, normalVatNumber, type Buyer } from './buyer.js';

it.each([
  ['Alfa Proef B.V.', 'ALFA  PROEF bv'],
  ['Alfa Proef b v', 'alfaproef'],
  ['Jansen & Zonen', 'Jansen en Zonen VOF'],
  ['Müller GmbH & Co. KG', 'Muller'],
  ['SARL Dupont', 'Dupont S.A.R.L.'],
  ['Proba Sp. z o.o.', 'PROBA'],
  ['O’Neill', "O'NEILL"],
])('takes %s and %s for one name', (left, right) => {
  expect(nameIdentity(left)).toBe(nameIdentity(right));
});

it.each([
  ['Anna Eerste', 'Bram Tweede'],
  ['Alfa Proef BV', 'Beta Proef BV'],
  ['BV', 'NV'],
  ['Co Jansen', 'Ab Jansen'],
  ['山田', '鈴木'],
])('tells %s from %s', (left, right) => {
  expect(nameIdentity(left)).not.toBe(nameIdentity(right));
});

it.each([
  ['nl 0000.00.001.B01', undefined, 'NL000000001B01'],
  ['USt-IdNr. DE123456789', undefined, 'DE123456789'],
  ['BTW BE0123456749', 'BE', 'BE0123456749'],
  ['VAT: NL000000001B01', 'DE', 'NL000000001B01'],
  ['BTW-nummer 000000001B01', 'NL', 'NL000000001B01'],
  ['TVA n° FR40303265045', 'FR', 'FR40303265045'],
  ['VAT no.: ATU12345678', undefined, 'ATU12345678'],
  ['12345678', 'NL', undefined],
  ['KvK 12345678', 'NL', undefined],
  ['12345678', 'DK', 'DK12345678'],
  ['000000001B01', 'NL', 'NL000000001B01'],
  ['GR123456789', undefined, 'EL123456789'],
  ['123456789', 'GR', 'EL123456789'],
  ['CHE-123.456.789', 'CH', 'CHE123456789'],
  ['n/a', 'NL', undefined],
  ['-', 'NL', undefined],
])('writes the VAT number %s of %s as %s', (vatNumber, country, expected) => {
  expect(normalVatNumber(vatNumber, country)).toBe(expected);
});

describe('the key of a buyer', () => {
  const ida: Buyer = { login: '77', email: 'Inkoop@example.com', person: 'Ida Voorbeeld', country: 'NL', order: '1' };
  const guest: Buyer = { ...ida, login: undefined };

  it('is the VAT number, whoever logs in', () => {
    expect(buyerKey({ ...ida, company: 'Alfa', vatNumber: 'NL000000001B01' })).toBe('vat:NL000000001B01');
    expect(buyerKey({ ...guest, company: 'Alfa B.V.', vatNumber: 'nl000000001b01' })).toBe('vat:NL000000001B01');
  });

  it('is log-in and name, or e-mail address and name', () => {
    expect(buyerKey({ ...ida, company: 'Beta Proef BV' })).toBe('77:betaproef');
    expect(buyerKey(ida)).toBe('77:idavoorbeeld');
    expect(buyerKey({ ...guest, company: '-' })).toBe('email:inkoop@example.com:idavoorbeeld');
  });

  it('does not take what is no VAT number of a member state for a company by itself', () => {
    expect(buyerKey({ ...guest, vatNumber: 'none' })).toBe('email:inkoop@example.com:idavoorbeeld');
    expect(buyerKey({ ...guest, vatNumber: '00000' })).toBe('email:inkoop@example.com:idavoorbeeld:00000');
  });

  it('is the order, where nothing else is known', () => {
    expect(buyerKey({ order: '6023', person: 'Ida' })).toBe('order:6023');
  });
});
