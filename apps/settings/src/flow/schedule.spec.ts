import { checkSchedule } from './schedule.js';

describe('checkSchedule', () => {
  it('takes five fields in a time zone', () => {
    expect(() => checkSchedule({ cron: '*/15 6-22 * * 1-5', timeZone: 'Europe/Amsterdam' })).not.toThrow();
  });

  it.each([
    ['* * * * * *', 'Europe/Amsterdam', 'needs five fields'],
    ['61 * * * *', 'Europe/Amsterdam', 'cannot be understood'],
    ['0 6 * * *', 'Europe/Atlantis', 'cannot be understood'],
    ['0 0 31 2 *', 'Europe/Amsterdam', 'never comes due'],
  ])('refuses %s in %s', (cron, timeZone, words) => {
    expect(() => checkSchedule({ cron, timeZone })).toThrow(
      expect.objectContaining({ code: 'flow.schedule_invalid', message: expect.stringContaining(words) }),
    );
  });
});
