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

it.each([
  ['value', 'orders.refund_too_large', {}, 'A refund is not booked'],
  ['value', 'exact_online.credit_spread', {}, 'A refund is not booked'],
  ['missing_reference', 'exact_online.refund_not_booked', { targetKey: 't-1' }, 'A refund is not booked'],
  ['value', 'exact_online.order_over_closed', { targetKey: 't-1' }, 'It was cancelled, and still stands at the target'],
  ['value', 'exact_online.document_closed', { targetKey: 't-1' }, 'It was changed after it was booked'],
  ['value', 'exact_online.period_closed', {}, 'The period is closed'],
  ['value', 'exact_online.vat_code_none', {}, 'The VAT code is not certain'],
  ['value', 'exact_online.total_differs', {}, 'The total does not add up'],
  ['value', 'exact_online.new_item_vat_code_unknown', {}, 'A setting is missing or does not fit'],
  ['value', 'exact_online.customer_several', {}, 'The customer is not certain'],
  ['value', 'exact_online.payment_nothing_open', {}, 'A payment is not booked'],
  ['value', 'exact_online.payment_journal_unknown', {}, 'A setting is missing or does not fit'],
  [
    'value',
    'exact_online.payment_removal_refused',
    { targetKey: 't-1' },
    'It was cancelled, and still stands at the target',
  ],
  ['value', 'vendure.price_invalid', {}, 'The price cannot be used'],
  ['value', 'exact_online.item_missing', {}, 'An article is missing or cannot be used'],
  ['value', 'exact_online.record_refused', {}, 'The target did not take it'],
  ['missing_reference', 'exact_online.item_awaited', {}, 'Something is missing at the target'],
  ['value', 'sync.field_invalid', {}, 'A value is missing or does not fit'],
] as const)('calls an issue of class %s because of %s with %o "%s"', (failureClass, code, params, title) => {
  expect(issueTitle({ failureClass, reason: { code, params } })).toBe(title);
});
