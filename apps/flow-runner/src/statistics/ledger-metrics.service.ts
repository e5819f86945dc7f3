import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { streams } from '@koppel/contracts';
import { Gauge, metricsRegistry, Nats, StateMetrics } from '@koppel/service-kit';
import { silentFlows, sumUpFlows } from './flow-state.js';
import { runConsumer } from '../worker/run-queue.service.js';
import { LedgerMetricsRepository } from './ledger-metrics.repository.js';

const registers = [metricsRegistry];
const everyReplica = 'the same in every replica';

const runs = new Gauge({
  name: 'koppel_runs',
  help: `Runs that are queued, running or waiting; ${everyReplica}`,
  labelNames: ['state'] as const,
  registers,
});
const oldestQueuedRun = new Gauge({
  name: 'koppel_oldest_queued_run_age_seconds',
  help: `How long the oldest queued run has waited for a runner; ${everyReplica}`,
  registers,
});
const schedulesDue = new Gauge({
  name: 'koppel_schedules_due',
  help: `Planned times that have come and were not fired yet; ${everyReplica}`,
  registers,
});
const schedulesOverdue = new Gauge({
  name: 'koppel_schedules_overdue_age_seconds',
  help: `How long ago the oldest planned time came that was not fired yet; ${everyReplica}`,
  registers,
});
const issues = new Gauge({
  name: 'koppel_issues',
  help: `Issues that are not resolved, by class of failure and state; ${everyReplica}`,
  labelNames: ['failure_class', 'state'] as const,
  registers,
});
const flowLag = new Gauge({
  name: 'koppel_flow_lag_seconds',
  help: `Of the worst scheduled flow of an entity: since the last completed run began; ${everyReplica}`,
  labelNames: ['entity'] as const,
  registers,
});
const cursorAge = new Gauge({
  name: 'koppel_flow_cursor_age_seconds',
  help: `Of the worst scheduled flow of an entity: since its cursor moved or was found to be at the end; ${everyReplica}`,
  labelNames: ['entity'] as const,
  registers,
});
const silentFlowCount = new Gauge({
  name: 'koppel_flows_silent',
  help: `Scheduled flows without a sign of life for three planned times; ${everyReplica}`,
  labelNames: ['entity'] as const,
  registers,
});
const missedIntervals = new Gauge({
  name: 'koppel_flow_missed_intervals',
  help: `Planned times that brought nothing, of the twenty flows that are silent longest; ${everyReplica}`,
  labelNames: ['flow_id', 'organization_id', 'entity'] as const,
  registers,
});
const budgetUsed = new Gauge({
  name: 'koppel_budget_calls_used',
  help: `Calls spent in the window under way, all connections of an application; ${everyReplica}`,
  labelNames: ['application', 'window'] as const,
  registers,
});
const budgetLimit = new Gauge({
  name: 'koppel_budget_calls_limit',
  help: `Calls allowed per window, all connections of an application; ${everyReplica}`,
  labelNames: ['application', 'window'] as const,
  registers,
});
const budgetRatio = new Gauge({
  name: 'koppel_budget_used_ratio',
  help: `Share of its limit that the connection of an application has used which used most; ${everyReplica}`,
  labelNames: ['application', 'window'] as const,
  registers,
});
const workMessages = new Gauge({
  name: 'koppel_work_messages',
  help: `Messages of the JetStream work queue: not delivered yet, delivered but not acknowledged, delivered again; ${everyReplica}`,
  labelNames: ['state'] as const,
  registers,
});

const activeStates = ['queued', 'running', 'waiting'] as const;

/** Metrics of the ledger and the work queue. Each replica exports all of them, so rules take the maximum. */
@Injectable()
export class LedgerMetricsService implements OnApplicationBootstrap {
  constructor(
    private readonly ledger: LedgerMetricsRepository,
    private readonly nats: Nats,
    private readonly state: StateMetrics,
  ) {}

  onApplicationBootstrap(): void {
    this.state.add(
      { state: 'runs', gauges: [runs, oldestQueuedRun], collect: () => this.collectRuns() },
      { state: 'schedules', gauges: [schedulesDue, schedulesOverdue], collect: () => this.collectSchedules() },
      { state: 'issues', gauges: [issues], collect: () => this.collectIssues() },
      {
        state: 'flows',
        gauges: [flowLag, cursorAge, silentFlowCount, missedIntervals],
        collect: () => this.collectFlows(),
      },
      { state: 'budgets', gauges: [budgetUsed, budgetLimit, budgetRatio], collect: () => this.collectBudgets() },
      { state: 'work', gauges: [workMessages], collect: () => this.collectWork() },
    );
  }

  private async collectRuns(): Promise<void> {
    const rows = await this.ledger.runs();
    for (const state of activeStates) runs.set({ state }, rows.find((row) => row.state === state)?.count ?? 0);
    oldestQueuedRun.set(rows.find(({ state }) => state === 'queued')?.oldestAge ?? 0);
  }

  private async collectSchedules(): Promise<void> {
    const due = await this.ledger.dueSchedules();
    schedulesDue.set(due.count);
    schedulesOverdue.set(due.oldestAge);
  }

  private async collectIssues(): Promise<void> {
    const rows = await this.ledger.issues();
    issues.reset();
    for (const { failureClass, state, count } of rows) issues.set({ failure_class: failureClass, state }, count);
  }

  private async collectFlows(): Promise<void> {
    const flows = await this.ledger.flows();
    for (const gauge of [flowLag, cursorAge, silentFlowCount, missedIntervals]) gauge.reset();
    for (const { entity, lagSeconds, cursorAgeSeconds, silentFlows: silent } of sumUpFlows(flows)) {
      flowLag.set({ entity }, lagSeconds);
      cursorAge.set({ entity }, cursorAgeSeconds);
      silentFlowCount.set({ entity }, silent);
    }
    for (const { flowId, organizationId, entity, missedIntervals: missed } of silentFlows(flows))
      missedIntervals.set({ flow_id: flowId, organization_id: organizationId, entity }, missed);
  }

  private async collectBudgets(): Promise<void> {
    const budgets = await this.ledger.budgets();
    for (const { application, window, used, limit, worstRatio } of budgets) {
      budgetUsed.set({ application, window }, used);
      budgetLimit.set({ application, window }, limit);
      budgetRatio.set({ application, window }, worstRatio);
    }
  }

  private async collectWork(): Promise<void> {
    const manager = await this.nats.jetstreamManager();
    const consumer = await manager.consumers.info(streams.work.name, runConsumer);
    workMessages.set({ state: 'pending' }, consumer.num_pending);
    workMessages.set({ state: 'unacknowledged' }, consumer.num_ack_pending);
    workMessages.set({ state: 'redelivered' }, consumer.num_redelivered);
  }
}
