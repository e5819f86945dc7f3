import { cpuSecondsOf, peakMibOf, treeCpuSecondsOf } from './processes.ts';
import type { Calls, ShopContent, Simulators } from './simulators.ts';

/** What one sync took. */
export interface Measured {
  /** From the first question to the last checkpoint. */
  seconds: number;
  recordsPerSecond: number;
  /** Of the process that does the work. */
  cpuSeconds: number;
  peakMib: number;
  postgresCpuSeconds: number;
  calls: Calls;
  /** Koppel alone: as the person sees it who pressed the button, and what all services together took. */
  whole?: { seconds: number; cpuSeconds: number; peakMib: number };
  /** How often the run was begun: above 1 it had to wait for something, and its time says little. */
  attempts?: number;
}

/** One side of one round: a first sync into an empty shop, then the same again. */
export interface Side {
  first: Measured;
  again: Measured;
  content: ShopContent;
}

export interface Watched {
  simulators: Simulators;
  records: number;
  /** The process that does the work. */
  pid: number;
  /** Every process of the side, that one included. */
  allPids: readonly number[];
  postmasterPid: number;
}

/** Events still leave after the end of a run: what that costs belongs to the sync. */
const settleMs = 500;

/** Runs a sync and takes its measures; `sync` tells the seconds by its own clock. */
export async function measure(
  watched: Watched,
  sync: () => Promise<{ seconds: number; attempts?: number }>,
): Promise<Measured> {
  const { simulators, records, pid, allPids, postmasterPid } = watched;
  const cpuNow = () => ({
    own: cpuSecondsOf(pid),
    all: allPids.reduce((sum, each) => sum + cpuSecondsOf(each), 0),
    postgres: treeCpuSecondsOf(postmasterPid),
  });
  const callsBefore = await simulators.calls();
  const before = cpuNow();
  const beganAtMs = performance.now();
  const { seconds, attempts } = await sync();
  const wholeSeconds = (performance.now() - beganAtMs) / 1000;
  await new Promise((resolve) => setTimeout(resolve, settleMs));
  const after = cpuNow();
  const calls = await simulators.calls();
  const measured: Measured = {
    seconds,
    recordsPerSecond: records / seconds,
    cpuSeconds: after.own - before.own,
    peakMib: peakMibOf(pid),
    postgresCpuSeconds: after.postgres - before.postgres,
    calls: {
      exact: calls.exact - callsBefore.exact,
      shop: calls.shop - callsBefore.shop,
      shopWrites: calls.shopWrites - callsBefore.shopWrites,
    },
  };
  if (allPids.length === 1) return measured;
  const peakMib = allPids.reduce((sum, each) => sum + peakMibOf(each), 0);
  return { ...measured, attempts, whole: { seconds: wholeSeconds, cpuSeconds: after.all - before.all, peakMib } };
}
