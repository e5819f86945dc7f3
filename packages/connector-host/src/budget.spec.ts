import { perDay, perMinute, type RateLimits, type RateReport } from '@koppel/connector-sdk';
import { applyChange, usesOf, type BudgetChange, type BudgetState } from './budget.js';

const nowMs = 1_000_000;

/** An account with one clock, and what happens to it. */
function anAccount(limits: Partial<RateLimits>, windows: BudgetState['windows'] = {}) {
  const all: RateLimits = { concurrency: 1, ...limits };
  const account = { state: { windows } as BudgetState, limits: all, atMs: nowMs };
  const apply = (change: Partial<BudgetChange>) => {
    const whole = { wanted: 0, unused: 0, unusedAgeMs: 0, errors: 0, report: {}, ...change };
    const { state, grant } = applyChange(account.state, account.limits, whole, account.atMs);
    account.state = state;
    return grant;
  };
  return Object.assign(account, {
    grant: (wanted = 1) => apply({ wanted }),
    giveBack: (unused: number, unusedAgeMs = 0) => apply({ unused, unusedAgeMs }),
    report: (report: RateReport) => apply({ report }),
    fail: (errors: number) => apply({ errors }),
  });
}

const minuteOf = (limit: number, left = limit) => ({
  minute: { limit, declared: 60, left, resetsAtMs: nowMs + 30_000, perMs: 60_000 },
});
const ofMinute = { windows: { minute: perMinute(60), day: perDay() } };

describe('a fixed window', () => {
  it('grants a tenth of the limit at once, so that other replicas get their share', () => {
    const account = anAccount(ofMinute, minuteOf(60));
    expect(account.grant()).toEqual({ units: 6, forMs: 30_000, waitMs: 0 });
    expect(account.state.windows['minute']?.left).toBe(54);
    expect(anAccount(ofMinute, minuteOf(60, 2)).grant().units).toBe(2);
  });

  it('tells how long to wait when nothing is left, and starts anew afterwards', () => {
    const account = anAccount(ofMinute, minuteOf(60, 0));
    expect(account.grant()).toEqual({ units: 0, forMs: 0, waitMs: 30_000 });
    account.atMs += 30_000;
    expect(account.grant().units).toBe(6);
    expect(account.state.windows['minute']).toMatchObject({ left: 54, resetsAtMs: nowMs + 90_000 });
  });

  it('waits for the longest of the windows that are used up', () => {
    const day = { limit: 100, declared: null, left: 0, resetsAtMs: nowMs + 3_600_000, perMs: 86_400_000 };
    const account = anAccount(ofMinute, { ...minuteOf(60), day });
    expect(account.grant()).toMatchObject({ units: 0, waitMs: 3_600_000 });
  });

  it('believes the application when it counts fewer calls left, and when a new window began', () => {
    const account = anAccount(ofMinute, minuteOf(60, 50));
    const left = (remaining: number, resetsAtMs?: number) => {
      account.report({ windows: { minute: { remaining, resetsAtMs } } });
      return account.state.windows['minute']?.left;
    };
    expect([left(10), left(50), left(59, nowMs + 60_000)]).toEqual([10, 10, 59]);
  });

  it('takes the whole of a larger limit than was believed: more was bought', () => {
    const account = anAccount(ofMinute, minuteOf(60, 50));
    account.report({ windows: { minute: { limit: 100, remaining: 90 } } });
    expect(account.state.windows['minute']).toMatchObject({ limit: 100, left: 90 });
  });

  it('takes a missing number for unknown, not for none left', () => {
    const account = anAccount(ofMinute, minuteOf(60, 20));
    account.report({ windows: { day: {} } });
    expect(account.state.windows).toMatchObject({ minute: { left: 20 }, day: { left: null } });
  });

  it('takes unused units back within their window only', () => {
    const account = anAccount(ofMinute, minuteOf(60, 54));
    account.giveBack(4);
    expect(account.state.windows['minute']?.left).toBe(58);
    account.atMs += 40_000;
    account.giveBack(4);
    expect(account.state.windows['minute']?.left).toBe(60);
  });

  it('gives what a minute left unused back to the day: a quiet account does not use up its day', () => {
    const account = anAccount({ windows: { minute: perMinute(60), day: perDay(5000) } });
    for (let minute = 0; minute < 100; minute += 1) {
      expect(account.grant().units).toBe(6);
      account.atMs += 60_000;
      account.giveBack(5, 60_000);
    }
    expect(account.state.windows).toMatchObject({ minute: { left: 60 }, day: { left: 4900 } });
  });

  it('passes over what was said of a window that has ended, and no window ends later than its own length from now', () => {
    const account = anAccount(ofMinute, minuteOf(60, 50));
    account.report({ windows: { minute: { remaining: 0, resetsAtMs: nowMs - 1 } } });
    expect(account.state.windows['minute']).toMatchObject({ left: 50, resetsAtMs: nowMs + 30_000 });
    account.report({ windows: { minute: { remaining: 0, resetsAtMs: nowMs + 86_400_000 } } });
    expect(account.grant()).toMatchObject({ units: 0, waitMs: 60_000 });
  });

  it('takes another limit than was declared before, and keeps what was used', () => {
    const account = anAccount(ofMinute, minuteOf(60, 50));
    account.limits = { concurrency: 1, windows: { minute: perMinute(30) } };
    account.giveBack(0);
    expect(account.state.windows).toMatchObject({ minute: { limit: 30, left: 20 } });
    expect(account.state.windows['day']).toBeUndefined();
  });

  it('shows what is used, and nothing of a window that has ended', () => {
    const { windows } = anAccount(ofMinute, minuteOf(60, 50)).state;
    expect(usesOf({ windows }, nowMs)).toEqual({ minute: { limit: 60, used: 10, resetsAtMs: nowMs + 30_000 } });
    expect(usesOf({ windows }, nowMs + 100_000)).toEqual({
      minute: { limit: 60, used: 0, resetsAtMs: nowMs + 150_000 },
    });
  });
});

describe('a sliding window', () => {
  it('counts what was used in the time before, less of it the longer ago', () => {
    const account = anAccount({ windows: { burst: { limit: 10, perMs: 10_000, kind: 'sliding' } } });
    expect(account.grant(10).units).toBe(10);
    expect(account.grant()).toMatchObject({ units: 0, waitMs: 10_000 });
    account.atMs += 10_000;
    expect(account.grant()).toMatchObject({ units: 0, waitMs: 1_000 });
    account.atMs += 5_000;
    expect(account.grant(5).units).toBe(5);
    expect(account.grant().units).toBe(0);
    account.atMs += 25_000;
    expect(account.grant(10).units).toBe(10);
  });
});

describe('a leaky bucket', () => {
  const limits = { bucket: { size: 40, refillPerSecond: 2 } };

  it('gives what is in it, and fills again by the second', () => {
    const account = anAccount(limits);
    expect(account.grant(40).units).toBe(40);
    expect(account.grant()).toMatchObject({ units: 0, waitMs: 500 });
    account.atMs += 5_000;
    expect(account.grant(10).units).toBe(10);
    account.atMs += 60_000;
    account.giveBack(5);
    expect(account.state.bucket?.level).toBe(40);
  });

  it('is corrected by what answers tell, also of its size', () => {
    const account = anAccount(limits);
    account.report({ bucket: { remaining: 3 } });
    expect(account.state.bucket?.level).toBe(3);
    account.report({ bucket: { size: 80, remaining: 70, refillPerSecond: 4 } });
    expect(account.state.bucket).toMatchObject({ size: 80, level: 70, refillPerSecond: 4 });
  });
});

it('grants nothing before the application wants to be called again', () => {
  const account = anAccount(ofMinute);
  account.report({ blockedUntilMs: nowMs + 7_000 });
  expect(account.grant()).toMatchObject({ units: 0, waitMs: 7_000 });
  account.atMs += 7_000;
  expect(account.grant().units).toBe(6);
});

it('grants nothing after too many errors, until their time has passed', () => {
  const account = anAccount({ errors: { limit: 3, perMs: 60_000, statuses: [400] } });
  account.fail(2);
  expect(account.grant().units).toBe(200);
  account.fail(1);
  expect(account.grant()).toMatchObject({ units: 0, waitMs: 60_000 });
  account.atMs += 60_000;
  expect(account.grant().units).toBe(200);
});
