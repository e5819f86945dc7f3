import type { Fields, Host, Secrets } from '@koppel/connector-sdk';
import type { EntityKind, EntityOf, JsonValue, Order } from '@koppel/contracts';
import type { AccessProvider } from '../authentication.js';

/** What reaches an application at one origin. */
export interface ConformanceConnection {
  fields: Fields;
  secrets: Secrets;
  host: Host;
  /** Needed for OAuth 2.0 only; fixed keys and log-ins are done by the kit. */
  access?: AccessProvider;
}

export interface ReaderCase {
  /** Those that differ from the defaults. */
  settings?: Record<string, JsonValue>;
  /** How many records the application has at least. */
  leastRecords: number;
  /** Small enough that there is more than one page. */
  pageSize: number;
  /** A key of the application's own form that nothing has; default `no-such-key`. */
  absentKey?: string;
}

export interface WriterCase<Kind extends EntityKind = EntityKind> {
  settings?: Record<string, JsonValue>;
  /**
   * A record that can be written: one that the application has not yet, or one to update where it makes them itself (the stock of
   * an article that exists). What it refers to exists.
   */
  record: EntityOf<Kind>;
  /** The same with other values, under the same natural key; left out where the writer only creates. */
  changed?: EntityOf<Kind>;
  /** One that the application, or the connector for it, refuses; beside it another one is written. */
  broken?: EntityOf<Kind>;
  /** A natural key that does not exist there. */
  absentKey: string;
  /**
   * A text that stands in every call that writes `record`, and in none for another record or a question: its name, its quantity, its
   * amount. The kit refuses the calls that hold it, and changes it on its way to the application.
   */
  mark?: string;
  /** Another record that can be written together with `record`. */
  beside?: EntityOf<Kind>;
  /** One that the application takes and keeps in another way, where it does that. */
  altered?: EntityOf<Kind>;
  /** The same record under another natural key, where its key can change. */
  renamed?: EntityOf<Kind>;
  /** Deletes for good what stands under the natural key of `record`, and makes it again as a person would. */
  remake?(): Promise<void>;
  /** The order that the record belongs to, where the record itself does not hold it: of a payment. */
  origin?: Order;
}

/** A running simulator or server with something in it. */
export interface ConformanceApplication {
  /** Where it listens, `http://127.0.0.1:8201`. */
  origin: string;
  /** A connection that works; the kit asks for one through its own proxy, whose origin it gives. */
  connection(origin: string): ConformanceConnection | Promise<ConformanceConnection>;
  /** A connection with credentials that the application refuses. */
  wrongConnection(origin: string): ConformanceConnection | Promise<ConformanceConnection>;
  readers: { [Kind in EntityKind]?: ReaderCase };
  writers: { [Kind in EntityKind]?: WriterCase<Kind> };
  stop(): Promise<void>;
}

export interface ConformanceHarness {
  /** Starts the application; called once. */
  start(): Promise<ConformanceApplication>;
  /** For the start; default 60,000. */
  startTimeoutMs?: number;
}
