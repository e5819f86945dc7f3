import { Injectable } from '@nestjs/common';
import type { ParsedRequestOf, recordSearch, ReplyOf } from '@koppel/contracts';
import { Database } from '@koppel/service-kit';
import type { EntityManager } from 'typeorm';
import { decodePlace, pageOfRows, positionPart } from '../run/paging.js';
import { storableText } from '../sql.js';
import { attemptColumns, toRecord } from './attempt-row.js';
import { isUntold, untoldColumns, type UntoldRow } from './untold-link.js';

type Found = UntoldRow & { rank: number };

/** Who is named so comes first (0), then what has it among its keys or in its title (1), then what only has a link (2). */
const rankPart = /^[012]$/;
const ofLinks = 2;

const isAskedFor = `attempt.organization_id = $1 and attempt.is_newest
  and ($4::uuid is null or attempt.flow_id = $4) and ($5::uuid is null or attempt.integration_id = $5)
  and ($6::text is null or attempt.entity = $6) and ($7::text is null or attempt.outcome = $7)`;

const searchSql = `
  with named as (
    select flow_id, entity, source_key from record_attempt where organization_id = $1 and name_key = $2 and is_newest
    union select flow_id, entity, source_key from record_link where organization_id = $1 and target_key = any($3)
    union select flow_id, entity, source_key from record_attempt where organization_id = $1 and source_key = any($3)
  ), exact as materialized (
    select attempt.position from named join record_attempt as attempt using (flow_id, entity, source_key) where ${isAskedFor}
  ), found as (
    (select 0 as rank, position from exact where $8::int is null or ($8 = 0 and position < $9)
     order by position desc limit $10)
    union all
    (select 1, attempt.position from record_attempt as attempt
     where ${isAskedFor} and ($2 = '' or strpos(attempt.search_text, $2) > 0) and attempt.position not in (select position from exact)
       and ($8::int is null or $8 = 0 or attempt.position < $9)
     order by attempt.position desc limit $10)
    order by rank, position desc limit $10
  )
  select found.rank, ${attemptColumns} from found
  join record_attempt as attempt on attempt.organization_id = $1 and attempt.position = found.position and attempt.is_newest
  order by found.rank, attempt.position desc`;

const linkSql = `
  with named as (
    select flow_id, entity, source_key from record_link where organization_id = $1 and not is_told and source_key = any($2)
    union select flow_id, entity, source_key from record_link where organization_id = $1 and not is_told and natural_key = any($2)
    union select flow_id, entity, source_key from record_link where organization_id = $1 and target_key = any($2)
  ), found as (
    select ${untoldColumns}, row_number() over (order by link.flow_id, link.entity, link.source_key) as position
    from named join record_link as link using (flow_id, entity, source_key) join run on run.id = link.last_run_id
    where ${isUntold} and ($3::uuid is null or link.flow_id = $3) and ($4::uuid is null or run.integration_id = $4)
      and ($5::text is null or link.entity = $5)
  )
  select ${ofLinks} as rank, found.* from found where position > $6 order by position limit $7`;

/** Finds records of all flows by whatever a person knows of them. */
@Injectable()
export class RecordSearchRepository {
  constructor(private readonly database: Database) {}

  search(organizationId: string, request: ParsedRequestOf<typeof recordSearch>): Promise<ReplyOf<typeof recordSearch>> {
    const { limit } = request;
    const [rank, position] = decodePlace(request.after, [rankPart, positionPart]) ?? [];
    const asked: Asked = { ...request, organizationId, query: storableText(request.query).trim(), rank, position };
    return this.database.forOrganization(organizationId, async (transaction) => {
      const isPast = Number(rank) === ofLinks;
      const attempts = isPast ? [] : await findAttempts(transaction, asked, limit + 1);
      const links = await findLinks(transaction, asked, limit + 1 - attempts.length);
      return pageOfRows([...attempts, ...links], limit, {
        toItem: toRecord,
        place: (row) => [String(row.rank), row.position],
      });
    });
  }
}

interface Asked extends Pick<
  ParsedRequestOf<typeof recordSearch>,
  'query' | 'flowId' | 'integrationId' | 'entity' | 'outcome'
> {
  organizationId: string;
  rank: string | undefined;
  position: string | undefined;
}

/** Ids are told apart by case, but pasted in any. */
function spellings(query: string): string[] {
  return query === '' ? [] : [...new Set([query, query.toLowerCase(), query.toUpperCase()])];
}

function findAttempts(transaction: EntityManager, asked: Asked, limit: number): Promise<Found[]> {
  return transaction.query(searchSql, [
    asked.organizationId,
    asked.query.toLowerCase(),
    spellings(asked.query),
    asked.flowId ?? null,
    asked.integrationId ?? null,
    asked.entity ?? null,
    asked.outcome ?? null,
    asked.rank ?? null,
    asked.position ?? '0',
    limit,
  ]);
}

/** Only by a key as it is: there are no words to look in. */
async function findLinks(transaction: EntityManager, asked: Asked, limit: number): Promise<Found[]> {
  const isSought = asked.outcome === undefined || asked.outcome === 'unchanged';
  if (asked.query === '' || limit === 0 || !isSought) return [];
  return transaction.query(linkSql, [
    asked.organizationId,
    spellings(asked.query),
    asked.flowId ?? null,
    asked.integrationId ?? null,
    asked.entity ?? null,
    Number(asked.rank) === ofLinks ? asked.position : '0',
    limit,
  ]) as Promise<Found[]>;
}
