import { Module } from '@nestjs/common';
import { FlowModule } from '../flow/flow.module.js';
import { RemovalModule } from '../removal/removal.module.js';
import { ScheduleModule } from '../schedule/schedule.module.js';
import { SyncModule } from '../sync/sync.module.js';
import { WorkerModule } from '../worker/worker.module.js';
import { HookAddressService } from './hook-address.service.js';
import { HookCallService } from './hook-call.service.js';
import { HookMaker } from './hook-maker.service.js';
import { HookController } from './hook.controller.js';
import { HookRepository } from './hook.repository.js';
import { HookService } from './hook.service.js';

/** Addresses that applications call when something changed, and the webhooks that Koppel makes for them. */
@Module({
  imports: [FlowModule, RemovalModule, ScheduleModule, SyncModule, WorkerModule],
  controllers: [HookController],
  providers: [HookAddressService, HookCallService, HookMaker, HookRepository, HookService],
})
export class HookModule {}
