import { Module } from '@nestjs/common';
import { FlowModule } from '../flow/flow.module.js';
import { RunModule } from '../run/run.module.js';
import { ScheduleRepository } from './schedule.repository.js';
import { SchedulerService } from './scheduler.service.js';

/** Runs that start by schedule or on the request of an application. */
@Module({
  imports: [FlowModule, RunModule],
  providers: [ScheduleRepository, SchedulerService],
  exports: [ScheduleRepository, SchedulerService],
})
export class ScheduleModule {}
