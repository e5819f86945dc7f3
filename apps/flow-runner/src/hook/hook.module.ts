import { Module } from '@nestjs/common';
import { FlowModule } from '../flow/flow.module.js';
import { RemovalModule } from '../removal/removal.module.js';
import { ScheduleModule } from '../schedule/schedule.module.js';
import { HookController } from './hook.controller.js';

/** Addresses that applications call when something changed. */
@Module({
  imports: [FlowModule, RemovalModule, ScheduleModule],
  controllers: [HookController],
})
export class HookModule {}
