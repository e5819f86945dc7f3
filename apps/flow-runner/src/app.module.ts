import { Module, type DynamicModule } from '@nestjs/common';
import type { Connector } from '@koppel/connector-sdk';
import { ServiceKitModule, storageIn } from '@koppel/service-kit';
import { migrations, schema } from '../migrations/index.js';
import { CONNECTORS, type FlowRunnerConfig } from './config.js';
import { BudgetModule } from './budget/budget.module.js';
import { ConditionModule } from './condition/condition.module.js';
import { HookModule } from './hook/hook.module.js';
import { IssueModule } from './issue/issue.module.js';
import { PreviewModule } from './preview/preview.module.js';
import { RecordModule } from './record/record.module.js';
import { RemovalModule } from './removal/removal.module.js';
import { RunModule } from './run/run.module.js';
import { ScheduleModule } from './schedule/schedule.module.js';
import { StatisticsModule } from './statistics/statistics.module.js';
import { SyncModule } from './sync/sync.module.js';
import { WorkerModule } from './worker/worker.module.js';

export const storage = { schema, entities: [], migrations };

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
      global: true,
      imports: [
        ServiceKitModule.forRoot({ name: 'flow-runner', config, storage: storageIn(config, storage) }),
        RunModule,
        BudgetModule,
        WorkerModule,
        SyncModule,
        PreviewModule,
        IssueModule,
        RecordModule,
        ScheduleModule,
        HookModule,
        StatisticsModule,
        ConditionModule,
        RemovalModule,
      ],
      providers: [{ provide: CONNECTORS, useValue: connectors }],
      exports: [CONNECTORS],
    };
  }
}
