import { formOf, preferencesOf, problemsOf, zonesWith } from './preferences-in-form.js';

const preferences = {
  ...{ topics: ['flows' as const], timeZone: 'Asia/Kolkata', digestAt: null },
  quietHours: { from: '21:00', to: '06:30' },
};

it('shows what was chosen and gives it back', () => {
  expect(preferencesOf(formOf(preferences, true))).toEqual(preferences);
  const daily = { ...preferences, quietHours: null, digestAt: '09:15' };
  expect(preferencesOf(formOf(daily, true))).toEqual(daily);
});

it('is where the browser is as long as nothing was chosen', () => {
  const { timeZone } = new Intl.DateTimeFormat().resolvedOptions();
  expect(formOf(preferences, false).timeZone).toBe(timeZone);
});

it('takes no quiet hours that begin when they end, nor a time that is missing', () => {
  const form = formOf(preferences, true);
  expect(problemsOf({ ...form, to: '21:00' })).toHaveProperty('to');
  expect(problemsOf({ ...form, from: '' })).toHaveProperty('from');
  expect(problemsOf({ ...form, rhythm: 'daily', digestAt: '' })).toHaveProperty('digestAt');
  expect(problemsOf({ ...form, rhythm: 'always', from: '' })).toEqual({});
});

it('offers a time zone that this browser does not know', () => {
  expect(zonesWith('Mars/Olympus').map(({ value }) => value)).toContain('Mars/Olympus');
});
