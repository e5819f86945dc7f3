import { Module, type DynamicModule } from '@nestjs/common';
import type { Connector } from '@koppel/connector-sdk';
import { ServiceKitModule } from '@koppel/service-kit';
import { Accesses } from './access/accesses.service.js';
import { BudgetUseRepository } from './budget/budget-use.repository.js';
import { BudgetRepository } from './budget/budget.repository.js';
import { Budgets } from './budget/budgets.service.js';
import type { FlowRunnerConfig } from './config.js';
import { CheckpointRepository } from './engine/checkpoint.repository.js';
import { ConnectionReporter } from './engine/connection-reporter.service.js';
import { FlowOpener } from './engine/flow-opener.service.js';
import { PageLedger } from './engine/page-ledger.repository.js';
import { PageRunner } from './engine/page-runner.service.js';
import { RunExecutor } from './engine/run-executor.service.js';
import { RunInputsRepository } from './engine/run-inputs.repository.js';
import { RunReading } from './engine/run-reading.service.js';
import { FlowSummaryController } from './flow-summary/flow-summary.controller.js';
import { FlowSummaryRepository } from './flow-summary/flow-summary.repository.js';
import { HookController } from './hook/hook.controller.js';
import { IssueBulkService } from './issue/issue-bulk.service.js';
import { IssueEditor } from './issue/issue-editor.service.js';
import { IssueGroupRepository } from './issue/issue-group.repository.js';
import { IssueRetries } from './issue/issue-retries.service.js';
import { IssueController } from './issue/issue.controller.js';
import { IssueRepository } from './issue/issue.repository.js';
import { IssueService } from './issue/issue.service.js';
import { MeasuresRepository } from './measure/measures.repository.js';
import { Measures } from './measure/measures.service.js';
import { PreviewCleaner } from './preview/preview-cleaner.service.js';
import { PreviewRunner } from './preview/preview-runner.service.js';
import { PreviewController } from './preview/preview.controller.js';
import { PreviewRepository } from './preview/preview.repository.js';
import { PreviewService } from './preview/preview.service.js';
import { FlowFactsService } from './record/flow-facts.service.js';
import { RecordCleaner } from './record/record-cleaner.service.js';
import { RecordSearchRepository } from './record/record-search.repository.js';
import { RecordController } from './record/record.controller.js';
import { RecordRepository } from './record/record.repository.js';
import { RecordService } from './record/record.service.js';
import { RecordLinkController } from './record-link/record-link.controller.js';
import { RecordLinkRepository } from './record-link/record-link.repository.js';
import { RemovedFlowCleaner } from './removal/removed-flow-cleaner.service.js';
import { RemovedFlowRepository } from './removal/removed-flow.repository.js';
import { RemovedFlows } from './removal/removed-flows.service.js';
import { RunController } from './run/run.controller.js';
import { RunLeaseRepository } from './run/run-lease.repository.js';
import { RunRepository } from './run/run.repository.js';
import { RunService } from './run/run.service.js';
import { RunStarter } from './run/run-starter.service.js';
import { AutomaticRuns } from './schedule/automatic-runs.service.js';
import { ScheduleRepository } from './schedule/schedule.repository.js';
import { Scheduler } from './schedule/scheduler.service.js';
import { StatisticsController } from './statistics/statistics.controller.js';
import { StatisticsRepository } from './statistics/statistics.repository.js';
import { storageOptions } from './storage.js';
import { CONNECTORS } from './tokens.js';
import { RunPool } from './worker/run-pool.service.js';
import { Sweeper } from './worker/sweeper.service.js';
import { WorkListener } from './worker/work-listener.service.js';

const runs = [RunRepository, RunLeaseRepository, RunStarter, RunService];
const engine = [
  Accesses,
  BudgetRepository,
  Budgets,
  CheckpointRepository,
  ConnectionReporter,
  FlowOpener,
  PageLedger,
  PageRunner,
  RunInputsRepository,
  RunReading,
  RunExecutor,
];
const workers = [RunPool, Sweeper, WorkListener, AutomaticRuns, ScheduleRepository, Scheduler];
const removals = [RemovedFlowCleaner, RemovedFlowRepository, RemovedFlows];
const records = [FlowFactsService, RecordCleaner, RecordRepository, RecordSearchRepository, RecordService];
const numbers = [BudgetUseRepository, Measures, MeasuresRepository, StatisticsRepository];
const previews = [PreviewCleaner, PreviewRepository, PreviewRunner, PreviewService];
const issues = [IssueBulkService, IssueEditor, IssueGroupRepository, IssueRepository, IssueRetries, IssueService];
const views = [RecordLinkRepository, FlowSummaryRepository];

/** The flow-runner: runs, issues, record links, schedules and hooks. */
@Module({})
export class AppModule {
  static forRoot({
    config,
    connectors,
  }: {
    config: FlowRunnerConfig;
    connectors: readonly Connector[];
  }): DynamicModule {
    return {
      module: AppModule,
      imports: [ServiceKitModule.forRoot({ name: 'flow-runner', config, storage: storageOptions(config) })],
      controllers: [
        RunController,
        IssueController,
        PreviewController,
        RecordLinkController,
        FlowSummaryController,
        HookController,
        RecordController,
        StatisticsController,
      ],
      providers: [
        { provide: CONNECTORS, useValue: connectors },
        ...runs,
        ...engine,
        ...workers,
        ...previews,
        ...issues,
        ...views,
        ...records,
        ...removals,
        ...numbers,
      ],
    };
  }
}
