import { countNewRows, openGaps, withProposedRows } from './proposed-rows.js';

const usual = [
  { key: 'NL:21', value: '2' },
  { key: 'NL:9', value: '1' },
];
const proposed = [
  { key: 'NL:21', value: 'H' },
  { key: 'BE:21', value: 'B21' },
];

it('replaces a table that nobody changed', () => {
  expect(withProposedRows(usual, proposed, true)).toEqual(proposed);
  expect(countNewRows(usual, proposed)).toBe(2);
});

it('keeps what a person wrote, and adds what is missing', () => {
  const taken = withProposedRows(usual, proposed, false);
  expect(taken).toEqual([...usual, { key: 'BE:21', value: 'B21' }]);
  expect(countNewRows(usual, taken)).toBe(1);
});

it('leaves a default alone where nothing is proposed', () => {
  expect(withProposedRows(usual, [], true)).toEqual(usual);
});

describe('the gaps of a table', () => {
  const reason = { code: 'a.b', params: {}, message: 'No code.' };
  const gaps = [
    {
      reason,
      rows: [
        { key: 'BE:21', coveredBy: ['EU:21'] },
        { key: 'US:7', coveredBy: ['EXPORT:7'] },
      ],
    },
  ];

  it('are told with their keys', () => {
    expect(openGaps(usual, gaps)).toEqual([{ keys: ['BE:21', 'US:7'], why: 'No code.' }]);
  });

  it('close when the table has the row, or one that covers it', () => {
    const rows = [{ key: ' EU:21', value: '2' }];
    expect(openGaps(rows, gaps)).toEqual([{ keys: ['US:7'], why: 'No code.' }]);
    expect(openGaps([...rows, { key: 'US:7', value: '7' }], gaps)).toEqual([]);
  });

  it('stay open while a row has no value', () => {
    expect(openGaps([{ key: 'BE:21', value: ' ' }], gaps)[0]?.keys).toContain('BE:21');
  });
});
