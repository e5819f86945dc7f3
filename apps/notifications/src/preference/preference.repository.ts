import { Injectable } from '@nestjs/common';
import { alertKinds, topicOfAlert, type NotificationPreferences, type UserId } from '@koppel/contracts';
import { Database } from '@koppel/service-kit';
import type { EntityManager } from 'typeorm';

interface PreferenceRow extends Omit<NotificationPreferences, 'quietHours'> {
  userId: UserId;
  quietFrom: string | null;
  quietTo: string | null;
}

/** What people chose. */
@Injectable()
export class PreferenceRepository {
  constructor(private readonly database: Database) {}

  /** Of everybody in an organization who chose. */
  list(organizationId: string): Promise<Map<UserId, NotificationPreferences>> {
    return this.database.forOrganization(organizationId, async (transaction) => {
      const rows = (await transaction.query(
        `select user_id as "userId", topics, time_zone as "timeZone", quiet_from as "quietFrom", quiet_to as "quietTo",
           digest_at as "digestAt" from notification_preference`,
      )) as PreferenceRow[];
      return new Map(rows.map((row) => [row.userId, toPreferences(row)]));
    });
  }

  /** What waits and is not wanted any more is dropped with it. */
  save(
    { organizationId, userId, now }: { organizationId: string; userId: UserId; now: Date },
    preferences: NotificationPreferences,
  ): Promise<void> {
    const { topics, timeZone, quietHours, digestAt } = preferences;
    return this.database.forOrganization(organizationId, async (transaction) => {
      await transaction.query(
        `insert into notification_preference (organization_id, user_id, topics, time_zone, quiet_from, quiet_to, digest_at, updated_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8)
         on conflict (organization_id, user_id) do update set topics = excluded.topics, time_zone = excluded.time_zone,
           quiet_from = excluded.quiet_from, quiet_to = excluded.quiet_to, digest_at = excluded.digest_at, updated_at = excluded.updated_at`,
        [organizationId, userId, topics, timeZone, quietHours?.from ?? null, quietHours?.to ?? null, digestAt, now],
      );
      await dropUnwanted(transaction, userId, preferences);
    });
  }
}

async function dropUnwanted(
  transaction: EntityManager,
  userId: UserId,
  { topics }: NotificationPreferences,
): Promise<void> {
  const kinds = alertKinds.filter((kind) => !topics.includes(topicOfAlert[kind]));
  await transaction.query(
    `update notification set state = 'dropped' from alert where alert.id = notification.alert_id and alert.kind = any ($2)
       and recipient = $1 and state = 'waiting' and message_id is null`,
    [`person:${userId}`, kinds],
  );
}

function toPreferences({ topics, timeZone, quietFrom, quietTo, digestAt }: PreferenceRow): NotificationPreferences {
  const quietHours = quietFrom !== null && quietTo !== null ? { from: quietFrom, to: quietTo } : null;
  return { topics, timeZone, quietHours, digestAt };
}
