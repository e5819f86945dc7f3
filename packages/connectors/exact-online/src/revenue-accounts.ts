import type { Ledger, LedgerAccount } from './ledger.js';
import type { OrderPayloadLine } from './order-payload.js';
import type { OrderSettings } from './order-settings.js';
import { failure } from './reasons.js';
import { vatTableOf } from './vat-table.js';

/** The row for everything that has none of its own. */
const all = '*';

/** The account that the table has for the first of these keys, and the key of its row. */
function rowOf(keys: readonly string[], { revenueAccounts }: OrderSettings): { code: string; row: string } | undefined {
  const { [all]: ofAll, ...others } = revenueAccounts;
  const table = vatTableOf(others);
  const key = keys.find((each) => table[each] !== undefined);
  const code = key === undefined ? ofAll : table[key];
  return code === undefined ? undefined : { code, row: key ?? all };
}

/** @throws ConnectorFailure of class `value` where it does not exist or is blocked. */
export function ledgerAccountOf(code: string, field: string, { accounts }: Ledger): LedgerAccount {
  const account = accounts.get(code);
  if (account && !account.isBlocked) return account;
  const reason = account ? 'exact_online.ledger_account_blocked' : 'exact_online.ledger_account_unknown';
  throw failure('value', reason, { code }, { field });
}

const settingsOfKinds = {
  shipping: 'shippingAccount',
  voucher: 'voucherAccount',
  difference: 'differenceAccount',
} as const satisfies Partial<Record<OrderPayloadLine['kind'], keyof OrderSettings>>;

/**
 * The ledger account of a line.
 *
 * @param keys of its VAT in a table by country and rate, the closest first
 * @throws ConnectorFailure of class `value` where none is chosen, or one that does not exist or is blocked.
 */
export function revenueAccountOf(
  { kind, description }: OrderPayloadLine,
  keys: readonly string[],
  { settings, ledger }: { settings: OrderSettings; ledger: Ledger },
): LedgerAccount {
  const field = kind in settingsOfKinds ? settingsOfKinds[kind as keyof typeof settingsOfKinds] : undefined;
  if (field !== undefined && settings[field] !== '') return ledgerAccountOf(settings[field], field, ledger);
  if (kind === 'voucher' || kind === 'difference') {
    const params = { line: description, kind };
    throw failure('value', 'exact_online.ledger_account_not_chosen', params, { field: settingsOfKinds[kind] });
  }
  const chosen = rowOf(keys, settings);
  if (chosen) return ledgerAccountOf(chosen.code, `revenueAccounts.${chosen.row}`, ledger);
  const params = { line: description, key: keys[0] ?? all };
  throw failure('value', 'exact_online.revenue_account_not_chosen', params, { field: 'revenueAccounts' });
}

/** The account for the cents by which an entry misses its total. */
export function roundingAccountOf(settings: OrderSettings, ledger: Ledger): LedgerAccount {
  const { roundingAccount, revenueAccounts } = settings;
  if (roundingAccount !== '') return ledgerAccountOf(roundingAccount, 'roundingAccount', ledger);
  const { [all]: ofAll } = revenueAccounts;
  if (ofAll !== undefined) return ledgerAccountOf(ofAll, `revenueAccounts.${all}`, ledger);
  const params = { kind: 'rounding', line: 'rounding' };
  throw failure('value', 'exact_online.ledger_account_not_chosen', params, { field: 'roundingAccount' });
}
