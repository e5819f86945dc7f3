import type { Issue } from '@koppel/contracts';
import { linkActionOf, progressText } from './issue-progress.js';
import { texts } from './texts.js';

const closed = { code: 'test.document_closed', params: { targetKey: 't-1' } };
const plain = { code: 'test.no_name', params: {} };

it('calls it done where what was delivered is as it should be, and linked where another record stood there', () => {
  expect(linkActionOf({ failureClass: 'value', reason: closed })).toBe('done');
  expect(linkActionOf({ failureClass: 'duplicate', reason: closed })).toBe('linked');
  expect(texts.started.done).not.toContain('delivered');
});

it.each([
  ['open', plain, undefined],
  ['held', closed, undefined],
  ['retrying', plain, texts.over.retrying],
  ['resolved', plain, texts.over.resolved],
  ['skipped', closed, texts.over.skipped],
  ['retrying', closed, texts.overAtTarget.retrying],
  ['resolved', closed, texts.overAtTarget.resolved],
] as [Issue['state'], Issue['reason'], string | undefined][])(
  'tells of an issue that is %s because of %o',
  (state, reason, text) => {
    expect(progressText({ failureClass: 'value', state, reason })).toBe(text);
  },
);
