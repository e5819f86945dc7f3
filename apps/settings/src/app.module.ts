import { Module, type DynamicModule } from '@nestjs/common';
import { ServiceKitModule } from '@koppel/service-kit';
import type { SettingsConfig } from './config.js';
import { FlowController } from './flow/flow.controller.js';
import { FlowRepository } from './flow/flow.repository.js';
import { FlowService } from './flow/flow.service.js';
import { IntegrationController } from './integration/integration.controller.js';
import { IntegrationRepository } from './integration/integration.repository.js';
import { IntegrationService } from './integration/integration.service.js';
import { Offer } from './offer.js';
import { storageOptions } from './storage.js';

@Module({})
class AppModule {}

export function createAppModule(config: SettingsConfig): DynamicModule {
  return {
    module: AppModule,
    imports: [ServiceKitModule.forRoot({ name: 'settings', config, storage: storageOptions(config) })],
    controllers: [IntegrationController, FlowController],
    providers: [IntegrationService, IntegrationRepository, FlowService, FlowRepository, Offer],
  };
}
