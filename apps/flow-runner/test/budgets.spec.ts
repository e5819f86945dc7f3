import { applicationIdSchema, budgetChange, budgetList, connectionIdSchema } from '@koppel/contracts';
import { randomUUID } from 'node:crypto';
import { FakeWorld } from './fake-world.js';
import { Harness } from './harness.js';

describe('the budget of an account', () => {
  let harness: Harness;

  beforeAll(async () => {
    harness = await Harness.start();
    await harness.runner(new FakeWorld());
  });
  afterAll(() => harness?.stop());

  const aConnection = () => connectionIdSchema.parse(randomUUID());
  const limits = { concurrency: 4, windows: { minute: { limit: 60, perMs: 60_000 } } };
  const nothing = { wanted: 0, unused: 0, unusedAgeMs: 0, errors: 0, report: {} };

  it('is one for all connections of the account, and another for another account', async () => {
    const [first, second, other] = [aConnection(), aConnection(), aConnection()];
    const take = (connectionId: typeof first, account: string, change: object) =>
      harness.call(budgetChange, {
        connectionId,
        applicationId: applicationIdSchema.parse('books'),
        account,
        limits,
        change: { ...nothing, ...change },
      });
    expect(await take(first, 'app:1', { wanted: 1 })).toMatchObject({ units: 6, waitMs: 0 });
    expect(await take(second, 'app:1', { wanted: 1, atMost: 1 })).toMatchObject({ units: 1 });
    await take(first, 'app:1', { unused: 2 });
    const { items } = await harness.call(budgetList, {});
    const usedBy = (id: string) => items.find(({ connectionId }) => connectionId === id)?.minute?.used;
    expect([usedBy(first), usedBy(second)]).toEqual([5, 5]);
    expect(await take(other, 'app:2', { wanted: 60 })).toMatchObject({ units: 60 });
    const refused = await take(second, 'app:1', { wanted: 1, report: { blockedUntilMs: 45_000 } });
    expect(refused.units).toBe(0);
    expect((await take(first, 'app:1', { wanted: 1 })).waitMs).toBeGreaterThan(30_000);
  });

  it('gives no more than there is to two that take at once', async () => {
    const takeOne = () =>
      harness.call(budgetChange, {
        connectionId: aConnection(),
        applicationId: applicationIdSchema.parse('books'),
        account: 'app:3',
        limits: { concurrency: 4, windows: { minute: { limit: 5, perMs: 60_000 } } },
        change: { ...nothing, wanted: 1, atMost: 1 },
      });
    const grants = await Promise.all(Array.from({ length: 12 }, takeOne));
    expect(grants.filter(({ units }) => units === 1)).toHaveLength(5);
  });
});
