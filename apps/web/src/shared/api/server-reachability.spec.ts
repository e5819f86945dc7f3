import { pauseMs, ServerReachability } from './server-reachability.js';

function aReachability(answers: boolean[]) {
  const timers: { work: () => void; ms: number }[] = [];
  const reachability = new ServerReachability({
    ping: () => Promise.resolve(answers.shift() ?? true),
    now: () => 1000,
    later: (work, ms) => timers.push({ work, ms }),
  });
  reachability.subscribe(() => undefined);
  const next = async () => {
    timers.shift()?.work();
    await settled();
  };
  return { reachability, timers, next };
}

async function settled(): Promise<void> {
  for (let turn = 0; turn < 5; turn += 1) await Promise.resolve();
}

it('says nothing when the server answers after all', async () => {
  const { reachability } = aReachability([true]);
  reachability.reportUnanswered();
  await settled();
  expect(reachability.get()).toEqual({ state: 'ok' });
});

it('tries with growing pauses until the server answers, and tells that for a moment', async () => {
  const { reachability, timers, next } = aReachability([false, false, true]);
  reachability.reportUnanswered();
  await settled();
  expect(reachability.get()).toEqual({ state: 'lost', isTrying: false, nextTryAtMs: 2000 });
  expect(timers.map(({ ms }) => ms)).toEqual([1000]);
  await next();
  expect(timers.map(({ ms }) => ms)).toEqual([2000]);
  await next();
  expect(reachability.get()).toEqual({ state: 'healed' });
  await next();
  expect(reachability.get()).toEqual({ state: 'ok' });
});

it('tries at once when asked to, and lets the timer of before pass', async () => {
  const { reachability, timers, next } = aReachability([false, true]);
  reachability.reportUnanswered();
  await settled();
  reachability.tryNow();
  await settled();
  expect(reachability.get()).toEqual({ state: 'healed' });
  await next();
  expect(reachability.get()).toEqual({ state: 'healed' });
  expect(timers).toHaveLength(1);
});

it('never pauses for longer than half a minute', () => {
  expect([0, 1, 4, 5, 20].map(pauseMs)).toEqual([1000, 2000, 16_000, 30_000, 30_000]);
});
