import { ConnectorFailure, type ConnectorContext } from '@koppel/connector-sdk';
import { loadEntries, type EntryLine } from './entries.js';
import { loadJournals, type EntryKind } from './journals.js';
import type { PaymentSettings } from './payment-settings.js';

/** A kind of entry that may hold payments, and how it is asked. */
export interface AskedKind {
  kind: EntryKind;
  /** Gives undefined where the connection may not read a kind that no journal of the table is of. A passing refusal is thrown. */
  ask<Value>(question: () => Promise<Value>): Promise<Value | undefined>;
}

const unreadable = (kind: EntryKind) => `payments:unreadable:${kind}`;

/** Those of the table's journals first. Payments may stand in the other one, before the table was changed. */
export async function kindsOf(
  context: ConnectorContext,
  { paymentJournals }: Pick<PaymentSettings, 'paymentJournals'>,
): Promise<AskedKind[]> {
  const journals = await loadJournals(context);
  const used = new Set(Object.values(paymentJournals).map((code) => journals.get(code)?.kind));
  const kinds: EntryKind[] = ['Bank', 'Cash'];
  return kinds
    .sort((left, right) => Number(used.has(right)) - Number(used.has(left)))
    .map((kind) => ({ kind, ask: (question) => ask(context, { kind, isUsed: used.has(kind), question }) }));
}

async function ask<Value>(
  context: ConnectorContext,
  { kind, isUsed, question }: { kind: EntryKind; isUsed: boolean; question: () => Promise<Value> },
): Promise<Value | undefined> {
  if (context.cache.has(unreadable(kind))) return undefined;
  try {
    return await question();
  } catch (error: unknown) {
    const isForbidden = error instanceof ConnectorFailure && error.failureClass === 'permission';
    if (isUsed || !isForbidden) throw error;
    context.cache.set(unreadable(kind), true);
    return undefined;
  }
}

/** The lines of entries of whatever kind by the keys of these; absent where they do not exist any more. */
export async function loadEntriesOfAnyKind(
  context: ConnectorContext,
  keys: readonly string[],
  settings: Pick<PaymentSettings, 'paymentJournals'>,
): Promise<Map<string, EntryLine[]>> {
  const entries = new Map<string, EntryLine[]>();
  for (const { kind, ask: asking } of await kindsOf(context, settings)) {
    const missing = keys.filter((key) => !entries.has(key));
    if (missing.length === 0) break;
    for (const [key, lines] of (await asking(() => loadEntries(context, kind, missing))) ?? []) entries.set(key, lines);
  }
  return entries;
}
