import { genesisOf, link } from './audit-chain.js';
import { writers } from './audit-export.js';
import { anEntry } from './testing.js';

const lineOf = (title: string) => {
  const [entry] = link(genesisOf('org-1'), [anEntry({ object: { kind: 'connection', id: null, title } })]);
  if (!entry) throw new Error('one entry was linked');
  return { csv: writers.csv.line(entry), jsonl: writers.jsonl.line(entry), entry };
};

describe('an exported audit log', () => {
  it.each(['=HYPERLINK("http://evil.example")', '+1', '-1', '@sum(A1)', '\t=1', '\r=1'])(
    'gives a spreadsheet no formula: %j',
    (title) => expect(lineOf(title).csv).toContain(`"'${title.replaceAll('"', '""')}"`),
  );

  it('keeps quotes, commas and new lines within their cell', () => {
    expect(lineOf('a "b", c\nd').csv).toContain('"a ""b"", c\nd"');
    const { csv } = writers;
    expect(csv.head.split(',')).toHaveLength(csv.line(lineOf('plain').entry).split(',').length);
  });

  it('is whole as JSON, so that its hashes can be computed anew', () => {
    const { jsonl, entry } = lineOf('=1');
    expect(JSON.parse(jsonl)).toEqual(entry);
  });
});
