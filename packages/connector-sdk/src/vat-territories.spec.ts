import { vatNumberCountryOf, vatTerritoryOf } from './vat-territories.js';

it.each([
  ['the Netherlands', { country: 'NL' }, 'NL', true],
  ['Greece by its VAT letters', { country: 'el' }, 'GR', true],
  ['the United Kingdom', { country: 'UK' }, 'GB', false],
  ['mainland Spain', { country: 'ES', region: 'M', postcode: '28001' }, 'ES', true],
  ['Gran Canaria', { country: 'ES', region: 'GC' }, 'ES', false],
  ['Tenerife by its postcode', { country: 'ES', postcode: '38 001' }, 'ES', false],
  ['Ceuta', { country: 'ES', postcode: '51001' }, 'ES', false],
  ['Melilla', { country: 'ES', region: 'ES-ML' }, 'ES', false],
  ['Åland', { country: 'FI', postcode: 'FI-22100' }, 'FI', false],
  ['Mount Athos', { country: 'GR', postcode: '630 86' }, 'GR', false],
  ['Büsingen', { country: 'DE', postcode: '78266' }, 'DE', false],
  ['Büsingen by its Swiss postcode', { country: 'CH', postcode: '8238' }, 'CH', false],
  ['Heligoland', { country: 'DE', postcode: '27498' }, 'DE', false],
  ['Heligoland with its old letter', { country: 'DE', postcode: 'D-27498' }, 'DE', false],
  ['Åland with letters of its own', { country: 'FI', postcode: 'AX-22100' }, 'FI', false],
  ['Guadeloupe by its region', { country: 'FR', region: 'GP' }, 'FR', false],
  ['Livigno', { country: 'IT', postcode: '23041' }, 'IT', false],
  ['Campione', { country: 'IT', postcode: '22061' }, 'IT', false],
  ['Réunion', { country: 'FR', postcode: '97400' }, 'FR', false],
  ['Martinique by its own code', { country: 'MQ' }, 'MQ', false],
  ['Paris', { country: 'FR', postcode: '75001' }, 'FR', true],
  ['Monaco', { country: 'MC' }, 'FR', true],
  ['Northern Ireland', { country: 'GB', postcode: 'BT1 1AA' }, 'XI', true],
  ['the Isle of Man', { country: 'IM' }, 'GB', false],
  ['Madeira', { country: 'PT', postcode: '9000-001' }, 'PT', true],
  ['Jersey', { country: 'JE' }, 'JE', false],
])('%s is under its VAT', (_name, address, country, isInUnion) => {
  expect(vatTerritoryOf(address)).toEqual({ country, isInUnion });
});

it.each([
  ['NL123456789B01', undefined, 'NL'],
  ['NL 1234.56.789.B01', undefined, 'NL'],
  ['EL123456789', undefined, 'GR'],
  ['0123.456.789', 'BE', 'BE'],
  ['ATU12345678', 'DE', 'AT'],
  ['XI123456789', 'GB', 'XI'],
  ['GB123456789', 'GB', undefined],
  ['DE12345678', 'DE', undefined],
  ['GB123456789', 'FR', undefined],
  ['CHE123456789', 'NL', undefined],
  ['123456789', undefined, undefined],
  ['', 'NL', undefined],
])('the VAT number %s of a buyer in %s is of %s', (vatNumber, country, member) => {
  expect(vatNumberCountryOf(vatNumber, country)).toBe(member);
});
