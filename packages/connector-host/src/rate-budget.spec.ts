import { ConnectorFailure } from '@koppel/connector-sdk';
import { localRateBudget } from './rate-budget.js';

const signal = new AbortController().signal;

function aClock(startMs = 1_000_000) {
  const clock = { nowMs: startMs, now: () => clock.nowMs };
  return clock;
}

async function failureOf(work: Promise<unknown>): Promise<unknown> {
  return work.then(
    () => undefined,
    (error: unknown) => error,
  );
}

it('holds a call until another gives its place back', async () => {
  const budget = localRateBudget({ concurrency: 1 });
  const first = await budget.take(signal);
  let isTaken = false;
  const second = budget.take(signal).then((permit) => {
    isTaken = true;
    return permit;
  });
  await new Promise(setImmediate);
  expect(isTaken).toBe(false);
  first.release();
  first.release();
  (await second).release();
  (await budget.take(signal)).release();
});

it('lets a waiting call go when the work is aborted, and gives its place to the next', async () => {
  const budget = localRateBudget({ concurrency: 1 });
  const first = await budget.take(signal);
  const controller = new AbortController();
  const aborted = failureOf(budget.take(controller.signal));
  const waiting = budget.take(signal);
  controller.abort(new Error('stopped'));
  expect(await aborted).toMatchObject({ message: 'stopped' });
  first.release();
  (await waiting).release();
});

it('refuses when the minute is used up, and goes on in the next one', async () => {
  const clock = aClock();
  const budget = localRateBudget({ concurrency: 9, perMinute: 2 }, clock.now);
  (await budget.take(signal)).release();
  (await budget.take(signal)).release();
  const failure = await failureOf(budget.take(signal));
  expect(failure).toBeInstanceOf(ConnectorFailure);
  expect(failure).toMatchObject({ failureClass: 'rate_limit', retryAfterMs: 60_000 });
  clock.nowMs += 60_000;
  (await budget.take(signal)).release();
});

it('waits a short time for the budget', async () => {
  const budget = localRateBudget({ concurrency: 9 });
  const resetsAtMs = Date.now() + 60;
  budget.report({ minute: { remaining: 0, resetsAtMs } });
  (await budget.take(signal)).release();
  expect(Date.now()).toBeGreaterThanOrEqual(resetsAtMs - 1);
});

it('believes the application about what is left, but takes a missing number as unknown', async () => {
  const clock = aClock();
  const budget = localRateBudget({ concurrency: 9, perMinute: 60 }, clock.now);
  budget.report({ minute: { limit: 60 }, day: {} });
  (await budget.take(signal)).release();
  budget.report({ minute: { remaining: 1, resetsAtMs: clock.nowMs + 50_000 } });
  (await budget.take(signal)).release();
  budget.report({ minute: { remaining: 1, resetsAtMs: clock.nowMs + 50_000 } });
  expect(await failureOf(budget.take(signal))).toMatchObject({ retryAfterMs: 50_000 });
});

it('refuses when the day is used up', async () => {
  const clock = aClock();
  const budget = localRateBudget({ concurrency: 9, perDay: 5000 }, clock.now);
  budget.report({ day: { remaining: 0, resetsAtMs: clock.nowMs + 3_600_000 } });
  expect(await failureOf(budget.take(signal))).toMatchObject({ failureClass: 'rate_limit', retryAfterMs: 3_600_000 });
});
