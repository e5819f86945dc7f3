import type { EntityKind, RecordDocument } from '@koppel/contracts';
import {
  ConnectorFailure,
  hashPayload,
  type AnyWriter,
  type TargetPayload,
  type WriteOperation,
} from '@koppel/connector-sdk';
import { z } from 'zod';
import { AccessFailure } from './errors.js';
import { deliverPage } from './page.js';
import type { FlowPlan } from './plan.js';
import type { Link } from './record.js';
import { aPlan, MemoryLedger, Target } from './testing/memory.js';

function setUp() {
  const target = new Target();
  const ledger = new MemoryLedger();
  const deliver = (skus: string[], isIsolating = false) => {
    const records = skus.map((sku) => ({ key: sku, naturalKey: sku, native: { sku } }));
    return deliverPage(aPlan(target), ledger, { records, isIsolating });
  };
  return { target, ledger, deliver };
}

function aLink(sku: string, changes: Partial<Link> = {}): Link {
  return {
    ...{ sourceKey: sku, naturalKey: sku, targetKey: `t-${sku}`, hash: 'earlier', state: 'linked', document: null },
    ...{ intentHash: null, idempotencyKey: null, uncounted: null, isLeftOut: false },
    ...changes,
  };
}

const isLost = () => new ConnectorFailure('value', { code: 'test.lost', params: {} }, { goneReference: 'customer' });
const refused = () => new ConnectorFailure('value', { code: 'test.refused', params: {} });
const skus = ['A', 'B', 'C', 'D'];

const entry: RecordDocument = { kind: 'sales_entry', number: '20260007', total: '9.48', currency: 'EUR' };

describe('the document of a record', () => {
  it('is kept with its link and its attempt when it is written', async () => {
    const { target, deliver } = setUp();
    target.documents.set('A', entry);
    const { links, attempts } = await deliver(['A', 'B']);
    expect(links.map(({ document }) => document)).toEqual([entry, null]);
    expect(attempts.map(({ document }) => document)).toEqual([entry, null]);
  });

  it('is kept also where it was found, and given to the writer', async () => {
    const { target, deliver } = setUp();
    target.store('A');
    target.documents.set('A', entry);
    const { links } = await deliver(['A']);
    expect(target.operations).toMatchObject([{ targetKey: 't-A', document: entry }]);
    expect(links).toMatchObject([{ written: 'updated', document: entry }]);
  });

  it('of the link is given to the writer that changes it, and stays with an unchanged record', async () => {
    const { target, ledger, deliver } = setUp();
    ledger.stored = [aLink('A', { document: entry })];
    await deliver(['A']);
    expect(target.operations).toMatchObject([{ targetKey: 't-A', document: entry }]);
    const hash = hashPayload({ sku: 'A', name: 'A' });
    ledger.stored = [aLink('A', { document: entry, hash, isLeftOut: true })];
    expect((await deliver(['A'])).links).toMatchObject([{ written: null, document: entry }]);
  });
});

describe('delivering a page', () => {
  it('stores intents before it writes, and links what was written', async () => {
    const { target, ledger, deliver } = setUp();
    target.beforeCall = () => expect(ledger.intents).toHaveLength(4);
    const { counts, links, attempts } = await deliver(skus);
    expect(counts).toMatchObject({ read: 4, created: 4 });
    expect(links.map(({ targetKey }) => targetKey)).toEqual(['t-A', 't-B', 't-C', 't-D']);
    expect(attempts.map(({ outcome }) => outcome)).toEqual(Array(4).fill('created'));
  });

  it('keeps what the connector noted with the attempt of the record', async () => {
    const { target, deliver } = setUp();
    const [note, other] = ['test.note', 'test.other'].map((code) => ({ code, params: {} }));
    if (!note || !other) throw new Error('no notes');
    target.notes.set('B', [note]).set('C', [note, other]);
    const { attempts } = await deliver(['A', 'B', 'C']);
    expect(attempts).toMatchObject([
      { sourceKey: 'A', outcome: 'created', reason: null },
      { sourceKey: 'B', outcome: 'created', reason: note, failureClass: null },
      { sourceKey: 'C', outcome: 'created', reason: note, notes: [other] },
    ]);
    expect(attempts.map(({ notes }) => notes)).toEqual([undefined, undefined, [other]]);
  });

  it('bisects a refused call until the record at fault stands alone', async () => {
    const { target, ledger, deliver } = setUp();
    target.beforeCall = (keys) => {
      if (keys.includes('C')) throw refused();
    };
    const { counts, issues, refused: takenBack } = await deliver(skus);
    expect(counts).toMatchObject({ created: 3, failed: 1 });
    expect(issues).toMatchObject([{ sourceKey: 'C', failure: { failureClass: 'value' } }]);
    expect(takenBack).toEqual([{ entity: 'product', sourceKey: 'C', isGone: false }]);
    expect(target.calls).toEqual([skus, ['A', 'B'], ['C', 'D'], ['C'], ['D']]);
    expect(ledger.partly).toBeUndefined();
  });

  it('looks up what a refused call has created already, instead of creating it again', async () => {
    const { target, deliver } = setUp();
    target.beforeCall = (keys) => {
      if (keys.length === 4) target.store('A');
      if (keys.includes('D')) throw refused();
    };
    const { counts } = await deliver(skus);
    expect(counts).toMatchObject({ created: 3, failed: 1 });
    expect(target.calls.slice(1).flat()).not.toContain('A');
  });

  it('takes nothing for a record that its writer knows to be another one, before a write and after', async () => {
    const { target, deliver } = setUp();
    target.store('A');
    target.taken.add('A').add('B');
    target.beforeCall = (keys) => {
      if (keys.length === 3) target.store('B');
      if (keys.includes('D')) throw refused();
    };
    const { counts, issues } = await deliver(skus);
    expect(counts).toMatchObject({ created: 1, failed: 3 });
    expect(issues).toEqual(
      expect.arrayContaining(
        [
          ['A', 'test.taken'],
          ['B', 'test.taken'],
          ['D', 'test.refused'],
        ].map(([sourceKey, code]) =>
          expect.objectContaining({
            sourceKey,
            failure: expect.objectContaining({ reason: expect.objectContaining({ code }) }),
          }),
        ),
      ),
    );
    expect(target.calls.flat()).not.toContain('A');
    // So that a person can link the two.
    const found = issues.find(({ sourceKey }) => sourceKey === 'A')?.failure.reason.params;
    expect(found).toEqual({ naturalKey: 'A', targetKey: 't-A' });
  });

  it('takes calls that are all refused for a failure of the application, where it answers no question either', async () => {
    const { target, ledger, deliver } = setUp();
    target.beforeCall = () => {
      throw refused();
    };
    target.beforeFind = (keys) => {
      if (keys.includes('koppel')) throw refused();
    };
    const many = Array.from({ length: 40 }, (_, index) => `S${index}`);
    await expect(deliver(many)).rejects.toMatchObject({ name: 'ApplicationFailure', side: 'target' });
    expect(target.calls.length).toBeLessThan(40);
    expect(ledger.partly?.links).toEqual([]);
  });

  it('never repeats a call whose answer was lost', async () => {
    const { target, ledger, deliver } = setUp();
    const lost = new ConnectorFailure('value', { code: 'test.lost', params: {} }, { isOutcomeUnknown: true });
    target.beforeCall = () => {
      throw lost;
    };
    await expect(deliver(skus)).rejects.toMatchObject({ failure: lost });
    expect(target.calls).toHaveLength(1);
    expect(ledger.partly).toBeUndefined();
  });

  it('stores what was written when the application fails in the middle of a page', async () => {
    const { target, ledger, deliver } = setUp();
    const down = new ConnectorFailure('application_down', { code: 'test.down', params: {} });
    target.beforeCall = (keys) => {
      if (!keys.includes('A')) throw down;
    };
    await expect(deliver([...skus, 'E'])).rejects.toMatchObject({ failure: down, isPausing: true });
    expect(ledger.partly).toMatchObject({ links: [{ written: 'created' }, {}, {}, {}], refused: [] });
  });

  it('isolates a record that the application alone fails on', async () => {
    const { target, deliver } = setUp();
    target.beforeCall = (keys) => {
      if (keys.includes('B')) throw new ConnectorFailure('intermittent', { code: 'test.broken', params: {} });
    };
    const { counts, issues } = await deliver(skus, true);
    expect(counts).toMatchObject({ created: 3, failed: 1 });
    expect(issues).toMatchObject([{ sourceKey: 'B' }]);
  });

  it('stops when the credentials are refused', async () => {
    const { target, deliver } = setUp();
    const denied = new AccessFailure('permission', { code: 'test.denied', params: {} });
    target.beforeCall = () => {
      throw denied;
    };
    await expect(deliver(skus)).rejects.toMatchObject({ failure: denied, isPausing: false });
    expect(target.calls).toHaveLength(1);
  });

  it('leaves out what a person skipped, and resolves the issues of what was delivered', async () => {
    const { target, ledger, deliver } = setUp();
    ledger.issues = [
      { id: '1', sourceKey: 'A', state: 'skipped' },
      { id: '2', sourceKey: 'B', state: 'open' },
    ];
    const { counts, resolved } = await deliver(['A', 'B']);
    expect(counts).toMatchObject({ created: 1, filtered: 1 });
    expect(resolved).toEqual([{ issueId: '2', naturalKey: 'B' }]);
    expect([...target.stored.keys()]).toEqual(['B']);
  });
});

describe('a link whose record the target does not have any more', () => {
  function setUpGone() {
    const all = setUp();
    all.target.gone.add('t-old');
    all.ledger.stored = [aLink('A', { targetKey: 't-old' })];
    return all;
  }

  it('is followed to the record that has its key now', async () => {
    const { target, deliver } = setUpGone();
    target.store('A');
    const { counts, links, attempts } = await deliver(['A', 'B']);
    expect(counts).toMatchObject({ created: 1, updated: 1, failed: 0 });
    expect(links.find(({ sourceKey }) => sourceKey === 'A')).toMatchObject({ targetKey: 't-A', written: 'updated' });
    expect(attempts.map(({ sourceKey }) => sourceKey).sort()).toEqual(['A', 'B']);
    expect(target.calls).toEqual([['A', 'B'], ['A']]);
  });

  it('is an issue where there is none: nothing is created', async () => {
    const { target, deliver } = setUpGone();
    const { counts, issues, refused: takenBack } = await deliver(['A']);
    expect(counts).toMatchObject({ created: 0, failed: 1 });
    expect(issues).toMatchObject([{ sourceKey: 'A', failure: { reason: { code: 'test.gone' } } }]);
    expect(takenBack).toEqual([{ entity: 'product', sourceKey: 'A', isGone: true }]);
    expect(target.stored.size).toBe(0);
  });

  it('does not take the record of another one', async () => {
    const { target, ledger, deliver } = setUpGone();
    target.store('A');
    target.taken.add('A');
    expect((await deliver(['A'])).issues).toMatchObject([{ failure: { reason: { code: 'test.taken' } } }]);
    target.taken.clear();
    ledger.linkedWith.set('t-A', 'Z');
    expect((await deliver(['A'])).issues).toMatchObject([
      { failure: { reason: { code: 'sync.duplicate_key', params: { owner: 'Z' } } } },
    ]);
    expect(target.calls).toEqual([['A'], ['A']]);
  });

  it('gives its intent back where the target cannot be asked: the next run must not think that this one took it away', async () => {
    const { target, ledger, deliver } = setUpGone();
    const down = new ConnectorFailure('application_down', { code: 'test.down', params: {} });
    target.writer.find = () => Promise.reject(down);
    await expect(deliver(['A'])).rejects.toMatchObject({ failure: down, isPausing: true });
    expect(ledger.partly).toMatchObject({ links: [], refused: [{ sourceKey: 'A', isGone: true }] });
  });
});

describe('what records depend on', () => {
  const made: string[] = [];
  const refusedKeys = new Set<string>();
  const confirmed = new Map<string, ConnectorFailure>();
  /** Prices whose customer is not at the target any more when they are written. */
  const lostKeys = new Set<string>();
  let isLostForEver = false;
  beforeEach(() => {
    lostKeys.clear();
    isLostForEver = false;
    made.length = 0;
    confirmed.clear();
    refusedKeys.clear();
  });

  const aWriter = (entity: EntityKind, parts: object): AnyWriter =>
    ({
      entity,
      settings: z.object({}),
      changes: 'create_only',
      batchSize: 1,
      fromCanonical: (canonical: TargetPayload) => ({ payload: { key: canonical['sku'] ?? canonical['key'] ?? '' } }),
      naturalKey: (payload: TargetPayload) => String(payload['key']),
      find: (_context: unknown, keys: readonly string[]) => {
        const found = keys.filter((key) => confirmed.has(key));
        return Promise.resolve(new Map(found.map((key) => [key, { targetKey: `t-${key}` }])));
      },
      confirm: () => Promise.resolve(confirmed),
      write: (_context: unknown, [operation]: readonly WriteOperation[]) => {
        const key = operation?.naturalKey ?? '';
        made.push(`${entity} ${key}`);
        const failure = refusedKeys.has(key)
          ? refused()
          : entity === 'price' && lostKeys.has(key)
            ? isLost()
            : undefined;
        if (!isLostForEver) lostKeys.delete(key);
        return Promise.resolve([failure ? { status: 'failed', failure } : { status: 'written', targetKey: key }]);
      },
      ...parts,
    }) as unknown as AnyWriter;

  function deliver(keys: string[]) {
    const article = (sku: string) => ({ sku, name: sku, isStocked: true });
    const writers: { [Kind in EntityKind]?: AnyWriter } = {
      product: aWriter('product', {}),
      customer: aWriter('customer', {}),
      // The price stands for a record that needs an article, which is missing, and a customer.
      price: aWriter('price', {
        requires: (_context: unknown, payloads: readonly TargetPayload[]) =>
          Promise.resolve(
            new Map(
              payloads.map(({ key }) => [
                key,
                [
                  {
                    name: 'item',
                    entity: 'product',
                    key: `item of ${String(key)}`,
                    canonical: article(`I-${String(key)}`),
                  },
                ],
              ]),
            ),
          ),
        dependencies: ({ sku }: { sku: string }) => [
          { name: 'customer', entity: 'customer', key: `C-${sku}`, canonical: { key: `C-${sku}`, isGuest: false } },
        ],
      }),
    };
    const plan = {
      ...aPlan(new Target()),
      entity: 'price',
      writerOf: (entity: EntityKind) => {
        const writer = writers[entity];
        return writer && { writer, settings: {} };
      },
    } as FlowPlan;
    const reader = {
      toCanonical: (sku: string) => ({ canonical: { sku, currency: 'EUR', amountExclVat: '1.00' } }),
    };
    plan.source.reader = reader as never;
    const records = keys.map((key) => ({ key, naturalKey: key, native: key }));
    return deliverPage(plan, new MemoryLedger(), { records, isIsolating: false });
  }

  it('comes first: what is missing, then the others', async () => {
    expect((await deliver(['A'])).counts).toMatchObject({ created: 1 });
    expect(made).toEqual(['product I-A', 'customer C-A', 'price A']);
  });

  it('is delivered again where the target does not have it any more, and the record after it', async () => {
    lostKeys.add('A').add('B');
    refusedKeys.add('I-B');
    const { counts, refused: takenBack } = await deliver(['A', 'B', 'C']);
    expect(counts).toMatchObject({ created: 2, failed: 1 });
    expect(made).toEqual([
      ...['product I-A', 'product I-B', 'product I-C', 'customer C-A', 'customer C-C', 'price A', 'price C'],
      ...['product I-A', 'customer C-A', 'price A'],
    ]);
    expect(takenBack.map(({ sourceKey }) => sourceKey)).not.toContain('A');
  });

  it('is asked for twice, not for ever', async () => {
    lostKeys.add('A');
    isLostForEver = true;
    const { counts, issues, refused: takenBack } = await deliver(['A']);
    expect(counts).toMatchObject({ created: 0, failed: 1 });
    expect(issues).toMatchObject([{ failure: { reason: { code: 'test.lost' } } }]);
    expect(takenBack).toEqual([{ entity: 'price', sourceKey: 'A', isGone: false }]);
    expect(made.filter((each) => each === 'price A')).toHaveLength(2);
  });

  it('does not pass for the record itself where another one has its key', async () => {
    const params = { said: 'taken' };
    confirmed.set('C-A', new ConnectorFailure('duplicate', { code: 'test.taken', params }));
    const { issues } = await deliver(['A']);
    expect(issues[0]?.failure.reason).toEqual({ code: 'test.taken', params: { ...params, naturalKey: 'C-A' } });
  });

  it('is not delivered any more for a record whose other dependency was refused', async () => {
    refusedKeys.add('I-A');
    const { counts, issues } = await deliver(['A', 'B']);
    expect(counts).toMatchObject({ created: 1, failed: 1 });
    expect(issues).toMatchObject([{ sourceKey: 'A', failure: { reason: { code: 'test.refused' } } }]);
    expect(made).not.toContain('customer C-A');
    expect(made).toContain('customer C-B');
  });
});
