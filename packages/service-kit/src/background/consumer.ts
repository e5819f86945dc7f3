import { Logger } from '@nestjs/common';
import {
  AckPolicy,
  DeliverPolicy,
  JetStreamApiError,
  type Consumer,
  type ConsumerConfig,
  type JetStreamClient,
  type JetStreamManager,
  type JsMsg,
} from '@nats-io/jetstream';
import { isDeepStrictEqual } from 'node:util';
import type { LoopWatch } from '../health/liveness.js';
import { Counter, metricsRegistry } from '../telemetry/metrics.js';
import { backoffMs } from './backoff.js';
import { systemClock, type Clock } from './clock.js';
import { withDeadline } from './deadline.js';

export interface ConsumerOptions {
  /** The stream's name, such as `streams.events.name`. */
  stream: string;
  /** The durable consumer's name; replicas with the same name share the messages. */
  name: string;
  filterSubjects?: readonly string[];
  /** After so long without an acknowledgement a message is delivered again. */
  ackWaitMs: number;
  /** How often a message is delivered; -1: until it is acknowledged. */
  maxDeliver: number;
  /** Messages that may be under way over all replicas. */
  maxAckPending: number;
  /** Where a new consumer begins; default the oldest message of the stream. */
  deliverPolicy?: DeliverPolicy;
  /** Messages handled together; default 1. */
  batchSize?: number;
  /**
   * How many messages may be fetched now; waits a few seconds at most where there is none. Absent: always `batchSize`.
   */
  slots?: () => Promise<number>;
  /**
   * Handles a batch. Resolved: what it left open is acknowledged. Thrown: what it left open is delivered again after a back-off.
   * A message that can never be handled is ended by the handler (`message.term(reason)`).
   */
  handle: (messages: readonly JsMsg[], signal: AbortSignal) => Promise<void>;
  clock?: Clock;
  watch?: LoopWatch;
}

/** What the loop needs of the broker. */
export interface Broker {
  /** Creates the streams that are missing. */
  ensureStreams(): Promise<JetStreamManager>;
  jetstream(): Promise<JetStreamClient>;
}

const fetchMs = 2_000;
/** A broker that is unavailable must not look like a loop that hangs. */
const fetchTimeoutMs = 15_000;
/** JetStream's error for a consumer that does not exist. */
const consumerNotFound = 10_014;
const verifyMs = 30_000;
const retry = { firstMs: 1_000, maxMs: 30_000 };
const redelivery = { firstMs: 1_000, maxMs: 300_000 };

const handled = new Counter({
  name: 'koppel_consumed_messages_total',
  help: 'Messages of JetStream by consumer and outcome: ok, failed (delivered again), dropped (failed at the last delivery)',
  labelNames: ['consumer', 'outcome'] as const,
  registers: [metricsRegistry],
});

/**
 * Reads a JetStream stream through a durable pull consumer for as long as the process lives. The consumer and its limits are
 * made sure of at the start, after every error and every half minute: it may have been deleted or altered meanwhile.
 */
export class ConsumerLoop {
  private readonly logger: Logger;
  private readonly stopping = new AbortController();
  private readonly clock: Clock;
  private consumer: Consumer | undefined;
  private verifiedAtMs = 0;
  private loop: Promise<void> | undefined;

  constructor(
    private readonly broker: Broker,
    private readonly options: ConsumerOptions,
  ) {
    this.logger = new Logger(options.name);
    this.clock = options.clock ?? systemClock;
  }

  start(): this {
    this.loop ??= this.run();
    return this;
  }

  /** Fetches nothing more; resolves once the batch under way is handled. What was fetched too late is given back. */
  async stop(): Promise<void> {
    this.stopping.abort();
    await this.loop;
  }

  private async run(): Promise<void> {
    const { signal } = this.stopping;
    const { name, watch } = this.options;
    let failures = 0;
    while (!signal.aborted) {
      watch?.beat();
      try {
        await this.round();
        failures = 0;
      } catch (error: unknown) {
        this.consumer = undefined;
        if (signal.aborted) break;
        failures += 1;
        this.logger.warn(
          { err: error, failures },
          `${name}: messages cannot be handled now; none is lost, trying again`,
        );
        await this.clock.sleep(backoffMs(failures, retry), signal).catch(() => undefined);
      }
    }
    watch?.end();
  }

  private async round(): Promise<void> {
    const { batchSize = 1, slots } = this.options;
    // Also without a free slot: an autoscaler asks the consumer how many messages are pending.
    const consumer = await this.verified();
    const free = slots ? Math.min(await slots(), batchSize) : batchSize;
    if (free <= 0 || this.stopping.signal.aborted) return;
    const messages = await withDeadline(
      { timeoutMs: fetchTimeoutMs, name: 'a fetch from the broker', clock: this.clock },
      () => fetch(consumer, free),
    );
    if (messages.length === 0) return;
    if (this.stopping.signal.aborted) return messages.forEach((message) => message.nak());
    await this.handle(messages);
  }

  private async handle(messages: readonly JsMsg[]): Promise<void> {
    const { handle, name, maxDeliver } = this.options;
    try {
      await handle(messages, this.stopping.signal);
      // No effect on messages that the handler has ended.
      for (const message of messages) message.ack();
      handled.inc({ consumer: name, outcome: 'ok' }, messages.length);
    } catch (error: unknown) {
      for (const message of messages) {
        const isLast = maxDeliver > 0 && message.info.deliveryCount >= maxDeliver;
        handled.inc({ consumer: name, outcome: isLast ? 'dropped' : 'failed' });
        message.nak(backoffMs(message.info.deliveryCount, redelivery));
      }
      throw error;
    }
  }

  private async verified(): Promise<Consumer> {
    const now = this.clock.elapsedMs();
    if (this.consumer && now - this.verifiedAtMs < verifyMs) return this.consumer;
    const { stream, name } = this.options;
    await this.ensureConsumer(await this.broker.ensureStreams());
    this.consumer = await (await this.broker.jetstream()).consumers.get(stream, name);
    this.verifiedAtMs = now;
    return this.consumer;
  }

  private async ensureConsumer(manager: JetStreamManager): Promise<void> {
    const { stream, name, deliverPolicy = DeliverPolicy.All } = this.options;
    const limits = this.limits();
    const found = await manager.consumers.info(stream, name).catch((error: unknown) => {
      if (error instanceof JetStreamApiError && error.code === consumerNotFound) return undefined;
      throw error;
    });
    if (!found) {
      const fixed = { durable_name: name, ack_policy: AckPolicy.Explicit, deliver_policy: deliverPolicy };
      await manager.consumers.add(stream, { ...fixed, ...limits });
    } else if (
      Object.entries(limits).some(([key, value]) => !isDeepStrictEqual(Reflect.get(found.config, key), value))
    ) {
      this.logger.warn(`${name}: somebody altered the limits of the consumer; they are set again`);
      await manager.consumers.update(stream, name, limits);
    }
  }

  private limits(): Partial<ConsumerConfig> {
    const { filterSubjects: [first, ...others] = [], ackWaitMs, maxDeliver, maxAckPending } = this.options;
    return {
      ack_wait: ackWaitMs * 1_000_000,
      max_deliver: maxDeliver,
      max_ack_pending: maxAckPending,
      ...(first !== undefined &&
        (others.length > 0 ? { filter_subjects: [first, ...others] } : { filter_subject: first })),
    };
  }
}

/** Waits for the first message; takes what else is there already, and does not wait for more. */
async function fetch(consumer: Consumer, limit: number): Promise<JsMsg[]> {
  const first = await consumer.next({ expires: fetchMs });
  if (!first) return [];
  const more = Math.min(first.info.pending, limit - 1);
  const messages = [first];
  if (more <= 0) return messages;
  for await (const message of await consumer.fetch({ max_messages: more, expires: fetchMs })) messages.push(message);
  return messages;
}
