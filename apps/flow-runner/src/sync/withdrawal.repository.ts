import { manyLeft, overHash, type Withdrawals } from '@koppel/sync-engine';
import type { EntityManager } from 'typeorm';
import type { RunRecord } from '../run/run.js';

/** What a run has taken back so far, of all that its flow keeps at the target. */
export async function withdrawalsOf(transaction: EntityManager, run: RunRecord): Promise<Withdrawals> {
  const [row] = (await transaction.query(
    `select
       (select count(*)::int from record_link
        where flow_id = $1 and entity = $2 and target_key is not null and (hash is null or not starts_with(hash, $4))) as kept,
       (select count(*)::int from record_link
        where flow_id = $1 and entity = $2 and last_run_id = $3 and starts_with(hash, $4)) as withdrawn,
       (select count(*)::int from issue where flow_id = $1 and run_id = $3 and state = 'open' and reason ->> 'code' = $5) as held`,
    [run.flowId, run.entity, run.id, overHash, manyLeft],
  )) as Withdrawals[];
  return row ?? { kept: 0, withdrawn: 0, held: 0 };
}
