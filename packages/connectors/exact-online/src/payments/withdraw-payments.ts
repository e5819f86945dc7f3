import {
  ConnectorFailure,
  type ConnectorContext,
  type WithdrawOperation,
  type WithdrawOutcome,
} from '@koppel/connector-sdk';
import type { Reason } from '@koppel/contracts';
import { loadAdministrationCurrency } from '../client.js';
import { failure, reason } from '../reasons.js';
import { saidOf } from '../refusals.js';
import { removeEntry, totalOf } from './entries.js';
import { loadEntriesOfAnyKind } from './entry-kinds.js';
import { namesPayment } from './payment-names.js';
import { readMatch, type PaymentPayload } from './payment-payload.js';
import type { PaymentSettings } from './payment-settings.js';
import { isOfRecord } from './prepare-payment.js';

type Operation = WithdrawOperation<PaymentPayload>;

/** Takes payments back whose orders are over and all of whose money was given back. */
export async function withdrawPayments(
  context: ConnectorContext,
  operations: readonly Operation[],
  settings: PaymentSettings,
): Promise<WithdrawOutcome[]> {
  const outcomes: WithdrawOutcome[] = [];
  for (const operation of operations) {
    try {
      const note = await withdrawOne(context, operation, settings);
      outcomes.push({ status: 'withdrawn', targetKey: null, notes: [note] });
    } catch (error: unknown) {
      if (!isOfRecord(error)) throw error;
      outcomes.push({ status: 'failed', failure: error });
    }
  }
  return outcomes;
}

/** @returns what was done */
async function withdrawOne(
  context: ConnectorContext,
  { naturalKey, targetKey, document, written }: Operation,
  settings: PaymentSettings,
): Promise<Reason> {
  const lines = (await loadEntriesOfAnyKind(context, [targetKey], settings)).get(targetKey);
  const [first] = lines ?? [];
  if (!lines || !first) return reason('exact_online.payment_gone_already');
  const { entry } = first;
  const reference = written?.reference ?? readMatch(naturalKey)?.reference ?? naturalKey;
  const currency = document?.currency ?? written?.currency ?? (await loadAdministrationCurrency(context));
  const params = { payment: reference, entry: entry.number, amount: totalOf(lines, settings), currency };
  // Somebody has put other money into the same entry.
  if (!lines.every(({ description }) => namesPayment(description, reference)))
    throw failure('value', 'exact_online.payment_entry_shared', params);
  try {
    await removeEntry(context, entry);
  } catch (error: unknown) {
    if (!(error instanceof ConnectorFailure) || !isOfRecord(error)) throw error;
    // A call whose answer was lost is made again, and finds nothing then.
    const left = await loadEntriesOfAnyKind(context, [targetKey], settings);
    if (left.has(targetKey)) {
      const refused = { ...params, said: saidOf(error) };
      throw failure('value', 'exact_online.payment_removal_refused', refused, { cause: error });
    }
  }
  return reason('exact_online.payment_removed', params);
}
