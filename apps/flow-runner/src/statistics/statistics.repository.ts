import { Injectable } from '@nestjs/common';
import type { ParsedRequestOf, ReplyOf, statisticsGet } from '@koppel/contracts';
import { Database } from '@koppel/service-kit';

type Day = ReplyOf<typeof statisticsGet>['days'][number];

/** What runs did, added up by the day that they began on. */
@Injectable()
export class StatisticsRepository {
  constructor(private readonly database: Database) {}

  days(
    organizationId: string,
    { days, timeZone, integrationId }: ParsedRequestOf<typeof statisticsGet>,
  ): Promise<Day[]> {
    return this.database.forOrganization(
      organizationId,
      async (transaction) =>
        (await transaction.query(
          `with first as (select (now() at time zone $2)::date - ($3::int - 1) as day)
           select to_char(first.day + number, 'YYYY-MM-DD') as day, coalesce(sum(created), 0)::int as created,
             coalesce(sum(updated), 0)::int as updated, coalesce(sum(unchanged), 0)::int as unchanged,
             coalesce(sum(filtered), 0)::int as filtered, coalesce(sum(failed + held), 0)::int as failed,
             count(run.id)::int as runs, (count(run.id) filter (where state = 'failed'))::int as "failedRuns"
           from first cross join generate_series(0, $3::int - 1) as number left join run
             on (started_at at time zone $2)::date = first.day + number and kind <> 'preview'
             and organization_id = $1 and started_at >= (select day::timestamp at time zone $2 from first)
             and ($4::uuid is null or integration_id = $4)
           group by first.day, number order by number`,
          [organizationId, timeZone, days, integrationId ?? null],
        )) as Day[],
    );
  }
}
