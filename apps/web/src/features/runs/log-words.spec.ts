import type { RunCounts, RunLogEntry } from '@koppel/contracts';
import { logWords, mainPoints } from './log-words.js';

const now = new Date('2026-03-01T10:00:00.000Z');
const counts: RunCounts = { read: 400, created: 100, updated: 50, unchanged: 245, filtered: 2, failed: 2, held: 1 };

function anEntry(kind: RunLogEntry['kind'], details: RunLogEntry['details'] = {}): RunLogEntry {
  return { at: now.toISOString(), kind, details };
}

it('says why a run waits and when it goes on', () => {
  const entry = anEntry('waiting', { reason: 'The shop is down.', resumesAt: '2026-03-01T10:05:00.000Z' });
  expect(logWords(entry, now)).toEqual({
    tone: 'warning',
    title: 'Waits, and goes on by itself',
    meaning: 'Goes on in 5 minutes.',
    reason: 'The shop is down.',
  });
});

it('sums up a page and an end', () => {
  expect(logWords(anEntry('page_delivered', { page: 3, counts }), now)).toMatchObject({
    title: 'Page 3 delivered',
    meaning: '400 read so far, 150 written, 3 issues.',
  });
  expect(logWords(anEntry('completed', { counts }), now).meaning).toBe('400 read in all, 150 written, 3 issues.');
});

it('says how a run came about', () => {
  expect(logWords(anEntry('queued', { trigger: 'schedule' }), now).title).toBe('Queued: by schedule');
});

it('keeps of the pages only the last as a main point', () => {
  const pages = [1, 2, 3].map((page) => anEntry('page_delivered', { page }));
  const points = mainPoints([anEntry('queued'), anEntry('started'), ...pages, anEntry('completed')]);
  expect(points.map(({ kind, details }) => details.page ?? kind)).toEqual(['queued', 'started', 3, 'completed']);
});
