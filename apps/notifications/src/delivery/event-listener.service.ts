import { Inject, Injectable, Logger, type OnApplicationBootstrap } from '@nestjs/common';
import type { JsMsg } from '@nats-io/jetstream';
import { instantSchema, organizationIdSchema, streams } from '@koppel/contracts';
import { Background, Database } from '@koppel/service-kit';
import { z } from 'zod';
import { SETTINGS, type Settings } from '../settings.js';
import { AlertCheckService } from '../alert/alert-check.service.js';
import { DeliveryRepository, type ListenedEvent } from './delivery.repository.js';
import { DeliveryWorkerService } from './delivery-worker.service.js';

/** What every event has; the rest goes on as it came, also what a newer release says. */
const envelopeSchema = z.object({
  id: z.uuid(),
  type: z.string(),
  organizationid: organizationIdSchema,
  time: instantSchema,
});

/**
 * Turns events into deliveries, and has the organizations checked in which something may have broken or healed. Replicas share one
 * durable consumer, which begins with the oldest event of the stream: a stream that was lost is filled again from the outbox, and what
 * a webhook already has is not added twice.
 */
@Injectable()
export class EventListenerService implements OnApplicationBootstrap {
  private readonly logger = new Logger('EventListenerService');

  constructor(
    private readonly background: Background,
    private readonly database: Database,
    private readonly deliveries: DeliveryRepository,
    private readonly worker: DeliveryWorkerService,
    private readonly checks: AlertCheckService,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  onApplicationBootstrap(): void {
    this.background.consume({
      stream: streams.events.name,
      name: 'webhooks',
      ackWaitMs: 30_000,
      // An event that cannot be stored now is stored once Postgres is back.
      maxDeliver: -1,
      maxAckPending: 1_000,
      batchSize: 100,
      handle: (messages) => this.store(messages),
    });
  }

  private async store(messages: readonly JsMsg[]): Promise<void> {
    const events = messages.flatMap((message) => this.read(message) ?? []);
    await this.database.asSystem(async (transaction) => {
      await this.deliveries.addEvents(transaction, events, this.settings.now());
      await this.checks.request(transaction, events);
    });
    this.worker.nudge();
    this.checks.nudge();
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
