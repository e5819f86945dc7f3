import type { EntityKind } from '@koppel/contracts';
import type { Connector, ConnectorContext, TargetMatch, TargetPayload } from '@koppel/connector-sdk';
import type { Pace } from './pace.js';
import type { Intent, KnownIssue, Link, LinkChange, LinkKey, NewAttempt, Refusal } from './record.js';

/** One side of a flow, opened for one run. */
export interface Endpoint {
  connector: Connector;
  context: ConnectorContext;
  /** How many calls this run may have in flight. */
  concurrency(): number;
  /** What its account was found to bear, shared by all flows of it; without one each page finds out by itself. */
  pace?: Pace;
}

/** What a page that could not be finished has written already. */
export interface PartialPage {
  links: LinkChange[];
  refused: Refusal[];
  attempts: NewAttempt[];
}

/** What a run has taken back so far. */
export interface Withdrawals {
  /** Records that the flow keeps at the target. */
  kept: number;
  withdrawn: number;
  /** Those that wait for a person, since they are too many. */
  held: number;
}

/** The flow's ledger as one run sees it. Every method is one statement for a whole page; every write checks the run's fence. */
export interface Ledger {
  /** Issues of these records that are not resolved. */
  knownIssues(sourceKeys: readonly string[]): Promise<KnownIssue[]>;
  /** The links of these source keys, and those that have one of these natural keys. */
  links(entity: EntityKind, keys: { sourceKeys: string[]; naturalKeys: string[] }): Promise<Link[]>;
  /** What origins became, which another flow of the integration delivered, by source key. */
  deliveredElsewhere(entity: EntityKind, sourceKeys: string[]): Promise<ReadonlyMap<string, TargetMatch>>;
  /** The keys that the target made of these natural keys, as this flow and the others of the integration were told. */
  storedKeys?(naturalKeys: string[]): Promise<ReadonlyMap<string, string>>;
  /**
   * The target's own code of articles, by the one that the source made of it when a flow the other way round brought them there; of
   * those that differ. Orders sell articles under the source's code.
   */
  articleCodes?(): Promise<ReadonlyMap<string, string>>;
  /** Which source keys these records of the target are linked with already, by target key. */
  owners(entity: EntityKind, targetKeys: string[]): Promise<Map<string, string>>;
  /**
   * The payloads that these records were written with last, by {@link recordId}: of articles always, of others as far as they are still
   * stored.
   */
  lastWritten(keys: readonly LinkKey[]): Promise<ReadonlyMap<string, TargetPayload>>;
  /** Asked before records are taken back by a writer that limits how many a run may. */
  withdrawals?(): Promise<Withdrawals>;
  /** Stores what is about to be written. Once it has returned, a crash leaves a trace. */
  storeIntents(intents: readonly Intent[]): Promise<void>;
  storePartly(page: PartialPage): Promise<void>;
}
