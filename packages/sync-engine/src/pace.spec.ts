import { Pace } from './pace.js';

const timeoutMs = 20_000;

describe('the pace of an application', () => {
  it('asks once, alone, and then as much as it may where the answer comes soon', () => {
    const pace = new Pace({ timeoutMs });
    expect([pace.size(50), pace.workers(4)]).toEqual([50, 1]);
    pace.answered({ records: 50, elapsedMs: 900 });
    expect([pace.size(50), pace.workers(4)]).toEqual([50, 4]);
  });

  it('halves after a call that was given up, and further where it shows what was done in its time', () => {
    const pace = new Pace({ timeoutMs });
    pace.failed({ records: 50 });
    expect(pace.size(50)).toBe(25);
    const seen = new Pace({ timeoutMs });
    seen.failed({ records: 50, done: 33 });
    expect(seen.size(50)).toBe(16);
  });

  it('keeps calls within half of their time, and adds workers one by one', () => {
    const pace = new Pace({ timeoutMs, known: { size: 25, workers: 1, timeoutMs: null } });
    pace.answered({ records: 25, elapsedMs: 15_000 });
    expect([pace.size(50), pace.workers(4)]).toEqual([16, 1]);
    for (let calls = 0; calls < 3; calls += 1) pace.answered({ records: 16, elapsedMs: 9_600 });
    expect([pace.size(50), pace.workers(4)]).toEqual([16, 4]);
  });

  it('grows slowly, and not because of a small call', () => {
    const pace = new Pace({ timeoutMs, known: { size: 12, workers: 2, timeoutMs: null } });
    pace.answered({ records: 3, elapsedMs: 10 });
    expect(pace.size(50)).toBe(12);
    pace.answered({ records: 12, elapsedMs: 100 });
    expect(pace.size(50)).toBe(15);
    for (let calls = 0; calls < 20; calls += 1) pace.answered({ records: pace.size(500), elapsedMs: 100 });
    expect(pace.state).toEqual({ size: null, workers: 24, timeoutMs: null });
  });

  it('halves once for calls that were under way together, and not for a record that fails alone', () => {
    const pace = new Pace({ timeoutMs, known: { size: 40, workers: 4, timeoutMs: null } });
    for (let calls = 0; calls < 4; calls += 1) pace.failed({ records: 40 });
    expect(pace.state).toEqual({ size: 20, workers: 2, timeoutMs: null });
    pace.failed({ records: 1 });
    expect(pace.size(50)).toBe(20);
  });

  it('tells what it learned', () => {
    const told: unknown[] = [];
    const pace = new Pace({ timeoutMs, onChange: (state) => told.push(state) });
    pace.answered({ records: 50, elapsedMs: 100 });
    pace.answered({ records: 50, elapsedMs: 100 });
    expect(told).toEqual([{ size: null, workers: null, timeoutMs: null }]);
  });

  it('gives half as much time again after calls that were given up, as far as may be, and takes it back slowly', () => {
    const told: (number | null)[] = [];
    const pace = new Pace({ timeoutMs, maxTimeoutMs: 40_000, onChange: (state) => told.push(state.timeoutMs) });
    pace.ended({ durationMs: 20_001, isTimedOut: true });
    // It was under way with less time.
    pace.ended({ durationMs: 20_001, isTimedOut: true });
    expect(pace.timeoutMs).toBe(30_000);
    pace.ended({ durationMs: 30_001, isTimedOut: true });
    pace.ended({ durationMs: 40_001, isTimedOut: true });
    expect(pace.timeoutMs).toBe(40_000);
    const quick = (calls: number) => {
      for (let call = 0; call < calls; call += 1) pace.ended({ durationMs: 300, isTimedOut: false });
    };
    quick(19);
    pace.ended({ durationMs: 25_000, isTimedOut: false });
    quick(19);
    expect(pace.timeoutMs).toBe(40_000);
    quick(100);
    expect(pace.state?.timeoutMs).toBeNull();
    expect(told).toEqual([30_000, 40_000, 32_000, 25_600, 20_480, null]);
  });

  it('counts what fits into a call by the time that calls have now', () => {
    const known = { size: 10, workers: 1, timeoutMs: 40_000 };
    const pace = new Pace({ timeoutMs, maxTimeoutMs: 60_000, known });
    pace.answered({ records: 10, elapsedMs: 15_000 });
    expect(pace.size(50)).toBe(12);
    expect(new Pace({ timeoutMs, maxTimeoutMs: 25_000, known }).timeoutMs).toBe(25_000);
    expect(new Pace({ timeoutMs, known }).timeoutMs).toBe(20_000);
  });
});
