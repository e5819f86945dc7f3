import { ConnectorFailure } from '@koppel/connector-sdk';
import type { Reason } from '@koppel/contracts';
import { deliverPage } from './page.js';
import { Pace } from './pace.js';
import { aPlan, MemoryLedger, Target } from './testing/memory.js';

function setUp({ concurrency = 1, pace = new Pace({ timeoutMs: 1_000 }) } = {}) {
  const target = new Target();
  const ledger = new MemoryLedger();
  const deliver = (skus: readonly string[], isIsolating = false) => {
    const plan = aPlan(target);
    Object.assign(plan.target, { pace, concurrency: () => concurrency });
    const records = skus.map((sku) => ({ key: sku, naturalKey: sku, native: { sku } }));
    return deliverPage(plan, ledger, { records, isIsolating });
  };
  return { target, ledger, deliver };
}

const aReason = (code: string): Reason => ({ code, params: {} });
const blocked = () => new ConnectorFailure('intermittent', aReason('http.blocked'), { status: 403 });
const forbidden = () => new ConnectorFailure('permission', aReason('http.forbidden'), { status: 403 });
const refused = () => new ConnectorFailure('value', aReason('http.refused'), { status: 406 });
const broken = () =>
  new ConnectorFailure('intermittent', aReason('http.server_error'), { status: 500, isOutcomeUnknown: true });
const givenUp = () => new ConnectorFailure('intermittent', aReason('http.timeout'), { isOutcomeUnknown: true });
const twelve = Array.from({ length: 12 }, (_, index) => `SKU-${String(index).padStart(4, '0')}`);
const sends = (target: Target, sku: string) => target.calls.flat().filter((each) => each === sku).length;

describe('one record that an application refuses', () => {
  it.each([
    ['403 of a firewall', blocked, 'sync.refused_alone'],
    ['403 in its own words', forbidden, 'http.forbidden'],
    ['406', refused, 'http.refused'],
    ['500', broken, 'http.server_error'],
  ])('is an issue alone, and the others are delivered: %s', async (_name, failure, code) => {
    const { target, ledger, deliver } = setUp();
    target.beforeCall = (keys) => {
      if (keys.includes('SKU-0005')) throw failure();
    };
    const { counts, issues } = await deliver(twelve);
    expect(counts).toMatchObject({ created: 11, failed: 1 });
    expect(issues).toMatchObject([{ sourceKey: 'SKU-0005', failure: { reason: { code } } }]);
    expect(ledger.partly).toBeUndefined();
  });

  it.each([
    ['403 of a firewall', blocked, 'sync.refused_alone'],
    ['406', refused, 'http.refused'],
  ])('is an issue alone also where its key cannot be asked for: %s', async (_name, failure, code) => {
    const { target, deliver } = setUp();
    target.beforeFind = (keys) => {
      if (keys.includes('SKU-0005')) throw failure();
    };
    const { counts, issues } = await deliver(twelve);
    expect(counts).toMatchObject({ created: 11, failed: 1 });
    expect(issues).toMatchObject([{ sourceKey: 'SKU-0005', failure: { reason: { code } } }]);
    expect((await deliver(['SKU-0005'])).counts).toMatchObject({ failed: 1 });
  });

  it('is an issue also where it is the only one of its page', async () => {
    for (const failure of [blocked, forbidden, broken]) {
      const { target, deliver } = setUp();
      target.beforeCall = () => {
        throw failure();
      };
      expect((await deliver(['A'])).counts).toMatchObject({ created: 0, failed: 1 });
    }
  });

  it('is told in the answer to its call without pausing the run', async () => {
    const { target, deliver } = setUp();
    const busy = new ConnectorFailure('intermittent', aReason('test.busy'), { status: 500, isOfRecord: true });
    target.failures.set('B', busy);
    const { counts, issues } = await deliver(['A', 'B', 'C']);
    expect(counts).toMatchObject({ created: 2, failed: 1 });
    expect(issues).toMatchObject([{ sourceKey: 'B', failure: { failureClass: 'intermittent' } }]);
  });

  it('is not blamed where the application refuses questions too', async () => {
    const { target, ledger, deliver } = setUp();
    target.beforeCall = () => {
      target.writer.find = () => Promise.reject(blocked());
      throw blocked();
    };
    await expect(deliver(twelve)).rejects.toMatchObject({ isPausing: true });
    expect(target.calls).toHaveLength(1);
    expect(ledger.partly).toBeUndefined();
  });

  it('is not blamed where every call fails', async () => {
    const { target, deliver } = setUp();
    target.beforeCall = () => {
      throw broken();
    };
    await expect(deliver(twelve)).rejects.toMatchObject({ isPausing: true });
    expect(target.calls.length).toBeLessThan(10);
  });
});

describe('many records that an application refuses, and no other', () => {
  const refuseAll = (target: Target, failure: () => ConnectorFailure) => {
    target.beforeCall = () => {
      throw failure();
    };
  };

  it('are issues where it looked at them and answers questions', async () => {
    const { target, deliver } = setUp();
    refuseAll(target, refused);
    expect((await deliver(twelve)).counts).toMatchObject({ created: 0, failed: 12 });
  });

  it.each([
    ['403 of a firewall', blocked],
    ['403 in its own words', forbidden],
    ['406', refused],
  ])('do not end the run again once they have issues: %s', async (_name, failure) => {
    const { target, ledger, deliver } = setUp();
    refuseAll(target, failure);
    ledger.issues = twelve.map((sku) => ({ id: sku, sourceKey: sku, state: 'open' }));
    expect((await deliver(twelve)).counts).toMatchObject({ created: 0, failed: 12 });
  });

  it('are issues where the run has paused for a firewall several times', async () => {
    const { target, deliver } = setUp();
    refuseAll(target, blocked);
    await expect(deliver(twelve)).rejects.toMatchObject({ isPausing: true });
    const { counts, issues } = await deliver(twelve, true);
    expect(counts).toMatchObject({ created: 0, failed: 12 });
    expect(issues[0]).toMatchObject({ failure: { reason: { code: 'sync.refused_alone' } } });
  });

  it('end the run where it has no right to write', async () => {
    const { target, deliver } = setUp();
    refuseAll(target, forbidden);
    await expect(deliver(twelve)).rejects.toMatchObject({ isPausing: false, failure: { failureClass: 'permission' } });
    await expect(deliver(twelve, true)).rejects.toMatchObject({ isPausing: false });
  });
});

describe('an application that is slow', () => {
  it('has done what it was asked after the call was given up: nothing is sent again', async () => {
    const { target, deliver } = setUp();
    let looks = 0;
    target.beforeCall = (keys) => {
      if (target.calls.length > 1) return;
      target.beforeFind = () => {
        const next = keys[looks++];
        if (next !== undefined) target.store(next);
      };
      throw givenUp();
    };
    const { counts } = await deliver(twelve);
    expect(counts).toMatchObject({ created: 12 });
    for (const sku of twelve) expect(sends(target, sku)).toBe(1);
    expect(looks).toBeGreaterThanOrEqual(4);
    expect(target.calls[1]).toHaveLength(2);
  });

  it('gets what it has not done once more, in smaller calls', async () => {
    const { target, deliver } = setUp();
    target.beforeCall = (keys) => {
      if (target.calls.length > 1) return;
      target.store(String(keys[0]));
      throw givenUp();
    };
    expect((await deliver(twelve)).counts).toMatchObject({ created: 12 });
    expect(twelve.map((sku) => sends(target, sku)).sort()).toEqual([...Array<number>(9).fill(1), 2, 2, 2]);
    expect(target.calls[1]).toHaveLength(2);
  });

  it('has no record sent a third time', async () => {
    const { target, deliver } = setUp();
    target.beforeCall = () => {
      throw givenUp();
    };
    await expect(deliver(twelve)).rejects.toMatchObject({ isPausing: true });
    for (const sku of twelve) expect(sends(target, sku)).toBeLessThanOrEqual(2);
  });

  it('is asked once, alone, before it is asked several things at once', async () => {
    const { target, deliver } = setUp({ concurrency: 4 });
    await deliver(twelve);
    expect(target.calls).toHaveLength(3);
    expect(target.maxAtOnce).toBe(2);
  });
});
