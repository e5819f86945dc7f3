import { createClock } from './clock.js';

it('gives local time and GMT, with summer time', () => {
  const clock = createClock('Europe/Amsterdam', () => Date.parse('2026-07-01T10:00:00Z'));
  expect(clock.stamp()).toEqual({ local: '2026-07-01T12:00:00', gmt: '2026-07-01T10:00:00' });
});

it('reads a local time', () => {
  const clock = createClock('Europe/Amsterdam', Date.now);
  expect(clock.fromLocal('2010-12-01T08:26:00')).toEqual({ local: '2010-12-01T08:26:00', gmt: '2010-12-01T07:26:00' });
});
