import { Injectable } from '@nestjs/common';
import type { OrganizationId, Reason } from '@koppel/contracts';
import { Database } from '@koppel/service-kit';
import { randomUUID } from 'node:crypto';
import type { EntityManager } from 'typeorm';
import { notifyHealed } from '../alert/alert.repository.js';
import type { Change } from './notification.js';

/** Far longer than a mail server may take: a claim ends before its time only where its process died. */
const claimMs = 120_000;
const hourMs = 3_600_000;
/** Of an organization; what comes on top waits, and goes together. */
const maxMessagesPerHour = 120;

/** What one recipient is told at once. */
export interface Message {
  /** The same at each attempt. */
  messageId: string;
  organizationId: OrganizationId;
  recipient: string;
  /** Attempts that failed. */
  attempts: number;
  changes: Change[];
  /** When the oldest of them came up. */
  oldest: Date;
}

/** What became of a message. */
export type Outcome =
  | { state: 'sent' }
  | { state: 'dropped' }
  | { state: 'dead'; problem: Reason }
  | { state: 'waiting'; problem?: Reason; dueAt: Date };

interface DueRecipient {
  organizationId: OrganizationId;
  recipient: string;
  messageId: string | null;
}

/** Notifications that are due, taken by one replica each. */
@Injectable()
export class NotificationRepository {
  constructor(private readonly database: Database) {}

  /** Takes what is due for up to `limit` recipients. A message that was begun is taken as it was, and before anything newer. */
  claim(now: Date, { limit, gapMs }: { limit: number; gapMs: number }): Promise<Message[]> {
    return this.database.asSystem(async (transaction) => {
      // One replica at a time: two would split what is due for one recipient into two messages.
      await transaction.query(`select pg_advisory_xact_lock(hashtextextended('notification claims', 0))`);
      const due = await this.dueRecipients(transaction, { now, limit, gapMs });
      const messages: Message[] = [];
      for (const recipient of due) messages.push(await this.take(transaction, recipient, now));
      return messages;
    });
  }

  /** Stores what became of a message, and tells of what healed while it was on its way. */
  settle({ messageId, organizationId }: Message, outcome: Outcome, now: Date): Promise<void> {
    const { state } = outcome;
    const problem = 'problem' in outcome && outcome.problem ? JSON.stringify(outcome.problem) : null;
    const dueAt = state === 'waiting' ? outcome.dueAt : null;
    const isAttempt = state === 'sent' || problem !== null;
    return this.database.forOrganization(organizationId, async (transaction) => {
      // Who stores that one of them healed goes before this or after it: at once, neither would see the other.
      await transaction.query(
        `select 1 from alert where id in (select alert_id from notification where message_id = $1) order by id for share`,
        [messageId],
      );
      const [rows] = (await transaction.query(
        `update notification set state = $2, problem = $3, due_at = coalesce($4, due_at), claimed_until = null,
           attempts = attempts + $6::int, sent_at = case when $2 = 'sent' then $5::timestamptz end,
           message_id = case when $2 = 'waiting' and $6::int = 0 then null else message_id end
         where message_id = $1 and state = 'waiting' returning alert_id as id`,
        [messageId, state, problem, dueAt, now, isAttempt ? 1 : 0],
      )) as [{ id: string }[], number];
      if (state === 'sent') await notifyHealed(transaction, { ids: rows.map(({ id }) => id), now });
    });
  }

  private async dueRecipients(
    transaction: EntityManager,
    { now, limit, gapMs }: { now: Date; limit: number; gapMs: number },
  ): Promise<DueRecipient[]> {
    return (await transaction.query(
      `select n.organization_id as "organizationId", n.recipient,
         (array_agg(n.message_id order by n.message_id is null, n.due_at))[1] as "messageId"
       from notification n
       where n.state = 'waiting' and n.due_at <= $1
         and not exists (select from notification busy where busy.organization_id = n.organization_id
           and busy.recipient = n.recipient and busy.claimed_until >= $1)
         and not exists (select from notification last where last.organization_id = n.organization_id
           and last.recipient = n.recipient and last.sent_at > $2)
         and (select count(distinct sent.message_id) from notification sent
           where sent.organization_id = n.organization_id and sent.sent_at > $3) < ${maxMessagesPerHour}
       group by 1, 2 order by min(n.due_at) limit $4`,
      [now, new Date(now.getTime() - gapMs), new Date(now.getTime() - hourMs), limit],
    )) as DueRecipient[];
  }

  private async take(
    transaction: EntityManager,
    { organizationId, recipient, messageId: begun }: DueRecipient,
    now: Date,
  ): Promise<Message> {
    const messageId = begun ?? randomUUID();
    await transaction.query(
      `update notification set message_id = $4, claimed_until = $5 where organization_id = $1 and recipient = $2
         and state = 'waiting' and due_at <= $3 and message_id is not distinct from $6`,
      [organizationId, recipient, now, messageId, new Date(now.getTime() + claimMs), begun],
    );
    const rows = (await transaction.query(
      `select n.id, n.change, n.attempts, n.created_at as "createdAt", alert.kind, alert.params, alert.since
       from notification n join alert on alert.id = n.alert_id where n.message_id = $1 order by n.created_at, n.id`,
      [messageId],
    )) as (Change & { attempts: number; createdAt: Date })[];
    const { attempts, createdAt: oldest } = rows[0] ?? { attempts: 0, createdAt: now };
    return { messageId, organizationId, recipient, attempts, oldest, changes: rows };
  }
}
