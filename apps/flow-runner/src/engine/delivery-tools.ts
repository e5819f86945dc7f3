import type { EntityKind } from '@koppel/contracts';
import type { FlowPlan } from './flow-plan.js';
import type { Intent, Link, LinkChange, LinkPlace, ReadyRecord, RecordResult } from './record.js';
import type { ApplicationTrouble } from './trouble.js';

/** What the engine needs of the ledger; every write of it checks the run's fence. */
export interface DeliveryLedger {
  /** The links of these source keys, and those that have one of these natural keys. */
  links(entity: EntityKind, keys: { sourceKeys: string[]; naturalKeys: string[] }): Promise<Link[]>;
  /** Who these records of the target are linked with already: target key → source key. */
  owners(entity: EntityKind, targetKeys: string[]): Promise<Map<string, string>>;
  /** Stores what is about to be written; once this returned, a crash leaves a trace. */
  storeIntents(intents: readonly Intent[]): Promise<void>;
}

export interface DeliveryTools {
  plan: FlowPlan;
  ledger: DeliveryLedger;
  /** The same place failed several times: find the record that does it instead of pausing again. */
  isIsolating: boolean;
}

/** What became of the records of one entity. */
export interface Delivery {
  /** By source key; records that the trouble kept from being tried are absent. */
  results: Map<string, RecordResult>;
  /** Links to complete. */
  links: LinkChange[];
  /** Intents to take back: the target refused, so nothing was written. */
  refused: LinkPlace[];
  trouble: ApplicationTrouble | undefined;
  /** An error that nobody foresaw; it ends the run once what was written is in the ledger. */
  defect: { error: unknown } | undefined;
}

/** The way of a page's records to the target; dependencies go the same way. */
export type Deliver = (
  tools: DeliveryTools,
  entity: EntityKind,
  options: { records: readonly ReadyRecord[]; isDependency: boolean },
) => Promise<Delivery>;
