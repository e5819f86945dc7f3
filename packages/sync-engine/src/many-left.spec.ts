import type { AnyWriter } from '@koppel/connector-sdk';
import { heldBack, manyLeft } from './many-left.js';
import { overHash } from './over.js';
import type { FlowPlan } from './plan.js';
import type { Withdrawals } from './ports.js';
import type { Link } from './record.js';

const aLink = (sourceKey: string, changes: Partial<Link> = {}): Link => ({
  ...{ sourceKey, naturalKey: sourceKey, targetKey: `t-${sourceKey}`, hash: 'h', state: 'linked', document: null },
  ...{ intentHash: null, idempotencyKey: null, uncounted: null, isLeftOut: false },
  ...changes,
});

function planOf(max: (kept: number) => number | undefined): FlowPlan {
  const writer = { maxWithdrawn: (_settings: unknown, kept: number) => max(kept) } as unknown as AnyWriter;
  return {
    entity: 'product',
    target: { connector: { name: 'Shop' } },
    writerOf: () => ({ writer, settings: {} }),
  } as unknown as FlowPlan;
}

const held = async (
  due: Link[],
  { counts = {}, ...options }: { counts?: Partial<Withdrawals> } & Partial<Parameters<typeof heldBack>[1]> = {},
) => {
  const ledger = { withdrawals: () => Promise.resolve({ kept: 30, withdrawn: 0, held: 0, ...counts }) };
  return [
    ...(
      await heldBack(
        planOf((kept) => kept / 10),
        { ledger, due, known: [], ...options },
      )
    ).keys(),
  ];
};

describe('records that are to be taken back', () => {
  const links = (...keys: string[]) => keys.map((key) => aLink(key));
  const waiting = (sourceKey: string) => ({ id: sourceKey, sourceKey, state: 'open', code: manyLeft }) as const;

  it('wait where a run would take back more than it may, all of them', async () => {
    expect(await held(links('1', '2', '3'))).toEqual([]);
    expect(await held(links('1', '2', '3', '4'))).toEqual(['1', '2', '3', '4']);
  });

  it('are counted with what the run took back, and held back, before', async () => {
    expect(await held(links('1', '2'), { counts: { kept: 29, withdrawn: 1 } })).toEqual([]);
    expect(await held(links('1', '2'), { counts: { kept: 28, withdrawn: 2 } })).toEqual(['1', '2']);
    expect(await held(links('1'), { counts: { held: 4 } })).toEqual(['1']);
  });

  it('wait on where they waited, also when few of them are read again', async () => {
    expect(await held(links('1', '2'), { known: [waiting('1')] })).toEqual(['1']);
  });

  it('go where a person asked for them', async () => {
    const due = links('1', '2', '3', '4');
    expect(await held(due, { isAsked: true, known: [waiting('1')] })).toEqual([]);
    expect(await held(due, { forced: new Set(['1']) })).toEqual([]);
  });

  it('do not count where they are out of sale already, or a call was made', async () => {
    const gone = [aLink('3', { hash: `${overHash} x` }), aLink('4', { intentHash: overHash, state: 'writing' })];
    expect(await held([...links('1', '2'), ...gone, aLink('5', { targetKey: null })])).toEqual([]);
  });

  it('say how many may go', async () => {
    const ledger = { withdrawals: () => Promise.resolve({ kept: 30, withdrawn: 0, held: 0 }) };
    const found = await heldBack(
      planOf(() => 2),
      { ledger, due: links('1', '2', '3'), known: [] },
    );
    expect(found.get('1')).toEqual({
      failureClass: 'value',
      reason: { code: manyLeft, params: { application: 'Shop', limit: 2, kept: 30 } },
      waitsFor: null,
    });
    const all = { ledger, due: links('1', '2', '3'), known: [waiting('1')] };
    expect(
      await heldBack(
        planOf(() => undefined),
        all,
      ),
    ).toEqual(new Map());
  });
});
