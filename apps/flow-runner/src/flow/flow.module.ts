import { Module } from '@nestjs/common';
import { FlowService } from './flow.service.js';

/** Flows, as the other services know them. */
@Module({
  providers: [FlowService],
  exports: [FlowService],
})
export class FlowModule {}
