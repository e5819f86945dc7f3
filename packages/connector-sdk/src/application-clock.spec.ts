import { ApplicationClock } from './application-clock.js';
import type { ConnectorContext } from './context.js';

const hourMs = 3_600_000;
const startMs = Date.parse('2026-11-27T12:00:00Z');
const own = new Date('2001-01-01T00:00:00Z');

/** An application whose clock stands so at its answers; undefined: it does not say. */
function aClock(times: (number | undefined)[], fromMs?: number) {
  const request = () => {
    const ms = times.shift();
    const headers = ms === undefined ? {} : { date: new Date(ms).toUTCString() };
    return Promise.resolve({ status: 200, headers, body: undefined });
  };
  const context = { http: { request }, now: () => own } as unknown as ConnectorContext;
  const clock = new ApplicationClock(context, { fromMs });
  return { clock, ask: () => clock.context.http.request({ method: 'GET', url: 'orders' }) };
}

it('lets what changed before now be', async () => {
  const { clock, ask } = aClock([startMs]);
  await ask();
  expect(clock.cap(startMs - hourMs)).toBe(startMs - hourMs);
});

it('stays at the time at which it was asked for what is dated ahead', async () => {
  const { clock, ask } = aClock([startMs, startMs + hourMs]);
  await ask();
  const capped = clock.cap(startMs + 24 * hourMs);
  expect(capped).toBeLessThanOrEqual(startMs);
  expect(capped).toBeGreaterThan(startMs - hourMs);
  await ask();
  expect(clock.cap(startMs + 25 * hourMs)).toBe(capped);
});

it('goes back a week where the clock was set back', async () => {
  const { clock, ask } = aClock([startMs], startMs + hourMs);
  await ask();
  expect(clock.cap(startMs + hourMs)).toBeLessThanOrEqual(startMs - 7 * 24 * hourMs);
});

it('caps nothing where the application does not say its time', async () => {
  const { clock, ask } = aClock([undefined], startMs);
  await ask();
  expect(clock.cap(startMs)).toBe(startMs);
  expect(clock.startedAt).toBe(own);
});
