import { rateInWords, ratePerSecond, withSample, type RateSample } from './run-rate.js';

const startedAt = '2026-03-01T10:00:00.000Z';
const startMs = new Date(startedAt).getTime();
const at = (seconds: number, read: number): RateSample => ({ atMs: startMs + seconds * 1000, read });
const collect = (...samples: RateSample[]) => samples.reduce<readonly RateSample[]>(withSample, []);

it('reckons over the last minute only', () => {
  const samples = collect(at(0, 0), at(10, 1000), at(70, 1600), at(90, 2200));
  expect(samples.map(({ read }) => read)).toEqual([1600, 2200]);
  expect(ratePerSecond(samples, startedAt)).toBe(30);
});

it('reckons from the beginning of the run while there is only one sample', () => {
  expect(ratePerSecond(collect(at(20, 400)), startedAt)).toBe(20);
});

it('says nothing before it can know', () => {
  expect(ratePerSecond([], startedAt)).toBeNull();
  expect(ratePerSecond(collect(at(1, 100)), startedAt)).toBeNull();
  expect(ratePerSecond(collect(at(20, 0)), null)).toBeNull();
});

it('leaves out what came late', () => {
  expect(collect(at(10, 100), at(9, 90), at(11, 80))).toEqual([at(10, 100)]);
});

it('chooses the unit that reads best', () => {
  const words = { perSecond: (rate: number) => `${rate} a second`, perMinute: (rate: number) => `${rate} a minute` };
  expect(rateInWords(12.4, words)).toBe('12 a second');
  expect(rateInWords(0.5, words)).toBe('30 a minute');
});
