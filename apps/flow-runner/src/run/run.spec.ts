import { isLoggedPage, pauseMs } from './run.js';

describe('the pause of a run', () => {
  const pause = (stalls: number, retryAfterMs?: number, random = 0.5) =>
    pauseMs({ firstMs: 1_000, stalls, retryAfterMs, random: () => random });

  it('doubles, with jitter, up to a quarter of an hour', () => {
    expect([pause(1), pause(2), pause(3)]).toEqual([1_000, 2_000, 4_000]);
    expect(pause(3, undefined, 0)).toBeLessThan(4_000);
    expect(pause(50)).toBe(900_000);
  });

  it('waits as long as the application asks, never less', () => {
    expect(pause(1, 30_000, 0)).toBe(30_000);
    expect(pause(9, 30_000, 1)).toBe(31_000);
  });
});

describe('the pages that a run log has', () => {
  const logged = (pages: number) => Array.from({ length: pages }, (_, index) => index + 1).filter(isLoggedPage);

  it('are all of a short run, and fewer and fewer of a long one', () => {
    expect(logged(50)).toHaveLength(50);
    expect(logged(80).slice(50)).toEqual([60, 70, 80]);
    expect(logged(100_000).length).toBeLessThanOrEqual(200);
  });
});
