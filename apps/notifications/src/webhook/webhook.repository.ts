import { Injectable } from '@nestjs/common';
import type { Reason } from '@koppel/contracts';
import { Database } from '@koppel/service-kit';
import type { EntityManager } from 'typeorm';
import type { ListedWebhook, StoredWebhook } from './webhook.js';
import { webhookNotFound } from './webhook.js';

export const webhookColumns = `w.id, w.organization_id as "organizationId", w.url, w.description, w.event_types as "eventTypes",
  w.state, w.reason, w.secret, w.previous_secret as "previousSecret", w.previous_secret_until as "previousSecretUntil",
  w.listens_since as "listensSince", w.created_at as "createdAt", w.updated_at as "updatedAt"`;

/** A reason as `jsonb` takes it. */
export function jsonOf(reason: Reason | null): string | null {
  return reason && JSON.stringify(reason);
}

const countOf = (state: string) =>
  `(select count(*)::int from webhook_delivery d where d.webhook_id = w.id and d.state = '${state}')`;

@Injectable()
export class WebhookRepository {
  constructor(private readonly database: Database) {}

  transaction<T>(organizationId: string, work: (transaction: EntityManager) => Promise<T>): Promise<T> {
    return this.database.forOrganization(organizationId, work);
  }

  async list(transaction: EntityManager): Promise<ListedWebhook[]> {
    return (await transaction.query(
      `select ${webhookColumns}, ${countOf('waiting')} as waiting, ${countOf('dead')} as dead
       from webhook w order by w.created_at, w.id`,
    )) as ListedWebhook[];
  }

  /** @throws AppError `webhook.not_found` */
  async get(transaction: EntityManager, id: string): Promise<ListedWebhook> {
    const [webhook] = (await transaction.query(
      `select ${webhookColumns}, ${countOf('waiting')} as waiting, ${countOf('dead')} as dead from webhook w where w.id = $1`,
      [id],
    )) as ListedWebhook[];
    if (!webhook) throw webhookNotFound();
    return webhook;
  }

  /** So that two changes at once come one after the other. @throws AppError `webhook.not_found` */
  async lock(transaction: EntityManager, id: string): Promise<ListedWebhook> {
    await transaction.query('select 1 from webhook where id = $1 for update', [id]);
    return this.get(transaction, id);
  }

  /** So that two that are made at once are counted one after the other. */
  async lockOrganization(transaction: EntityManager, organizationId: string): Promise<void> {
    await transaction.query(`select pg_advisory_xact_lock(hashtextextended('webhook ' || $1, 0))`, [organizationId]);
  }

  async add(transaction: EntityManager, webhook: StoredWebhook): Promise<void> {
    const { id, organizationId, url, description, eventTypes, state, secret, createdAt } = webhook;
    await transaction.query(
      `insert into webhook (id, organization_id, url, description, event_types, state, secret, listens_since, created_at, updated_at)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $8, $8)`,
      [id, organizationId, url, description, eventTypes, state, secret, createdAt],
    );
  }

  /** Stores all that a person can change. What failed before counts no more where the webhook is enabled anew. */
  async save(transaction: EntityManager, webhook: StoredWebhook): Promise<void> {
    const { id, url, description, eventTypes, state, reason, secret, previousSecret, previousSecretUntil } = webhook;
    await transaction.query(
      `update webhook set url = $2, description = $3, event_types = $4, state = $5, reason = $6, secret = $7,
         previous_secret = $8, previous_secret_until = $9, updated_at = $10, listens_since = $11,
         failing_since = case when listens_since = $11 then failing_since end
       where id = $1`,
      [
        ...[id, url, description, eventTypes, state, jsonOf(reason), secret],
        ...[previousSecret, previousSecretUntil, webhook.updatedAt, webhook.listensSince],
      ],
    );
  }

  async remove(transaction: EntityManager, id: string): Promise<void> {
    await transaction.query('delete from webhook where id = $1', [id]);
  }
}
