import type { TargetPayload } from '@koppel/connector-sdk';
import type { EntityKind } from '@koppel/contracts';
import { recordId, type LinkChange, type LinkKey } from '@koppel/sync-engine';
import type { EntityManager } from 'typeorm';
import type { RunRecord } from '../run/run.js';
import { storableJson } from '../sql.js';

/** Kinds of records that are known by the same code, and are one and the same at a target. */
export const ofArticles: ReadonlySet<EntityKind> = new Set(['product', 'price', 'stock_level']);

/**
 * What a link keeps of a write. Articles hold no personal data, so it is known for as long as the link is there: without it the next
 * update would overwrite what people have set. Of other records it is known while the payloads of their attempts are stored.
 */
export function writtenOf({ entity, record }: LinkChange): string | null {
  return record && ofArticles.has(entity) ? storableJson(record.payload) : null;
}

/** The payloads that these records were written with last, by {@link recordId}. */
export async function lastWritten(
  transaction: EntityManager,
  { organizationId, flowId }: RunRecord,
  keys: readonly LinkKey[],
): Promise<Map<string, TargetPayload>> {
  const read = async (sql: string, some: readonly LinkKey[]): Promise<WrittenRow[]> => {
    if (some.length === 0) return [];
    const entities = some.map(({ entity }) => entity);
    const sourceKeys = some.map(({ sourceKey }) => sourceKey);
    return (await transaction.query(sql, [organizationId, flowId, entities, sourceKeys])) as WrittenRow[];
  };
  const articles = keys.filter(({ entity }) => ofArticles.has(entity));
  const others = keys.filter(({ entity }) => !ofArticles.has(entity));
  const rows = [...(await read(ofLinks, articles)), ...(await read(ofAttempts, others))];
  return new Map(
    rows.map(({ entity, source_key: sourceKey, written }) => [
      recordId({ entity, sourceKey }),
      // The engine wrote it: the payload as it was.
      JSON.parse(written) as TargetPayload,
    ]),
  );
}

interface WrittenRow {
  entity: EntityKind;
  source_key: string;
  written: string;
}

const ofLinks = `
  select link.* from unnest($3::text[], $4::text[]) as requested (entity, source_key) cross join lateral (
    select entity, source_key, written from record_link
    where organization_id = $1 and flow_id = $2 and entity = requested.entity and source_key = requested.source_key offset 0
  ) as link where written is not null`;

const ofAttempts = `
  select last.* from unnest($3::text[], $4::text[]) as requested (entity, source_key) cross join lateral (
    select entity, source_key, payloads::json ->> 'target' as written from record_attempt
    where organization_id = $1 and flow_id = $2 and entity = requested.entity and source_key = requested.source_key
      and outcome in ('created', 'updated', 'unchanged')
    order by position desc limit 1
  ) as last where written is not null`;
