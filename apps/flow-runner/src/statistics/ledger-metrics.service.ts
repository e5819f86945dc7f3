import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { streams } from '@koppel/contracts';
import { Nats, StateMetrics } from '@koppel/service-kit';
import { silentFlows, sumUpFlows } from './flow-state.js';
import { runConsumer } from '../worker/run-queue.service.js';
import { LedgerMetricsRepository } from './ledger-metrics.repository.js';
import * as metrics from './ledger.metrics.js';

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
    const { runs, oldestQueuedRun, schedulesDue, schedulesOverdue, issues, workMessages } = metrics;
    const { flowLag, cursorAge, silentFlowCount, missedIntervals, budgetUsed, budgetLimit, budgetRatio } = metrics;
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
    for (const state of activeStates) metrics.runs.set({ state }, rows.find((row) => row.state === state)?.count ?? 0);
    metrics.oldestQueuedRun.set(rows.find(({ state }) => state === 'queued')?.oldestAge ?? 0);
  }

  private async collectSchedules(): Promise<void> {
    const due = await this.ledger.dueSchedules();
    metrics.schedulesDue.set(due.count);
    metrics.schedulesOverdue.set(due.oldestAge);
  }

  private async collectIssues(): Promise<void> {
    const rows = await this.ledger.issues();
    metrics.issues.reset();
    for (const { failureClass, state, count } of rows)
      metrics.issues.set({ failure_class: failureClass, state }, count);
  }

  private async collectFlows(): Promise<void> {
    const flows = await this.ledger.flows();
    const { flowLag, cursorAge, silentFlowCount, missedIntervals } = metrics;
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
      metrics.budgetUsed.set({ application, window }, used);
      metrics.budgetLimit.set({ application, window }, limit);
      metrics.budgetRatio.set({ application, window }, worstRatio);
    }
  }

  private async collectWork(): Promise<void> {
    const manager = await this.nats.jetstreamManager();
    const consumer = await manager.consumers.info(streams.work.name, runConsumer);
    metrics.workMessages.set({ state: 'pending' }, consumer.num_pending);
    metrics.workMessages.set({ state: 'unacknowledged' }, consumer.num_ack_pending);
    metrics.workMessages.set({ state: 'redelivered' }, consumer.num_redelivered);
  }
}
