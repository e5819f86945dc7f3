import {
  Inject,
  Injectable,
  Logger,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { AckPolicy, DeliverPolicy, type Consumer, type JsMsg } from '@nats-io/jetstream';
import { instantSchema, organizationIdSchema, streams } from '@koppel/contracts';
import { Database, Liveness, Nats } from '@koppel/service-kit';
import { setTimeout as delay } from 'node:timers/promises';
import { z } from 'zod';
import { SETTINGS, type Settings } from '../settings.js';
import { DeliveryRepository, type ListenedEvent } from './delivery.repository.js';
import { DeliveryWorkerService } from './delivery-worker.service.js';

const consumerName = 'webhooks';
const batchSize = 100;
const fetchMs = 1_000;
const retryMs = 1_000;
const hungAfterMs = 120_000;

/** What every event has; the rest goes on as it came, also what a newer release says. */
const envelopeSchema = z.object({
  id: z.uuid(),
  type: z.string(),
  organizationid: organizationIdSchema,
  time: instantSchema,
});

/**
 * Turns events into deliveries. Replicas share one durable consumer, which begins with the oldest event of the stream: a
 * stream that was lost is filled again from the outbox, and what a webhook already has is not added twice.
 */
@Injectable()
export class EventListenerService implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger('EventListenerService');
  private readonly stopping = new AbortController();
  private listening: Promise<void> | undefined;

  constructor(
    private readonly nats: Nats,
    private readonly database: Database,
    private readonly deliveries: DeliveryRepository,
    private readonly worker: DeliveryWorkerService,
    private readonly liveness: Liveness,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  onApplicationBootstrap(): void {
    this.listening = this.listen();
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.stopping.abort();
    await this.listening;
  }

  private async listen(): Promise<void> {
    let consumer: Consumer | undefined;
    const watch = this.liveness.watch('events for webhooks', hungAfterMs);
    while (!this.stopping.signal.aborted) {
      watch.beat();
      try {
        consumer ??= await this.consumer();
        await this.takeBatch(consumer);
      } catch (error: unknown) {
        consumer = undefined;
        if (this.stopping.signal.aborted) break;
        this.logger.warn({ err: error }, 'events for webhooks cannot be read; none is lost, trying again soon');
        await delay(retryMs, undefined, { signal: this.stopping.signal }).catch(() => undefined);
      }
    }
    watch.end();
  }

  private async consumer(): Promise<Consumer> {
    const manager = await this.nats.ensureStreams();
    const { name } = streams.events;
    // No limit of deliveries: an event that cannot be stored now is stored once Postgres is back.
    await manager.consumers.add(name, {
      durable_name: consumerName,
      ack_policy: AckPolicy.Explicit,
      deliver_policy: DeliverPolicy.All,
      ack_wait: 30_000_000_000,
      max_deliver: -1,
      max_ack_pending: 1_000,
    });
    return (await this.nats.jetstream()).consumers.get(name, consumerName);
  }

  /** What else is there already comes along with the next one; nobody waits for what is not. */
  private async takeBatch(consumer: Consumer): Promise<void> {
    const first = await consumer.next({ expires: fetchMs });
    if (!first) return;
    const batch = [first];
    const more = Math.min(first.info.pending, batchSize - 1);
    if (more > 0) {
      for await (const message of await consumer.fetch({ max_messages: more, expires: fetchMs })) batch.push(message);
    }
    await this.store(batch);
  }

  private async store(batch: readonly JsMsg[]): Promise<void> {
    const events = batch.flatMap((message) => this.read(message) ?? []);
    try {
      await this.database.asSystem((transaction) =>
        this.deliveries.addEvents(transaction, events, this.settings.now()),
      );
    } catch (error: unknown) {
      for (const message of batch) message.nak(retryMs);
      throw error;
    }
    for (const message of batch) message.ack();
    this.worker.nudge();
  }

  private read(message: JsMsg): ListenedEvent | undefined {
    const parsed = envelopeSchema.safeParse(parse(message));
    if (parsed.success) {
      const { id, type, organizationid: organizationId, time } = parsed.data;
      return { id, type, organizationId, time, body: message.string() };
    }
    this.logger.warn({ subject: message.subject, sequence: message.seq }, 'an event cannot be read and is passed over');
    return undefined;
  }
}

function parse(message: JsMsg): unknown {
  try {
    return message.json();
  } catch {
    return undefined;
  }
}
