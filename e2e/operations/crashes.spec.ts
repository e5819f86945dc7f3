import type { Run } from '@koppel/contracts';
import { tradingDays } from '@koppel/online-retail';
import { setTimeout as sleep } from 'node:timers/promises';
import { waitUntil } from '../../tools/wait-until.ts';
import { expectEachOrderOnce } from '../lib/each-order-once.js';
import { flowOf } from '../lib/koppel-client.js';
import {
  doubled,
  exactAccounts,
  integrateSandboxes,
  liftExactLimits,
  startSandboxSystem,
  type SandboxSystem,
} from '../lib/sandbox-system.js';

const crashes = 10;

describe.each([1, 2])('with %i flow-runner(s), killed ten times in the middle of a run', (replicas) => {
  let system: SandboxSystem;

  beforeAll(async () => {
    system = await startSandboxSystem({
      flowRunnerReplicas: replicas,
      // Each kill, and each lease that a busy machine lets lapse, counts as a run without progress.
      env: { RUN_LEASE_MS: '3000', RUN_SWEEP_MS: '250', RUN_PAGE_SIZE: '40', RUN_MAX_STALLS: '200' },
    });
    await liftExactLimits(system.exact);
  });

  afterAll(() => system?.stop());

  it('loses no order and doubles none', async () => {
    const { client, exact, shop, processes } = system;
    const { integration } = await integrateSandboxes(system);
    const orders = flowOf(integration, 'orders');
    await client.configure(orders, {
      ordersFrom: 'all',
      orderStatuses: ['completed', 'refunded'],
      missingArticle: 'hold',
    });
    await exact.post('/latency', { ms: 25 });

    const days = tradingDays();
    const replicaNames = ['flow-runner', 'flow-runner-2'].slice(0, replicas);
    let run: Run | undefined;
    let killed = 0;
    while (killed < crashes) {
      if (!run || (await client.findRun(run.id))?.state === 'completed') {
        const day = days.shift();
        if (!day) throw new Error(`all orders were delivered before the runner was killed ${crashes} times`);
        await shop.post('/load-orders', { days: [day], options: { modifiedAt: 'now' } });
        run = await client.startRun(orders.id);
      }
      await waitUntilRunning(system, run.id);
      // Another moment of its work each time.
      await sleep(200 + Math.random() * 1_500);
      if ((await client.findRun(run.id))?.state !== 'running') continue;
      const victims =
        replicas === 2 && killed % 3 === 2 ? replicaNames : [replicaNames[killed % replicas] ?? 'flow-runner'];
      for (const name of victims) processes.kill(name, 'SIGKILL');
      killed += 1;
    }
    if (!run) throw new Error('no run was started');
    for (const name of replicaNames) await processes.ready(name);
    const ended = await client.waitUntilEnded(run.id);
    expect(ended).toMatchObject({ state: 'completed' });

    await exact.post('/latency', { ms: 0 });
    const delivered = tradingDays().filter((day) => !days.includes(day));
    await expectEachOrderOnce(system, { flowId: orders.id, days: delivered });
    const emails = (await exactAccounts(system)).flatMap(({ Email }) => (Email ? [Email] : []));
    expect(doubled(emails)).toEqual([]);
  }, 420_000);
});

async function waitUntilRunning({ client }: SandboxSystem, runId: Run['id']): Promise<void> {
  const isTaken = async () => ['running', 'completed'].includes((await client.findRun(runId))?.state ?? '');
  await waitUntil(isTaken, { what: 'the run continues' });
}
