import { nextTime } from './schedule.js';

const at = (text: string) => new Date(text);

/** The times after one, as long as they are before another. */
function timesBetween(cron: string, timeZone: string, [after, until]: readonly [string, string]): string[] {
  const times: string[] = [];
  for (let time = nextTime({ cron, timeZone }, at(after)); time && time < at(until);) {
    times.push(time.toISOString().slice(0, 16));
    time = nextTime({ cron, timeZone }, time);
  }
  return times;
}

describe('the next time of a schedule', () => {
  it('follows the time zone over the change to summer time', () => {
    const schedule = { cron: '30 4 * * *', timeZone: 'Europe/Amsterdam' };
    expect(nextTime(schedule, at('2026-03-28T12:00:00Z'))).toEqual(at('2026-03-29T02:30:00Z'));
    expect(nextTime(schedule, at('2026-03-27T12:00:00Z'))).toEqual(at('2026-03-28T03:30:00Z'));
  });

  it('gives none for what cannot be read', () => {
    expect(nextTime({ cron: 'every day', timeZone: 'Europe/Amsterdam' }, new Date())).toBeUndefined();
    expect(nextTime({ cron: '0 * * * *', timeZone: 'Nowhere' }, new Date())).toBeUndefined();
  });

  it('gives none for a day that never comes, and passes over months without it', () => {
    expect(nextTime({ cron: '0 6 30 2 *', timeZone: 'Europe/Amsterdam' }, at('2026-01-01T00:00:00Z'))).toBeUndefined();
    const schedule = { cron: '0 6 31 * *', timeZone: 'Europe/Amsterdam' };
    expect(nextTime(schedule, at('2026-08-31T06:00:00Z'))).toEqual(at('2026-10-31T05:00:00Z'));
  });

  it('takes a day of the month and a day of the week as either', () => {
    const times = timesBetween('0 6 1 * 1', 'Europe/Amsterdam', ['2026-11-20T00:00:00Z', '2026-12-02T00:00:00Z']);
    expect(times).toEqual(['2026-11-23T05:00', '2026-11-30T05:00', '2026-12-01T05:00']);
  });
});

const springNight = ['2026-03-28T23:30:00Z', '2026-03-29T04:00:00Z'] as const;
const autumnNight = ['2026-10-24T22:30:00Z', '2026-10-25T03:30:00Z'] as const;

describe('a night in which clocks are put forward', () => {
  it.each([
    ['30 2 * * *', ['2026-03-29T01:00']],
    ['0 3 * * *', ['2026-03-29T01:00']],
    ['0,15,30,45 2 * * *', ['2026-03-29T01:00']],
    ['30 2,3 * * *', ['2026-03-29T01:00', '2026-03-29T01:30']],
    ['30 1-3 * * *', ['2026-03-29T00:30', '2026-03-29T01:00', '2026-03-29T01:30']],
    ['5 */2 * * *', ['2026-03-29T01:00', '2026-03-29T02:05']],
    ['5 * * * *', ['2026-03-29T00:05', '2026-03-29T01:05', '2026-03-29T02:05', '2026-03-29T03:05']],
    ['30 2 29 3 *', ['2026-03-29T01:00']],
  ])('has "%s" right after the change, once', (cron, times) => {
    expect(timesBetween(cron, 'Europe/Amsterdam', springNight)).toEqual(times);
  });
});

describe('a night in which clocks are put back', () => {
  it.each([
    ['30 2 * * *', ['2026-10-25T00:30']],
    ['0,30 2 * * *', ['2026-10-25T00:00', '2026-10-25T00:30']],
    ['30 1-3 * * *', ['2026-10-24T23:30', '2026-10-25T00:30', '2026-10-25T02:30']],
    ['5 */2 * * *', ['2026-10-25T00:05', '2026-10-25T03:05']],
    ['0 * * * *', ['23', '00', '01', '02', '03'].map((hour) => `2026-10-2${hour === '23' ? 4 : 5}T${hour}:00`)],
  ])('has "%s" of the repeated hour once', (cron, times) => {
    expect(timesBetween(cron, 'Europe/Amsterdam', autumnNight)).toEqual(times);
  });

  it('has no gap between quarters of an hour', () => {
    const times = timesBetween('*/15 * * * *', 'Europe/Amsterdam', ['2026-10-24T23:50:00Z', '2026-10-25T02:10:00Z']);
    const steps = times.slice(1).map((time, index) => Date.parse(`${time}Z`) - Date.parse(`${times[index]}Z`));
    expect(new Set(steps)).toEqual(new Set([15 * 60_000]));
  });

  it('goes on with the next day, asked in the second pass', () => {
    const schedule = { cron: '30 2 * * *', timeZone: 'Europe/Amsterdam' };
    expect(nextTime(schedule, at('2026-10-25T01:10:00Z'))).toEqual(at('2026-10-26T01:30:00Z'));
  });
});

it.each([
  ['midnight that is skipped', '0 0 * * *', 'America/Santiago', '2026-09-05T12:00:00Z', '2026-09-06T04:00:00Z'],
  ['after midnight that is skipped', '30 0 * * *', 'Africa/Cairo', '2026-04-23T12:00:00Z', '2026-04-23T22:00:00Z'],
  ['an evening that is repeated', '30 23 * * *', 'America/Santiago', '2026-04-05T02:30:00Z', '2026-04-06T03:30:00Z'],
  ['half an hour that is skipped', '15 2 * * *', 'Australia/Lord_Howe', '2026-10-03T12:00:00Z', '2026-10-03T15:30:00Z'],
  [
    'half an hour that is repeated',
    '45 1 * * *',
    'Australia/Lord_Howe',
    '2026-04-04T14:45:00Z',
    '2026-04-05T15:15:00Z',
  ],
  ['a change at a quarter to', '15 3 * * *', 'Pacific/Chatham', '2026-09-26T12:00:00Z', '2026-09-26T14:00:00Z'],
])('%s: "%s" in %s', (_name, cron, timeZone, after, next) => {
  expect(nextTime({ cron, timeZone }, at(after))).toEqual(at(next));
});
