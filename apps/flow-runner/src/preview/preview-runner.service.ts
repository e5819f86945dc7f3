import { Inject, Injectable } from '@nestjs/common';
import type { EntityKind, JsonValue } from '@koppel/contracts';
import type { TargetPayload } from '@koppel/connector-sdk';
import { SERVICE_CONFIG } from '@koppel/service-kit';
import type { FlowRunnerConfig } from '../config.js';
import { deliver } from '../engine/delivery.js';
import type { FlowPlan } from '../engine/flow-plan.js';
import { PageLedger } from '../engine/page-ledger.repository.js';
import { leaveOutSkipped, sumUp, type PageResult } from '../engine/page-result.js';
import { cursorBasis, RunInputsRepository } from '../engine/run-inputs.repository.js';
import { translatePage, type TranslatedPage } from '../engine/translate.js';
import { at, RunCancelled } from '../engine/trouble.js';
import type { RunRecord } from '../run/run.js';
import { noCounts } from '../run/run-counts.js';
import { writeCalls, wholeRunCalls } from './estimate.js';
import { nothingYet, within, type PreviewResult } from './preview.js';
import { readFirst, type PreviewReading } from './preview-reading.js';
import { previewRecords, writeKey, type CurrentForms, type WrittenForms } from './preview-records.js';
import { PreviewRepository, type PreviewProgress } from './preview.repository.js';
import { rehearse, type Rehearsal, type SpentCalls } from './rehearsal.js';

/** A reply must fit into one message of the broker, which takes 1 MiB with everything around it. */
const mostBytes = 1_000_000;

interface Looked {
  reading: PreviewReading;
  page: TranslatedPage;
  result: PageResult;
  /** What a run would have spent as well, its writes apart. */
  spent: SpentCalls;
  total: number | null;
  current: CurrentForms;
  written: WrittenForms;
}

/** Goes the way of a run with the first records of a flow, up to the write, and tells what would be written. */
@Injectable()
export class PreviewRunner {
  constructor(
    @Inject(SERVICE_CONFIG) private readonly config: FlowRunnerConfig,
    private readonly inputs: RunInputsRepository,
    private readonly ledger: PageLedger,
    private readonly previews: PreviewRepository,
  ) {}

  /** @param between hears of the run where stopping loses nothing; throws to stop */
  async run(run: RunRecord, plan: FlowPlan, between: (run: RunRecord) => void): Promise<RunRecord> {
    const rehearsal = rehearse(plan, this.ledger.of(run));
    const store = async (progress: PreviewProgress, result?: PreviewResult): Promise<RunRecord> => {
      const after = await this.previews.store(run, progress, result);
      between(after);
      if (after.isCancelRequested && !result) throw new RunCancelled();
      return after;
    };
    const limit = this.config.PREVIEW_RECORDS;
    const cursor = await this.inputs.cursor(run, cursorBasis(run.flow));
    const reading = await readFirst(rehearsal.plan, {
      cursor,
      limit,
      pageSize: this.config.RUN_PAGE_SIZE,
      afterPage: async ({ read, pages }) => {
        await store({ counts: { ...noCounts(), read }, filterReasons: {}, pages });
      },
    });
    const looked = await this.look(run, rehearsal, { reading, cursor });
    const { counts, filterReasons } = looked.result;
    await store({ counts, filterReasons, pages: reading.pages });
    const result = this.tell(run, rehearsal, looked);
    return store({ counts, filterReasons, pages: reading.pages }, within(mostBytes, result));
  }

  private async look(
    run: RunRecord,
    rehearsal: Rehearsal,
    { reading, cursor }: { reading: PreviewReading; cursor: JsonValue | undefined },
  ): Promise<Looked> {
    const { plan, ledger } = rehearsal;
    const translated = translatePage(plan, reading.records);
    const sourceKeys = [...translated.records.keys()];
    const known = sourceKeys.length > 0 ? await this.ledger.knownIssues(run, sourceKeys) : [];
    const page = leaveOutSkipped(translated, known);
    const tools = { plan, ledger, isIsolating: false };
    const delivery = await deliver(tools, run.entity, { records: page.ready, isDependency: false });
    plan.target.context.signal.throwIfAborted();
    if (delivery.defect) throw delivery.defect.error;
    if (delivery.trouble) throw delivery.trouble;
    const spent = rehearsal.spent();
    const total = reading.hasMore ? await countAll(plan, cursor) : reading.records.length;
    const result = sumUp(run.entity, page, { delivery, known });
    const updates = result.attempts.filter(({ outcome }) => outcome === 'updated');
    const written = await this.previews.writtenForms(run, updates);
    return { reading, page, result, spent, total, current: await currentForms(rehearsal), written };
  }

  private tell(run: RunRecord, { plan, writes, spent }: Rehearsal, looked: Looked): PreviewResult {
    const { reading, page, result, total, current, written } = looked;
    const records = previewRecords(run.entity, page, { attempts: result.attempts, writes, current, written });
    const { limit, counts } = nothingYet(this.config.PREVIEW_RECORDS);
    for (const { outcome } of records) counts[outcome] += 1;
    const batchSizeOf = (entity: EntityKind) => plan.writerOf(entity)?.writer.batchSize ?? 1;
    const calls = writeCalls(writes, batchSizeOf);
    const { read, pages } = reading;
    const share = { total, read, pages, lookedAt: reading.records.length };
    const writesOf = (times: number) => writeCalls(writes, batchSizeOf, times);
    const wholeRun = wholeRunCalls({ ...share, spent: looked.spent, writesOf });
    return {
      limit,
      hasMore: reading.hasMore,
      total,
      counts,
      calls: { spent: spent(), writes: calls, wholeRun },
      records,
    };
  }
}

async function countAll({ source }: FlowPlan, cursor: JsonValue | undefined): Promise<number | null> {
  const { reader, settings, context } = source;
  if (!reader.count) return null;
  const total = await at('source', async () => reader.count?.(context, { cursor, settings, pageSize: 1 }));
  return total ?? null;
}

/** Asks the target what it has now of everything that would be updated. */
async function currentForms({ plan, writes }: Rehearsal): Promise<CurrentForms> {
  const current = new Map<string, TargetPayload>();
  for (const entity of new Set(writes.map((write) => write.entity))) {
    const prepared = plan.writerOf(entity);
    const matches = writes.flatMap(({ entity: written, operation: { naturalKey, targetKey, payload: form } }) =>
      written === entity && targetKey !== undefined ? [{ naturalKey, targetKey, form }] : [],
    );
    if (!prepared?.writer.current || matches.length === 0) continue;
    const { writer, settings } = prepared;
    const forms = await at('target', async () => writer.current?.(plan.target.context, matches, settings));
    for (const [naturalKey, form] of forms ?? []) current.set(writeKey(entity, naturalKey), form);
  }
  return current;
}
