import { waitsForText } from './waits-for.js';
import { en } from './texts.js';
import { nl } from './texts.nl.js';

it.each([
  ['item:85123A', 'article 85123A'],
  ['product:A:1', 'article A:1'],
  ['currency:USD', 'the currency USD'],
  ['tax_rate:9', 'a VAT rate of 9 %'],
  ['account:42', 'customer 42'],
  ['order:1042', 'order 1042'],
  ['invoice:1042', 'the final invoice of 1042'],
  ['colour:red', 'red'],
  ['anything', 'anything'],
])('says %s as "%s"', (waitsFor, text) => {
  expect(waitsForText(waitsFor)).toBe(text);
});

it('has words for it in Dutch too', () => {
  expect(Object.values(nl.waits).map((say) => say('X'))).toEqual([
    'artikel X',
    'artikel X',
    'klant X',
    'bestelling X',
    'de valuta X',
    'de definitieve factuur van X',
    'het terugnemen van de betaling van X',
    'een btw-tarief van X %',
    'het btw-percentage van X',
  ]);
  expect(Object.keys(nl.waits)).toEqual(Object.keys(en.waits));
});
