import { connectionSchema, flowSummaryList, integrationSchema } from '@koppel/contracts';
import { healthOf } from './health.js';

const first = '44444444-4444-4444-8444-444444444444';
const second = '55555555-5555-4555-8555-555555555555';
const flowId = '22222222-2222-4222-8222-222222222222';
const integrationId = '33333333-3333-4333-8333-333333333333';
const at = '2026-11-23T09:00:00Z';
const counts = { read: 0, created: 0, updated: 0, unchanged: 0, filtered: 0, failed: 0, held: 0 };

function anIntegration(isEnabled = true) {
  const flow = { id: flowId, integrationId, packageId: 'p', key: 'products', entity: 'product', title: 'Products' };
  return integrationSchema.parse({
    id: integrationId,
    title: 'Exact – Shop',
    connectionIds: [first, second],
    packageIds: ['p'],
    flows: [
      {
        ...flow,
        sourceConnectionId: first,
        targetConnectionId: second,
        isEnabled,
        schedule: null,
        settings: {},
        version: 1,
      },
    ],
    createdAt: at,
    updatedAt: at,
  });
}

function aConnection(id: string, state = 'ready', reason: string | null = null) {
  const displayTitle = id === first ? 'Exact' : 'Shop';
  return connectionSchema.parse({
    id, applicationId: 'exact-online', displayTitle, state, reason, fields: {}, secretsSet: [], testedAt: null, createdAt: at, updatedAt: at,
  }); // prettier-ignore
}

function summaries(openIssues: number, runState?: string) {
  const lastRun = runState && {
    id: '66666666-6666-4666-8666-666666666666', flowId, integrationId, entity: 'product', flowTitle: 'Products', kind: 'sync', trigger: 'manual',
    filterReasons: [],
    state: runState, reason: { code: 'test.down', params: {}, message: 'Exact is down.' }, counts, pages: 0, attempts: 1, queuedAt: at, startedAt: at, resumesAt: null, endedAt: at,
  }; // prettier-ignore
  const item = { flowId, lastRun: lastRun ?? null, nextRunAt: null, openIssues, heldIssues: 0, linkedRecords: 0 };
  return flowSummaryList.reply.parse({ items: [item] }).items;
}

const well = [aConnection(first), aConnection(second)];

describe('healthOf', () => {
  it('is well when all is', () => {
    const facts = { integration: anIntegration(), connections: well, summaries: summaries(0, 'completed') };
    expect(healthOf(facts)).toEqual({ level: 'good', reasons: [] });
  });
  it('puts a connection that needs a person above all', () => {
    const connections = [aConnection(first, 'needs_attention', 'The grant was revoked.'), aConnection(second)];
    expect(healthOf({ integration: anIntegration(), connections, summaries: summaries(3) })).toEqual({
      level: 'failing',
      reasons: ['The connection “Exact” needs attention. The grant was revoked.'],
    });
  });
  it('tells of a failed run with its reason', () => {
    const facts = { integration: anIntegration(), connections: well, summaries: summaries(0, 'failed') };
    expect(healthOf(facts).reasons).toEqual(['The last run of Products failed. Exact is down.']);
  });
  it('counts open issues', () => {
    const facts = { integration: anIntegration(), connections: well, summaries: summaries(2) };
    expect(healthOf(facts)).toEqual({ level: 'attention', reasons: ['2 issues to resolve.'] });
  });
  it('says when nothing is enabled', () => {
    const facts = { integration: anIntegration(false), connections: well, summaries: summaries(0) };
    expect(healthOf(facts).level).toBe('paused');
  });
});
