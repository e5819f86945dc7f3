import type { RunState } from '@koppel/contracts';
import { Counter, Gauge, Histogram, metricsRegistry, noteOnSpan } from '@koppel/service-kit';

const registers = [metricsRegistry];

export const recordsTotal = new Counter({
  name: 'koppel_records_total',
  help: 'Records by entity and outcome',
  labelNames: ['entity', 'outcome'] as const,
  registers,
});
const runsTotal = new Counter({
  name: 'koppel_runs_total',
  help: 'Runs that reached a state',
  labelNames: ['state'] as const,
  registers,
});
export const pageSeconds = new Histogram({
  name: 'koppel_page_duration_seconds',
  help: 'From a page being read to its checkpoint',
  labelNames: ['entity'] as const,
  buckets: [0.02, 0.1, 0.5, 2, 10, 30, 120],
  registers,
});
export const budgetWaitSeconds = new Histogram({
  name: 'koppel_budget_wait_seconds',
  help: 'Waiting for a slot in the budget of a connection',
  buckets: [0.001, 0.01, 0.1, 1, 5, 20],
  registers,
});
export const hookCallsTotal = new Counter({
  name: 'koppel_hook_calls_total',
  help: 'Calls of applications to the addresses of flows',
  labelNames: ['application', 'outcome'] as const,
  registers,
});
export const runnerSlots = new Gauge({
  name: 'koppel_runner_slots',
  help: 'Slots for runs in this process, busy and free',
  labelNames: ['state'] as const,
  registers,
});

/** Adds the state that the run of this span has reached to metrics and trace. */
export function observeRunState(state: RunState): void {
  runsTotal.inc({ state });
  noteOnSpan({ 'koppel.run.state': state }, { isError: state === 'failed' });
}
