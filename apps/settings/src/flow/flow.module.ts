import { Module } from '@nestjs/common';
import { OfferModule } from '../offer/offer.module.js';
import { FlowController } from './flow.controller.js';
import { FlowRepository } from './flow.repository.js';
import { FlowService } from './flow.service.js';
import { TableGaps } from './table-gaps.service.js';
import { TableKeys } from './table-keys.service.js';

/** Flows: their settings, mappings and schedules, in versions. */
@Module({
  imports: [OfferModule],
  controllers: [FlowController],
  providers: [FlowRepository, FlowService, TableGaps, TableKeys],
  exports: [FlowRepository],
})
export class FlowModule {}
