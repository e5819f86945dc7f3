import { Pace } from './pace.js';

const limitMs = 20_000;

describe('the pace of an application', () => {
  it('asks once, alone, and then as much as it may where the answer comes soon', () => {
    const pace = new Pace({ limitMs });
    expect([pace.size(50), pace.workers(4)]).toEqual([50, 1]);
    pace.answered({ records: 50, elapsedMs: 900 });
    expect([pace.size(50), pace.workers(4)]).toEqual([50, 4]);
  });

  it('halves after a call that was given up, and further where it shows what was done in its time', () => {
    const pace = new Pace({ limitMs });
    pace.failed({ records: 50 });
    expect(pace.size(50)).toBe(25);
    const seen = new Pace({ limitMs });
    seen.failed({ records: 50, done: 33 });
    expect(seen.size(50)).toBe(16);
  });

  it('keeps calls within half of their time, and adds workers one by one', () => {
    const pace = new Pace({ limitMs, known: { size: 25, workers: 1 } });
    pace.answered({ records: 25, elapsedMs: 15_000 });
    expect([pace.size(50), pace.workers(4)]).toEqual([16, 1]);
    for (let calls = 0; calls < 3; calls += 1) pace.answered({ records: 16, elapsedMs: 9_600 });
    expect([pace.size(50), pace.workers(4)]).toEqual([16, 4]);
  });

  it('grows slowly, and not because of a small call', () => {
    const pace = new Pace({ limitMs, known: { size: 12, workers: 2 } });
    pace.answered({ records: 3, elapsedMs: 10 });
    expect(pace.size(50)).toBe(12);
    pace.answered({ records: 12, elapsedMs: 100 });
    expect(pace.size(50)).toBe(15);
    for (let calls = 0; calls < 20; calls += 1) pace.answered({ records: pace.size(500), elapsedMs: 100 });
    expect(pace.state).toEqual({ size: null, workers: 24 });
  });

  it('halves once for calls that were under way together, and not for a record that fails alone', () => {
    const pace = new Pace({ limitMs, known: { size: 40, workers: 4 } });
    for (let calls = 0; calls < 4; calls += 1) pace.failed({ records: 40 });
    expect(pace.state).toEqual({ size: 20, workers: 2 });
    pace.failed({ records: 1 });
    expect(pace.size(50)).toBe(20);
  });

  it('tells what it learned', () => {
    const told: unknown[] = [];
    const pace = new Pace({ limitMs, onChange: (state) => told.push(state) });
    pace.answered({ records: 50, elapsedMs: 100 });
    pace.answered({ records: 50, elapsedMs: 100 });
    expect(told).toEqual([{ size: null, workers: null }]);
  });
});
