import type { EntityKind, FailureClass } from '@koppel/contracts';
import { ConnectorFailure, type Dependency, type TargetPayload } from '@koppel/connector-sdk';

/** A record translated to the target's form, ready to be compared. */
export interface ReadyRecord {
  sourceKey: string;
  /** What the target is looked up by. */
  naturalKey: string;
  /** The record between source and target, as the contracts define it. */
  canonical: unknown;
  form: TargetPayload;
  hash: string;
  dependencies: readonly Dependency[];
}

export interface RecordFailure {
  failureClass: FailureClass;
  reason: string;
  waitsFor: string | null;
}

/** How one record of a page ended. */
export type RecordResult =
  | { outcome: 'created' | 'updated' | 'unchanged'; naturalKey: string; targetKey: string | null }
  | { outcome: 'filtered'; reason: string }
  | { outcome: 'failed'; failure: RecordFailure };

/** A record link as stored. */
export interface Link {
  sourceKey: string;
  naturalKey: string;
  targetKey: string | null;
  hash: string | null;
  state: 'writing' | 'linked';
  intentHash: string | null;
  idempotencyKey: string | null;
  /** Written by this run in a page that was not finished, so not counted yet. */
  uncounted: 'created' | 'updated' | null;
  /** The ledger's newest word on the record is that it was left out or failed. */
  isLeftOut: boolean;
}

/** A link to be completed in the ledger. */
export interface LinkChange {
  entity: EntityKind;
  sourceKey: string;
  naturalKey: string;
  targetKey: string;
  /** Null: linked but never written, so that a later change of settings writes it. */
  hash: string | null;
  written: 'created' | 'updated' | null;
  /** Only says that an earlier, unfinished try of this page is counted now; means nothing until the page is finished. */
  isRecount?: boolean;
  /** The record that was written, or found at the target; absent where the ledger tells of it already. */
  record?: ReadyRecord;
}

export interface LinkPlace {
  entity: string;
  sourceKey: string;
}

export interface Intent {
  entity: string;
  sourceKey: string;
  naturalKey: string;
  intentHash: string;
  idempotencyKey: string;
  /** What is to be updated; null: it is to be created. */
  targetKey: string | null;
}

export function recordFailure(failure: ConnectorFailure): RecordFailure {
  return { failureClass: failure.failureClass, reason: failure.message, waitsFor: failure.waitsFor ?? null };
}

/** What waits for a reference delivers itself once it exists; everything else waits for a person. */
export function isHeld(failure: RecordFailure): boolean {
  return failure.failureClass === 'missing_reference';
}
