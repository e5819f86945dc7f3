import { Module, type DynamicModule } from '@nestjs/common';
import { ServiceKitModule } from '@koppel/service-kit';
import type { SettingsConfig } from './config.js';
import { CurrentSettings } from './current-settings.service.js';
import { DraftController } from './draft/draft.controller.js';
import { DraftExpiry } from './draft/draft-expiry.service.js';
import { DraftRepository } from './draft/draft.repository.js';
import { DraftService } from './draft/draft.service.js';
import { FlowController } from './flow/flow.controller.js';
import { FlowRepository } from './flow/flow.repository.js';
import { FlowService } from './flow/flow.service.js';
import { IntegrationController } from './integration/integration.controller.js';
import { IntegrationFlows } from './integration/integration-flows.service.js';
import { IntegrationRepository } from './integration/integration.repository.js';
import { IntegrationService } from './integration/integration.service.js';
import { Offer } from './offer.js';
import { PackageUpdateController } from './package-update/package-update.controller.js';
import { PackageUpdateService } from './package-update/package-update.service.js';
import { storageOptions } from './storage.js';

@Module({})
class AppModule {}

export function createAppModule(config: SettingsConfig): DynamicModule {
  return {
    module: AppModule,
    imports: [ServiceKitModule.forRoot({ name: 'settings', config, storage: storageOptions(config) })],
    controllers: [IntegrationController, FlowController, PackageUpdateController, DraftController],
    providers: [
      ...[IntegrationService, IntegrationFlows, IntegrationRepository, PackageUpdateService],
      ...[FlowService, FlowRepository, Offer, CurrentSettings],
      ...[DraftService, DraftRepository, DraftExpiry],
    ],
  };
}
