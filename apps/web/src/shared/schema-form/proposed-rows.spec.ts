import { newRows, openGaps } from './proposed-rows.js';

const usual = [
  { key: 'NL:21', value: '2' },
  { key: 'NL:9', value: '1' },
];
const proposed = [
  { key: 'NL:21', value: 'H' },
  { key: 'BE:21', value: 'B21' },
];

it('adds what is missing, and keeps what a person wrote', () => {
  expect(newRows(usual, proposed)).toEqual([{ key: 'BE:21', value: 'B21' }]);
  expect(newRows([{ key: ' BE:21 ', value: '' }, ...usual], proposed)).toEqual([]);
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
