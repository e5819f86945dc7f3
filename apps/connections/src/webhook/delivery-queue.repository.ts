import { Injectable } from '@nestjs/common';
import { Database } from '@koppel/service-kit';
import { randomUUID } from 'node:crypto';
import type { EntityManager } from 'typeorm';
import type { StoredDelivery, StoredWebhook } from './webhook.js';
import { webhookColumns } from './webhook.repository.js';

/** Far longer than a call may take: a claim ends before its time only where its process died. */
const claimMs = 60_000;
/** So that a slow receiver does not take the places of the others. */
const placesPerWebhook = 4;
const keepMs = 30 * 24 * 3_600_000;
/** Longer than the stream keeps an event, which could come again until then. */
const keepDeliveredMs = 8 * 24 * 3_600_000;

export interface ClaimedDelivery {
  id: string;
  claim: string;
  eventId: string;
  eventType: string;
  body: string;
  /** This attempt's number, and its number since the delivery began (anew). */
  attempts: number;
  tries: number;
  webhook: StoredWebhook;
}

export interface Attempt {
  startedAt: Date;
  durationMs: number;
  status: number | null;
  problem: string | null;
  answer: string | null;
}

/** What the delivery becomes after an attempt. */
export interface Verdict {
  state: StoredDelivery['state'];
  nextAttemptAt: Date | null;
  /** Disables the webhook, with this reason; `ifFailingThroughout`: only if nothing got through since the delivery began. */
  disable?: { reason: string; ifFailingThroughout: boolean };
}

/** Deliveries that are due, taken by one replica each. */
@Injectable()
export class DeliveryQueueRepository {
  constructor(private readonly database: Database) {}

  /** Takes up to `limit` due deliveries, at most some of each webhook at once. */
  claim(now: Date, limit: number): Promise<ClaimedDelivery[]> {
    const claim = randomUUID();
    return this.database.asSystem(async (transaction) => {
      const [rows] = (await transaction.query(
        `with due as (
           select due.id from webhook w cross join lateral (
             select d.id from webhook_delivery d
             where d.webhook_id = w.id and d.state = 'waiting' and d.next_attempt_at <= $1
               and (d.claimed_until is null or d.claimed_until < $1)
             order by d.next_attempt_at
             limit greatest(0, ${placesPerWebhook} - (
               select count(*) from webhook_delivery c
               where c.webhook_id = w.id and c.state = 'waiting' and c.claimed_until >= $1))
             for update of d skip locked
           ) due where w.state = 'enabled' limit $2
         )
         update webhook_delivery d set claim = $3, claimed_until = $4, attempts = d.attempts + 1, tries = d.tries + 1
         from webhook w where w.id = d.webhook_id and d.id in (select id from due)
         returning d.id as "deliveryId", d.claim, d.event_id as "eventId", d.event_type as "eventType", d.body, d.attempts,
           d.tries, ${webhookColumns}`,
        [now, limit, claim, new Date(now.getTime() + claimMs)],
      )) as [(Omit<ClaimedDelivery, 'id' | 'webhook'> & StoredWebhook & { deliveryId: string })[], number];
      return rows.map(({ deliveryId, claim: held, eventId, eventType, body, attempts, tries, ...webhook }) => ({
        ...{ id: deliveryId, claim: held, eventId, eventType, body, attempts, tries, webhook },
      }));
    });
  }

  /** Stores an attempt and what follows from it. A delivery that was begun anew meanwhile stays as it is. */
  settle(delivery: ClaimedDelivery, attempt: Attempt, verdict: Verdict): Promise<void> {
    return this.database.asSystem(async (transaction) => {
      const { id, claim, webhook } = delivery;
      await transaction.query(
        `insert into webhook_attempt (delivery_id, organization_id, number, started_at, duration_ms, status, problem, answer)
         select id, organization_id, $2, $3, $4, $5, $6, $7 from webhook_delivery where id = $1 on conflict do nothing`,
        [id, delivery.attempts, attempt.startedAt, attempt.durationMs, attempt.status, attempt.problem, attempt.answer],
      );
      const endedAt = new Date(attempt.startedAt.getTime() + attempt.durationMs);
      await transaction.query(
        `update webhook_delivery set state = $3, next_attempt_at = $4, last_status = $5, last_problem = $6, claim = null,
           claimed_until = null, delivered_at = case when $3 = 'delivered' then $7::timestamptz end
         where id = $1 and claim = $2`,
        [id, claim, verdict.state, verdict.nextAttemptAt, attempt.status, attempt.problem, endedAt],
      );
      if (verdict.disable) await this.disable(transaction, delivery, verdict.disable);
      await transaction.query(
        verdict.state === 'delivered'
          ? 'update webhook set failing_since = null where id = $1 and failing_since is not null'
          : 'update webhook set failing_since = $2 where id = $1 and failing_since is null',
        verdict.state === 'delivered' ? [webhook.id] : [webhook.id, endedAt],
      );
    });
  }

  /** Gives back what was claimed and not sent to its end. */
  giveBack({ id, claim }: ClaimedDelivery): Promise<void> {
    return this.database.asSystem(async (transaction) => {
      await transaction.query(
        `update webhook_delivery set claim = null, claimed_until = null, attempts = attempts - 1, tries = tries - 1
         where id = $1 and claim = $2`,
        [id, claim],
      );
    });
  }

  forgetOld(now: Date): Promise<void> {
    return this.database.asSystem(async (transaction) => {
      await transaction.query(
        `delete from webhook_delivery where created_at < $1 or (state = 'delivered' and created_at < $2)`,
        [new Date(now.getTime() - keepMs), new Date(now.getTime() - keepDeliveredMs)],
      );
    });
  }

  private async disable(
    transaction: EntityManager,
    { id, webhook }: ClaimedDelivery,
    { reason, ifFailingThroughout }: NonNullable<Verdict['disable']>,
  ): Promise<void> {
    await transaction.query(
      `update webhook w set state = 'disabled', reason = $2
       where w.id = $1 and w.state = 'enabled' and (not $3::boolean or w.failing_since <= (
         select min(a.started_at + a.duration_ms * interval '1 millisecond') from webhook_attempt a
         where a.delivery_id = $4 and a.number > (select d.attempts - d.tries from webhook_delivery d where d.id = $4)))`,
      [webhook.id, reason, ifFailingThroughout, id],
    );
  }
}
