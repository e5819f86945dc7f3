import type { RecordAction } from '@koppel/contracts';
import { explain, type RecordFacts } from './explain.js';

const planned = '2026-11-24T04:30:00.000Z';
const soon = '2026-11-23T12:00:00.000Z';
const aReason = (what: string) => ({ code: `test.${what}`, params: {} });
const noCode = aReason('no_vat_code');
const unpublished = aReason('unpublished');
const shopDown = aReason('down');
const issueId = '1f6c1d0e-5f3c-4a6e-9d55-9f7c1f0a2b3c' as never;

const comparison = { readAt: soon, deletions: { checkedAt: planned, everyMs: 21_600_000 } };

function facts(overrides: Partial<RecordFacts> = {}): RecordFacts {
  return {
    newest: { outcome: 'created', reason: null },
    linkState: 'linked',
    issue: null,
    isRequested: false,
    lastRun: { state: 'completed', reason: null, resumesAt: null },
    plannedAt: planned,
    flow: { state: 'known', isEnabled: true, brokenConnection: null },
    attempts: [],
    actions: [],
    targetKey: 't-1',
    comparison,
    ...overrides,
  };
}

describe('why a record is not synced', () => {
  it('says when it is, up to when that is known, and when its flow runs next', () => {
    const synced = { code: 'synced', reason: null, issueId: null, nextRunAt: planned };
    expect(explain(facts())).toEqual({ ...synced, comparison });
    expect(explain(facts({ flow: { state: 'unknown' } })).code).toBe('synced');
  });

  it.each([
    ['open', 'issue_open', noCode],
    ['held', 'issue_held', noCode],
    ['retrying', 'issue_retrying', noCode],
    ['skipped', 'skipped_by_person', null],
  ] as const)('names the issue that is %s before anything else', (state, code, reason) => {
    const issue = { id: issueId, state, reason: noCode };
    expect(explain(facts({ issue, linkState: 'writing' }))).toMatchObject({ code, reason, issueId });
  });

  it('says that the settings left it out, also when it was delivered earlier', () => {
    const newest = { outcome: 'filtered' as const, reason: unpublished };
    expect(explain(facts({ newest }))).toMatchObject({ code: 'filtered', reason: unpublished });
  });

  it('says that it was taken back, and not that it is synced', () => {
    const newest = { outcome: 'withdrawn' as const, reason: unpublished };
    expect(explain(facts({ newest, targetKey: null }))).toMatchObject({ code: 'withdrawn', reason: unpublished });
  });

  it('says so also after it was read again and left out', () => {
    const at = '2026-11-23T10:00:00.000Z';
    const attempts = [
      { outcome: 'filtered' as const, at },
      { outcome: 'withdrawn' as const, at },
    ];
    const newest = { outcome: 'filtered' as const, reason: unpublished };
    expect(explain(facts({ newest, attempts }))).toMatchObject({ code: 'withdrawn', reason: unpublished });
  });

  it('says that a person wants it to be read again', () => {
    expect(explain(facts({ isRequested: true, linkState: null }))).toMatchObject({ code: 'requested', reason: null });
  });

  it('says that its write was interrupted', () => {
    const lastRun = { state: 'waiting' as const, reason: shopDown, resumesAt: soon };
    const explanation = explain(facts({ linkState: 'writing', lastRun }));
    expect(explanation).toMatchObject({ code: 'write_open', reason: shopDown, nextRunAt: soon });
  });

  it('says what keeps the flow of a well record from running', () => {
    const flow = { state: 'known' as const, isEnabled: true, brokenConnection: { displayTitle: 'Shop' } };
    expect(explain(facts({ flow }))).toMatchObject({
      code: 'connection_needs_attention',
      reason: { code: 'flows.connection_needs_attention', params: { connection: 'Shop' } },
    });
    const lastRun = { state: 'waiting' as const, reason: aReason('budget'), resumesAt: soon };
    expect(explain(facts({ lastRun }))).toMatchObject({ code: 'run_waiting', nextRunAt: soon });
    expect(explain(facts({ lastRun: { ...lastRun, state: 'failed' } }))).toMatchObject({ code: 'flow_failed' });
  });

  const paused = { state: 'known' as const, isEnabled: false, brokenConnection: null };
  const removed = { state: 'removed' as const };

  it('says of a delivered record that it is well, and beside it that its flow is paused or gone', () => {
    const well = { code: 'synced', reason: null, issueId: null, nextRunAt: null, comparison };
    expect(explain(facts({ flow: paused }))).toEqual({ ...well, flowState: 'paused' });
    expect(explain(facts({ flow: removed }))).toEqual({ ...well, flowState: 'removed' });
    expect(explain(facts())).not.toHaveProperty('flowState');
  });

  it('says of any other that its flow does not run', () => {
    const newest = { outcome: 'failed' as const, reason: noCode };
    const flowPaused = { code: 'flow_paused', reason: null, nextRunAt: null, flowState: 'paused' };
    expect(explain(facts({ newest, flow: paused }))).toMatchObject(flowPaused);
    const gone = { code: 'flow_paused', reason: { code: 'flows.removed', params: {} }, flowState: 'removed' };
    expect(explain(facts({ newest, flow: removed }))).toMatchObject(gone);
    const filtered = { outcome: 'filtered' as const, reason: unpublished };
    expect(explain(facts({ newest: filtered, flow: paused }))).toMatchObject({ code: 'filtered', flowState: 'paused' });
  });

  describe('that a person linked', () => {
    const action = (kind: RecordAction['kind'], at: string, targetKey = 't-1'): RecordAction => ({
      kind,
      targetKey,
      by: 'user-1',
      byName: 'Anna Smit',
      at,
    });
    const linked = action('linked', '2026-11-23T10:00:00.000Z');
    const again = action('delivered_again', '2026-11-23T12:00:00.000Z');
    const attempt = (outcome: 'unchanged' | 'updated', at: string) => ({ outcome, at });

    it('says who and when, and not that both are the same', () => {
      const attempts = [
        attempt('unchanged', '2026-11-23T10:01:00.000Z'),
        attempt('updated', '2026-11-22T10:00:00.000Z'),
      ];
      const answer = explain(facts({ actions: [again, linked], attempts }));
      expect(answer).toMatchObject({ code: 'linked_by_hand', reason: null, linkedByHand: linked });
    });

    it('says that a person saw to the record of the target', () => {
      const done = action('done', '2026-11-23T10:00:00.000Z');
      expect(explain(facts({ actions: [done] }))).toMatchObject({ code: 'done_by_hand', linkedByHand: done });
    });

    it('says it beside what keeps its flow from running', () => {
      const flow = { state: 'known' as const, isEnabled: true, brokenConnection: { displayTitle: 'Shop' } };
      const answer = explain(facts({ actions: [linked], flow }));
      expect(answer).toMatchObject({ code: 'connection_needs_attention', linkedByHand: linked });
    });

    it.each([
      ['it was written since', { attempts: [attempt('updated', '2026-11-23T11:00:00.000Z')] }],
      ['its link was removed and found again', { actions: [action('unlinked', '2026-11-23T11:00:00.000Z'), linked] }],
      ['it is linked with another record by now', { targetKey: 't-2' }],
    ])('says that it is synced where %s', (_why, overrides) => {
      const answer = explain(facts({ actions: [linked], ...overrides }));
      expect(answer.code).toBe('synced');
      expect(answer).not.toHaveProperty('linkedByHand');
    });
  });
});
