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

const runLists = ['listRuns', 'listFlowSummaries'] as const;
const issueLists = ['listIssues', 'getIssue', 'listFlowSummaries'] as const;

/** What is out of date after an event of a type. Progress changes one run only, and that is applied directly. */
export const touched: Record<EventType, readonly OperationId[]> = {
  'flows.v1.run.queued': [...runLists, 'getRun'],
  'flows.v1.run.started': [...runLists, 'getRun'],
  'flows.v1.run.progressed': [],
  'flows.v1.run.waiting': [...runLists, 'getRun'],
  'flows.v1.run.completed': [...runLists, 'getRun'],
  'flows.v1.run.failed': [...runLists, 'getRun'],
  'flows.v1.run.cancelled': [...runLists, 'getRun'],
  'flows.v1.records.delivered': [],
  'flows.v1.issue.opened': issueLists,
  'flows.v1.issue.resolved': issueLists,
  'connections.v1.connection.changed': ['listConnections', 'getConnection'],
  'settings.v1.flow.changed': ['listIntegrations', 'getIntegration', 'getFlow', 'listFlowSummaries'],
};

/** The run with an event's counts; an event that comes late never takes counts back. */
export function withProgress(run: Run, event: KoppelEvent): Run {
  const data = event.data as Partial<{ runId: string; counts: Run['counts']; pages: number }>;
  if (data.runId !== run.id || !data.counts || data.counts.read < run.counts.read) return run;
  return { ...run, counts: data.counts, pages: Math.max(run.pages, data.pages ?? 0) };
}
