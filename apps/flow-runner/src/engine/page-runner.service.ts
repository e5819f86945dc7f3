import { Injectable } from '@nestjs/common';
import type { SourceRecord } from '@koppel/connector-sdk';
import { pageSeconds, recordsTotal } from '../metrics.js';
import type { RunRecord } from '../run/run.js';
import { CheckpointRepository, type Progress } from './checkpoint.repository.js';
import { deliver } from './delivery.js';
import type { Delivery } from './delivery-tools.js';
import type { FlowPlan } from './flow-plan.js';
import { PageLedger } from './page-ledger.repository.js';
import { leaveOutSkipped, sumUp, type PageResult } from './page-result.js';
import { translatePage, type TranslatedPage } from './translate.js';

export interface Page {
  records: readonly SourceRecord<unknown>[];
  progress: Progress;
}

/** So often may the same place fail before its records are tried one by one. */
const stallsBeforeIsolation = 4;

/** Brings one page from the source to the checkpoint. */
@Injectable()
export class PageRunner {
  constructor(
    private readonly ledger: PageLedger,
    private readonly checkpoints: CheckpointRepository,
  ) {}

  /**
   * @returns the run after the checkpoint
   * @throws ApplicationTrouble when an application fails as a whole; what was written by then is in the ledger
   */
  async run(run: RunRecord, plan: FlowPlan, page: Page): Promise<RunRecord> {
    const stopTimer = pageSeconds.startTimer({ entity: run.entity });
    const translated = translatePage(plan, page.records);
    const sourceKeys = [...translated.records.keys()];
    const known = sourceKeys.length > 0 ? await this.ledger.knownIssues(run, sourceKeys) : [];
    const remaining = leaveOutSkipped(translated, known);
    const isIsolating = run.stalls >= stallsBeforeIsolation;
    const tools = { plan, ledger: this.ledger.of(run), isIsolating };
    const delivery = await deliver(tools, run.entity, { records: remaining.ready, isDependency: false });
    await this.stopOnTrouble(run, plan, { delivery, page: remaining });
    const result = sumUp(run.entity, remaining, { delivery, known });
    const after = await this.checkpoints.commit(run, result, page.progress);
    countMetrics(run, result);
    stopTimer();
    return after;
  }

  private async stopOnTrouble(
    run: RunRecord,
    plan: FlowPlan,
    { delivery, page }: { delivery: Delivery; page: TranslatedPage },
  ): Promise<void> {
    const { aborted, reason } = plan.target.context.signal;
    if (!delivery.trouble && !delivery.defect && !aborted) return;
    await this.checkpoints.commitPartly(run, delivery, page);
    // The work was told to stop: that is the reason, not the calls that ended by it.
    if (aborted) throw reason;
    throw delivery.defect ? delivery.defect.error : delivery.trouble;
  }
}

function countMetrics(run: RunRecord, { counts }: PageResult): void {
  for (const [outcome, times] of Object.entries(counts)) {
    if (outcome !== 'read' && times > 0) recordsTotal.inc({ entity: run.entity, outcome }, times);
  }
}
