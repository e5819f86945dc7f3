import { serviceNames, type Flow, type Run } from '@koppel/contracts';
import { flowOf, KoppelClient } from '../../e2e/lib/koppel-client.ts';
import type { RunningSystem } from '../../tools/system.ts';
import { measure, type Side, type Watched } from './measure.ts';
import { Simulators } from './simulators.ts';

const maxRunMs = 600_000;

function pidOf(system: RunningSystem, name: string): number {
  const pid = system.processes.pid(name);
  if (pid === undefined) throw new Error(`the process ${name} is not running`);
  return pid;
}

/** Seconds by the ledger's own clock: from the claim of the run to its end. */
function secondsOf(run: Run): number {
  return (Date.parse(run.endedAt ?? '') - Date.parse(run.startedAt ?? '')) / 1000;
}

function checkCounts(run: Run, outcome: 'created' | 'unchanged', records: number): void {
  if (run.counts[outcome] === records && run.counts.read === records) return;
  throw new Error(`Koppel should have ${records} records ${outcome}, but counts ${JSON.stringify(run.counts)}`);
}

/** The products flow between a fresh administration and a fresh shop. */
async function integrate(koppel: KoppelClient, shopUrl: string): Promise<Flow> {
  const administration = await koppel.connectExactOnline();
  const shop = await koppel.connectWooCommerce(shopUrl);
  const integration = await koppel.call('createIntegration', {
    title: 'Benchmark',
    connectionIds: [administration.id, shop.id],
    packageIds: ['products-and-stock'],
  });
  return flowOf(integration, 'products');
}

async function sync(koppel: KoppelClient, flow: Flow, expected: { outcome: 'created' | 'unchanged'; records: number }) {
  const run = await koppel.runToEnd(flow.id, { fromStart: expected.outcome === 'unchanged', timeoutMs: maxRunMs });
  if (run.state !== 'completed')
    throw new Error(`the run ${run.state}: ${run.reason?.message ?? run.reason?.code ?? ''}`);
  checkCounts(run, expected.outcome, expected.records);
  return { seconds: secondsOf(run), attempts: run.attempts };
}

/** Koppel's part of a round, through its public API. */
export async function measureKoppel(
  system: RunningSystem,
  { records, postmasterPid }: { records: number; postmasterPid: number },
): Promise<Side> {
  const simulators = await Simulators.start({
    exactPort: system.ports['exact-online'],
    redirectUri: `${system.url}/oauth/callback/exact-online`,
    records,
  });
  try {
    const koppel = await KoppelClient.signIn(system.url, system.account);
    const flow = await integrate(koppel, simulators.shopUrl);
    const allPids = serviceNames.map((name) => pidOf(system, name));
    const watched: Watched = { simulators, records, pid: pidOf(system, 'flow-runner'), allPids, postmasterPid };
    const first = await measure(watched, () => sync(koppel, flow, { outcome: 'created', records }));
    const again = await measure(watched, () => sync(koppel, flow, { outcome: 'unchanged', records }));
    return { first, again, content: await simulators.content() };
  } finally {
    await simulators.stop();
  }
}
