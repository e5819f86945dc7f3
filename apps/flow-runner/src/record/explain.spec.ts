import { explain, type RecordFacts } from './explain.js';

const planned = '2026-11-24T04:30:00.000Z';
const soon = '2026-11-23T12:00:00.000Z';
const issueId = '1f6c1d0e-5f3c-4a6e-9d55-9f7c1f0a2b3c' as never;

function facts(overrides: Partial<RecordFacts> = {}): RecordFacts {
  return {
    newest: { outcome: 'created', reason: null },
    linkState: 'linked',
    issue: null,
    lastRun: { state: 'completed', reason: null, resumesAt: null },
    plannedAt: planned,
    flow: { state: 'known', isEnabled: true, brokenConnection: null },
    ...overrides,
  };
}

describe('why a record is not synced', () => {
  it('says when it is, and when its flow runs next', () => {
    expect(explain(facts())).toEqual({ code: 'synced', reason: null, issueId: null, nextRunAt: planned });
    expect(explain(facts({ flow: { state: 'unknown' } })).code).toBe('synced');
  });

  it.each([
    ['open', 'issue_open', 'No VAT code.'],
    ['held', 'issue_held', 'No VAT code.'],
    ['retrying', 'issue_retrying', 'No VAT code.'],
    ['skipped', 'skipped_by_person', null],
  ] as const)('names the issue that is %s before anything else', (state, code, reason) => {
    const issue = { id: issueId, state, reason: 'No VAT code.' };
    expect(explain(facts({ issue, linkState: 'writing' }))).toMatchObject({ code, reason, issueId });
  });

  it('says that the settings left it out, also when it was delivered earlier', () => {
    const newest = { outcome: 'filtered' as const, reason: 'It is not published.' };
    expect(explain(facts({ newest }))).toMatchObject({ code: 'filtered', reason: 'It is not published.' });
  });

  it('says that its write was interrupted', () => {
    const lastRun = { state: 'waiting' as const, reason: 'The shop is down.', resumesAt: soon };
    const explanation = explain(facts({ linkState: 'writing', lastRun }));
    expect(explanation).toMatchObject({ code: 'write_open', reason: 'The shop is down.', nextRunAt: soon });
  });

  it('says what keeps the flow of a well record from running', () => {
    const flow = { state: 'known' as const, isEnabled: true, brokenConnection: { displayTitle: 'Shop', reason: null } };
    expect(explain(facts({ flow }))).toMatchObject({ code: 'connection_needs_attention' });
    const paused = { ...flow, isEnabled: false, brokenConnection: null };
    expect(explain(facts({ flow: paused }))).toMatchObject({ code: 'flow_paused', reason: null, nextRunAt: null });
    expect(explain(facts({ flow: { state: 'removed' } }))).toMatchObject({ code: 'flow_paused', nextRunAt: null });
    const lastRun = { state: 'waiting' as const, reason: 'Budget used up.', resumesAt: soon };
    expect(explain(facts({ lastRun }))).toMatchObject({ code: 'run_waiting', nextRunAt: soon });
    expect(explain(facts({ lastRun: { ...lastRun, state: 'failed' } }))).toMatchObject({ code: 'flow_failed' });
  });
});
