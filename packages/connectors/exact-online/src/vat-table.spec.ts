import { faultOfEntry, vatKeyOf, vatTableOf } from './vat-table.js';

const aCode = (change: { percent?: string; isBlocked?: boolean; country?: string } = {}) => ({
  percent: '21',
  isBlocked: false,
  ...change,
});

it.each([
  ['EL:24.0', 'GR:24'],
  ['MC:20', 'FR:20'],
  ['NL:09.00', 'NL:9'],
  ['EU:0', 'EU:0'],
  ['EXPORT:0', 'EXPORT:0'],
  ['*:5.50', '*:5.5'],
])('an entry for %s is looked up as %s', (key, wanted) => {
  expect(vatTableOf({ [key]: '2' })).toEqual({ [wanted]: '2' });
});

describe('an entry of the table', () => {
  it.each([
    ['of the own country', 'NL:21', aCode()],
    ['of the own country that says so', 'NL:21', aCode({ country: 'NL' })],
    ['of another country by its own code', 'BE:21', aCode({ country: 'BE' })],
    ['of another country by a code of the own one, which a person may choose', 'BE:21', aCode()],
    ['of all countries', '*:21', aCode({ country: 'BE' })],
    ['without VAT', 'DE:0', aCode({ percent: '0.00', country: 'BE' })],
  ])('fits: %s', (_name, key, code) => {
    expect(faultOfEntry(vatKeyOf(key), code, 'NL')).toBeUndefined();
  });

  it.each([
    ['unknown', 'NL:21', undefined],
    ['blocked', 'NL:21', aCode({ isBlocked: true })],
    ['other_rate', 'NL:9', aCode()],
    ['other_country', 'NL:21', aCode({ country: 'BE' })],
    ['other_country', 'DE:21', aCode({ country: 'BE' })],
  ])('does not fit: %s', (fault, key, code) => {
    expect(faultOfEntry(vatKeyOf(key), code, 'NL')).toBe(fault);
  });
});
