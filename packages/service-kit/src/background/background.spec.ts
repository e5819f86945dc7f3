import { jest } from '@jest/globals';
import { FakeClock } from '../testing/fake-clock.js';
import { backoffMs } from './backoff.js';
import { DeadlineExceeded, withDeadline } from './deadline.js';
import { Interval } from './interval.js';

const exact = { jitter: 0 };

describe('Interval', () => {
  const start = (work: (signal: AbortSignal) => Promise<unknown>, options = {}) => {
    const clock = new FakeClock();
    return {
      clock,
      interval: new Interval({ name: 'test', everyMs: 1_000, work, clock, ...exact, ...options }).start(),
    };
  };

  it('waits from the end of a round, so that rounds never overlap', async () => {
    let finish: () => void = () => undefined;
    const work = jest.fn(() => new Promise<void>((resolve) => (finish = resolve)));
    const { clock, interval } = start(work);
    await clock.advance(1_000);
    expect(work).toHaveBeenCalledTimes(1);
    await clock.advance(10_000);
    expect(work).toHaveBeenCalledTimes(1);
    finish();
    await clock.advance(999);
    expect(work).toHaveBeenCalledTimes(1);
    await clock.advance(1);
    expect(work).toHaveBeenCalledTimes(2);
    finish();
    await interval.stop();
  });

  it('backs off after failures and returns to its pace after a success', async () => {
    const work = jest.fn(() => Promise.reject(new Error('down')));
    const { clock, interval } = start(work, { maxBackoffMs: 3_000, isImmediate: true });
    await clock.advance(0);
    expect(work).toHaveBeenCalledTimes(1);
    await clock.advance(1_000);
    expect(work).toHaveBeenCalledTimes(2);
    await clock.advance(1_999);
    expect(work).toHaveBeenCalledTimes(2);
    work.mockResolvedValueOnce(undefined as never);
    await clock.advance(1);
    expect(work).toHaveBeenCalledTimes(3);
    await clock.advance(1_000);
    expect(work).toHaveBeenCalledTimes(4);
    await interval.stop();
  });

  it('starts a round at once when triggered, and one more when triggered during a round', async () => {
    const work = jest.fn(() => Promise.resolve());
    const { clock, interval } = start(work);
    await clock.advance(0);
    interval.trigger();
    await clock.advance(0);
    expect(work).toHaveBeenCalledTimes(1);
    work.mockImplementationOnce(() => Promise.resolve(interval.trigger()));
    interval.trigger();
    await clock.advance(0);
    expect(work).toHaveBeenCalledTimes(3);
    await interval.stop();
  });

  it('aborts the signal of the round under way when it stops, and waits for its end', async () => {
    const seen: string[] = [];
    const { clock, interval } = start(async (signal) => {
      await new Promise((resolve) => signal.addEventListener('abort', resolve));
      seen.push('round ended');
    });
    await clock.advance(1_000);
    await interval.stop();
    seen.push('stopped');
    await clock.advance(60_000);
    expect(seen).toEqual(['round ended', 'stopped']);
    expect(clock.sleeping).toBe(0);
  });
});

describe('withDeadline', () => {
  it('ends work that ignores its signal', async () => {
    const clock = new FakeClock();
    let aborted: AbortSignal | undefined;
    const hanging = withDeadline({ timeoutMs: 500, name: 'a call', clock }, (signal) => {
      aborted = signal;
      return new Promise<never>(() => undefined);
    });
    const ended = expect(hanging).rejects.toThrow(DeadlineExceeded);
    await clock.advance(500);
    await ended;
    expect(aborted?.aborted).toBe(true);
  });

  it('gives what the work gave, and leaves no timer', async () => {
    const clock = new FakeClock();
    await expect(withDeadline({ timeoutMs: 500, name: 'a call', clock }, () => Promise.resolve(7))).resolves.toBe(7);
    expect(clock.sleeping).toBe(0);
  });

  it('ends with the outer signal and its reason', async () => {
    const outer = new AbortController();
    const reason = new Error('shutting down');
    const hanging = withDeadline(
      { timeoutMs: 500, name: 'a call', signal: outer.signal, clock: new FakeClock() },
      () => {
        return new Promise<never>(() => undefined);
      },
    );
    outer.abort(reason);
    await expect(hanging).rejects.toBe(reason);
  });
});

describe('backoffMs', () => {
  it('doubles up to its limit', () => {
    const delays = [1, 2, 3, 4, 5].map((failures) => backoffMs(failures, { firstMs: 100, maxMs: 1_000, ...exact }));
    expect(delays).toEqual([100, 200, 400, 800, 1_000]);
  });

  it.each([
    [0, 80],
    [0.5, 100],
    [0.999, 119.96],
  ])('spreads replicas (random %p)', (random, expected) => {
    expect(backoffMs(1, { firstMs: 100, maxMs: 1_000, random: () => random })).toBeCloseTo(expected, 2);
  });
});
