import type { NestExpressApplication } from '@nestjs/platform-express';
import { flowHookGet, organizationLedgerDelete, runList, runStart } from '@koppel/contracts';
import { aPerson } from '@koppel/service-kit/testing';
import { waitUntil } from '../../../tools/wait-until.ts';
import { aFlow } from './fake-services.js';
import { FakeWorld } from './fake-world.js';
import { Harness, person } from './harness.js';

describe('the end of an organization', () => {
  let harness: Harness;
  let runner: NestExpressApplication;
  const world = new FakeWorld();
  const leaving = aPerson({ organizationId: 'org-leaving' });

  beforeAll(async () => {
    harness = await Harness.start();
    runner = await harness.runner(world, { MAX_CONCURRENT_RUNS: '1' });
    world.addRecords(30);
    world.change('id-0003', '');
    world.pageSize = 10;
  });
  afterAll(() => harness?.stop());

  /** Rows in every table that has an organization, of one; those that remember its end aside. */
  async function rowsOf({ organizationId }: typeof leaving): Promise<Record<string, number>> {
    const tables = await harness.query<{ name: string }>(
      `select table_name as name from information_schema.columns
       where table_schema = 'flow_runner' and column_name = 'organization_id' and table_name <> 'deleted_organization'`,
    );
    const counts = tables.map(
      ({ name }) => `select '${name}' as name, count(*)::int as n from ${name} where organization_id = $1`,
    );
    const rows = await harness.query<{ name: string; n: number }>(counts.join(' union all '), [organizationId]);
    return Object.fromEntries(rows.filter(({ n }) => n > 0).map(({ name, n }) => [name, n]));
  }

  const callHook = async (url: string) => {
    const path = new URL(url).pathname;
    return (await fetch(new URL(path, await runner.getUrl()), { method: 'POST', body: 'changed' })).status;
  };

  it('leaves nothing of its ledger, stops a run under way, and its hooks answer no more', async () => {
    const [flow, kept] = [aFlow(), aFlow()];
    await harness.run(kept);
    const others = await rowsOf(person);
    await harness.call(runStart, { flowId: flow.id }, leaving);
    await waitUntil(async () => {
      const { items } = await harness.call(runList, { flowId: flow.id }, leaving);
      expect(items[0]?.state).toBe('completed');
    });
    const { url } = await harness.call(flowHookGet, { flowId: flow.id }, leaving);
    expect(Object.keys(await rowsOf(leaving))).toEqual(
      expect.arrayContaining(['run', 'run_log', 'record_attempt', 'record_link', 'issue', 'flow_cursor', 'outbox']),
    );

    let goOn = (): void => undefined;
    const gate = new Promise<void>((resolve) => (goOn = resolve));
    let isReading = false;
    world.beforeRead = (page) => {
      isReading = true;
      return page === 2 ? gate : undefined;
    };
    await harness.call(runStart, { flowId: flow.id, fromStart: true }, leaving);
    await waitUntil(() => Promise.resolve(expect(isReading).toBe(true)));
    const done = await harness.call(organizationLedgerDelete, {}, leaving);
    expect(done.isDone).toBe(true);
    expect(done.deletedRows).toBeGreaterThan(50);
    world.beforeRead = () => undefined;
    goOn();
    // The only slot is free again once the worker has given the run up.
    await harness.run(kept);
    expect(await callHook(url)).toBe(404);
    expect(await rowsOf(leaving)).toEqual({});
    expect(await rowsOf(person)).toMatchObject({ record_link: others['record_link'], issue: others['issue'] });
    await expect(harness.call(organizationLedgerDelete, {}, leaving)).resolves.toEqual({
      deletedRows: 0,
      isDone: true,
    });
  });
});
