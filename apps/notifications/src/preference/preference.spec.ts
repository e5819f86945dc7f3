import { defaultPreferences, nextTimeOfDay, sendAt } from './preference.js';

const at = (text: string) => new Date(text);
const chosen = { ...defaultPreferences('owner'), timeZone: 'Europe/Amsterdam' };

it('mails whoever can mend things, unless people choose otherwise', () => {
  expect(defaultPreferences('admin').topics).toContain('connections');
  expect(defaultPreferences('operator').topics).toEqual([]);
});

describe('a message', () => {
  const night = { ...chosen, quietHours: { from: '22:00', to: '07:00' } };

  it.each([
    ['2026-11-20T20:59:59Z', '2026-11-20T20:59:59Z'],
    ['2026-11-20T21:00:00Z', '2026-11-21T06:00:00Z'],
    ['2026-11-21T05:59:30Z', '2026-11-21T06:00:00Z'],
    ['2026-11-21T06:00:00Z', '2026-11-21T06:00:00Z'],
    // In summer.
    ['2026-07-01T20:00:00Z', '2026-07-02T05:00:00Z'],
  ])('of %s goes at %s where the night is quiet', (now, goes) => {
    expect(sendAt(night, { now: at(now), oldest: at(now) })).toEqual(at(goes));
  });

  it('waits for the end of quiet hours within a day', () => {
    const lunch = { ...chosen, quietHours: { from: '12:00', to: '13:30' } };
    const now = at('2026-11-20T11:15:00Z');
    expect(sendAt(lunch, { now, oldest: now })).toEqual(at('2026-11-20T12:30:00Z'));
    const evening = at('2026-11-20T20:00:00Z');
    expect(sendAt(lunch, { now: evening, oldest: evening })).toEqual(evening);
  });

  it('of somebody with a daily one waits for its time, and goes then whatever came later', () => {
    const daily = { ...night, digestAt: '08:30' };
    const oldest = at('2026-11-20T10:00:00Z');
    expect(sendAt(daily, { now: oldest, oldest })).toEqual(at('2026-11-21T07:30:00Z'));
    const now = at('2026-11-21T07:30:00Z');
    expect(sendAt(daily, { now, oldest })).toEqual(now);
    const later = at('2026-11-21T23:30:00Z');
    expect(sendAt(daily, { now: later, oldest })).toEqual(later);
  });
});

describe('the next time of day', () => {
  it('comes where clocks are put forward past it, and at midnight', () => {
    expect(nextTimeOfDay(at('2026-03-29T00:00:00Z'), '02:30', 'Europe/Amsterdam')).toEqual(at('2026-03-29T01:00:00Z'));
    expect(nextTimeOfDay(at('2026-11-20T12:00:00Z'), '00:00', 'Europe/Amsterdam')).toEqual(at('2026-11-20T23:00:00Z'));
  });

  it('is tomorrow at that very minute', () => {
    expect(nextTimeOfDay(at('2026-11-20T07:00:20Z'), '08:00', 'Europe/Amsterdam')).toEqual(at('2026-11-21T07:00:00Z'));
  });
});
