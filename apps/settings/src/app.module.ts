import { Module, type DynamicModule } from '@nestjs/common';
import { ServiceKitModule } from '@koppel/service-kit';
import type { SettingsConfig } from './config.js';
import { DraftModule } from './draft/draft.module.js';
import { FlowModule } from './flow/flow.module.js';
import { IntegrationModule } from './integration/integration.module.js';
import { PackageUpdateModule } from './package-update/package-update.module.js';
import { storageOptions } from './storage.js';

@Module({})
class AppModule {}

export function createAppModule(config: SettingsConfig): DynamicModule {
  return {
    module: AppModule,
    imports: [
      ServiceKitModule.forRoot({ name: 'settings', config, storage: storageOptions(config) }),
      IntegrationModule,
      FlowModule,
      PackageUpdateModule,
      DraftModule,
    ],
  };
}
