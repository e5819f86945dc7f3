import type { Issue } from '@koppel/contracts';
import { allLoaded, countOf, isSelected, MAX_SELECTED, nothing, toggled, toRequest } from './selection.js';

const anIssue = (id: string, state: Issue['state'] = 'open') => ({ id: id as Issue['id'], state });

it('takes single issues in and out', () => {
  const chosen = toggled(toggled(nothing, 'a', true), 'b', true);
  expect(toRequest(chosen, undefined)).toEqual({ issueIds: ['a', 'b'] });
  expect(toRequest(toggled(chosen, 'a', false), 'cause')).toEqual({ issueIds: ['b'] });
  expect(toRequest(nothing, 'cause')).toBeUndefined();
});

it('names the cause when all of it is chosen, loaded or not', () => {
  expect(toRequest({ kind: 'all' }, 'cause')).toEqual({ causeId: 'cause' });
  expect(countOf({ kind: 'all' }, 10_000)).toBe(10_000);
});

it('leaves out what is over or under way', () => {
  const chosen = allLoaded([anIssue('a'), anIssue('b', 'retrying'), anIssue('c', 'held')]);
  expect(toRequest(chosen, undefined)).toEqual({ issueIds: ['a', 'c'] });
  expect(isSelected({ kind: 'all' }, anIssue('d', 'resolved'))).toBe(false);
});

it('never chooses more than the server takes at once', () => {
  const many = Array.from({ length: MAX_SELECTED + 5 }, (_, index) => anIssue(String(index)));
  const chosen = allLoaded(many);
  expect(countOf(chosen, 0)).toBe(MAX_SELECTED);
  expect(countOf(toggled(chosen, 'one-more', true), 0)).toBe(MAX_SELECTED);
});
