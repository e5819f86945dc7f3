import { isCron, scheduleWords, toSchedule, toScheduleValue } from './schedule.js';

const timeZone = 'Europe/Amsterdam';

describe('schedule', () => {
  it('recognises a preset', () => {
    expect(toScheduleValue({ cron: '0 * * * *', timeZone })).toEqual({ preset: 'hourly', cron: '0 * * * *', timeZone });
  });

  it('comes back from the form as it went in', () => {
    for (const schedule of [null, { cron: '*/5 * * * *', timeZone }, { cron: '7 4 * * 1-5', timeZone }]) {
      expect(toSchedule(toScheduleValue(schedule, timeZone))).toEqual(schedule);
    }
  });

  it('tidies a cron expression', () => {
    expect(toSchedule({ preset: 'custom', cron: ' 1  2 * * * ', timeZone })).toEqual({ cron: '1 2 * * *', timeZone });
  });

  it.each([
    ['0 * * * *', true],
    ['*/10 8-18 * * MON-FRI', true],
    ['0 0 1 JAN *', true],
    ['0 * * *', false],
    ['0 0 0 * * *', false],
    ['every hour', false],
  ])('checks the form of %s', (cron, isValid) => {
    expect(isCron(cron)).toBe(isValid);
  });

  it('says a schedule in words', () => {
    expect(scheduleWords(null)).toBe('By hand only');
    expect(scheduleWords({ cron: '*/15 * * * *', timeZone })).toBe('Every 15 minutes');
    expect(scheduleWords({ cron: '1 2 * * *', timeZone })).toBe('Cron 1 2 * * * (Europe/Amsterdam)');
  });
});
