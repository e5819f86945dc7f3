import { Module } from '@nestjs/common';
import { FlowModule } from '../flow/flow.module.js';
import { OfferModule } from '../offer/offer.module.js';
import { IntegrationController } from './integration.controller.js';
import { IntegrationFlows } from './integration-flows.service.js';
import { IntegrationRepository } from './integration.repository.js';
import { IntegrationService } from './integration.service.js';

/** Integrations and the packages that were chosen for them. */
@Module({
  imports: [FlowModule, OfferModule],
  controllers: [IntegrationController],
  providers: [IntegrationFlows, IntegrationRepository, IntegrationService],
  exports: [IntegrationFlows, IntegrationRepository],
})
export class IntegrationModule {}
