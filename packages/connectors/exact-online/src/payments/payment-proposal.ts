import type { ConnectorContext } from '@koppel/connector-sdk';
import type { Choice, Proposal } from '@koppel/contracts';
import { reason } from '../reasons.js';
import { isUsable, readJournals, type PaymentJournal } from './journals.js';
import { bearsName, isByStatement, isCash, methodNames, type MethodNames } from './method-names.js';
import { onlyCode } from './only-code.js';
import { notBooked } from './payment-settings.js';

/** The table of journals that the methods of the shop and this administration give. */
export async function proposePaymentJournals(context: ConnectorContext, methods: readonly Choice[]): Promise<Proposal> {
  return proposeJournals(methods, [...(await readJournals(context)).values()].filter(isUsable));
}

/** Pure: the journal of each method where one fits; a person chooses for the others. */
export function proposeJournals(methods: readonly Choice[], journals: readonly PaymentJournal[]): Proposal {
  const proposal: Proposal = { rows: [], gaps: [] };
  const open: string[] = [];
  for (const method of methods) {
    const value = journalFor(methodNames(method), journals);
    if (value === undefined) open.push(method.value);
    else proposal.rows.push({ key: method.value, value });
  }
  if (open.length > 0) {
    const rows = open.map((key) => ({ key, coveredBy: ['*'] }));
    proposal.gaps.push({ reason: reason('exact_online.payment_journal_gap'), rows });
  }
  return proposal;
}

/** A provider's own journal first: a bank transfer through a provider comes with the provider's money. */
function journalFor(method: MethodNames, journals: readonly PaymentJournal[]): string | undefined {
  const named = journals.filter(
    ({ kind, description, provider }) => kind === 'Bank' && bearsName(method, description, provider),
  );
  const services = named.filter(({ isPaymentService }) => isPaymentService);
  if (named.length > 0) return onlyCode(services.length > 0 ? services : named);
  if (isCash(method)) return onlyCode(journals.filter(({ kind }) => kind === 'Cash'));
  if (isByStatement(method)) return notBooked;
  return onlyCode(journals.filter(({ isPaymentService }) => isPaymentService));
}
