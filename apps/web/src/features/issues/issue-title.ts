import { foundTarget, type Issue } from '@koppel/contracts';
import { failureTitles } from '../../entities/issue/issue.js';
import { texts } from './texts.js';

type Family = keyof typeof texts.families;

/** What an order or its document became, whatever the class of the failure. */
const familiesOfLife: readonly [RegExp, Family][] = [
  [/^(order_over|removal_refused|payment_removal_refused|payment_entry_shared)/, 'over'],
  [/^(order_changed|document_closed)/, 'changed'],
  [/refund|^credit/, 'refund'],
];

/** By the words of a code behind its package, the first that fits: the class `value` alone says too little. */
const familiesOfValue: readonly [RegExp, Family][] = [
  [/period/, 'period'],
  [/^(vat|no_vat|tax_rate)_/, 'vat'],
  [/^total_|^price_not_calculable|^not_taken_back/, 'total'],
  [/_(unknown|not_chosen)$|^settings_|^replacement_|^ledger_/, 'setting'],
  [/^payment_/, 'payment'],
  [/customer|account|debtor/, 'customer'],
  [/^price_/, 'price'],
  [/item|article|^line_|^product_|^sku_/, 'article'],
  [/^(record|call)_(refused|fault)|^value_/, 'refused'],
];

/** What an issue, or a cause of issues, is called. */
export function issueTitle(issue: Pick<Issue, 'failureClass' | 'reason'>): string {
  const found = foundTarget(issue);
  if (found && !found.isOurs) return texts.foundTitle;
  const ofLife = familyOf(issue.reason.code, familiesOfLife);
  if (ofLife) return texts.families[ofLife];
  if (found) return texts.behindTitle;
  const ofValue = issue.failureClass === 'value' ? familyOf(issue.reason.code, familiesOfValue) : undefined;
  return ofValue ? texts.families[ofValue] : failureTitles[issue.failureClass];
}

function familyOf(code: string, families: readonly [RegExp, Family][]): Family | undefined {
  const name = code.slice(code.indexOf('.') + 1);
  return families.find(([pattern]) => pattern.test(name))?.[1];
}
