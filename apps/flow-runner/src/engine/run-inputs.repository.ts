import { Injectable } from '@nestjs/common';
import type { FailureClass, Flow, JsonValue } from '@koppel/contracts';
import { hashPayload, type SourceRecord } from '@koppel/connector-sdk';
import { Database } from '@koppel/service-kit';
import type { RunRecord } from '../run/run.js';

export interface HeldPage {
  records: SourceRecord<unknown>[];
  /** The last issue's id; undefined when none is left. */
  position: string | undefined;
}

interface PayloadRow {
  id: string;
  source_key: string;
  natural_key: string;
  payload: unknown;
}

const firstId = '00000000-0000-0000-0000-000000000000';

/**
 * Open issues whose cause may be mended at the target are tried again by themselves. Where the record or the settings
 * must change (a value, a duplicate, its size, its shape) trying costs calls, at some applications even the access to
 * them, and cannot help: a changed record comes by itself, and changed settings read the source from its beginning.
 */
const mendableClasses: readonly FailureClass[] = [
  'missing_reference',
  'permission',
  'rate_limit',
  'intermittent',
  'application_down',
];
const mostAttempts = 20;
/** After five minutes, then doubling, at most a day. */
const isDue = `updated_at <= now() - least(interval '1 day', interval '5 minutes' * power(2, least(attempts, 12) - 1))`;

/** A cursor counts only for the settings that it was made with: others may take records that were left out before. */
export function cursorBasis({ settings, sourceConnectionId, targetConnectionId }: Flow): string {
  return hashPayload({ settings, sourceConnectionId, targetConnectionId });
}

/** Where a run begins: the flow's cursor, its issues that are to be tried again, the issues of a retry. */
@Injectable()
export class RunInputsRepository {
  constructor(private readonly database: Database) {}

  /** The cursor of an earlier page; undefined to read from the beginning, also when it was made with other settings. */
  async cursor(run: RunRecord, basis: string): Promise<JsonValue | undefined> {
    return this.database.forOrganization(run.organizationId, async (transaction) => {
      const [row] = (await transaction.query('select cursor, basis, run_id from flow_cursor where flow_id = $1', [
        run.flowId,
      ])) as {
        cursor: JsonValue;
        basis: string;
        run_id: string;
      }[];
      if (!row || row.basis !== basis) return undefined;
      return run.options.fromStart && row.run_id !== run.id ? undefined : row.cursor;
    });
  }

  /** Records that are delivered from their issues: those that a retry was started for, else those that may be well by now. */
  async heldPage(run: RunRecord, { after, limit }: { after: string | null; limit: number }): Promise<HeldPage> {
    const [isWanted, ...parameters] = wanted(run);
    return this.database.forOrganization(run.organizationId, async (transaction) => {
      const rows = (await transaction.query(
        `select id, source_key, natural_key, payload from issue
         where flow_id = $1 and id > $2 and ${isWanted} order by id limit $3`,
        [run.flowId, after ?? firstId, limit, ...parameters],
      )) as PayloadRow[];
      return { records: rows.map(toRecord), position: rows.at(-1)?.id };
    });
  }
}

function wanted({ id, entity, options }: RunRecord): [sql: string, ...parameters: unknown[]] {
  if (options.isOfIssues) return [`retry_run_id = $4 and state = 'retrying'`, id];
  // How runs were told their one issue before several could be retried at once.
  if (options.issueId) return [`id = $4 and state in ('open', 'held', 'retrying')`, options.issueId];
  return [
    `entity = $4 and state in ('open', 'held')
       and (state = 'held' or (failure_class = any($5) and attempts < ${mostAttempts} and ${isDue}))`,
    entity,
    mendableClasses,
  ];
}

function toRecord(row: PayloadRow): SourceRecord<unknown> {
  return { key: row.source_key, naturalKey: row.natural_key, native: row.payload };
}
