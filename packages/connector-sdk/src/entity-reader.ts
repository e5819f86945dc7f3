import type { EntityKind, EntityOf, JsonValue, Reason } from '@koppel/contracts';
import type { z } from 'zod';
import type { ConnectorContext } from './context.js';

/** A record as a reader gives it. */
export interface SourceRecord<Native> {
  /** The record's key at the source; stable for its whole life. */
  key: string;
  /** What a person knows it by: SKU, order number; shown with an issue. */
  naturalKey: string;
  /** The record as read, plain JSON: stored with an issue so that it can be delivered again alone. */
  native: Native;
  /** It was deleted at the source: a flow that does not know it need not hear of it. */
  isGone?: boolean;
}

/** Some records, and where reading goes on. */
export interface SourcePage<Native> {
  records: SourceRecord<Native>[];
  /**
   * Reading on from here gives everything after this page and nothing lost. Plain JSON, in which null stands for what is
   * absent; each run gets the last one that was stored.
   */
  cursor: JsonValue;
}

/** A record that the flow's settings leave out, and why. */
export interface Filtered {
  filtered: Reason;
}

/** A record that a reader leaves out. */
export interface LeftOut extends Filtered {
  /**
   * It is over at the source, as a cancelled order or an article that is not sold any more: what a flow delivered of it is taken back
   * at the target.
   */
  isOver?: boolean;
}

/** A record as the contracts define it; notes tell what could not be taken over of it. */
export type Translated<Canonical> = { canonical: Canonical; notes?: readonly Reason[] } | LeftOut;

/** What a flow's own history decides. */
export interface FlowStart {
  /** When the flow was first enabled; while it never was, when it was made. An ISO instant. */
  enabledAt: string;
  /** The integration has an enabled flow that books credits of this one's orders. */
  booksCredits?: boolean;
}

/** What is known of a record besides what was read. */
export interface RecordHistory extends FlowStart {
  /** It stands at the target: settings that choose which new records are taken say nothing about it any more. */
  isDelivered?: boolean;
  /** The flow whose settings are inherited. */
  origin?: FlowStart;
}

/** Where reading begins, and by which settings. */
export interface ReadOptions<Settings> extends FlowStart {
  /** The flow whose settings are inherited. */
  origin?: FlowStart;
  /** Where an earlier run stopped; undefined reads from the beginning. */
  cursor: JsonValue | undefined;
  settings: Settings;
  /** Preferred; a connector may give smaller or larger pages as its API has them. */
  pageSize: number;
}

/** Reads one entity of an application; `Inherited` are the settings of the entity that it inherits. */
export interface EntityReader<
  Kind extends EntityKind = EntityKind,
  Native = JsonValue,
  Settings = Record<string, JsonValue>,
  Inherited = unknown,
> {
  entity: Kind;
  /** The settings that the same application has for this entity, in its flow of the same integration, are given too. */
  inherits?: EntityKind;
  /** An object whose keys are settings; `.meta({ title, description })` and a default for each. */
  settings: z.ZodType<Settings>;
  /**
   * Yields pages from the cursor on until the source has no more, one page held at a time. Records may come again (at
   * least once); none may be missed. An empty last page may carry a newer cursor.
   */
  read(context: ConnectorContext, options: ReadOptions<Settings & Inherited>): AsyncIterable<SourcePage<Native>>;
  /**
   * How many records reading from this cursor would give, roughly, in a call or a few: for the share of a run that is
   * done. Undefined where the application does not tell.
   */
  count?(context: ConnectorContext, options: ReadOptions<Settings & Inherited>): Promise<number | undefined>;
  /**
   * These records as they are now, whatever their settings and state; keys that are not there any more are absent. Where it is
   * left out, a single record is found by reading from the beginning.
   */
  readByKeys?(
    context: ConnectorContext,
    options: { keys: readonly string[]; settings: Settings & Inherited },
  ): Promise<SourceRecord<Native>[]>;
  /**
   * Which of these records the source still has, at little cost. What is absent was deleted for certain: where the application does
   * not say so, this throws. For an entity whose records are taken back at the target when they end.
   */
  existing?(
    context: ConnectorContext,
    options: { keys: readonly string[]; settings: Settings & Inherited },
  ): Promise<ReadonlySet<string>>;
  /** Pure: native → canonical. Throws a ConnectorFailure of class `value` for a record that makes no sense. */
  toCanonical(native: Native, settings: Settings & Inherited, history: RecordHistory): Translated<EntityOf<Kind>>;
  /**
   * What people look for a record by that is left out or cannot be translated: number and buyer of an order. Pure; may throw for a record
   * that makes no sense.
   */
  identify?(native: Native, settings: Settings & Inherited): Partial<EntityOf<Kind>>;
}
