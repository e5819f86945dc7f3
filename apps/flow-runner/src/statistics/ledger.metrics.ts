import { Gauge, metricsRegistry } from '@koppel/service-kit';

const registers = [metricsRegistry];
const everyReplica = 'the same in every replica';

export const runs = new Gauge({
  name: 'koppel_runs',
  help: `Runs that are queued, running or waiting; ${everyReplica}`,
  labelNames: ['state'] as const,
  registers,
});
export const oldestQueuedRun = new Gauge({
  name: 'koppel_oldest_queued_run_age_seconds',
  help: `How long the oldest queued run has waited for a runner; ${everyReplica}`,
  registers,
});
export const schedulesDue = new Gauge({
  name: 'koppel_schedules_due',
  help: `Planned times that have come and were not fired yet; ${everyReplica}`,
  registers,
});
export const schedulesOverdue = new Gauge({
  name: 'koppel_schedules_overdue_age_seconds',
  help: `How long ago the oldest planned time came that was not fired yet; ${everyReplica}`,
  registers,
});
export const issues = new Gauge({
  name: 'koppel_issues',
  help: `Issues that are not resolved, by class of failure and state; ${everyReplica}`,
  labelNames: ['failure_class', 'state'] as const,
  registers,
});
export const flowLag = new Gauge({
  name: 'koppel_flow_lag_seconds',
  help: `Of the worst scheduled flow of an entity: since the last completed run began; ${everyReplica}`,
  labelNames: ['entity'] as const,
  registers,
});
export const cursorAge = new Gauge({
  name: 'koppel_flow_cursor_age_seconds',
  help: `Of the worst scheduled flow of an entity: since its cursor moved or was found to be at the end; ${everyReplica}`,
  labelNames: ['entity'] as const,
  registers,
});
export const silentFlowCount = new Gauge({
  name: 'koppel_flows_silent',
  help: `Scheduled flows without a sign of life for three planned times; ${everyReplica}`,
  labelNames: ['entity'] as const,
  registers,
});
export const missedIntervals = new Gauge({
  name: 'koppel_flow_missed_intervals',
  help: `Planned times that brought nothing, of the twenty flows that are silent longest; ${everyReplica}`,
  labelNames: ['flow_id', 'organization_id', 'entity'] as const,
  registers,
});
export const budgetUsed = new Gauge({
  name: 'koppel_budget_calls_used',
  help: `Calls spent in the window under way, all connections of an application; ${everyReplica}`,
  labelNames: ['application', 'window'] as const,
  registers,
});
export const budgetLimit = new Gauge({
  name: 'koppel_budget_calls_limit',
  help: `Calls allowed per window, all connections of an application; ${everyReplica}`,
  labelNames: ['application', 'window'] as const,
  registers,
});
export const budgetRatio = new Gauge({
  name: 'koppel_budget_used_ratio',
  help: `Share of its limit that the connection of an application has used which used most; ${everyReplica}`,
  labelNames: ['application', 'window'] as const,
  registers,
});
export const workMessages = new Gauge({
  name: 'koppel_work_messages',
  help: `Messages of the JetStream work queue: not delivered yet, delivered but not acknowledged, delivered again; ${everyReplica}`,
  labelNames: ['state'] as const,
  registers,
});
