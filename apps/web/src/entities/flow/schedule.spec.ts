import { isCron, scheduleProblem, scheduleText, toSchedule, toScheduleValue } from './schedule.js';

const timeZone = 'Europe/Amsterdam';

describe('schedule', () => {
  it.each([
    ['*/15 * * * *', { kind: 'minutes', every: '15' }],
    ['0 * * * *', { kind: 'hourly', past: '0' }],
    ['0 3 * * *', { kind: 'daily', time: '03:00' }],
    ['5 14 * * 1-5', { kind: 'workdays', time: '14:05' }],
    ['*/7 * * * *', { kind: 'cron' }],
    ['0 3 1 * *', { kind: 'cron' }],
    ['0 3 * * MON', { kind: 'cron' }],
  ])('recognises %s', (cron, expected) => {
    expect(toScheduleValue({ cron, timeZone })).toMatchObject({ ...expected, cron, timeZone });
  });

  it('comes back from the form as it went in', () => {
    const crons = ['*/5 * * * *', '55 * * * *', '0 3 * * *', '7 4 * * 1-5', '1 2 3 4 5', '*/5 8-18 * * *'];
    for (const schedule of [null, ...crons.map((cron) => ({ cron, timeZone }))]) {
      expect(toSchedule(toScheduleValue(schedule, timeZone))).toEqual(schedule);
    }
  });

  it('tidies a cron expression', () => {
    const value = { ...toScheduleValue(null, timeZone), kind: 'cron' as const, cron: ' 1  2 * * 1 ' };
    expect(toSchedule(value)).toEqual({ cron: '1 2 * * 1', timeZone });
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

  it('says which field is wrong', () => {
    const value = toScheduleValue(null, timeZone);
    expect(scheduleProblem({ ...value, kind: 'daily', time: '' })?.field).toBe('time');
    expect(scheduleProblem({ ...value, kind: 'cron', cron: 'hourly' })?.field).toBe('cron');
    expect(scheduleProblem(value)).toBeUndefined();
  });

  it.each([
    ['*/15 * * * *', 'Every 15 minutes'],
    ['0 * * * *', 'Every hour'],
    ['30 * * * *', 'Every hour at :30'],
    ['0 3 * * *', 'Every day at 03:00 (Europe/Amsterdam)'],
    ['1 2 * * 0', 'Cron 1 2 * * 0 (Europe/Amsterdam)'],
  ])('says %s in words', (cron, text) => {
    expect(scheduleText({ cron, timeZone })).toBe(text);
  });

  it('says that there is none', () => {
    expect(scheduleText(null)).toBe('Only manually');
  });
});
