import { nextTime } from './schedule.js';

describe('the next time of a schedule', () => {
  const at = (text: string) => new Date(text);

  it('follows the time zone over the change to summer time', () => {
    const schedule = { cron: '30 4 * * *', timeZone: 'Europe/Amsterdam' };
    expect(nextTime(schedule, at('2026-03-28T12:00:00Z'))).toEqual(at('2026-03-29T02:30:00Z'));
    expect(nextTime(schedule, at('2026-03-27T12:00:00Z'))).toEqual(at('2026-03-28T03:30:00Z'));
  });

  it('gives none for what cannot be read', () => {
    expect(nextTime({ cron: 'every day', timeZone: 'Europe/Amsterdam' }, new Date())).toBeUndefined();
    expect(nextTime({ cron: '0 * * * *', timeZone: 'Nowhere' }, new Date())).toBeUndefined();
  });
});
