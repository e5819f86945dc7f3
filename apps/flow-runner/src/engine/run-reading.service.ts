import { Inject, Injectable } from '@nestjs/common';
import type { SourcePage } from '@koppel/connector-sdk';
import { SERVICE_CONFIG } from '@koppel/service-kit';
import type { FlowRunnerConfig } from '../config.js';
import { PreviewRunner } from '../preview/preview-runner.service.js';
import type { RunRecord } from '../run/run.js';
import type { FlowPlan } from './flow-plan.js';
import { PageRunner, type Page } from './page-runner.service.js';
import { readAhead } from './read-ahead.js';
import { cursorBasis, RunInputsRepository } from './run-inputs.repository.js';
import { at, RunCancelled } from './trouble.js';

/** Hears of the run after each checkpoint, where stopping loses nothing; throws to stop. */
export type BetweenPages = (run: RunRecord) => void;

const heldDone = 'done';

/** Works through a run page by page: first what was held, then the source from the cursor on. */
@Injectable()
export class RunReading {
  constructor(
    @Inject(SERVICE_CONFIG) private readonly config: FlowRunnerConfig,
    private readonly inputs: RunInputsRepository,
    private readonly pages: PageRunner,
    private readonly previews: PreviewRunner,
  ) {}

  async readAll(run: RunRecord, plan: FlowPlan, betweenPages: BetweenPages): Promise<RunRecord> {
    if (run.trigger === 'preview') return this.previews.run(run, plan, betweenPages);
    let current = run;
    const runPage = async (page: Page): Promise<void> => {
      current = await this.pages.run(current, plan, page);
      betweenPages(current);
      if (current.isCancelRequested) throw new RunCancelled();
    };
    await this.readHeld(run, runPage);
    const isOfIssues = run.options.isOfIssues || run.options.issueId;
    if (!isOfIssues) await this.readSource(run, plan, runPage);
    return current;
  }

  /** What waited for something is delivered again from its issue; it resolves itself once the reference exists. */
  private async readHeld(run: RunRecord, runPage: (page: Page) => Promise<void>): Promise<void> {
    let after = run.heldPosition;
    while (after !== heldDone) {
      const { records, position } = await this.inputs.heldPage(run, { after, limit: this.config.RUN_PAGE_SIZE });
      if (position === undefined) return;
      const next = records.length < this.config.RUN_PAGE_SIZE ? heldDone : position;
      await runPage({ records, progress: { heldPosition: next } });
      after = next;
    }
  }

  private async readSource(run: RunRecord, plan: FlowPlan, runPage: (page: Page) => Promise<void>): Promise<void> {
    const { reader, settings, context } = plan.source;
    const basis = cursorBasis(run.flow);
    const cursor = await this.inputs.cursor(run, basis);
    const options = { cursor, settings, pageSize: this.config.RUN_PAGE_SIZE };
    const source = readAhead<SourcePage<unknown>>(() => reader.read(context, options));
    try {
      for (;;) {
        const page = await at('source', () => source.next());
        context.signal.throwIfAborted();
        if (!page) return;
        await runPage({
          records: page.records,
          progress: { cursor: { value: page.cursor, basis }, heldPosition: heldDone },
        });
      }
    } finally {
      source.stop();
    }
  }
}
