import { Injectable } from '@nestjs/common';
import type { ParsedRequestOf, recordLinkList, ReplyOf } from '@koppel/contracts';
import { cursorPart, Database, keyset } from '@koppel/service-kit';

type RecordLink = ReplyOf<typeof recordLinkList>['items'][number];

const byKeys = keyset(cursorPart.text, cursorPart.text, cursorPart.text);

interface LinkRow {
  flow_id: string;
  entity: string;
  source_key: string;
  natural_key: string;
  target_key: string | null;
  state: string;
  last_run_id: string;
  updated_at: Date;
}

/** Record links as people look them up. */
@Injectable()
export class RecordLinkRepository {
  constructor(private readonly database: Database) {}

  list(
    organizationId: string,
    request: ParsedRequestOf<typeof recordLinkList>,
  ): Promise<ReplyOf<typeof recordLinkList>> {
    const { flowId, search, limit } = request;
    const [naturalKey, entity, sourceKey] = byKeys.decode(request.after) ?? [];
    const pattern = search?.trim() ? `%${search.trim().replace(/[\\%_]/g, '\\$&')}%` : null;
    return this.database.forOrganization(organizationId, async (transaction) => {
      const rows = (await transaction.query(
        `select flow_id, entity, source_key, natural_key, target_key, state, last_run_id, updated_at from record_link
         where flow_id = $1 and ($2::text is null or natural_key ilike $2 or source_key ilike $2 or target_key ilike $2)
           and ($3::text is null or (natural_key, entity, source_key) > ($3, $4, $5))
         order by natural_key, entity, source_key limit $6`,
        [flowId, pattern, naturalKey ?? null, entity ?? null, sourceKey ?? null, limit + 1],
      )) as LinkRow[];
      return byKeys.page(rows, limit, {
        toItem: toLink,
        cursorOf: (row) => [row.natural_key, row.entity, row.source_key],
      });
    });
  }
}

function toLink(row: LinkRow): RecordLink {
  return {
    // Ids and names come from rows that this service wrote from parsed contracts.
    ...({ flowId: row.flow_id, lastRunId: row.last_run_id } as Pick<RecordLink, 'flowId' | 'lastRunId'>),
    ...({ entity: row.entity, state: row.state } as Pick<RecordLink, 'entity' | 'state'>),
    sourceKey: row.source_key,
    naturalKey: row.natural_key,
    targetKey: row.target_key,
    updatedAt: row.updated_at.toISOString(),
  };
}
