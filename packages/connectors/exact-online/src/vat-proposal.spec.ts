import type { VatCode } from './vat-codes.js';
import { proposeVatCodes } from './vat-proposal.js';
import { vatKeyOf } from './vat-table.js';

const aCode = (code: string, percent: string, change: Partial<VatCode> = {}): VatCode => ({
  ...{ code, description: `Code ${code}`, percent, isInclusive: false, isBlocked: false },
  ...change,
});
const dutch = [
  aCode('1', '9'),
  aCode('2', '21'),
  aCode('4', '21', { isInclusive: true }),
  aCode('5', '0', { euListing: 'N' }),
  aCode('6', '0', { euListing: 'N' }),
  aCode('7', '0', { euListing: 'N' }),
  aCode('8', '0', { euListing: 'L' }),
];
const propose = (rates: string[], codes = dutch, homeCountry = 'NL') => {
  const { rows, gaps } = proposeVatCodes(rates.map(vatKeyOf), codes, homeCountry);
  return {
    table: Object.fromEntries(rows.map(({ key, value }) => [key, value])),
    gaps: gaps.map(({ reason, rows: open }) => [
      reason.code.replace('exact_online.vat_gap_', ''),
      open.map(({ key }) => key),
    ]),
  };
};

describe('the proposed VAT table', () => {
  it('has the code of each rate, and the usual ones without VAT', () => {
    expect(propose(['NL:21', 'NL:9', 'NL:0'])).toEqual({
      table: { 'NL:21': '2', 'NL:9': '1', 'NL:0': '5', 'EU:0': '8', 'EXPORT:0': '7' },
      gaps: [],
    });
  });

  it('never has a domestic code for the VAT of another country', () => {
    const codes = [...dutch, aCode('F55', '5.5', { country: 'FR' })];
    const { table, gaps } = propose(['NL:21', 'BE:21', 'ES:21', 'FR:5.5', 'FR:20'], codes);
    expect(table).toMatchObject({ 'NL:21': '2', 'FR:5.5': 'F55' });
    expect(table).not.toHaveProperty('BE:21');
    expect(gaps).toEqual([['foreign', ['BE:21', 'ES:21', 'FR:20']]]);
  });

  it('tells which other entries of the table settle a gap', () => {
    const { gaps } = proposeVatCodes([vatKeyOf('BE:21'), vatKeyOf('GB:20')], dutch, 'NL');
    expect(gaps[0]?.rows).toEqual([
      { key: 'BE:21', coveredBy: ['EU:21', '*:21'] },
      { key: 'GB:20', coveredBy: ['EXPORT:20', '*:20'] },
    ]);
  });

  it('leaves the choice to a person where several codes fit, none does, or the shop does not say whose VAT it is', () => {
    const belgian = [aCode('A', '21'), aCode('B', '21'), aCode('Z', '0')];
    expect(propose(['BE:21', 'BE:6', '*:12'], belgian, 'BE')).toEqual({
      table: { 'BE:0': 'Z', 'EU:0': 'Z', 'EXPORT:0': 'Z' },
      gaps: [
        ['several', ['BE:21']],
        ['home', ['BE:6', 'BE:12']],
        ['everywhere', ['*:12']],
      ],
    });
  });

  it('asks what is without VAT where codes of 0 % are not told apart, each in a row of its own', () => {
    const belgian = [aCode('A', '21'), aCode('X', '0'), aCode('Y', '0')];
    expect(propose(['BE:21'], belgian, 'BE')).toEqual({
      table: { 'BE:21': 'A' },
      gaps: [
        ['zero', ['BE:0']],
        ['intra_community', ['EU:0']],
        ['export', ['EXPORT:0']],
      ],
    });
  });

  it('knows supplies within the Union by the sales list', () => {
    const belgian = [
      aCode('X', '0', { euListing: 'N' }),
      aCode('Y', '0', { euListing: 'L' }),
      aCode('T', '0', { euListing: 'T' }),
    ];
    expect(propose([], belgian, 'BE').table).toEqual({ 'BE:0': 'X', 'EU:0': 'Y', 'EXPORT:0': 'X' });
    const unlisted = propose([], belgian.slice(0, 1), 'BE');
    expect(unlisted.gaps).toEqual([['intra_community', ['EU:0']]]);
  });

  it('has no code that is blocked or for purchases only', () => {
    const codes = [aCode('2', '21', { isBlocked: true }), aCode('P', '21', { isForPurchasesOnly: true })];
    expect(propose(['NL:21'], codes)).toMatchObject({ gaps: expect.arrayContaining([['home', ['NL:21']]]) });
  });
});
