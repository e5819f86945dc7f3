import {
  eventData,
  eventSchema,
  type EventType,
  type KoppelEvent,
  type OperationId,
  type Run,
} from '@koppel/contracts';

/** Reads one server-sent event; undefined for what is no event of a known form. */
export function readEvent(type: EventType, data: string): KoppelEvent | undefined {
  try {
    const parsed = eventSchema(type, eventData[type]).safeParse(JSON.parse(data));
    return parsed.success ? (parsed.data as KoppelEvent) : undefined;
  } catch {
    return undefined;
  }
}

const runs = ['listRuns', 'getRun', 'listRunLog', 'listFlowSummaries'] as const;
const records = ['listRunRecords', 'searchRecords', 'getRecord', 'listRecordLinks'] as const;
const numbers = ['getStatistics', 'listBudgets'] as const;
const ended = [...runs, ...records, ...numbers, 'getPreview'] as const;
const issues = [
  'listIssues',
  'getIssue',
  'listIssueCauses',
  'listFlowSummaries',
  'searchRecords',
  'getRecord',
] as const;

/** What is out of date after an event of a type. The counts of a run that goes on are applied directly. */
export const touched: Record<EventType, readonly OperationId[]> = {
  'flows.v1.run.queued': runs,
  'flows.v1.run.started': runs,
  'flows.v1.run.progressed': [...numbers, 'listRunLog', 'listRunRecords'],
  'flows.v1.run.waiting': [...runs, ...numbers],
  'flows.v1.run.completed': ended,
  'flows.v1.run.failed': ended,
  'flows.v1.run.cancelled': ended,
  'flows.v1.records.delivered': records,
  'flows.v1.issue.opened': issues,
  'flows.v1.issue.resolved': issues,
  'connections.v1.connection.changed': ['listConnections', 'getConnection', 'listBudgets'],
  'settings.v1.flow.changed': [
    ...(['listIntegrations', 'getIntegration', 'getFlow', 'listFlowVersions'] as const),
    ...(['listFlowSummaries', 'listPackageUpdates'] as const),
  ],
};

/** The run with an event's counts; an event that comes late never takes counts back. */
export function withProgress(run: Run, event: KoppelEvent): Run {
  const data = event.data as Partial<{ runId: string; counts: Run['counts']; pages: number }>;
  if (data.runId !== run.id || !data.counts || data.counts.read < run.counts.read) return run;
  return { ...run, counts: data.counts, pages: Math.max(run.pages, data.pages ?? 0) };
}
