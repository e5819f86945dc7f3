import type { EntityKind, FailureClass, RecordOutcome } from '@koppel/contracts';

/** What became of one record, to be added to the ledger with its page. */
export interface NewAttempt {
  entity: EntityKind;
  sourceKey: string;
  naturalKey: string;
  /** What the target is looked up by, where it is known. */
  targetNaturalKey: string | null;
  targetKey: string | null;
  outcome: RecordOutcome;
  reason: string | null;
  failureClass: FailureClass | null;
  formHash: string | null;
  /** The record at each stage; null where it did not come so far. */
  payloads: { source: unknown; canonical: unknown; target: unknown };
}
