import { runSchema, type Run } from '@koppel/contracts';
import { readEvent, withProgress } from './event.js';

const runId = '11111111-1111-4111-8111-111111111111';
const counts = { read: 10, created: 10, updated: 0, unchanged: 0, filtered: 0, failed: 0, held: 0 };

function aRun(changes: Partial<Run> = {}): Run {
  const run = runSchema.parse({
    id: runId,
    flowId: '22222222-2222-4222-8222-222222222222',
    integrationId: '33333333-3333-4333-8333-333333333333',
    entity: 'product',
    flowTitle: 'Products',
    trigger: 'manual',
    state: 'running',
    reason: null,
    counts,
    pages: 1,
    attempts: 1,
    queuedAt: '2026-11-23T09:00:00Z',
    startedAt: '2026-11-23T09:00:01Z',
    resumesAt: null,
    endedAt: null,
  });
  return { ...run, ...changes };
}

function progressed(read: number, id = runId): string {
  return JSON.stringify({
    specversion: '1.0',
    id: '44444444-4444-4444-8444-444444444444',
    source: '/flow-runner',
    type: 'flows.v1.run.progressed',
    subject: id,
    time: '2026-11-23T09:00:02Z',
    datacontenttype: 'application/json',
    organizationid: 'org',
    data: {
      runId: id,
      flowId: '22222222-2222-4222-8222-222222222222',
      integrationId: '33333333-3333-4333-8333-333333333333',
      entity: 'product',
      counts: { ...counts, read },
      pages: 2,
    },
  });
}

function anEvent(read: number, id?: string) {
  const event = readEvent('flows.v1.run.progressed', progressed(read, id));
  if (!event) throw new Error('the event was not read');
  return event;
}

describe('readEvent', () => {
  it('refuses what is no event', () => {
    expect(readEvent('flows.v1.run.progressed', 'ping')).toBeUndefined();
    expect(readEvent('flows.v1.run.completed', progressed(20))).toBeUndefined();
  });
});

describe('withProgress', () => {
  it('takes over newer counts', () => {
    expect(withProgress(aRun(), anEvent(20))).toMatchObject({ counts: { read: 20 }, pages: 2 });
  });
  it('ignores counts that come late', () => {
    expect(withProgress(aRun(), anEvent(5)).counts.read).toBe(10);
  });
  it('ignores another run', () => {
    const run = aRun();
    expect(withProgress(run, anEvent(20, '55555555-5555-4555-8555-555555555555'))).toBe(run);
  });
});
