import { compare, compareFound, type CompareRules } from './compare.js';
import { overHash } from './over.js';
import type { Link, ReadyRecord } from './record.js';

const rules: CompareRules = {
  entity: 'product',
  writeMode: 'both',
  changes: 'create_and_update',
  sharesNaturalKeys: false,
  foldKey: (key) => key,
  application: 'Fake',
  forced: new Set(),
  trustsLinks: true,
};
const aRecord = (overrides: Partial<ReadyRecord> = {}): ReadyRecord => ({
  sourceKey: 's1',
  naturalKey: 'A',
  canonical: null,
  payload: {},
  hash: 'h1',
  dependencies: [],
  notes: [],
  ...overrides,
});
const aLink = (overrides: Partial<Link> = {}): Link => ({
  sourceKey: 's1',
  naturalKey: 'A',
  targetKey: 't1',
  hash: 'h1',
  state: 'linked',
  intentHash: null,
  idempotencyKey: null,
  uncounted: null,
  isLeftOut: false,
  document: null,
  ...overrides,
});

describe('comparing a page with its links', () => {
  it('leaves an unchanged record alone and updates a changed one', () => {
    expect(compare([aRecord()], [aLink()], rules)).toMatchObject([
      { kind: 'ended', result: { outcome: 'unchanged' }, link: undefined },
    ]);
    expect(compare([aRecord({ hash: 'h2' })], [aLink()], rules)).toMatchObject([
      { kind: 'write', write: { targetKey: 't1' } },
    ]);
  });

  it('never writes a record again that is only created', () => {
    const decided = compare([aRecord({ hash: 'h2' })], [aLink()], { ...rules, changes: 'create_only' });
    expect(decided).toMatchObject([{ kind: 'ended', result: { outcome: 'unchanged' } }]);
  });

  it('writes what a person wants to be delivered again, whether it has changed or not', () => {
    const forced = new Set(['s1']);
    const write = [{ kind: 'write', write: { targetKey: 't1' } }];
    expect(compare([aRecord()], [aLink()], { ...rules, forced })).toMatchObject(write);
    expect(compare([aRecord()], [aLink()], { ...rules, forced, changes: 'create_only' })).toMatchObject(write);
  });

  it('never takes for delivered what is gone at the target', () => {
    const gone = [{ kind: 'write', write: { targetKey: 't1' } }];
    const link = aLink({ hash: null });
    expect(compare([aRecord()], [link], { ...rules, changes: 'create_only' })).toMatchObject(gone);
    expect(compare([aRecord()], [link], rules)).toMatchObject(gone);
  });

  it('looks up what has no link, and what may have been created', () => {
    const open = aLink({ state: 'writing', targetKey: null, hash: null, intentHash: 'h1', idempotencyKey: 'k' });
    expect(compare([aRecord()], [], rules)).toMatchObject([{ kind: 'look_up' }]);
    expect(compare([aRecord()], [open], rules)).toMatchObject([{ kind: 'look_up' }]);
    const found = compareFound({ record: aRecord(), link: open }, { targetKey: 't9' }, rules);
    expect(found).toMatchObject({
      kind: 'ended',
      result: { outcome: 'created', targetKey: 't9' },
      link: { written: 'created' },
    });
    expect(compareFound({ record: aRecord(), link: open }, undefined, rules)).toMatchObject({
      kind: 'write',
      write: { targetKey: undefined, idempotencyKey: 'k' },
    });
    const changed = compareFound({ record: aRecord({ hash: 'h2' }), link: open }, { targetKey: 't9' }, rules);
    expect(changed).toMatchObject({ kind: 'write', write: { targetKey: 't9', idempotencyKey: undefined } });
  });

  it('counts what an unfinished page wrote as what it was', () => {
    expect(compare([aRecord()], [aLink({ uncounted: 'created' })], rules)).toMatchObject([
      { kind: 'ended', result: { outcome: 'created' }, link: { written: null, isRecount: true } },
    ]);
  });

  it('records that a record which was left out is delivered again', () => {
    expect(compare([aRecord()], [aLink({ isLeftOut: true })], rules)).toMatchObject([
      { kind: 'ended', result: { outcome: 'unchanged' }, link: { written: null, record: { sourceKey: 's1' } } },
    ]);
  });

  it('gives a natural key to its owner, and to the first record where it has none', () => {
    const twin = aRecord({ sourceKey: 's2' });
    const decided = compare([twin, aRecord()], [aLink()], rules);
    expect(decided).toMatchObject([
      { kind: 'ended', result: { outcome: 'failed', failure: { failureClass: 'duplicate' } } },
      { kind: 'ended' },
    ]);
    expect(compare([twin, aRecord()], [], rules)).toMatchObject([
      { kind: 'look_up' },
      { kind: 'ended', result: { outcome: 'failed' } },
    ]);
  });

  it('gives the natural key of what was taken back to another record', () => {
    const twin = aRecord({ sourceKey: 's2' });
    for (const link of [aLink({ hash: overHash }), aLink({ targetKey: null, hash: null })])
      expect(compare([twin], [link], rules)).toMatchObject([{ kind: 'look_up' }]);
  });

  it('frees a natural key that its record gave up in the same page', () => {
    const renamed = aRecord({ naturalKey: 'B', hash: 'h2' });
    const decided = compare([renamed, aRecord({ sourceKey: 's2' })], [aLink()], rules);
    expect(decided.map(({ kind }) => kind)).toEqual(['write', 'look_up']);
  });
});
