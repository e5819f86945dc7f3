import { Injectable } from '@nestjs/common';
import type { JsonValue } from '@koppel/contracts';
import type { SourceRecord } from '@koppel/connector-sdk';
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

/** Where a run begins: the flow's cursor, its held issues, the one issue of a retry. */
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

  async heldPage(run: RunRecord, { after, limit }: { after: string | null; limit: number }): Promise<HeldPage> {
    return this.database.forOrganization(run.organizationId, async (transaction) => {
      const rows = (await transaction.query(
        `select id, source_key, natural_key, payload from issue
         where flow_id = $1 and entity = $2 and state = 'held' and id > $3 order by id limit $4`,
        [run.flowId, run.entity, after ?? firstId, limit],
      )) as PayloadRow[];
      return { records: rows.map(toRecord), position: rows.at(-1)?.id };
    });
  }

  async issueRecord(run: RunRecord): Promise<SourceRecord<unknown> | undefined> {
    return this.database.forOrganization(run.organizationId, async (transaction) => {
      const [row] = (await transaction.query(
        `select id, source_key, natural_key, payload from issue where id = $1 and flow_id = $2 and state in ('open', 'held', 'retrying')`,
        [run.options.issueId, run.flowId],
      )) as PayloadRow[];
      return row && toRecord(row);
    });
  }
}

function toRecord(row: PayloadRow): SourceRecord<unknown> {
  return { key: row.source_key, naturalKey: row.natural_key, native: row.payload };
}
