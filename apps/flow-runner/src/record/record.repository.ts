import { Injectable } from '@nestjs/common';
import type {
  AttemptId,
  EntityKind,
  FlowId,
  Issue,
  KoppelRecord,
  ParsedRequestOf,
  RecordAttempt,
  recordAttemptGet,
  ReplyOf,
  runRecordList,
} from '@koppel/contracts';
import type { EntityManager } from 'typeorm';
import { decodePlace, pageOfRows, positionPart } from '../run/paging.js';
import { runColumns, toRunRecord, type RunRow } from '../run/run-row.js';
import { attemptColumns, toAttempt, toRecord, type AttemptRow } from './attempt-row.js';
import { isUntold, untoldColumns, type UntoldRow } from './untold-link.js';
import type { RecordFacts } from './explain.js';

export interface RecordPlace {
  organizationId: string;
  flowId: FlowId;
  entity: EntityKind;
  sourceKey: string;
}

/** What the ledger itself knows of a record. */
export type LedgerFacts = Pick<RecordFacts, 'linkState' | 'issue' | 'lastRun' | 'plannedAt'>;

/** What became of records, as people see it; the engine writes it with its checkpoints. */
@Injectable()
export class RecordRepository {
  async attempts(transaction: EntityManager, place: RecordPlace, limit: number): Promise<RecordAttempt[]> {
    const rows = (await transaction.query(
      `select ${attemptColumns} from record_attempt as attempt
       where organization_id = $1 and source_key = $2 and flow_id = $3 and entity = $4 order by position desc limit $5`,
      [place.organizationId, place.sourceKey, place.flowId, place.entity, limit],
    )) as AttemptRow[];
    return rows.map(toAttempt);
  }

  /** A record that was delivered without an attempt telling of it. */
  async untold(transaction: EntityManager, place: RecordPlace): Promise<KoppelRecord | undefined> {
    const [row] = (await transaction.query(
      `select ${untoldColumns} from record_link as link join run on run.id = link.last_run_id
       where ${isUntold} and link.flow_id = $2 and link.entity = $3 and link.source_key = $4`,
      [place.organizationId, place.flowId, place.entity, place.sourceKey],
    )) as UntoldRow[];
    return row && toRecord(row);
  }

  async attempt(
    transaction: EntityManager,
    attemptId: AttemptId,
  ): Promise<ReplyOf<typeof recordAttemptGet> | undefined> {
    const [row] = (await transaction.query(
      `select ${attemptColumns}, attempt.payloads from record_attempt as attempt where id = $1`,
      [attemptId],
    )) as (AttemptRow & { payloads: string | null })[];
    return row && { ...toAttempt(row), payloads: parsePayloads(row.payloads) };
  }

  async attemptsOfRun(
    transaction: EntityManager,
    { runId, outcome, limit, after }: ParsedRequestOf<typeof runRecordList>,
  ): Promise<ReplyOf<typeof runRecordList>> {
    const [position = '0'] = decodePlace(after, [positionPart]) ?? [];
    const rows = (await transaction.query(
      `select ${attemptColumns} from record_attempt as attempt
       where run_id = $1 and position > $2 and ($3::text is null or outcome = $3) order by position limit $4`,
      [runId, position, outcome ?? null, limit + 1],
    )) as AttemptRow[];
    return pageOfRows(rows, limit, { toItem: toAttempt, place: (row) => [row.position] });
  }

  async facts(transaction: EntityManager, { flowId, entity, sourceKey }: RecordPlace): Promise<LedgerFacts> {
    const key = [flowId, entity, sourceKey];
    const [link] = (await transaction.query(
      'select state from record_link where flow_id = $1 and entity = $2 and source_key = $3',
      key,
    )) as { state: 'writing' | 'linked' }[];
    const [issue] = (await transaction.query(
      `select id, state, reason from issue where flow_id = $1 and entity = $2 and source_key = $3 and state <> 'resolved'`,
      key,
    )) as Pick<Issue, 'id' | 'state' | 'reason'>[];
    const [run] = (await transaction.query(
      `select ${runColumns} from run where flow_id = $1 and trigger not in ('preview', 'retry') order by queued_at desc, id desc limit 1`,
      [flowId],
    )) as RunRow[];
    const [schedule] = (await transaction.query('select next_at from schedule where flow_id = $1', [flowId])) as {
      next_at: Date | null;
    }[];
    return {
      linkState: link?.state ?? null,
      issue: issue ?? null,
      lastRun: run ? toRunRecord(run) : null,
      plannedAt: schedule?.next_at?.toISOString() ?? null,
    };
  }
}

/** The engine wrote them as JSON; they are gone when they were too long or are too old. */
function parsePayloads(text: string | null): ReplyOf<typeof recordAttemptGet>['payloads'] {
  if (text === null) return { source: null, canonical: null, target: null };
  return JSON.parse(text) as ReplyOf<typeof recordAttemptGet>['payloads'];
}
