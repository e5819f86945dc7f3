import { nextAttemptAt } from './retry-plan.js';

const day = 24 * 3_600_000;

describe('retry plan', () => {
  it('waits longer each time, and ends after three days', () => {
    let now = new Date(0);
    let tries = 0;
    let waitedMs = 0;
    for (let next = nextAttemptAt(now, ++tries); next; next = nextAttemptAt(now, ++tries)) {
      expect(next.getTime() - now.getTime()).toBeGreaterThan(waitedMs);
      waitedMs = (next.getTime() - now.getTime()) / 1.1;
      now = next;
    }
    expect(tries).toBe(10);
    expect(now.getTime()).toBeGreaterThan(3 * day);
    expect(now.getTime()).toBeLessThan(4 * day);
  });

  it('waits as long as the receiver asks for, within a day', () => {
    expect(nextAttemptAt(new Date(0), 1, 60_000)?.getTime()).toBe(60_000);
    expect(nextAttemptAt(new Date(0), 1, 400 * day)?.getTime()).toBeLessThan(1.2 * day);
  });
});
