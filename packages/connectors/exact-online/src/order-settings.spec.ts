import { parseFields } from '@koppel/contracts';
import { orderSettings } from './order-settings.js';

it('takes the defaults', () => {
  expect(parseFields(orderSettings, {}).problems).toBeUndefined();
});

it.each([
  ['guestAccountCode', { guestCustomers: 'one_debtor' }, 'exact_online.guest_account_required'],
  ['differenceItem', { unexplainedDifference: 'book' }, 'exact_online.difference_item_required'],
  ['replacementItem', { missingArticle: 'replace' }, 'exact_online.replacement_item_required'],
])('asks for %s where a choice needs it', (path, choice, code) => {
  expect(parseFields(orderSettings, choice).problems).toEqual([{ path, code, params: {} }]);
  expect(parseFields(orderSettings, { ...choice, [path]: '1000' }).problems).toBeUndefined();
});

it('asks for what sales entries need, and not for items', () => {
  const choice = { documentType: 'sales_entry', unexplainedDifference: 'book', missingArticle: 'replace' };
  expect(parseFields(orderSettings, choice).problems?.map(({ path }) => path)).toEqual([
    'differenceAccount',
    'revenueAccounts',
  ]);
  const accounts = { differenceAccount: '4990', revenueAccounts: { '*': '8000' } };
  expect(parseFields(orderSettings, { ...choice, ...accounts }).problems).toBeUndefined();
});
