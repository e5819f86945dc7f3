import { Injectable } from '@nestjs/common';
import type { WebhookAttempt } from '@koppel/contracts';
import { randomUUID } from 'node:crypto';
import type { EntityManager } from 'typeorm';
import type { StoredDelivery } from '../webhook/webhook.js';
import { deliveryNotFound } from '../webhook/webhook.js';

const columns = `id, webhook_id as "webhookId", event_id as "eventId", event_type as "eventType", position, state, attempts,
  last_status as "lastStatus", last_problem as "lastProblem", next_attempt_at as "nextAttemptAt", created_at as "createdAt",
  delivered_at as "deliveredAt"`;

const beginAnew = `state = 'waiting', tries = 0, next_attempt_at = $2, delivered_at = null, claim = null, claimed_until = null`;
/** One that is being sent just now needs no second call beside it. */
const isAtRest = '(claimed_until is null or claimed_until < $2)';

export interface DeliveryQuery {
  webhookId: string;
  state?: StoredDelivery['state'] | undefined;
  /** The position of the last one on the page before. */
  after?: string | undefined;
  limit: number;
}

/** An event as the stream has it: what of it is needed here, and all of it. */
export interface ListenedEvent {
  id: string;
  organizationId: string;
  type: string;
  time: string;
  body: string;
}

type Attempt = Omit<WebhookAttempt, 'startedAt'> & { startedAt: Date };

/** What stands in the delivery log. */
@Injectable()
export class DeliveryRepository {
  async list(transaction: EntityManager, { webhookId, state, after, limit }: DeliveryQuery): Promise<StoredDelivery[]> {
    return (await transaction.query(
      `select ${columns} from webhook_delivery
       where webhook_id = $1 and ($2::text is null or state = $2) and ($3::bigint is null or position < $3)
       order by position desc limit $4`,
      [webhookId, state ?? null, after ?? null, limit],
    )) as StoredDelivery[];
  }

  /** @throws AppError `webhook_delivery.not_found` */
  async get(transaction: EntityManager, id: string): Promise<StoredDelivery & { body: string }> {
    const [delivery] = (await transaction.query(`select ${columns}, body from webhook_delivery where id = $1`, [
      id,
    ])) as (StoredDelivery & { body: string })[];
    if (!delivery) throw deliveryNotFound();
    return delivery;
  }

  async history(transaction: EntityManager, id: string): Promise<Attempt[]> {
    return (await transaction.query(
      `select number, started_at as "startedAt", duration_ms as "durationMs", status, problem, answer
       from webhook_attempt where delivery_id = $1 order by number`,
      [id],
    )) as Attempt[];
  }

  /** One for each webhook that listens to it; an event that comes once more changes nothing. */
  async addEvents(transaction: EntityManager, events: readonly ListenedEvent[], now: Date): Promise<void> {
    await transaction.query(
      `insert into webhook_delivery (id, organization_id, webhook_id, event_id, event_type, body, next_attempt_at, created_at)
       select gen_random_uuid(), w.organization_id, w.id, event.id, event.type, event.body, $6, $6
       from unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::timestamptz[]) with ordinality
         as event (id, organization_id, type, body, time, ordinal)
       join webhook w on w.organization_id = event.organization_id and w.state = 'enabled'
         and event.type = any (w.event_types) and w.listens_since <= event.time
       order by event.ordinal
       on conflict (webhook_id, event_id) do nothing`,
      [
        events.map(({ id }) => id),
        events.map(({ organizationId }) => organizationId),
        events.map(({ type }) => type),
        events.map(({ body }) => body),
        events.map(({ time }) => time),
        now,
      ],
    );
  }

  /** One that no stream carries. */
  async addOne(
    transaction: EntityManager,
    event: { webhookId: string; organizationId: string; id: string; type: string; body: object; now: Date },
  ): Promise<StoredDelivery> {
    const { webhookId, organizationId, now } = event;
    const [delivery] = (await transaction.query(
      `insert into webhook_delivery (id, organization_id, webhook_id, event_id, event_type, body, next_attempt_at, created_at)
       values ($1, $2, $3, $4, $5, $6, $7, $7) returning ${columns}`,
      [randomUUID(), organizationId, webhookId, event.id, event.type, JSON.stringify(event.body), now],
    )) as StoredDelivery[];
    if (!delivery) throw new Error('a delivery was stored and not given back');
    return delivery;
  }

  async resend(transaction: EntityManager, id: string, now: Date): Promise<void> {
    await transaction.query(`update webhook_delivery set ${beginAnew} where id = $1 and ${isAtRest}`, [id, now]);
  }

  /** @returns how many */
  async resendDead(transaction: EntityManager, webhookId: string, now: Date): Promise<number> {
    const [, count] = (await transaction.query(
      `update webhook_delivery set ${beginAnew} where webhook_id = $1 and state = 'dead' and ${isAtRest}`,
      [webhookId, now],
    )) as [unknown, number];
    return count;
  }
}
