import { Injectable } from '@nestjs/common';
import { idOfActor, type FlowId, type MessageContext, type RecordAction, type RunId } from '@koppel/contracts';
import type { EntityManager } from 'typeorm';
import { changedRows } from '../sql.js';
import type { RecordRef } from './record.repository.js';

interface ActionRow {
  kind: RecordAction['kind'];
  target_key: string | null;
  target_number: string | null;
  actor_id: string;
  actor_name: string | null;
  at: Date;
}

interface LinkRef {
  flowId: FlowId;
  sourceKey: string;
  naturalKey: string;
}

const actionColumns = 'kind, target_key, target_number, actor_id, actor_name, at';

/** What people decide about single records: each decision is recorded with who made it. */
@Injectable()
export class RecordActionRepository {
  async record(
    transaction: EntityManager,
    ref: RecordRef,
    {
      kind,
      targetKey,
      targetNumber,
      actor,
    }: Pick<RecordAction, 'kind' | 'targetKey' | 'targetNumber'> & Pick<MessageContext, 'actor'>,
  ): Promise<RecordAction> {
    const actorId = idOfActor({ actor });
    const rows = (await transaction.query(
      `insert into record_action (organization_id, flow_id, entity, source_key, kind, target_key, target_number, actor_id, actor_name)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9) returning ${actionColumns}`,
      [
        ref.organizationId,
        ref.flowId,
        ref.entity,
        ref.sourceKey,
        kind,
        targetKey,
        targetNumber ?? null,
        actorId,
        actor.name ?? null,
      ],
    )) as ActionRow[];
    const [row] = rows;
    if (!row) throw new Error('an insert gave no row');
    return toAction(row);
  }

  /** Newest first. */
  async list(transaction: EntityManager, ref: RecordRef, limit: number): Promise<RecordAction[]> {
    const rows = (await transaction.query(
      `select ${actionColumns} from record_action
       where organization_id = $1 and source_key = $2 and flow_id = $3 and entity = $4 order by id desc limit $5`,
      [ref.organizationId, ref.sourceKey, ref.flowId, ref.entity, limit],
    )) as ActionRow[];
    return rows.map(toAction);
  }

  /** Forgets the link of a record; undefined when it has none. */
  async deleteLink(
    transaction: EntityManager,
    ref: RecordRef,
  ): Promise<{ naturalKey: string; targetKey: string | null } | undefined> {
    const [row] = await changedRows<{ natural_key: string; target_key: string | null }>(
      transaction,
      'delete from record_link where flow_id = $1 and entity = $2 and source_key = $3 returning natural_key, target_key',
      [ref.flowId, ref.entity, ref.sourceKey],
    );
    return row && { naturalKey: row.natural_key, targetKey: row.target_key };
  }

  /** Every record of the organization that is linked with this one of a target. */
  async linksTo(
    transaction: EntityManager,
    { organizationId, entity, targetKey }: Pick<RecordRef, 'organizationId' | 'entity'> & { targetKey: string },
  ): Promise<LinkRef[]> {
    const rows = (await transaction.query(
      'select flow_id, source_key, natural_key from record_link where organization_id = $1 and target_key = $2 and entity = $3',
      [organizationId, targetKey, entity],
    )) as { flow_id: FlowId; source_key: string; natural_key: string }[];
    return rows.map((row) => ({ flowId: row.flow_id, sourceKey: row.source_key, naturalKey: row.natural_key }));
  }

  /**
   * Links a record as if it had been written as its newest attempt translated it, so that only a later change is written. What
   * its document comes to now, nobody has read. It counts as left out, so that the next run records that it is well.
   */
  async createLink(
    transaction: EntityManager,
    ref: RecordRef,
    { naturalKey, targetKey, runId }: { naturalKey: string; targetKey: string; runId: RunId },
  ): Promise<void> {
    await transaction.query(
      `insert into record_link (organization_id, source_key, flow_id, entity, natural_key, target_key, last_run_id, state, is_left_out, hash)
       values ($1, $2, $3, $4, $5, $6, $7, 'linked', true, (
         select payload_hash from record_attempt where organization_id = $1 and source_key = $2 and flow_id = $3 and entity = $4
         order by position desc limit 1))
       on conflict (flow_id, entity, source_key) do update set natural_key = excluded.natural_key, target_key = excluded.target_key,
         document = null, effects = null, announced = null, state = 'linked', is_left_out = true, hash = excluded.hash, intent_hash = null, idempotency_key = null, updated_at = now()`,
      [ref.organizationId, ref.sourceKey, ref.flowId, ref.entity, naturalKey, targetKey, runId],
    );
  }

  /** Lets the next run of the flow read a record again; `isForced` writes it even if it has not changed. */
  async request(
    transaction: EntityManager,
    { organizationId, flowId, sourceKey }: RecordRef,
    { naturalKey, isForced }: { naturalKey: string; isForced: boolean },
  ): Promise<void> {
    await transaction.query(
      `insert into record_request (flow_id, source_key, organization_id, natural_key, is_forced) values ($1, $2, $3, $4, $5)
       on conflict (flow_id, source_key) do update set is_forced = excluded.is_forced or record_request.is_forced, requested_at = clock_timestamp()`,
      [flowId, sourceKey, organizationId, naturalKey, isForced],
    );
  }
}

function toAction(row: ActionRow): RecordAction {
  return {
    kind: row.kind,
    targetKey: row.target_key,
    ...(row.target_number !== null && { targetNumber: row.target_number }),
    by: row.actor_id,
    ...(row.actor_name !== null && { byName: row.actor_name }),
    at: row.at.toISOString(),
  };
}
