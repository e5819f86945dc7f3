import { ConnectorFailure, perDay, perMinute } from '@koppel/connector-sdk';
import type { BudgetChange } from './budget.js';
import { localRateBudget, memoryAccount, SharedRateBudget } from './rate-budget.js';

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

it('holds a call until another gives its slot back', async () => {
  const budget = localRateBudget({ concurrency: 1 });
  const first = await budget.take(signal);
  let isTaken = false;
  const second = budget.take(signal).then((slot) => {
    isTaken = true;
    return slot;
  });
  await new Promise(setImmediate);
  expect(isTaken).toBe(false);
  first.release();
  first.release();
  (await second).release();
  (await budget.take(signal)).release();
});

it('lets a waiting call go when the work is aborted, and gives its slot to the next', async () => {
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
  const budget = localRateBudget({ concurrency: 9, windows: { minute: perMinute(2) } }, clock.now);
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
  budget.report({ windows: { minute: { remaining: 0, resetsAtMs } } });
  (await budget.take(signal)).release();
  expect(Date.now()).toBeGreaterThanOrEqual(resetsAtMs - 1);
});

it('believes the application about what is left, but takes a missing number as unknown', async () => {
  const clock = aClock();
  const budget = localRateBudget({ concurrency: 9, windows: { minute: perMinute(60) } }, clock.now);
  budget.report({ windows: { minute: { limit: 60 } } });
  (await budget.take(signal)).release();
  budget.report({ windows: { minute: { remaining: 1, resetsAtMs: clock.nowMs + 50_000 } } });
  (await budget.take(signal)).release();
  budget.report({ windows: { minute: { remaining: 0, resetsAtMs: clock.nowMs + 50_000 } } });
  expect(await failureOf(budget.take(signal))).toMatchObject({ retryAfterMs: 50_000 });
});

it('refuses when the day is used up', async () => {
  const clock = aClock();
  const budget = localRateBudget({ concurrency: 9, windows: { day: perDay(5000) } }, clock.now);
  budget.report({ windows: { day: { remaining: 0, resetsAtMs: clock.nowMs + 3_600_000 } } });
  expect(await failureOf(budget.take(signal))).toMatchObject({ failureClass: 'rate_limit', retryAfterMs: 3_600_000 });
});

it('takes what a call costs, and lets one that costs more than there ever is take everything', async () => {
  const clock = aClock();
  const budget = localRateBudget({ concurrency: 9, bucket: { size: 100, refillPerSecond: 1 } }, clock.now);
  (await budget.take(signal, 60)).release();
  expect(await failureOf(budget.take(signal, 300))).toMatchObject({ failureClass: 'rate_limit' });
  clock.nowMs += 60_000;
  (await budget.take(signal, 300)).release();
  expect(await failureOf(budget.take(signal, 100))).toMatchObject({ failureClass: 'rate_limit' });
});

it('stops after so many errors until their time has passed', async () => {
  const clock = aClock();
  const errors = { limit: 2, perMs: 3_600_000, statuses: [400] };
  const budget = localRateBudget({ concurrency: 9, errors }, clock.now);
  for (const status of [400, 500, 400]) {
    (await budget.take(signal)).release();
    budget.refused(status);
  }
  expect(await failureOf(budget.take(signal))).toMatchObject({ retryAfterMs: 3_600_000 });
  clock.nowMs += 3_600_000;
  (await budget.take(signal)).release();
});

it('shares one account among processes, and gives back what was not used', async () => {
  const clock = aClock();
  const limits = { concurrency: 9, windows: { minute: perMinute(20) } };
  const account = memoryAccount(limits, clock.now);
  const [one, two] = [0, 1].map(() => new SharedRateBudget(limits, account, { now: clock.now }));
  (await one?.take(signal))?.release();
  await one?.close();
  for (let calls = 0; calls < 19; calls += 1) (await two?.take(signal))?.release();
  expect(await failureOf(Promise.resolve(two?.take(signal)))).toMatchObject({ retryAfterMs: 60_000 });
});

it('tells the others at once that the application wants no calls, and how many errors there were', async () => {
  const clock = aClock();
  const limits = { concurrency: 9, errors: { limit: 2, perMs: 60_000, statuses: [400] } };
  const account = memoryAccount(limits, clock.now);
  const [one, two, three] = [0, 1, 2].map(() => new SharedRateBudget(limits, account, { now: clock.now }));
  (await one?.take(signal))?.release();
  one?.report({ blockedUntilMs: clock.nowMs + 30_000 });
  expect(await failureOf(Promise.resolve(two?.take(signal)))).toMatchObject({ retryAfterMs: 30_000 });
  clock.nowMs += 30_000;
  (await one?.take(signal))?.release();
  one?.refused(400);
  one?.refused(400);
  expect(await failureOf(Promise.resolve(three?.take(signal)))).toMatchObject({ retryAfterMs: 60_000 });
});

it('tells what an account that could not be reached did not hear', async () => {
  const clock = aClock();
  const limits = { concurrency: 9, windows: { minute: perMinute(20) } };
  const memory = memoryAccount(limits, clock.now);
  let isDown = false;
  const change = (wanted: BudgetChange) => (isDown ? Promise.reject(new Error('down')) : memory.change(wanted));
  const budget = new SharedRateBudget(limits, { change }, { now: clock.now });
  (await budget.take(signal)).release();
  isDown = true;
  budget.report({ blockedUntilMs: clock.nowMs + 30_000 });
  expect(await failureOf(budget.close())).toMatchObject({ message: 'down' });
  isDown = false;
  await budget.close();
  const other = new SharedRateBudget(limits, memory, { now: clock.now });
  expect(await failureOf(other.take(signal))).toMatchObject({ retryAfterMs: 30_000 });
});
