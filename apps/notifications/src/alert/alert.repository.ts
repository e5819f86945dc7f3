import { Injectable } from '@nestjs/common';
import { Database } from '@koppel/service-kit';
import { randomUUID } from 'node:crypto';
import type { EntityManager } from 'typeorm';
import { graceMs, type Alert, type Condition, type Difference } from './alert.js';

const columns = `id, kind, object_id as "objectId", params, since, opened_at as "openedAt", healed_at as "healedAt"`;
/** How long an alert is kept after it healed. */
const keepMs = 90 * 24 * 3_600_000;

/** Alerts, and the notifications that each change of one makes: both commit together. */
@Injectable()
export class AlertRepository {
  constructor(private readonly database: Database) {}

  /** Alerts that are open, and when connections healed last. */
  known(organizationId: string): Promise<{ open: Alert[]; brokenUntil: Map<string, Date> }> {
    return this.database.forOrganization(organizationId, async (transaction) => {
      const open = (await transaction.query(`select ${columns} from alert where healed_at is null`)) as Alert[];
      const broken = (await transaction.query(
        `select object_id as id, max(healed_at) as until from alert
         where kind = 'connection_needs_attention' and healed_at is not null group by object_id`,
      )) as { id: string; until: Date }[];
      return { open, brokenUntil: new Map(broken.map(({ id, until }) => [id, until])) };
    });
  }

  /** @param recipientsOf who is told of a condition that is new */
  store(
    organizationId: string,
    { opened, lasting, healed }: Difference,
    { now, recipientsOf }: { now: Date; recipientsOf: (condition: Condition) => readonly string[] },
  ): Promise<void> {
    return this.database.forOrganization(organizationId, async (transaction) => {
      for (const condition of opened) {
        const id = await open(transaction, { organizationId, condition, now });
        if (id === undefined) continue;
        const dueAt = new Date(now.getTime() + graceMs[condition.kind]);
        await notify(transaction, { organizationId, id, dueAt, now, recipients: recipientsOf(condition) });
      }
      for (const { alert, condition } of lasting) {
        await transaction.query('update alert set params = $2 where id = $1 and params is distinct from $2', [
          alert.id,
          condition.params,
        ]);
      }
      if (healed.length > 0) await heal(transaction, { ids: healed.map(({ id }) => id), now });
    });
  }

  async deleteOld(now: Date): Promise<void> {
    await this.database.asSystem((transaction) =>
      transaction.query('delete from alert where healed_at < $1', [new Date(now.getTime() - keepMs)]),
    );
  }
}

/** Undefined where somebody else opened it meanwhile. */
async function open(
  transaction: EntityManager,
  { organizationId, condition, now }: { organizationId: string; condition: Condition; now: Date },
): Promise<string | undefined> {
  const { kind, objectId, params, since } = condition;
  const [row] = (await transaction.query(
    `insert into alert (id, organization_id, kind, object_id, params, since, opened_at) values ($1, $2, $3, $4, $5, $6, $7)
     on conflict (organization_id, kind, object_id) where healed_at is null do nothing returning id`,
    [randomUUID(), organizationId, kind, objectId, params, since, now],
  )) as { id: string }[];
  return row?.id;
}

async function notify(
  transaction: EntityManager,
  news: { organizationId: string; id: string; dueAt: Date; now: Date; recipients: readonly string[] },
): Promise<void> {
  const { organizationId, id, dueAt, now, recipients } = news;
  await transaction.query(
    `insert into notification (organization_id, alert_id, change, recipient, due_at, created_at)
     select $1, $2, 'opened', recipient, $3, $4 from unnest($5::text[]) as recipient on conflict do nothing`,
    [organizationId, id, dueAt, now, recipients],
  );
}

/** Whoever was told of them is told that they are over. Whoever was not yet is told nothing, unless a message is on its way. */
async function heal(transaction: EntityManager, { ids, now }: { ids: readonly string[]; now: Date }): Promise<void> {
  await transaction.query(
    `update alert set healed_at = $2 where id in (
       select id from alert where id = any ($1) and healed_at is null order by id for update)`,
    [ids, now],
  );
  await transaction.query(
    `update notification set state = 'dropped' where alert_id = any ($1) and change = 'opened' and state = 'waiting' and message_id is null`,
    [ids],
  );
  await notifyHealed(transaction, { ids, now });
}

/** For every one of the alerts that has healed and whose opening was sent. */
export async function notifyHealed(
  transaction: EntityManager,
  { ids, now }: { ids: readonly string[]; now: Date },
): Promise<void> {
  await transaction.query(
    `insert into notification (organization_id, alert_id, change, recipient, due_at, created_at)
     select opened.organization_id, opened.alert_id, 'healed', opened.recipient, $2, $2 from notification as opened
     join alert on alert.id = opened.alert_id and alert.healed_at is not null
     where opened.alert_id = any ($1) and opened.change = 'opened' and opened.state = 'sent' on conflict do nothing`,
    [ids, now],
  );
}
