import { streams, type EventType, type KoppelEvent } from '@koppel/contracts';
import { AckPolicy, jetstream, jetstreamManager, type Consumer, type JsMsg } from '@nats-io/jetstream';
import { connect, type NatsConnection, type NodeConnectionOptions } from '@nats-io/transport-node';
import { setTimeout as delay } from 'node:timers/promises';
import { inspect } from 'node:util';
import type { Pool } from 'pg';
import { handleOnce, HandlerFailed, noteFailure, type HandleEvent } from './handle-once.js';
import { positionOf, type StartFrom } from './position.js';
import { readEvent, type Unreadable } from './read-event.js';

/** Few, because the ack wait starts when they are fetched: six seconds of work for each. */
const batchSize = 10;
const fetchMs = 2_000;
const ackWaitMs = 60_000;
const retryMs = 1_000;
const maxRetryMs = 300_000;
/** Longer than the stream keeps events: an unused consumer is deleted. */
const forgottenAfterMs = 8 * 24 * 3_600_000;
/** An event cannot arrive again after the stream and the outbox have deleted it. */
const inboxDays = 15;
const cleanIntervalMs = 3_600_000;
const nanosPerMs = 1_000_000;

export interface EventConsumerOptions<Type extends EventType = EventType> {
  /** Connection to NATS as the user `events` of the installation. */
  nats: Pick<NodeConnectionOptions, 'servers' | 'user' | 'pass' | 'tls'>;
  /** Your database, in which {@link createTables} was called. */
  pool: Pool;
  /** Names the consumer; replicas with the same name share the events. Lower case letters, digits, `-` and `_`. */
  name: string;
  /** Default: all types. */
  types?: readonly Type[];
  /** Default: those of all organizations. */
  organizationId?: string;
  /** Where the first start begins; default `beginning`. Later starts continue, see `replay`. */
  startFrom?: StartFrom;
  handle: HandleEvent<Type>;
  /** How often an event is tried before it is given up; default 8, which takes about four minutes. */
  maxTries?: number;
  /** Receives problems that a person should know of; default: a process warning. */
  log?: (message: string, details: object) => void;
}

export interface EventConsumer {
  /** Stops after the current event; the next start continues after it. */
  stop(): Promise<void>;
}

/**
 * Handles each event once, one at a time and in the stream's order, except those that are tried again. Replicas share the events,
 * without an order between them.
 *
 * @throws when NATS or the database cannot be reached at the start
 */
export async function consumeEvents<Type extends EventType>(
  options: EventConsumerOptions<Type>,
): Promise<EventConsumer> {
  if (!/^[a-z][a-z0-9_-]{0,40}$/.test(options.name)) {
    throw new Error(`"${options.name}" is no name for a consumer: use lower case letters, digits, - and _.`);
  }
  const connection = await connect({
    ...options.nats,
    name: options.name,
    // The user may receive answers only below this subject.
    inboxPrefix: `_INBOX_${options.nats.user ?? 'events'}`,
    maxReconnectAttempts: -1,
  });
  const stopping = new AbortController();
  const loop = new Loop(options as unknown as EventConsumerOptions, connection, stopping.signal);
  await loop.open().catch(async (error: unknown) => {
    await connection.close();
    throw error;
  });
  const done = loop.run();
  return {
    stop: async () => {
      stopping.abort();
      await done;
      await connection.drain();
    },
  };
}

class Loop {
  private consumer: Consumer | undefined;
  private cleanAtMs = 0;

  constructor(
    private readonly options: EventConsumerOptions,
    private readonly connection: NatsConnection,
    private readonly stopping: AbortSignal,
  ) {}

  /** Creates the durable consumer when it is missing. */
  async open(): Promise<void> {
    const { pool, name, startFrom = 'beginning' } = this.options;
    const { durable, start } = await positionOf(pool, name, startFrom);
    const manager = await jetstreamManager(this.connection);
    await manager.consumers.add(streams.events.name, {
      ...start,
      durable_name: durable,
      ack_policy: AckPolicy.Explicit,
      ack_wait: ackWaitMs * nanosPerMs,
      // Tries are counted in the database, so that failures of Postgres or NATS do not count.
      max_deliver: -1,
      max_ack_pending: batchSize * 4,
      inactive_threshold: forgottenAfterMs * nanosPerMs,
    });
    this.consumer = await jetstream(this.connection).consumers.get(streams.events.name, durable);
  }

  async run(): Promise<void> {
    while (!this.stopping.aborted) {
      try {
        if (!this.consumer) await this.open();
        await this.forgetOld();
        await this.takeBatch();
      } catch (error: unknown) {
        this.consumer = undefined;
        if (this.stopping.aborted) return;
        this.log('Events cannot be read just now; none is lost, trying again soon.', { error });
        await delay(retryMs, undefined, { signal: this.stopping }).catch(() => undefined);
      }
    }
  }

  private async forgetOld(): Promise<void> {
    if (Date.now() < this.cleanAtMs) return;
    const { pool, name } = this.options;
    await pool.query(
      `delete from koppel_inbox where consumer = $1 and handled_at < now() - interval '${inboxDays} days'`,
      [name],
    );
    this.cleanAtMs = Date.now() + cleanIntervalMs;
  }

  private async takeBatch(): Promise<void> {
    const messages = await this.consumer?.fetch({ max_messages: batchSize, expires: fetchMs });
    if (!messages) return;
    let failure: unknown;
    for await (const message of messages) {
      if (failure !== undefined || this.stopping.aborted) {
        message.nak();
        continue;
      }
      // The batch was delivered at once; the work on this message starts now.
      message.working();
      await this.take(message).catch((error: unknown) => (failure = error));
    }
    // eslint-disable-next-line @typescript-eslint/only-throw-error -- what was caught is thrown on as it is
    if (failure !== undefined) throw failure;
  }

  private async take(message: JsMsg): Promise<void> {
    try {
      await this.handle(message);
    } catch (error: unknown) {
      message.nak(retryMs);
      throw error;
    }
  }

  private async handle(message: JsMsg): Promise<void> {
    const read = readEvent(message);
    if ('failure' in read) return this.passOver(message, read);
    const { event } = read;
    if (!this.isWanted(event)) return message.ack();
    try {
      await handleOnce(this.options, event);
      message.ack();
    } catch (error: unknown) {
      if (!(error instanceof HandlerFailed)) throw error;
      await this.takeFailure(message, event, error);
    }
  }

  private isWanted({ type, organizationid }: KoppelEvent): boolean {
    const { types, organizationId } = this.options;
    return (!types || types.includes(type)) && (organizationId === undefined || organizationid === organizationId);
  }

  /** A message that this version cannot parse is stored as a failure, because a later version may parse it. */
  private async passOver(message: JsMsg, { failure, known }: Unreadable): Promise<void> {
    if (known && this.isWanted(known)) {
      await noteFailure(this.options, known, { reason: failure, maxTries: 1 });
    }
    message.ack();
    this.log('An event cannot be read by this version and is passed over.', { type: message.subject, failure });
  }

  private async takeFailure(message: JsMsg, event: KoppelEvent, error: HandlerFailed): Promise<void> {
    const { maxTries = 8 } = this.options;
    const noted = await noteFailure(this.options, event, { reason: error.message, maxTries });
    if (!noted) return message.ack();
    const { tries, isGivenUp } = noted;
    const details = { eventId: event.id, type: event.type, tries, error: error.cause };
    if (isGivenUp) {
      message.term(`given up after ${tries} tries`);
      return this.log(
        'An event was given up; see koppel_event_failure, and call retryGivenUp once it can work.',
        details,
      );
    }
    message.nak(Math.min(retryMs * 2 ** tries, maxRetryMs));
    this.log('An event could not be handled; it is tried again.', details);
  }

  private log(message: string, details: object): void {
    const { log = warn } = this.options;
    log(message, details);
  }
}

function warn(message: string, details: object): void {
  process.emitWarning(message, { type: 'KoppelEvents', detail: inspect(details) });
}
