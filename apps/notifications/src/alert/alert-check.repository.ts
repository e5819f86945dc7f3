import { Injectable } from '@nestjs/common';
import type { OrganizationId } from '@koppel/contracts';
import { Database } from '@koppel/service-kit';
import type { EntityManager } from 'typeorm';

/** Longer than the services that are asked take to answer. */
const claimMs = 60_000;

/** Which organizations are to be looked at, and when. */
@Injectable()
export class AlertCheckRepository {
  constructor(private readonly database: Database) {}

  /** Soon, but not again within `gapMs` of the last time. */
  async request(
    transaction: EntityManager,
    organizationIds: readonly string[],
    { now, gapMs }: { now: Date; gapMs: number },
  ): Promise<void> {
    await transaction.query(
      `insert into alert_check (organization_id, due_at) select id, $2 from unnest($1::text[]) as id order by id
       on conflict (organization_id) do update set due_at = least(alert_check.due_at,
         greatest($2, coalesce(alert_check.checked_at, '-infinity') + make_interval(secs => $3::float8 / 1000)))`,
      [organizationIds, now, gapMs],
    );
  }

  claim(now: Date, limit: number): Promise<OrganizationId[]> {
    return this.database.asSystem(async (transaction) => {
      // An event that comes during the check finds it due, and makes it due again.
      const [rows] = (await transaction.query(
        `update alert_check set claimed_until = $2, checked_at = $1, due_at = 'infinity' where organization_id in (
           select organization_id from alert_check where due_at <= $1 and (claimed_until is null or claimed_until < $1)
             or claimed_until < $1 order by due_at limit $3 for update skip locked)
         returning organization_id as id`,
        [now, new Date(now.getTime() + claimMs), limit],
      )) as [{ id: OrganizationId }[], number];
      return rows.map(({ id }) => id);
    });
  }

  /** `next`: undefined where nothing is left to look at until another event. */
  async release(organizationId: string, next: Date | undefined): Promise<void> {
    await this.database.asSystem(async (transaction) => {
      const id = [organizationId];
      if (!next)
        await transaction.query(`delete from alert_check where organization_id = $1 and due_at = 'infinity'`, id);
      await transaction.query(
        'update alert_check set claimed_until = null, due_at = least(due_at, $2) where organization_id = $1',
        [organizationId, next ?? null],
      );
    });
  }
}
