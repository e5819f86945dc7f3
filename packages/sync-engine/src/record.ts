import type { EntityKind, FailureClass, Reason, RecordDocument, RecordOutcome } from '@koppel/contracts';
import type { ConnectorFailure, Dependency, TargetPayload, WithdrawEffect } from '@koppel/connector-sdk';

/** A record translated for the target, ready to be compared. */
export interface ReadyRecord {
  sourceKey: string;
  /** What the target is searched by. */
  naturalKey: string;
  /** The record between source and target, as the contracts define it. */
  canonical: unknown;
  payload: TargetPayload;
  hash: string;
  dependencies: readonly Dependency[];
  /** What could not be taken over of it. */
  notes: readonly Reason[];
}

export interface RecordFailure {
  failureClass: FailureClass;
  reason: Reason;
  waitsFor: string | null;
}

/** The final result of one record of a page. */
export type RecordResult =
  | {
      outcome: 'created' | 'updated' | 'unchanged';
      naturalKey: string;
      targetKey: string | null;
      document?: RecordDocument | undefined;
    }
  | {
      outcome: 'withdrawn';
      naturalKey: string;
      targetKey: string | null;
      notes: readonly [Reason, ...Reason[]];
      /** What was taken back. */
      document: RecordDocument | null;
    }
  | { outcome: 'filtered'; reason: Reason }
  | { outcome: 'failed'; failure: RecordFailure };

export interface LinkKey {
  entity: EntityKind;
  sourceKey: string;
}

/** A record link as stored. */
export interface Link {
  sourceKey: string;
  naturalKey: string;
  targetKey: string | null;
  /** The document that it is at the target; null where it is none, or that is not known. */
  document: RecordDocument | null;
  /** Its natural key at the target, where the target made another one of it. */
  storedKey?: string | null;
  /** Null: never written, not as it should be, or gone at the target. */
  hash: string | null;
  /** What taking it back did at the target, and coming back undoes. */
  effects?: readonly WithdrawEffect[] | null;
  /** What a call to take it back was to do whose outcome is not known. */
  announced?: readonly WithdrawEffect[] | null;
  state: 'writing' | 'linked';
  intentHash: string | null;
  idempotencyKey: string | null;
  /** Written by this run in a page that was not finished, so not counted yet. */
  uncounted: 'created' | 'updated' | null;
  /** The newest attempt of the record says that it was left out or failed. */
  isLeftOut: boolean;
}

/** A link to be completed in the ledger. */
export interface LinkChange extends LinkKey {
  naturalKey: string;
  /** Null: it was taken back, and nothing of it is left at the target. */
  targetKey: string | null;
  /** Null: linked but never written, so that a later change of settings writes it. */
  hash: string | null;
  /** What taking it back did at the target. */
  effects?: readonly WithdrawEffect[];
  written: 'created' | 'updated' | 'withdrawn' | null;
  /** It came back, and what taking it back did to its records of these kinds is undone by the flows that deliver them. */
  undoneBy?: readonly EntityKind[];
  /** Its natural key at the target, where the target made another one of it. */
  storedKey?: string;
  /** Only moves the count of an earlier, unfinished page into this one; without meaning until the page is finished. */
  isRecount?: boolean;
  /** The document that it is at the target. */
  document: RecordDocument | null;
  /** What the target's connector noted of the write. */
  notes?: readonly Reason[];
  /** The record that was written, or found at the target; absent where the ledger has its attempt already. */
  record?: ReadyRecord;
}

/** A write that the target refused, so that nothing was written. */
export interface Refusal extends LinkKey {
  /** The target does not have the record of the link any more: it is tried again whenever the record is read. */
  isGone: boolean;
}

/** A write that is about to be made. */
export interface Intent extends LinkKey {
  naturalKey: string;
  intentHash: string;
  idempotencyKey: string;
  /** The record to update; null: it is to be created. */
  targetKey: string | null;
  /** What taking it back is about to do. */
  effects?: readonly WithdrawEffect[];
}

/** An unresolved issue of a record that is read again. */
export interface KnownIssue {
  id: string;
  sourceKey: string;
  state: 'open' | 'held' | 'retrying' | 'skipped';
  /** Of its reason. */
  code?: string;
}

/** An attempt to be added to the ledger with its page. */
export interface NewAttempt extends LinkKey {
  naturalKey: string;
  /** What the target is searched by, where it is known. */
  targetNaturalKey: string | null;
  targetKey: string | null;
  outcome: RecordOutcome;
  reason: Reason | null;
  /** What else a person should know of it. */
  notes?: readonly Reason[];
  failureClass: FailureClass | null;
  /** The document that was written, found or taken back. */
  document: RecordDocument | null;
  payloadHash: string | null;
  /** What people look for it by, in the fields of the canonical record, where it did not become one. */
  identity?: unknown;
  /** The record at each stage; null where it did not get that far. */
  payloads: { source: unknown; canonical: unknown; target: unknown };
}

/** One text per record of a flow, as the key of maps. */
export function recordId({ entity, sourceKey }: LinkKey): string {
  return `${entity}\n${sourceKey}`;
}

export function recordFailure(failure: ConnectorFailure): RecordFailure {
  return { failureClass: failure.failureClass, reason: failure.reason, waitsFor: failure.waitsFor ?? null };
}

/** A record that waits for a reference delivers itself once that exists; every other one waits for a person. */
export function isHeld(failure: RecordFailure): boolean {
  return failure.failureClass === 'missing_reference';
}
