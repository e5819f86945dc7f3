import { Injectable } from '@nestjs/common';
import type { budgetList, ConnectionId, ReplyOf } from '@koppel/contracts';
import { Database } from '@koppel/service-kit';

type Use = ReplyOf<typeof budgetList>['items'][number];

/** A row of `rate_budget` as it stands now: of a window that has ended, nothing is used. */
interface UseRow {
  connection_id: ConnectionId;
  day_limit: number | null;
  day_used: number;
  day_resets_at: Date | null;
  minute_limit: number | null;
  minute_used: number;
  minute_resets_at: Date | null;
}

/** What connections have used of their limits, for a person to see. */
@Injectable()
export class BudgetUseRepository {
  constructor(private readonly database: Database) {}

  list(organizationId: string): Promise<Use[]> {
    return this.database.forOrganization(organizationId, async (transaction) => {
      const rows = (await transaction.query(
        `select connection_id, day_limit, ${used('day')}, ${resetsAt('day', '1 day')},
           minute_limit, ${used('minute')}, ${resetsAt('minute', '1 minute')}
         from rate_budget where organization_id = $1 order by connection_id`,
        [organizationId],
      )) as UseRow[];
      return rows.map((row) => ({
        connectionId: row.connection_id,
        day: windowOf(row.day_limit, row.day_used, row.day_resets_at),
        minute: windowOf(row.minute_limit, row.minute_used, row.minute_resets_at),
      }));
    });
  }
}

function used(name: 'day' | 'minute'): string {
  return `case when ${name}_resets_at > now() then greatest(0, ${name}_limit - ${name}_left) else 0 end as ${name}_used`;
}

/** The end of the window that is under way, also where nothing was called in it yet. */
function resetsAt(name: 'day' | 'minute', length: string): string {
  const column = `${name}_resets_at`;
  const windows = `ceil(extract(epoch from now() - ${column}) / extract(epoch from interval '${length}'))`;
  return `case when ${column} > now() then ${column} else ${column} + ${windows}::int * interval '${length}' end as ${column}`;
}

function windowOf(limit: number | null, spent: number, end: Date | null): Use['day'] {
  return limit === null || end === null ? null : { limit, used: spent ?? 0, resetsAt: end.toISOString() };
}
