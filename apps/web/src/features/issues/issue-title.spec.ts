import type { Issue } from '@koppel/contracts';
import { issueTitle } from './issue-title.js';

const issue = (failureClass: Issue['failureClass'], params: Issue['reason']['params']) =>
  issueTitle({ failureClass, reason: { code: 'test.reason', params } });

it.each([
  ['value', {}, 'A value is missing or does not fit'],
  ['duplicate', {}, 'Duplicate'],
  ['duplicate', { targetKey: 't-1' }, 'Its key is taken at the target'],
  ['value', { targetKey: 't-1' }, 'What was delivered could not be brought up to date'],
] as const)('calls an issue of class %s with %o "%s"', (failureClass, params, title) => {
  expect(issue(failureClass, params)).toBe(title);
});
