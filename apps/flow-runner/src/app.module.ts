import { Module, type DynamicModule } from '@nestjs/common';
import type { Connector } from '@koppel/connector-sdk';
import { ServiceKitModule } from '@koppel/service-kit';
import { Accesses } from './access/accesses.service.js';
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
import { IssueController } from './issue/issue.controller.js';
import { IssueRepository } from './issue/issue.repository.js';
import { IssueService } from './issue/issue.service.js';
import { RecordLinkController } from './record-link/record-link.controller.js';
import { RecordLinkRepository } from './record-link/record-link.repository.js';
import { RunController } from './run/run.controller.js';
import { RunLeaseRepository } from './run/run-lease.repository.js';
import { RunRepository } from './run/run.repository.js';
import { RunService } from './run/run.service.js';
import { RunStarter } from './run/run-starter.service.js';
import { AutomaticRuns } from './schedule/automatic-runs.service.js';
import { ScheduleRepository } from './schedule/schedule.repository.js';
import { Scheduler } from './schedule/scheduler.service.js';
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
const views = [IssueRepository, IssueService, RecordLinkRepository, FlowSummaryRepository];

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
      controllers: [RunController, IssueController, RecordLinkController, FlowSummaryController, HookController],
      providers: [{ provide: CONNECTORS, useValue: connectors }, ...runs, ...engine, ...workers, ...views],
    };
  }
}
