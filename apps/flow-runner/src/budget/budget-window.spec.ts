import { corrected, grant, returned, type BudgetState } from './budget-window.js';

const nowMs = 1_000_000;
const unknown = { limit: null, left: null, resetsAtMs: null };
const minuteOf = (limit: number, left = limit): BudgetState => ({
  minute: { limit, left, resetsAtMs: nowMs + 30_000 },
  day: unknown,
});

describe('the window of a budget', () => {
  it('grants a tenth of the limit at once, so that other replicas get their share', () => {
    expect(grant(minuteOf(60), nowMs)).toMatchObject({ permits: 6, waitMs: 0, state: { minute: { left: 54 } } });
    expect(grant(minuteOf(60, 2), nowMs)).toMatchObject({ permits: 2, state: { minute: { left: 0 } } });
  });

  it('tells how long to wait when nothing is left, and starts anew afterwards', () => {
    expect(grant(minuteOf(60, 0), nowMs)).toMatchObject({ permits: 0, waitMs: 30_000 });
    expect(grant(minuteOf(60, 0), nowMs + 30_000)).toMatchObject({
      permits: 6,
      state: { minute: { left: 54, resetsAtMs: nowMs + 90_000 } },
    });
  });

  it('waits for the day when the day is used up', () => {
    const day = { limit: 100, left: 0, resetsAtMs: nowMs + 3_600_000 };
    expect(grant({ minute: minuteOf(60).minute, day }, nowMs)).toMatchObject({ permits: 0, waitMs: 3_600_000 });
  });

  it('believes the application when it counts fewer calls left, and when a new window began', () => {
    expect(corrected(minuteOf(60, 50), { minute: { remaining: 10 } }, nowMs).minute.left).toBe(10);
    expect(corrected(minuteOf(60, 10), { minute: { remaining: 50 } }, nowMs).minute.left).toBe(10);
    expect(
      corrected(minuteOf(60, 0), { minute: { remaining: 59, resetsAtMs: nowMs + 60_000 } }, nowMs).minute.left,
    ).toBe(59);
  });

  it('takes the whole of a larger limit than was believed: the administration has bought more', () => {
    expect(corrected(minuteOf(60, 50), { minute: { limit: 100, remaining: 90 } }, nowMs).minute).toMatchObject({
      limit: 100,
      left: 90,
    });
  });

  it('takes a missing number for unknown, not for none left', () => {
    expect(corrected(minuteOf(60, 20), { day: {} }, nowMs)).toMatchObject({
      minute: { left: 20 },
      day: { left: null },
    });
  });

  it('takes unused permits back within their window only', () => {
    expect(returned(minuteOf(60, 54), 4, nowMs).minute.left).toBe(58);
    expect(returned(minuteOf(60, 54), 4, nowMs + 40_000).minute.left).toBe(54);
  });
});
