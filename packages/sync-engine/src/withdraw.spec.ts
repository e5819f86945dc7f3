import {
  ConnectorFailure,
  type AnyWriter,
  type TargetMatch,
  type WithdrawOperation,
  type WithdrawOutcome,
} from '@koppel/connector-sdk';
import type { Reason } from '@koppel/contracts';
import { deliverPage } from './page.js';
import { Pace } from './pace.js';
import type { FlowPlan } from './plan.js';
import type { Ledger, PartialPage } from './ports.js';
import type { Link } from './record.js';
import { overHash } from './over.js';

interface Native {
  status: 'open' | 'cancelled';
  name: string;
}

const cancelled: Reason = { code: 'test.cancelled', params: {} };
const deleted: Reason = { code: 'test.deleted', params: {} };

function aLink(changes: Partial<Link> = {}): Link {
  return {
    ...{ sourceKey: '1', naturalKey: 'N1', targetKey: 't-1', hash: 'h', state: 'linked' },
    ...{ intentHash: null, idempotencyKey: null, uncounted: null, isLeftOut: false, document: null },
    ...changes,
  };
}

/** A flow of products that are followed to their end. */
function setUp(links: Link[], answer: WithdrawOutcome = { status: 'withdrawn', targetKey: null, notes: [deleted] }) {
  const withdrawn: WithdrawOperation[] = [];
  /** Given before the others. */
  const answers: WithdrawOutcome[] = [];
  const written: (string | undefined)[] = [];
  const found = new Map<string, TargetMatch>();
  const begun = new Map<string, TargetMatch>();
  const writer = {
    changes: 'follow',
    batchSize: 10,
    naturalKey: ({ sku }: { sku: string }) => sku,
    fromCanonical: ({ sku, name }: { sku: string; name: string }) => ({ payload: { sku, name } }),
    version: ({ name }: { name: string }) => name,
    find: () => Promise.resolve(found),
    findBegun: () => Promise.resolve(begun),
    confirm: () => Promise.reject(new Error('what this flow created itself is not confirmed')),
    write: (_context: unknown, operations: { targetKey: string | undefined }[]) => {
      written.push(...operations.map(({ targetKey }) => targetKey));
      return Promise.resolve(operations.map(({ targetKey = 't-new' }) => ({ status: 'written', targetKey })));
    },
    withdraw: (_context: unknown, operations: WithdrawOperation[]) => {
      withdrawn.push(...operations);
      return Promise.resolve([answers.shift() ?? answer]);
    },
  } as unknown as AnyWriter;
  const endpoint = {
    connector: { name: 'Fake' },
    context: { signal: new AbortController().signal },
    concurrency: () => 1,
  };
  const toCanonical = ({ status, name }: Native) =>
    status === 'cancelled'
      ? { filtered: cancelled, isOver: true }
      : { canonical: { sku: 'N1', name, isStocked: true } };
  const plan = {
    entity: 'product',
    source: { ...endpoint, reader: { toCanonical }, settings: {}, enabledAt: '2000-01-01T00:00:00Z' },
    target: endpoint,
    writeMode: 'both',
    writerOf: () => ({ writer, settings: {} }),
  } as unknown as FlowPlan;
  const ledger: Ledger = {
    knownIssues: () => Promise.resolve([]),
    links: () => Promise.resolve(links),
    lastWritten: () => Promise.resolve(new Map([['product\n1', { sku: 'N1' }]])),
    deliveredElsewhere: () => Promise.resolve(new Map()),
    owners: () => Promise.resolve(new Map()),
    storeIntents: () => Promise.resolve(),
    storePartly: () => Promise.resolve(),
  };
  const deliver = (native: Native) =>
    deliverPage(plan, ledger, { records: [{ key: '1', naturalKey: 'N1', native }], isIsolating: false });
  return { plan, ledger, deliver, answers, withdrawn, written, found, begun };
}

const invoice = { kind: 'sales_invoice', number: '7', total: '9.48', currency: 'EUR' } as const;
const open: Native = { status: 'open', name: 'Mug' };
const over: Native = { status: 'cancelled', name: 'Mug' };

describe('a record that is over at the source', () => {
  it('is left out where it was never delivered', async () => {
    const { deliver, withdrawn } = setUp([]);
    const { counts, attempts } = await deliver(over);
    expect(counts).toMatchObject({ read: 1, filtered: 1 });
    expect(attempts).toMatchObject([{ outcome: 'filtered', reason: cancelled }]);
    expect(withdrawn).toEqual([]);
  });

  it('is not heard of where it was deleted before anything knew it', async () => {
    const { plan, ledger, withdrawn } = setUp([]);
    const deletedRecord = { key: '1', naturalKey: '1', native: { status: 'cancelled', name: '' }, isGone: true };
    const result = await deliverPage(plan, ledger, { records: [deletedRecord], isIsolating: false });
    expect(result).toMatchObject({ counts: { read: 0, filtered: 0 }, attempts: [] });
    expect(withdrawn).toEqual([]);
  });

  it('is taken back with its document, which its attempt keeps and its link forgets', async () => {
    const { deliver, withdrawn } = setUp([aLink({ document: invoice })]);
    const { links, attempts } = await deliver(over);
    expect(withdrawn).toMatchObject([{ targetKey: 't-1', document: invoice }]);
    expect(links).toMatchObject([{ targetKey: null, document: null }]);
    expect(attempts).toMatchObject([{ outcome: 'withdrawn', document: invoice }]);
  });

  it('keeps the document of what could not be taken back after an interrupted write', async () => {
    const failure = new ConnectorFailure('value', { code: 'test.closed', params: {} });
    const { deliver, found } = setUp([aLink({ state: 'writing', targetKey: null })], { status: 'failed', failure });
    found.set('N1', { targetKey: 't-9', document: invoice });
    expect((await deliver(over)).links).toMatchObject([{ targetKey: 't-9', document: invoice, written: null }]);
  });

  it('goes on with what is left of several records that an interrupted write made', async () => {
    const failure = new ConnectorFailure('value', { code: 'test.closed', params: {} });
    const { deliver, found, answers } = setUp([aLink({ state: 'writing' })]);
    answers.push({ status: 'withdrawn', targetKey: null, notes: [deleted] }, { status: 'failed', failure });
    found.set('N1', { targetKey: 't-2', document: invoice });
    const { links, issues } = await deliver(over);
    expect(links).toMatchObject([{ targetKey: 't-2', document: invoice, hash: null }]);
    expect(issues).toMatchObject([{ failure: { reason: { code: 'test.closed', params: { targetKey: 't-2' } } } }]);
  });

  it('is taken back where it was delivered, and its link forgets the record of the target', async () => {
    const { deliver, withdrawn } = setUp([aLink()]);
    const { counts, attempts, links } = await deliver(over);
    expect(withdrawn).toEqual([{ naturalKey: 'N1', targetKey: 't-1', reason: cancelled, written: { sku: 'N1' } }]);
    expect(counts).toMatchObject({ read: 1, updated: 1 });
    expect(attempts).toMatchObject([{ outcome: 'withdrawn', reason: deleted }]);
    expect(links).toMatchObject([{ sourceKey: '1', targetKey: null, hash: null, written: 'withdrawn' }]);
  });

  it('is taken back once where something of it stays at the target', async () => {
    const stays: WithdrawOutcome = { status: 'withdrawn', targetKey: 't-1', notes: [deleted] };
    const first = await setUp([aLink()], stays).deliver(over);
    expect(first.links).toMatchObject([{ targetKey: 't-1', hash: overHash }]);
    const again = setUp([aLink({ hash: overHash })], stays);
    expect((await again.deliver(over)).counts).toMatchObject({ unchanged: 1 });
    expect(again.withdrawn).toEqual([]);
  });

  it('stays taken back when it is read again: no attempt says that it was left out', async () => {
    const { deliver, withdrawn, plan, ledger } = setUp([aLink({ targetKey: null, hash: null })]);
    const { counts, attempts, links } = await deliver(over);
    expect(counts).toMatchObject({ read: 1, unchanged: 1, filtered: 0 });
    const gone = [{ key: '1', naturalKey: 'N1' }];
    const result = await deliverPage(plan, ledger, { records: [], gone, isIsolating: false });
    expect(result.counts).toMatchObject({ unchanged: 1, filtered: 0 });
    expect([...withdrawn, ...attempts, ...result.attempts, ...links]).toEqual([]);
  });

  it('is told once as taken back where a person did it', async () => {
    const { deliver, withdrawn } = setUp([aLink({ hash: overHash, isLeftOut: true })]);
    const { counts, attempts, links } = await deliver(over);
    expect(withdrawn).toEqual([]);
    expect(counts).toMatchObject({ updated: 1 });
    expect(attempts).toMatchObject([{ outcome: 'withdrawn', reason: { code: 'sync.taken_back_by_hand' } }]);
    expect(links).toMatchObject([{ targetKey: 't-1', hash: overHash }]);
  });

  it('is an issue where the target cannot take it back, which a person can end by linking it', async () => {
    const failure = new ConnectorFailure('value', { code: 'test.processed', params: {} });
    const { issues, attempts } = await setUp([aLink()], { status: 'failed', failure }).deliver(over);
    expect(issues).toMatchObject([{ failure: { reason: { code: 'test.processed' } } }]);
    // What a person links counts as written like this.
    expect(attempts).toMatchObject([{ outcome: 'failed', payloadHash: overHash }]);
  });

  it('is looked up where its creation was under way', async () => {
    const underWay = aLink({ targetKey: null, hash: null, state: 'writing', intentHash: 'h' });
    const lost = setUp([underWay]);
    const { refused } = await lost.deliver(over);
    expect(refused).toEqual([{ entity: 'product', sourceKey: '1', isGone: false }]);
    expect(lost.withdrawn).toEqual([]);
    const created = setUp([underWay]);
    created.found.set('N1', { targetKey: 't-9' });
    await created.deliver(over);
    expect(created.withdrawn).toMatchObject([{ targetKey: 't-9' }]);
  });

  it('is taken back with what an interrupted run began of it and did not finish', async () => {
    const { deliver, begun, withdrawn } = setUp([aLink({ state: 'writing', intentHash: 'new' })]);
    begun.set('N1', { targetKey: 't-draft' });
    const { attempts } = await deliver(over);
    expect(withdrawn).toMatchObject([{ targetKey: 't-1' }, { targetKey: 't-draft' }]);
    expect(attempts).toMatchObject([{ outcome: 'withdrawn', reason: deleted, notes: [deleted] }]);
    const finished = setUp([aLink()]);
    finished.begun.set('N1', { targetKey: 't-of-somebody' });
    await finished.deliver(over);
    expect(finished.withdrawn).toMatchObject([{ targetKey: 't-1' }]);
  });

  it('is taken back when it was deleted at the source', async () => {
    const { plan, ledger, withdrawn } = setUp([aLink()]);
    const gone = [{ key: '1', naturalKey: 'N1' }];
    await deliverPage(plan, ledger, { records: [], gone, isIsolating: false });
    expect(withdrawn).toMatchObject([{ reason: { code: 'sync.gone_at_source' } }]);
  });
});

describe('a record that is followed', () => {
  it('is written again when its version changed, and only then', async () => {
    const first = setUp([]);
    const [created] = (await first.deliver(open)).links;
    const hash = created?.hash ?? '';
    const same = setUp([aLink({ hash })]);
    expect((await same.deliver(open)).counts).toMatchObject({ unchanged: 1 });
    const changed = setUp([aLink({ hash })]);
    expect((await changed.deliver({ ...open, name: 'Cup' })).counts).toMatchObject({ updated: 1 });
    expect(changed.written).toEqual(['t-1']);
  });

  it('is created again after it was taken back', async () => {
    const { deliver, written } = setUp([aLink({ targetKey: null, hash: null })]);
    expect((await deliver(open)).counts).toMatchObject({ created: 1 });
    expect(written).toEqual([undefined]);
  });

  it('is brought up to date where it changed while its creation was under way', async () => {
    const { deliver, written, found } = setUp([
      aLink({ targetKey: null, hash: null, state: 'writing', intentHash: 'old' }),
    ]);
    found.set('N1', { targetKey: 't-9' });
    expect((await deliver(open)).counts).toMatchObject({ updated: 1 });
    expect(written).toEqual(['t-9']);
  });
});

describe('articles that left the selection', () => {
  const record = (key: string, native: Native = over) => ({ key, naturalKey: key, native });
  const aHiddenLink = (key: string) => aLink({ sourceKey: key, naturalKey: `N${key}`, targetKey: `t-${key}` });

  /** Whose target hides them, many in one call. */
  function setUpShop(links: Link[]) {
    const calls: string[][] = [];
    const { plan, ledger, ...rest } = setUp(links);
    const prepared = plan.writerOf('product');
    if (!prepared) throw new Error('there is no writer');
    const { writer } = prepared;
    writer.changes = 'create_and_update';
    writer.sharedFields = { isShown: { update: 'never', restored: { hidden: true } } };
    const written: unknown[] = [];
    ledger.lastWritten = () => Promise.resolve(new Map([['product\n1', { sku: 'N1', isShown: false }]]));
    writer.fromCanonical = () => ({ payload: { sku: 'N1', isShown: false } });
    writer.write = (_context, operations) => {
      written.push(...operations.map(({ payload }) => payload as unknown));
      return Promise.resolve(operations.map(({ targetKey = 't-new' }) => ({ status: 'written', targetKey })));
    };
    writer.withdraw = (_context, operations) => {
      calls.push(operations.map(({ naturalKey }) => naturalKey));
      return Promise.resolve(
        operations.map(({ targetKey }) => ({
          status: 'withdrawn',
          targetKey,
          effects: [{ kind: 'hidden' }],
          notes: [deleted],
        })),
      );
    };
    const deliver = (records: ReturnType<typeof record>[]) =>
      deliverPage(plan, ledger, { records, isIsolating: false });
    return { ...rest, plan, ledger, deliver, calls, written, writer };
  }

  it('are hidden together, and their links keep what was done', async () => {
    const { deliver, calls } = setUpShop(['1', '2', '3'].map(aHiddenLink));
    const { counts, links } = await deliver(['1', '2', '3', '4'].map((key) => record(key)));
    expect(calls).toEqual([['N1', 'N2', 'N3']]);
    expect(counts).toMatchObject({ updated: 3, filtered: 1 });
    expect(links.map(({ effects, hash }) => [effects, hash])).toEqual(Array(3).fill([[{ kind: 'hidden' }], overHash]));
  });

  it('are each looked at alone where the call was refused', async () => {
    const { deliver, calls, writer } = setUpShop(['1', '2'].map(aHiddenLink));
    const { withdraw } = writer;
    writer.withdraw = (context, operations, settings) =>
      operations.length > 1
        ? Promise.reject(new ConnectorFailure('value', { code: 'test.refused', params: {} }))
        : (withdraw?.(context, operations, settings) ?? Promise.resolve([]));
    expect((await deliver(['1', '2'].map((key) => record(key)))).counts).toMatchObject({ updated: 2 });
    expect(calls).toEqual([['N1'], ['N2']]);
  });

  it('are told that Koppel did it where the answer of the call that hid them was lost', async () => {
    const { deliver, withdrawn, writer } = setUpShop(['1', '2'].map(aHiddenLink));
    const { withdraw } = writer;
    writer.withdraw = (context, operations, settings) => {
      withdrawn.push(...operations);
      return operations.length > 1
        ? Promise.reject(new ConnectorFailure('intermittent', { code: 'http.timeout', params: {} }))
        : (withdraw?.(context, operations, settings) ?? Promise.resolve([]));
    };
    await deliver(['1', '2'].map((key) => record(key)));
    expect(withdrawn.map(({ isRepeated = false }) => isRepeated)).toEqual([false, false, true, true]);
    const open = { state: 'writing', intentHash: overHash } as const;
    const next = setUpShop([{ ...aHiddenLink('1'), ...open }]);
    next.writer.withdraw = (_context, operations) => {
      expect(operations).toMatchObject([{ isRepeated: true }]);
      return Promise.resolve([
        { status: 'withdrawn', targetKey: 't-1', effects: [{ kind: 'hidden' }], notes: [deleted] },
      ]);
    };
    expect((await next.deliver([record('1')])).links).toMatchObject([{ effects: [{ kind: 'hidden' }] }]);
  });

  it('have everything undone that a call was to do whose answer was lost', async () => {
    const soldOut = [{ kind: 'sold_out' }, { kind: 'backorders', before: 'notify' }];
    const { deliver, ledger, writer } = setUpShop([aHiddenLink('1')]);
    const announced: unknown[] = [];
    ledger.storeIntents = (intents) => Promise.resolve(void announced.push(intents.map(({ effects }) => effects)));
    writer.withdraw = async (_context, _operations, _settings, announce) => {
      await announce?.(new Map([['t-1', soldOut]]));
      throw new ConnectorFailure('intermittent', { code: 'http.timeout', params: {} }, { isOutcomeUnknown: true });
    };
    await expect(deliver([record('1')])).rejects.toThrow('http.timeout');
    expect(announced).toEqual([[undefined], [soldOut]]);
    const lost = { ...aHiddenLink('1'), state: 'writing', intentHash: overHash, announced: soldOut } as const;
    const repeated = setUpShop([lost]);
    repeated.writer.withdraw = () =>
      Promise.resolve([{ status: 'withdrawn', targetKey: 't-1', effects: [{ kind: 'sold_out' }], notes: [deleted] }]);
    const [link] = (await repeated.deliver([record('1')])).links;
    expect(link?.effects).toHaveLength(2);
    expect(link?.effects).toEqual(expect.arrayContaining(soldOut));
    const back = setUpShop([{ ...lost, announced: [{ kind: 'hidden' }] }]);
    await back.deliver([record('1', open)]);
    expect(back.written).toMatchObject([{ isShown: true }]);
  });

  it('leave no intent where no call was made for them', async () => {
    const { deliver, ledger, writer } = setUpShop(['1', '2'].map(aHiddenLink));
    const partly: PartialPage[] = [];
    ledger.storePartly = (page) => Promise.resolve(void partly.push(page));
    writer.withdraw = () => Promise.reject(new ConnectorFailure('application_down', { code: 'test.down', params: {} }));
    await expect(deliver(['1', '2'].map((key) => record(key)))).rejects.toThrow('test.down');
    expect(partly).toMatchObject([{ links: [], refused: [{ sourceKey: '1' }, { sourceKey: '2' }] }]);
  });

  it('keep what was done to them where their page was not finished, and are counted by the next one', async () => {
    const { deliver, ledger, writer } = setUpShop(['1', '2', '3'].map(aHiddenLink));
    const partly: PartialPage[] = [];
    ledger.storePartly = (page) => Promise.resolve(void partly.push(page));
    const down = new ConnectorFailure('intermittent', { code: 'http.timeout', params: {} });
    writer.withdraw = (_context, operations) =>
      Promise.resolve(
        operations.map(({ targetKey, naturalKey }) =>
          naturalKey === 'N2'
            ? { status: 'failed', failure: down }
            : { status: 'withdrawn', targetKey, effects: [{ kind: 'hidden' }], notes: [deleted] },
        ),
      );
    await expect(deliver(['1', '2', '3'].map((key) => record(key)))).rejects.toThrow('http.timeout');
    const [stored] = partly;
    expect(stored?.links).toMatchObject(
      ['1', '3'].map((sourceKey) => ({ sourceKey, effects: [{ kind: 'hidden' }], hash: overHash })),
    );
    expect(stored?.attempts.map(({ sourceKey, outcome }) => [sourceKey, outcome])).toEqual([
      ['1', 'withdrawn'],
      ['3', 'withdrawn'],
    ]);
    const again = setUpShop([
      { ...aHiddenLink('1'), hash: overHash, effects: [{ kind: 'hidden' }], uncounted: 'updated' },
    ]);
    const { counts, links } = await again.deliver([record('1')]);
    expect(counts).toMatchObject({ updated: 1 });
    expect(links).toMatchObject([{ effects: [{ kind: 'hidden' }], isRecount: true }]);
  });

  it('are hidden in calls of the size that the shop bears', async () => {
    const { deliver, calls, plan } = setUpShop(['1', '2', '3'].map(aHiddenLink));
    plan.target.pace = new Pace({ known: { size: 2, workers: 1, timeoutMs: null } });
    await deliver(['1', '2', '3'].map((key) => record(key)));
    expect(calls).toEqual([['N1', 'N2'], ['N3']]);
  });

  it('keep what was done to them where the shop does not take them back whole, or it is done twice', async () => {
    const { deliver, writer } = setUpShop([aLink({ hash: overHash, effects: [{ kind: 'hidden' }] })]);
    const issue = new ConnectorFailure('value', { code: 'test.in_bin', params: {} });
    writer.write = () => Promise.resolve([{ status: 'written', targetKey: 't-1', issue }]);
    expect((await deliver([record('1', open)])).links).toMatchObject([{ hash: null, effects: [{ kind: 'hidden' }] }]);
    const again = setUpShop([aLink({ hash: null, effects: [{ kind: 'sold_out' }] })]);
    expect((await again.deliver([record('1')])).links).toMatchObject([
      { hash: overHash, effects: [{ kind: 'sold_out' }, { kind: 'hidden' }] },
    ]);
    const back = setUpShop([aLink({ hash: overHash, effects: [{ kind: 'sold_out' }, { kind: 'hidden' }] })]);
    await back.deliver([record('1', open)]);
    expect(back.written).toEqual([{ sku: 'N1', isShown: true }]);
  });

  it('give their place to a record that was made again under the same code, which is shown', async () => {
    const former = aLink({ sourceKey: '9', hash: overHash, effects: [{ kind: 'hidden' }] });
    const { deliver, found, written, writer } = setUpShop([former]);
    delete writer.confirm;
    found.set('N1', { targetKey: 't-1' });
    const { counts, links } = await deliver([record('9'), record('1', open)]);
    expect(counts).toMatchObject({ updated: 1, unchanged: 1 });
    expect(written).toEqual([{ sku: 'N1', isShown: true }]);
    expect(links.map(({ sourceKey, targetKey, hash }) => [sourceKey, targetKey, hash !== null])).toEqual([
      ['9', null, false],
      ['1', 't-1', true],
    ]);
  });

  it('are taken back once more where what becomes of them was chosen otherwise', async () => {
    const settings = { choice: 'hide' };
    const setUpChoice = (link: Partial<Link>) => {
      const shop = setUpShop([aLink(link)]);
      shop.writer.plannedWithdrawal = () => ({ code: `test.will_${settings.choice}`, params: {} });
      return shop;
    };
    const [hidden] = (await setUpChoice({}).deliver([record('1')])).links;
    if (!hidden) throw new Error('it was not hidden');
    const { hash } = hidden;
    const same = setUpChoice({ hash });
    await same.deliver([record('1')]);
    expect(same.calls).toEqual([]);
    settings.choice = 'sell_out';
    const changed = setUpChoice({ hash });
    await changed.deliver([record('1')]);
    expect(changed.calls).toEqual([['N1']]);
  });

  it('are shown again when they come back, where the flow hid them', async () => {
    for (const [effects, isShown] of [
      [[{ kind: 'hidden' }], true],
      [null, null],
    ] as const) {
      const { deliver, written } = setUpShop([aLink({ hash: overHash, effects })]);
      expect((await deliver([record('1', open)])).counts).toMatchObject({ updated: 1 });
      expect(written).toEqual([{ sku: 'N1', isShown }]);
    }
  });

  it('are known by the name of their link where the source tells no more than their key', async () => {
    const { deliver } = setUpShop(['1', '2'].map(aHiddenLink));
    const { attempts } = await deliver([record('1'), record('2')]);
    expect(attempts.map(({ naturalKey }) => naturalKey)).toEqual(['N1', 'N2']);
  });

  it('stay as they are where the flow only creates', async () => {
    const { deliver, plan, calls } = setUpShop([aHiddenLink('1')]);
    plan.writeMode = 'create';
    expect((await deliver([record('1')])).counts).toMatchObject({ filtered: 1 });
    expect(calls).toEqual([]);
  });
});
