import { Module } from '@nestjs/common';
import { IntegrationModule } from '../integration/integration.module.js';
import { OfferModule } from '../offer/offer.module.js';
import { PackageUpdateController } from './package-update.controller.js';
import { PackageUpdateService } from './package-update.service.js';

/** Changes that a newer catalog brings to chosen packages. */
@Module({
  imports: [IntegrationModule, OfferModule],
  controllers: [PackageUpdateController],
  providers: [PackageUpdateService],
})
export class PackageUpdateModule {}
