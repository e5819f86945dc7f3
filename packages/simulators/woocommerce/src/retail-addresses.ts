/** Countries as the real invoices name them, by ISO 3166 code. The United Kingdom is mapped to the shop's home country. */
const codes = new Map([
  ['Australia', 'AU'],
  ['Belgium', 'BE'],
  ['Channel Islands', 'JE'],
  ['Denmark', 'DK'],
  ['EIRE', 'IE'],
  ['France', 'FR'],
  ['Germany', 'DE'],
  ['Iceland', 'IS'],
  ['Italy', 'IT'],
  ['Japan', 'JP'],
  ['Lithuania', 'LT'],
  ['Netherlands', 'NL'],
  ['Norway', 'NO'],
  ['Poland', 'PL'],
  ['Portugal', 'PT'],
  ['Spain', 'ES'],
  ['Switzerland', 'CH'],
]);

export interface Address {
  street: string;
  postcode: string;
  city: string;
}

const addresses = new Map<string, Address>([
  ['NL', { street: 'Lange Voorhout', postcode: '2514 EA', city: 'Den Haag' }],
  ['AU', { street: 'George Street', postcode: '2000', city: 'Sydney' }],
  ['BE', { street: 'Nieuwstraat', postcode: '1000', city: 'Brussel' }],
  ['CH', { street: 'Bahnhofstrasse', postcode: '8001', city: 'Zürich' }],
  ['DE', { street: 'Lindenstraße', postcode: '10969', city: 'Berlin' }],
  ['DK', { street: 'Vestergade', postcode: '1456', city: 'København' }],
  ['ES', { street: 'Calle Mayor', postcode: '28013', city: 'Madrid' }],
  ['FR', { street: 'Rue de la Paix', postcode: '75002', city: 'Paris' }],
  ['IE', { street: 'Grafton Street', postcode: 'D02 T959', city: 'Dublin' }],
  ['IS', { street: 'Laugavegur', postcode: '101', city: 'Reykjavík' }],
  ['IT', { street: 'Via Garibaldi', postcode: '20121', city: 'Milano' }],
  ['JE', { street: 'King Street', postcode: 'JE2 4WE', city: 'St Helier' }],
  ['JP', { street: 'Chuo-dori', postcode: '104-0061', city: 'Tokyo' }],
  ['LT', { street: 'Pilies gatvė', postcode: '01123', city: 'Vilnius' }],
  ['NO', { street: 'Storgata', postcode: '0155', city: 'Oslo' }],
  ['PL', { street: 'Nowy Świat', postcode: '00-029', city: 'Warszawa' }],
  ['PT', { street: 'Rua Augusta', postcode: '1100-048', city: 'Lisboa' }],
]);

const elsewhere: Address = { street: 'Main Street', postcode: '1000', city: 'Capital' };

/** @throws Error for a country without a known code */
export function countryOf(name: string, homeCountry: string): string {
  if (name === 'United Kingdom') return homeCountry;
  const code = codes.get(name);
  if (code === undefined) throw new Error(`The real orders name a country without a known code: "${name}".`);
  return code;
}

export function addressOf(country: string): Address {
  return addresses.get(country) ?? elsewhere;
}
