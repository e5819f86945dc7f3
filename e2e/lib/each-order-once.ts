import type { Flow, Run } from '@koppel/contracts';
import { readInvoices, type tradingDays } from '@koppel/online-retail';
import { cents, doubled, salesOrders, shopOrders, type SandboxSystem } from './sandbox-system.js';

interface Orders {
  flowId: Flow['id'];
  days: ReturnType<typeof tradingDays>;
}

/**
 * Reads all orders once more and compares both sides: each is booked once, is an issue that somebody can see, or sold
 * nothing, and nothing is left to write.
 */
export async function expectEachOrderOnce(system: SandboxSystem, { flowId, days }: Orders): Promise<void> {
  const { client } = system;
  const again = await readUndisturbed(system, flowId);

  const orderTotals = new Map((await shopOrders(system)).map(({ number, total }) => [number, cents(total)]));
  const placed = readInvoices(days).map(({ invoiceNo }) => invoiceNo);
  expect([...orderTotals.keys()].sort()).toEqual(placed.sort());
  const booked = (await salesOrders(system)).flatMap(({ YourRef }) => YourRef || []);
  expect(doubled(booked)).toEqual([]);
  const issues = await client.allIssues({ flowId });
  const unresolved = issues.filter(({ state }) => ['open', 'held'].includes(state));
  const accounted = new Set([...booked, ...unresolved.map(({ naturalKey }) => naturalKey)]);
  const leftOut = placed.filter((number) => !accounted.has(number));
  // Only what sold nothing is left out, and the run says so.
  expect(leftOut.filter((number) => orderTotals.get(number) !== 0)).toEqual([]);
  expect(again.counts).toMatchObject({ read: placed.length, filtered: leftOut.length });
}

/**
 * A run from the start that one runner did from beginning to end. A runner that another replaces on the way, because the
 * machine was too busy for its short lease, has some orders read twice, and `read` counts both.
 */
async function readUndisturbed({ client }: SandboxSystem, flowId: Flow['id']): Promise<Run> {
  for (let tries = 1; ; tries += 1) {
    const run = await client.runToEnd(flowId, { fromStart: true });
    expect(run).toMatchObject({ state: 'completed', counts: { created: 0, updated: 0 } });
    if (run.attempts === 1) return run;
    if (tries === 5) throw new Error(`${tries} runs in a row were taken over`);
  }
}
