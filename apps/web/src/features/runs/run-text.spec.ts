import type { RunCounts, RunLogEntry } from '@koppel/contracts';
import { logText, mainPoints, ratePerSecond, type RateSample, rateText, withSample } from './run-text.js';

const now = new Date('2026-03-01T10:00:00.000Z');
const counts: RunCounts = { read: 400, created: 100, updated: 50, unchanged: 245, filtered: 2, failed: 2, held: 1 };

function anEntry(kind: RunLogEntry['kind'], details: RunLogEntry['details'] = {}): RunLogEntry {
  return { at: now.toISOString(), kind, details };
}

it('says why a run waits and when it goes on', () => {
  const entry = anEntry('waiting', {
    reason: { code: 'test.down', params: {}, message: 'The shop is down.' },
    resumesAt: '2026-03-01T10:05:00.000Z',
  });
  expect(logText(entry, now)).toEqual({
    tone: 'warning',
    title: 'Waiting; continues automatically',
    meaning: 'Continues in 5 minutes.',
    reason: 'The shop is down.',
  });
});

it('sums up a page and an end', () => {
  expect(logText(anEntry('page_delivered', { page: 3, counts }), now)).toMatchObject({
    title: 'Page 3 delivered',
    meaning: '400 read so far, 150 written, 3 issues.',
  });
  expect(logText(anEntry('completed', { counts }), now).meaning).toBe('400 read in total, 150 written, 3 issues.');
});

it('says how a run came about', () => {
  expect(logText(anEntry('queued', { kind: 'sync', trigger: 'schedule' }), now).title).toBe('Queued: on schedule');
});

it('keeps of the pages only the last as a main point', () => {
  const pages = [1, 2, 3].map((page) => anEntry('page_delivered', { page }));
  const points = mainPoints([anEntry('queued'), anEntry('started'), ...pages, anEntry('completed')]);
  expect(points.map(({ kind, details }) => details.page ?? kind)).toEqual(['queued', 'started', 3, 'completed']);
});

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
  const units = { perSecond: (rate: number) => `${rate} a second`, perMinute: (rate: number) => `${rate} a minute` };
  expect(rateText(12.4, units)).toBe('12 a second');
  expect(rateText(0.5, units)).toBe('30 a minute');
});
