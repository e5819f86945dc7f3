import type { LedgerAccount } from '../ledger.js';
import { receivablesAccountOf } from './receivables.js';

const anAccount = (code: string, change: Partial<LedgerAccount> = {}): [string, LedgerAccount] => [
  code,
  {
    ...{ id: `guid-${code}`, code, description: code },
    isRevenue: false,
    isReceivables: true,
    isBlocked: false,
    ...change,
  },
];

describe('the ledger account of debtors', () => {
  const revenue = anAccount('8000', { isReceivables: false });
  const blocked = anAccount('1301', { isBlocked: true });

  it('is the only one that may be used, or the chosen one', () => {
    expect(receivablesAccountOf({ receivablesAccount: '' }, new Map([anAccount('1300'), blocked, revenue])).code).toBe(
      '1300',
    );
    const several = new Map([anAccount('1300'), anAccount('1310')]);
    expect(receivablesAccountOf({ receivablesAccount: '1310' }, several).code).toBe('1310');
  });

  it.each([
    ['several', '', [anAccount('1300'), anAccount('1310')], 'exact_online.receivables_account_not_chosen'],
    ['none', '', [revenue, blocked], 'exact_online.receivables_account_not_chosen'],
    ['one of another type', '8000', [anAccount('1300'), revenue], 'exact_online.receivables_account_unusable'],
    ['a blocked one', '1301', [anAccount('1300'), blocked], 'exact_online.receivables_account_unusable'],
  ])('is asked for where there is %s', (_what, receivablesAccount, accounts, code) => {
    expect(() => receivablesAccountOf({ receivablesAccount }, new Map(accounts))).toThrow(
      expect.objectContaining({ reason: expect.objectContaining({ code, field: 'receivablesAccount' }) }),
    );
  });
});
