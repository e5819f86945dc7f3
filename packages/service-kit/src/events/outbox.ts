import { Inject, Injectable } from '@nestjs/common';
import { eventData, type EventDataOf, type EventType, type KoppelEvent } from '@koppel/contracts';
import { randomUUID } from 'node:crypto';
import type { EntityManager } from 'typeorm';
import { currentTraceparent } from '../telemetry/tracing.js';
import { SERVICE_NAME } from '../tokens.js';
import { OutboxPublisher } from './outbox-publisher.js';

export interface NewEvent<Type extends EventType = EventType> {
  type: Type;
  /** The id of what it is about. */
  subject: string;
  data: EventDataOf<Type>;
}

/** Stores events and work in the same transaction as what they tell of; the publisher sends them on after the commit. */
@Injectable()
export class Outbox {
  constructor(
    @Inject(SERVICE_NAME) private readonly serviceName: string,
    private readonly publisher: OutboxPublisher,
  ) {}

  async addEvents(transaction: EntityManager, organizationId: string, events: readonly NewEvent[]): Promise<void> {
    const time = new Date().toISOString();
    const traceparent = currentTraceparent();
    const full = events.map((event): KoppelEvent => ({
      specversion: '1.0',
      id: randomUUID(),
      source: `koppel/${this.serviceName}`,
      type: event.type,
      subject: event.subject,
      time,
      datacontenttype: 'application/json',
      organizationid: organizationId,
      ...(traceparent !== undefined && { traceparent }),
      data: eventData[event.type].parse(event.data) as KoppelEvent['data'],
    }));
    await this.insert(
      transaction,
      organizationId,
      full.map((event) => ({ id: event.id, subject: event.type, payload: event })),
    );
  }

  /** Work for a work-queue stream; `id` is what closes it, see {@link close}. */
  async addWork(
    transaction: EntityManager,
    organizationId: string,
    work: { id: string; subject: string; payload: object },
  ): Promise<void> {
    const payload = { ...work.payload, traceparent: currentTraceparent() };
    await this.insert(transaction, organizationId, [{ ...work, payload }]);
  }

  /** In the consumer's own transaction: the work was taken, so it need not be sent again. */
  async close(transaction: EntityManager, id: string): Promise<void> {
    await transaction.query('update outbox set closed_at = now() where id = $1 and closed_at is null', [id]);
  }

  /** After the commit: send without waiting for the next tick. */
  nudge(): void {
    this.publisher.nudge();
  }

  private async insert(
    transaction: EntityManager,
    organizationId: string,
    rows: { id: string; subject: string; payload: object }[],
  ): Promise<void> {
    if (rows.length === 0) return;
    await transaction.query(
      `insert into outbox (id, organization_id, subject, payload)
       select id, $1, subject, payload::jsonb from unnest($2::uuid[], $3::text[], $4::text[]) as row (id, subject, payload)
       on conflict (id) do update set published_at = null, closed_at = null, claim = null, claimed_until = null`,
      [
        organizationId,
        rows.map((row) => row.id),
        rows.map((row) => row.subject),
        rows.map((row) => JSON.stringify(row.payload)),
      ],
    );
  }
}
