import { jest } from '@jest/globals';
import { Liveness } from './liveness.js';

beforeEach(() => void jest.useFakeTimers());
afterEach(() => void jest.useRealTimers());

describe('liveness', () => {
  it('is lost when a loop stands still, and named by it', () => {
    const liveness = new Liveness();
    const loop = liveness.watch('work queue', 60_000);
    jest.advanceTimersByTime(59_000);
    loop.beat();
    jest.advanceTimersByTime(59_000);
    expect(liveness.check()).toEqual({ status: 'alive', hung: [] });
    jest.advanceTimersByTime(2_000);
    expect(liveness.check()).toEqual({ status: 'hung', hung: ['work queue'] });
    loop.beat();
    expect(liveness.check().status).toBe('alive');
  });

  it('asks nothing of a loop that has ended', () => {
    const liveness = new Liveness();
    liveness.watch('work queue', 1_000).end();
    jest.advanceTimersByTime(5_000);
    expect(liveness.check().status).toBe('alive');
  });
});
