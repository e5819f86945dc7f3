import type { EntityKind, EntityOf, JsonValue, Reason, RecordDocument } from '@koppel/contracts';
import type { z } from 'zod';
import type { ConnectorContext } from './context.js';
import type { Filtered } from './entity-reader.js';
import type { ConnectorFailure } from './failure.js';

/** What would be written. A field that is null leaves what the target has. */
export type TargetPayload = { [key: string]: JsonValue };

/** What exists at the target already. */
export interface TargetMatch {
  targetKey: string;
  /** What it is in the books, where it is a document. */
  document?: RecordDocument;
}

/** A record at the target: how the flow knows it, and its key there. */
export interface TargetRecord<F extends TargetPayload = TargetPayload> extends TargetMatch {
  naturalKey: string;
  /** What would be written to it: what the target keeps in another way (rounded, VAT included) is told in its terms. */
  payload?: F;
}

/** What was found for a record. */
export interface FoundRecord<F extends TargetPayload = TargetPayload> extends TargetRecord<F> {
  payload: F;
}

/** A field of a record at the target that is set by others too: by people there, or by another flow. */
export interface SharedField {
  /**
   * When a record that stands there gets it. What was written last is not known where the record was found there, or its history is
   * pruned.
   *
   * - `unless_same`: unless the source has what it had at the last write, so that no change is ever lost.
   * - `if_changed`: only if the source is known to have another value than at the last write.
   * - `never`: it is how a new record begins; later no more than what `withdraw` did is undone.
   */
  update: 'unless_same' | 'if_changed' | 'never';
  /** Fields without which it has no meaning: it is written when one of them changed, too. */
  with?: readonly string[];
  /** The value that takes back an effect of `withdraw`, by its kind. */
  restored?: Readonly<Record<string, JsonValue>>;
  /** The kind of the effect of `withdraw` whose `before` is the value that comes back. */
  restoredFrom?: string;
}

/** One record to be created or updated. */
export interface WriteOperation<F extends TargetPayload = TargetPayload> {
  /** What is to be written: of an update, shared fields that did not change at the source are null. */
  payload: F;
  /** All that the source has of it, where the payload leaves something: for a record that is gone and made again. */
  whole?: F;
  /** It had another natural key at the source when it was written last. */
  isRenamed?: boolean;
  naturalKey: string;
  /** Update this one, known by a link or found; undefined: `find` found nothing, so create. */
  targetKey: string | undefined;
  /** The same for every try of the same write; for targets that take one. */
  idempotencyKey: string;
  /** Target keys of the records that this one belongs to, by name: `customer` of an order. */
  references: Record<string, string>;
  /** What these are in the books, by the same names, as far as that is known. */
  referencedDocuments?: Record<string, RecordDocument>;
  /** The document of `targetKey`, as it was when it was written or found last. */
  document?: RecordDocument;
  /** What was written of it last, while that is stored: of an update. */
  written?: F;
}

/**
 * What became of one operation. A failure of a class that pauses ends the run like one that is thrown, but keeps the outcomes of
 * the other operations; so give it as the outcome once a part of the batch is written.
 */
export type WriteOutcome =
  | {
      status: 'written';
      targetKey: string;
      /** What a person should know of it all the same; they stand with the attempt of the record. */
      notes?: readonly Reason[];
      /**
       * What the answer says that the record is now, in the shape of the payload: the fields that were sent and that it tells. What differs
       * from the payload becomes a note or an issue; give it wherever an application answers with the record.
       */
      stored?: TargetPayload;
      /** It was written, and is not as it should be: why, and what to do. The record is written again with each try. */
      issue?: ConnectorFailure;
      /** What it is in the books now; the record link keeps it. */
      document?: RecordDocument;
    }
  | { status: 'failed'; failure: ConnectorFailure };

/** A record that is over at the source, and what was written of it. */
export interface WithdrawOperation<F extends TargetPayload = TargetPayload> extends TargetMatch {
  naturalKey: string;
  /** What was written of it last, while that is stored. */
  written?: F;
  /** Why it is over. */
  reason: Reason;
  /** A call for it was sent before whose answer was lost: what it would do and is done already, it did. */
  isRepeated?: boolean;
}

/** Something that taking a record back does at the target, and its return undoes. */
export interface WithdrawEffect {
  /** As the writer calls it: `hidden`. */
  kind: string;
  /** What stood there before, where that is not always the same. */
  before?: JsonValue;
}

/** What taking records back will do, by target key; stored before the call, so that a lost answer loses nothing. */
export type AnnounceEffects = (effects: ReadonlyMap<string, readonly WithdrawEffect[]>) => Promise<void>;

/** What became of it; a target key of null: nothing of it is left at the target. */
export type WithdrawOutcome =
  | {
      status: 'withdrawn';
      targetKey: string | null;
      /** What was done, and then what a person should know of it. */
      notes: readonly [Reason, ...Reason[]];
      /** What is to be undone when it comes back at the source; absent where nothing is. */
      effects?: readonly WithdrawEffect[];
    }
  | { status: 'failed'; failure: ConnectorFailure };

/**
 * What was found in the settings of a flow. The field of each reason is the path of the setting, for a row of a table with its key
 * behind: `vatCodes.NL:21`.
 */
export interface SettingsFindings {
  /** What does not fit; nothing is saved. */
  problems: Reason[];
  /** What fits and may not be meant; a person reads it after saving. */
  warnings?: Reason[];
}

/** Writes one entity of an application; `Inherited` are the settings of the entity that it inherits. */
export interface EntityWriter<
  Kind extends EntityKind = EntityKind,
  F extends TargetPayload = TargetPayload,
  Settings = Record<string, JsonValue>,
  Inherited = unknown,
> {
  entity: Kind;
  /** The settings that the same application has for this entity, in its flow of the same integration, are given too. */
  inherits?: EntityKind;
  /** An object whose keys are settings; `.meta({ title, description })` and a default for each. */
  settings: z.ZodType<Settings>;
  /** Compares the settings with what the application has now, asked when they are saved; the inherited ones may not be known. */
  checkSettings?(context: ConnectorContext, settings: Settings & Partial<Inherited>): Promise<SettingsFindings>;
  /** Pure: canonical → what would be written. Its hash tells whether anything changed; so the same record gives the same payload. */
  fromCanonical(
    canonical: EntityOf<Kind>,
    settings: Settings & Inherited,
  ): { payload: F; notes?: readonly Reason[] } | Filtered;
  /** What the target is looked up by, before anything is created: SKU, order reference. Unique within the flow. */
  naturalKey(payload: F): string;
  /** Fields whose words may be kept in another way (trimmed, filtered): a difference is noted, and is no issue. */
  texts?: readonly (keyof F & string)[];
  /**
   * Fields that are set by others too. A record that is new gets them all; later each is written when its own value at the source has
   * changed since the last write. An empty text takes away a text that was written, and no other.
   */
  sharedFields?: { readonly [Field in keyof F & string]?: SharedField };
  /** Pure: two natural keys that the target takes for one give the same text (`85123a` and `85123A`). Default: the key itself. */
  foldKey?(naturalKey: string): string;
  /**
   * When a record that was written is written again.
   *
   * - `create_and_update`: when its payload changed, also by the settings; what is found at the target is updated.
   * - `follow`: when its `version` changed at the source (documents); what is found at the target and confirmed is linked as it is.
   * - `create_only`: never. When a person delivers it again, `write` gets its key and only makes sure that it is still there.
   */
  changes: 'create_and_update' | 'follow' | 'create_only';
  /** Pure: what of a record is to be followed, where that is less than its payload. Needed for `follow`. */
  version?(canonical: EntityOf<Kind>): JsonValue;
  /**
   * Takes back what was written of records that are over at the source. One outcome per operation, in order; a target key of null: nothing
   * is left at the target. What is gone already counts as taken back. Throws only for what concerns the application as a whole.
   *
   * @param announce awaited before the first call, where something is to be undone later
   */
  withdraw?(
    context: ConnectorContext,
    operations: readonly WithdrawOperation<F>[],
    settings: Settings & Inherited,
    announce?: AnnounceEffects,
  ): Promise<WithdrawOutcome[]>;
  /** Pure: what `withdraw` does with these settings, for a preview. */
  plannedWithdrawal?(settings: Settings & Inherited): Reason;
  /**
   * Pure: how many records one run may take back of so many that its flow keeps at the target; undefined: all. Where there are more, all of
   * them wait for a person.
   */
  maxWithdrawn?(settings: Settings & Inherited, kept: number): number | undefined;
  /**
   * The effects of `withdraw` that only another flow can undo, by their kinds: the kind of records that the flow delivers. When the
   * record comes back, that flow delivers its own of it again.
   */
  undoneBy?: Readonly<Record<string, EntityKind>>;
  /** Other records that must be delivered first, in the same flow: an order's customer. Pure. */
  dependencies?(canonical: EntityOf<Kind>, settings: Settings & Inherited): Dependency[];
  /** Finds records at the target by natural key, many in as few calls as its API allows. Absent keys do not exist. */
  find(
    context: ConnectorContext,
    naturalKeys: readonly string[],
    settings: Settings & Inherited,
  ): Promise<Map<string, TargetMatch>>;
  /**
   * What interrupted writes of these natural keys began and did not finish, where `find` does not give it because a next write goes
   * on with it: a draft that was to become final. It is taken back when its record is over.
   */
  findBegun?(
    context: ConnectorContext,
    naturalKeys: readonly string[],
    settings: Settings & Inherited,
  ): Promise<Map<string, TargetMatch>>;
  /**
   * What the target has now, by natural key, in the shape of the payload. A field is left out where the target does not tell
   * it or a write would not touch it; so what `differingFields` finds is what a write would change. Many records in as few
   * calls as the API allows; absent keys do not exist any more. For a preview; nothing is written.
   */
  current?(
    context: ConnectorContext,
    matches: readonly TargetRecord<F>[],
    settings: Settings & Inherited,
  ): Promise<Map<string, TargetPayload>>;
  /**
   * Whether what `find` found can be these records, where no link says so: a key may be used by something else. Gives per natural
   * key a failure of class `duplicate` for what is another record; where people know that by a number, its reason has it as `number`.
   */
  confirm?(
    context: ConnectorContext,
    found: readonly FoundRecord<F>[],
    settings: Settings & Inherited,
  ): Promise<Map<string, ConnectorFailure>>;
  /**
   * Looks up, for a whole page at once, what the payloads refer to (articles, VAT codes). Gives per natural key a failure of
   * class `missing_reference` for those that cannot be written yet; what was found is kept in `context.cache`.
   */
  resolve?(
    context: ConnectorContext,
    payloads: readonly F[],
    settings: Settings & Inherited,
  ): Promise<Map<string, ConnectorFailure>>;
  /**
   * Records that the target lacks and that are created there before these ones (an article of an order), by natural key; asked after
   * `resolve`, of what it let through. They come before the `dependencies`.
   */
  requires?(
    context: ConnectorContext,
    payloads: readonly F[],
    settings: Settings & Inherited,
  ): Promise<Map<string, Dependency[]>>;
  /** Most operations in one call of `write`. */
  batchSize: number;
  /** One outcome per operation, in order. Throws only for what concerns the application as a whole. */
  write(
    context: ConnectorContext,
    operations: readonly WriteOperation<F>[],
    settings: Settings & Inherited,
  ): Promise<WriteOutcome[]>;
}

/** Another record that must stand at the target first. */
export interface Dependency<Kind extends EntityKind = EntityKind> {
  /** Name under which the writer finds its target key in `references`. */
  name: string;
  entity: Kind;
  /** Key of the record link: the same for the same thing. */
  key: string;
  /** What a person knows it by, where its key is not that. */
  naturalKey?: string;
  /** Absent: another flow of the integration delivers it, and until it has, the record waits. */
  canonical?: EntityOf<Kind>;
}
