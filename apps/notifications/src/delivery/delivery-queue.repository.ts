import { Injectable } from '@nestjs/common';
import type { Reason } from '@koppel/contracts';
import { Database } from '@koppel/service-kit';
import { randomUUID } from 'node:crypto';
import type { EntityManager } from 'typeorm';
import {
  countBusy,
  slotsPerOrganization,
  slotsPerWebhook,
  shareSlots,
  type Busy,
  type Share,
  type DueWebhook,
} from './delivery.js';
import type { StoredDelivery, StoredWebhook } from '../webhook/webhook.js';
import { jsonOf, webhookColumns } from '../webhook/webhook.repository.js';

/** Far longer than a call may take: a claim ends before its time only where its process died. */
const claimMs = 60_000;
const keepMs = 30 * 24 * 3_600_000;
/** Longer than the stream keeps an event, which could come again until then. */
const keepDeliveredMs = 8 * 24 * 3_600_000;
const forgottenAtOnce = 5_000;
const isDue = `d.state = 'waiting' and d.next_attempt_at <= $1 and (d.claimed_until is null or d.claimed_until < $1)`;

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
  problem: Reason | null;
  answer: string | null;
}

/** What the delivery becomes after an attempt. */
export interface Verdict {
  state: StoredDelivery['state'];
  nextAttemptAt: Date | null;
  /** Disables the webhook, with this reason; `ifFailingThroughout`: only if nothing got through since the delivery began. */
  disable?: { reason: Reason; ifFailingThroughout: boolean };
}

/** Deliveries that are due, taken by one replica each. */
@Injectable()
export class DeliveryQueueRepository {
  constructor(private readonly database: Database) {}

  /** Takes up to `free` due deliveries, shared out fairly. */
  claim(now: Date, free: number): Promise<ClaimedDelivery[]> {
    return this.database.asSystem(async (transaction) => {
      const dueWebhooks = await this.lockDueWebhooks(transaction, now, free);
      if (dueWebhooks.length === 0) return [];
      // Only now: another replica may have taken something before the lock was had.
      const shares = shareSlots(dueWebhooks, await this.busy(transaction, now), free);
      return this.take(transaction, shares, now);
    });
  }

  /** Stores an attempt and what follows from it. A delivery that was begun anew meanwhile stays as it is. */
  settle(delivery: ClaimedDelivery, attempt: Attempt, verdict: Verdict): Promise<void> {
    return this.database.asSystem(async (transaction) => {
      const { id, claim, webhook } = delivery;
      await transaction.query(
        `insert into webhook_attempt (delivery_id, organization_id, number, started_at, duration_ms, status, problem, answer)
         select id, organization_id, $2, $3, $4, $5, $6, $7 from webhook_delivery where id = $1 on conflict do nothing`,
        [
          id,
          delivery.attempts,
          attempt.startedAt,
          attempt.durationMs,
          attempt.status,
          jsonOf(attempt.problem),
          attempt.answer,
        ],
      );
      const endedAt = new Date(attempt.startedAt.getTime() + attempt.durationMs);
      await transaction.query(
        `update webhook_delivery set attempts = attempts + 1, tries = tries + 1, state = $3, next_attempt_at = $4, last_status = $5, last_problem = $6, claim = null,
           claimed_until = null, delivered_at = case when $3 = 'delivered' then $7::timestamptz end
         where id = $1 and claim = $2`,
        [id, claim, verdict.state, verdict.nextAttemptAt, attempt.status, jsonOf(attempt.problem), endedAt],
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

  /** Gives back what was claimed and not sent to its end; no attempt is counted. `until`: not before. */
  giveBack({ id, claim }: ClaimedDelivery, until?: Date): Promise<void> {
    return this.database.asSystem(async (transaction) => {
      await transaction.query(
        `update webhook_delivery set claim = null, claimed_until = null, next_attempt_at = coalesce($3, next_attempt_at)
         where id = $1 and claim = $2`,
        [id, claim, until ?? null],
      );
    });
  }

  /** Deletes some of what is old. @returns how many */
  deleteSomeOld(now: Date): Promise<number> {
    return this.database.asSystem(async (transaction) => {
      const [, count] = (await transaction.query(
        `delete from webhook_delivery where id in (
           select d.id from webhook_delivery d where d.created_at < $1 and case d.state
             when 'delivered' then d.delivered_at < $1
             when 'waiting' then d.next_attempt_at < $2
             else coalesce((select max(a.started_at) from webhook_attempt a where a.delivery_id = d.id), d.created_at) < $2 end
           limit ${forgottenAtOnce})`,
        [new Date(now.getTime() - keepDeliveredMs), new Date(now.getTime() - keepMs)],
      )) as [unknown, number];
      return count;
    });
  }

  /** Locks webhooks for which something is due and places may be free; who was served longest ago comes first. */
  private async lockDueWebhooks(transaction: EntityManager, now: Date, most: number): Promise<DueWebhook[]> {
    const counts = countBusy(await this.busy(transaction, now));
    const full = (limit: number) => [...counts].filter(([, calls]) => calls >= limit).map(([key]) => key);
    return (await transaction.query(
      `select w.id, w.organization_id as "organizationId", due.count as due
       from webhook w cross join lateral (
         select count(*)::int as count from (
           select from webhook_delivery d where d.webhook_id = w.id and ${isDue} limit ${slotsPerWebhook}) first_due) due
       where w.state = 'enabled' and due.count > 0 and w.id::text <> all ($3) and w.organization_id <> all ($4)
       order by w.served_at nulls first, w.id limit $2 for no key update of w skip locked`,
      [now, most, full(slotsPerWebhook), full(slotsPerOrganization)],
    )) as DueWebhook[];
  }

  private async busy(transaction: EntityManager, now: Date): Promise<Busy[]> {
    return (await transaction.query(
      `select d.webhook_id as id, d.organization_id as "organizationId", count(*)::int as calls
       from webhook_delivery d where d.claim is not null and d.claimed_until >= $1 group by 1, 2`,
      [now],
    )) as Busy[];
  }

  private async take(transaction: EntityManager, shares: readonly Share[], now: Date): Promise<ClaimedDelivery[]> {
    const ids = shares.map(({ id }) => id);
    const [rows] = (await transaction.query(
      `update webhook_delivery d set claim = $4, claimed_until = $5
       from webhook w where w.id = d.webhook_id and d.id in (
         select due.id from unnest($2::uuid[], $3::int[]) as share (webhook_id, slots) cross join lateral (
           select d.id from webhook_delivery d where d.webhook_id = share.webhook_id and ${isDue}
           order by d.next_attempt_at limit share.slots for update of d skip locked) due)
       returning d.id as "deliveryId", d.claim, d.event_id as "eventId", d.event_type as "eventType", d.body,
         d.attempts + 1 as attempts, d.tries + 1 as tries, ${webhookColumns}`,
      [now, ids, shares.map(({ slots }) => slots), randomUUID(), new Date(now.getTime() + claimMs)],
    )) as [(Omit<ClaimedDelivery, 'id' | 'webhook'> & StoredWebhook & { deliveryId: string })[], number];
    await transaction.query('update webhook set served_at = $2 where id = any ($1)', [ids, now]);
    return rows.map(({ deliveryId, claim, eventId, eventType, body, attempts, tries, ...webhook }) => ({
      ...{ id: deliveryId, claim, eventId, eventType, body, attempts, tries, webhook },
    }));
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
      [webhook.id, jsonOf(reason), ifFailingThroughout, id],
    );
  }
}
