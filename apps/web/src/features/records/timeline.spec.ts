import type { RecordAction, RecordAttempt } from '@koppel/contracts';
import { timelineOf } from './timeline.js';

const attempt = (at: string) => ({ id: at, at }) as RecordAttempt;
const action = (at: string): RecordAction => ({ kind: 'unlinked', targetKey: 't1', by: 'user-1', at });
const timesOf = (items: ReturnType<typeof timelineOf>) =>
  items.map((item) => (item.kind === 'attempt' ? `attempt ${item.attempt.at}` : `action ${item.action.at}`));

describe('the timeline of a record', () => {
  it('has decisions of people between the attempts, newest first', () => {
    const attempts = ['2026-11-05T10:00:00Z', '2026-11-03T10:00:00Z'].map(attempt);
    const actions = ['2026-11-06T10:00:00Z', '2026-11-04T10:00:00Z', '2026-11-01T10:00:00Z'].map(action);
    expect(timesOf(timelineOf(attempts, actions))).toEqual([
      'action 2026-11-06T10:00:00Z',
      'attempt 2026-11-05T10:00:00Z',
      'action 2026-11-04T10:00:00Z',
      'attempt 2026-11-03T10:00:00Z',
      'action 2026-11-01T10:00:00Z',
    ]);
  });

  it('has attempts alone where nobody decided anything', () => {
    expect(timesOf(timelineOf([attempt('2026-11-05T10:00:00Z')]))).toEqual(['attempt 2026-11-05T10:00:00Z']);
  });
});
