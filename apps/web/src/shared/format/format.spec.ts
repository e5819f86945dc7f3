import {
  formatCount,
  formatDate,
  formatDay,
  formatDuration,
  formatInstant,
  formatMoment,
  formatPlural,
} from './format.js';

const now = new Date('2026-11-23T12:00:00Z');

describe('formatMoment', () => {
  it.each([
    ['2026-11-23T11:59:30Z', 'just now'],
    ['2026-11-23T12:00:20Z', 'in a moment'],
    ['2026-11-23T11:55:00Z', '5 minutes ago'],
    ['2026-11-23T14:30:00Z', 'in 2 hours'],
  ])('writes %s as %s', (instant, text) => {
    expect(formatMoment(instant, now)).toBe(text);
  });
  it('writes a moment of days ago as a date', () => {
    expect(formatMoment('2026-11-12T11:00:00Z', now)).toContain('12 Nov 2026');
  });
});

it('writes an instant in a time zone', () => {
  expect(formatInstant('2026-11-23T12:00:00Z', 'Europe/Amsterdam')).toBe('23 Nov 2026, 13:00');
});

it.each([
  [5, '5 s'],
  [125, '2 min 5 s'],
  [3845, '1 h 4 min'],
])('writes %i seconds as %s', (seconds, text) => {
  expect(formatDuration(now.toISOString(), new Date(now.getTime() + seconds * 1000).toISOString())).toBe(text);
});

it('groups thousands and picks the plural', () => {
  expect(formatCount(12_345)).toBe('12,345');
  expect(formatPlural(1, 'issue', 'issues')).toBe('1 issue');
  expect(formatPlural(0, 'issue', 'issues')).toBe('0 issues');
});

it('writes a calendar day, whatever the time zone of the machine', () => {
  expect(formatDay('2026-11-23', 'short')).toBe('23 Nov');
  expect(formatDay('2026-11-23', 'long')).toBe('Mon 23 Nov');
  expect(formatDate('2026-11-23')).toBe('23 Nov 2026');
});
