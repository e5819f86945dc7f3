import type { KoppelRecord, Money, RecordAttempt, RecordDocument } from '@koppel/contracts';

/** What is not the same about the totals of both sides. */
export type Difference = { kind: 'currency' } | { kind: 'amount'; by: Money };

/**
 * Compares what a record comes to at both sides. An order stands there with its sign; credits and payments say at the source how
 * much, and at the target also which way.
 */
export function differenceOf({
  entity,
  total,
  document,
}: Pick<KoppelRecord, 'entity' | 'total' | 'document'>): Difference | undefined {
  if (!total || !document) return undefined;
  if (total.currency !== document.currency) return { kind: 'currency' };
  const signless = (units: bigint) => (entity !== 'order' && units < 0n ? -units : units);
  const difference = signless(unitsOf(document.total)) - signless(unitsOf(total.amount));
  if (difference === 0n) return undefined;
  return {
    kind: 'amount',
    by: { amount: decimalOf(difference < 0n ? -difference : difference), currency: total.currency },
  };
}

/** The document that was taken back last, where none is left. */
export function takenBackOf(
  { outcome, document }: Pick<KoppelRecord, 'outcome' | 'document'>,
  attempts: readonly Pick<RecordAttempt, 'outcome' | 'document'>[],
): RecordDocument | undefined {
  if (document || outcome === 'failed' || outcome === 'held') return undefined;
  const last = attempts.find((attempt) => attempt.document !== undefined);
  return last?.outcome === 'withdrawn' ? last.document : undefined;
}

/** Decimals have at most ten digits behind the point. */
const digits = 10;

function unitsOf(decimal: string): bigint {
  const [whole = '', fraction = ''] = decimal.replace('-', '').split('.');
  const units = BigInt(whole + fraction.padEnd(digits, '0'));
  return decimal.startsWith('-') ? -units : units;
}

function decimalOf(units: bigint): string {
  const text = String(units).padStart(digits + 1, '0');
  return `${text.slice(0, -digits)}.${text.slice(-digits)}`.replace(/\.?0+$/, '');
}
