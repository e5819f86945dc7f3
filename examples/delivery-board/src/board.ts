import type { HandleEvent } from '@koppel/event-consumer';
import type { Pool, PoolClient } from 'pg';

export const boardName = 'delivery-board';

/** The service's own table: the last delivery of each record, from events only. */
export async function createBoard(pool: Pool): Promise<void> {
  await pool.query(
    `create table if not exists delivered_record (
      flow_id uuid not null,
      entity text not null,
      source_key text not null,
      target_key text,
      natural_key text not null,
      deliveries int not null,
      last_outcome text not null,
      last_run_id uuid not null,
      last_delivered_at timestamptz not null,
      primary key (flow_id, entity, source_key)
    )`,
  );
}

/** Counts each delivery, so that an event handled twice would change the sum. */
export const keepDelivered: HandleEvent<'flows.v1.records.delivered'> = async ({ data, time }, transaction) => {
  for (const { outcome, sourceKey, naturalKey, targetKey } of data.records) {
    await transaction.query(
      `insert into delivered_record as known values ($1, $2, $3, $4, $5, 1, $6, $7, $8)
       on conflict (flow_id, entity, source_key) do update set deliveries = known.deliveries + 1,
         (target_key, natural_key, last_outcome, last_run_id, last_delivered_at) = (
           select * from (values
             (excluded.target_key, excluded.natural_key, excluded.last_outcome, excluded.last_run_id, excluded.last_delivered_at),
             (known.target_key, known.natural_key, known.last_outcome, known.last_run_id, known.last_delivered_at)) as one (a, b, c, d, at)
           order by at desc limit 1)`,
      // The newest is kept: a retried event can arrive after a later one.
      [data.flowId, data.entity, sourceKey, targetKey, naturalKey, outcome, data.runId, time],
    );
  }
};

export async function emptyBoard(transaction: PoolClient): Promise<void> {
  await transaction.query('delete from delivered_record');
}

/** The newest deliveries, or those of one record by its natural key. */
export async function readBoard(pool: Pool, naturalKey: string | null): Promise<object[]> {
  const { rows } = await pool.query<object>(
    `select entity, natural_key as "naturalKey", target_key as "targetKey", deliveries, last_outcome as "lastOutcome",
       last_run_id as "lastRunId", last_delivered_at as "lastDeliveredAt"
     from delivered_record where $1::text is null or natural_key = $1 order by last_delivered_at desc limit 100`,
    [naturalKey],
  );
  return rows;
}
