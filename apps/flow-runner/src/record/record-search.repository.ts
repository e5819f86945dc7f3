import { wholeText } from '@koppel/connector-sdk';
import { Injectable } from '@nestjs/common';
import type { ParsedRequestOf, recordSearch, ReplyOf } from '@koppel/contracts';
import { cursorPart, Database, keyset } from '@koppel/service-kit';

import { z } from 'zod';
import { recordColumns, toRecord, type AttemptRow } from './record.repository.js';

/** Records with exactly this name or key come first (0), then those that have it among their keys or in their title (1). */
const byRank = keyset(z.enum(['0', '1']), cursorPart.position);

const isRequested = `attempt.organization_id = $1 and attempt.is_newest
  and ($4::uuid is null or attempt.flow_id = $4) and ($5::uuid is null or attempt.integration_id = $5)
  and ($6::text is null or attempt.entity = $6) and ($7::text is null or attempt.outcome = $7)`;

const searchSql = `
  with named as (
    select flow_id, entity, source_key from record_attempt where organization_id = $1 and name_key = $2 and is_newest
    union select flow_id, entity, source_key from record_link where organization_id = $1 and target_key = any($3)
    union select flow_id, entity, source_key from record_attempt where organization_id = $1 and source_key = any($3)
  ), exact as materialized (
    select attempt.position from named join record_attempt as attempt using (flow_id, entity, source_key) where ${isRequested}
  ), found as (
    (select 0 as rank, position from exact where $8::int is null or ($8 = 0 and position < $9)
     order by position desc limit $10)
    union all
    (select 1, attempt.position from record_attempt as attempt
     where ${isRequested} and ($2 = '' or strpos(attempt.search_text, $2) > 0) and attempt.position not in (select position from exact)
       and ($8::int is null or $8 = 0 or attempt.position < $9)
     order by attempt.position desc limit $10)
    order by rank, position desc limit $10
  )
  select found.rank, ${recordColumns} from found
  join record_attempt as attempt on attempt.organization_id = $1 and attempt.position = found.position and attempt.is_newest
  order by found.rank, attempt.position desc`;

/** Finds records of all flows by any key, name or id that a person knows. */
@Injectable()
export class RecordSearchRepository {
  constructor(private readonly database: Database) {}

  search(organizationId: string, request: ParsedRequestOf<typeof recordSearch>): Promise<ReplyOf<typeof recordSearch>> {
    const { limit } = request;
    const [rank, position] = byRank.decode(request.after) ?? [];
    const query = wholeText(request.query).trim();
    return this.database.forOrganization(organizationId, async (transaction) => {
      const rows = (await transaction.query(searchSql, [
        organizationId,
        query.toLowerCase(),
        spellings(query),
        request.flowId ?? null,
        request.integrationId ?? null,
        request.entity ?? null,
        request.outcome ?? null,
        rank ?? null,
        position ?? '0',
        limit + 1,
      ])) as (AttemptRow & { rank: number })[];
      return byRank.page(rows, limit, { toItem: toRecord, cursorOf: (row) => [String(row.rank), row.position] });
    });
  }
}

/** Ids are case-sensitive, but pasted in any case. */
function spellings(query: string): string[] {
  return query === '' ? [] : [...new Set([query, query.toLowerCase(), query.toUpperCase()])];
}
