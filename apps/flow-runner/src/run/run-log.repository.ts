import type { ParsedRequestOf, ReplyOf, RunId, RunLogEntry, runLogList } from '@koppel/contracts';
import type { EntityManager } from 'typeorm';
import { decodePlace, pageOfRows, positionPart } from './paging.js';
import type { RunRecord } from './run.js';

interface LogRow {
  position: string;
  at: Date;
  kind: string;
  details: RunLogEntry['details'];
}

/** Writes down what happened in a run, in the transaction that makes it happen. */
export async function addLogEntry(
  transaction: EntityManager,
  run: Pick<RunRecord, 'id' | 'organizationId'>,
  { kind, details }: Omit<RunLogEntry, 'at'>,
): Promise<void> {
  await transaction.query('insert into run_log (run_id, organization_id, kind, details) values ($1, $2, $3, $4)', [
    run.id,
    run.organizationId,
    kind,
    JSON.stringify(details),
  ]);
}

/** The log of a run, oldest first. */
export async function logOf(
  transaction: EntityManager,
  runId: RunId,
  { limit, after }: Omit<ParsedRequestOf<typeof runLogList>, 'runId'>,
): Promise<ReplyOf<typeof runLogList>> {
  const [position = '0'] = decodePlace(after, [positionPart]) ?? [];
  const rows = (await transaction.query(
    'select position, at, kind, details from run_log where run_id = $1 and position > $2 order by position limit $3',
    [runId, position, limit + 1],
  )) as LogRow[];
  return pageOfRows(rows, limit, { toItem: toEntry, place: (row) => [row.position] });
}

function toEntry({ at, kind, details }: LogRow): RunLogEntry {
  return { at: at.toISOString(), kind: kind as RunLogEntry['kind'], details };
}
