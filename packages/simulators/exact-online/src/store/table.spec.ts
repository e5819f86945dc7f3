import { Table } from './table.js';

function aTable(count: number): Table {
  const table = new Table('things', 'ID');
  for (let at = 0; at < count; at += 1) {
    table.insert({ ID: `k${String((at * 7919) % count).padStart(5, '0')}`, Group: at % 3 }, BigInt(at + 1));
  }
  return table;
}

describe('Table', () => {
  it('gives records in order of key, also those inserted after the first reading', () => {
    const table = aTable(500);
    expect([...table.inKeyOrder(undefined)].map(({ key }) => key).slice(0, 2)).toEqual(['k00000', 'k00001']);
    table.insert({ ID: 'k00000b' }, 1000n);
    expect([...table.inKeyOrder('k00000')].map(({ key }) => key).slice(0, 2)).toEqual(['k00000b', 'k00001']);
    expect([...table.inKeyOrder(undefined)]).toHaveLength(501);
  });

  it('gives a changed record once, at its new row version', () => {
    const table = aTable(5);
    const record = table.get('k00000');
    if (record) table.update(record, { Group: 9 }, 100n);
    expect([...table.changedAfter(0n)].map(({ key }) => key).at(-1)).toBe('k00000');
    expect([...table.changedAfter(0n)]).toHaveLength(5);
    expect([...table.changedAfter(5n)].map(({ timestamp }) => timestamp)).toEqual([100n]);
  });

  it('keeps row versions in order when a derived column changes without a new version', () => {
    const table = aTable(5);
    const record = table.get('k00000');
    if (record) table.update(record, { Group: 9 }, record.timestamp);
    expect([...table.changedAfter(0n)].map(({ timestamp }) => timestamp)).toEqual([1n, 2n, 3n, 4n, 5n]);
  });

  it('keeps an index correct through insertion, change and deletion', () => {
    const table = aTable(9);
    expect(table.findBy('Group', 1).size).toBe(3);
    const [first, second] = [...table.findBy('Group', 1)];
    if (first) table.update(first, { Group: 2 }, 50n);
    if (second) table.delete(second);
    table.insert({ ID: 'new', Group: 1 }, 51n);
    expect(table.findBy('Group', 1).size).toBe(2);
    expect(table.findBy('Group', 2).size).toBe(4);
  });

  it('stays small however often a record changes', () => {
    const table = aTable(2);
    const record = table.get('k00000');
    for (let version = 10n; version < 5000n && record; version += 1n) table.update(record, {}, version);
    expect([...table.changedAfter(0n)]).toHaveLength(2);
    expect([...table.changedAfter(4998n)]).toHaveLength(1);
  });
});
