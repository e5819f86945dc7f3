import type { EventType } from '@koppel/contracts';

const run = {
  runId: '0b6f4c1e-7c2c-4c55-9d0c-2d6d1c7f8a01',
  flowId: '5f0d9a52-13f3-4b0b-8a0e-7f5f1b1c2d02',
  integrationId: '9c1b7e44-6a0e-4f43-b7d7-3e4a5b6c7d03',
  entity: 'order',
};
const issueId = 'd4a1f6b8-2f6e-4c39-8f1a-6b7c8d9e0f04';
const counts = { read: 12, created: 3, updated: 1, unchanged: 7, filtered: 0, failed: 1, held: 0 };

/** One example of the data of every event, for the document that describes them. */
export const eventExamples: Record<EventType, Record<string, unknown>> = {
  'flows.v1.run.queued': { ...run, kind: 'sync', trigger: 'schedule' },
  'flows.v1.run.started': run,
  'flows.v1.run.progressed': { ...run, counts, pages: 2 },
  'flows.v1.run.waiting': {
    ...run,
    reason: { code: 'budget.exhausted', params: { seconds: 60 } },
    resumesAt: '2026-01-05T09:31:00.000Z',
  },
  'flows.v1.run.completed': { ...run, counts },
  'flows.v1.run.failed': {
    ...run,
    counts,
    reason: { code: 'http.forbidden', params: { application: 'WooCommerce', status: 403, said: 'Sorry' } },
  },
  'flows.v1.run.cancelled': { ...run, counts },
  'flows.v1.records.delivered': {
    ...run,
    records: [{ outcome: 'created', sourceKey: '1042', naturalKey: 'WEB-1042', targetKey: '20310042' }],
  },
  'flows.v1.issue.opened': { ...run, issueId, naturalKey: 'WEB-1042', failureClass: 'missing_reference' },
  'flows.v1.issue.resolved': { ...run, issueId, naturalKey: 'WEB-1042' },
  'connections.v1.connection.changed': {
    connectionId: 'a2b3c4d5-e6f7-4890-91ab-cdef01234505',
    state: 'needs_attention',
    reason: 'The access was withdrawn at Exact Online.',
  },
  'settings.v1.flow.changed': { flowId: run.flowId, integrationId: run.integrationId, isRemoved: false },
};
