import { Inject, Injectable } from '@nestjs/common';
import { SERVICE_CONFIG } from '@koppel/service-kit';
import { dryRun, type DryRunProgress, type FlowPlan } from '@koppel/sync-engine';
import type { FlowRunnerConfig } from '../config.js';
import { titleOf } from '../record/search-keys.js';
import { RunCancelled, type RunRecord } from '../run/run.js';
import { cursorBasis, LedgerRepository } from '../sync/ledger.repository.js';
import { within } from './preview.js';
import { PreviewRepository } from './preview.repository.js';

/** A reply must fit into one message of the broker, which takes 1 MiB with everything around it. */
const maxBytes = 1_000_000;

/** Executes previews: a dry run of the first records, whose result is stored for a day. */
@Injectable()
export class PreviewExecutor {
  constructor(
    @Inject(SERVICE_CONFIG) private readonly config: FlowRunnerConfig,
    private readonly ledger: LedgerRepository,
    private readonly previews: PreviewRepository,
  ) {}

  /** @param onCheckpoint gets the run where stopping loses nothing; throws to stop */
  async execute(run: RunRecord, plan: FlowPlan, onCheckpoint: (run: RunRecord) => void): Promise<void> {
    const limit = this.config.PREVIEW_RECORDS;
    const onProgress = async (progress: DryRunProgress): Promise<void> => {
      const after = await this.previews.store(run, progress);
      onCheckpoint(after);
      if (after.isCancelRequested) throw new RunCancelled();
    };
    const { progress, result } = await dryRun(plan, this.ledger.of(run), {
      cursor: await this.ledger.cursor(run, cursorBasis(run.flow)),
      limit,
      pageSize: this.config.RUN_PAGE_SIZE,
      onProgress,
    });
    const records = result.records.map((record) => ({
      ...record,
      title: titleOf(record.entity, record.payloads.canonical),
    }));
    onCheckpoint(await this.previews.store(run, progress, within(maxBytes, { ...result, limit, records })));
  }
}
