import { Module, type DynamicModule } from '@nestjs/common';
import { ServiceKitModule, storageIn } from '@koppel/service-kit';
import { migrations, schema } from '../migrations/index.js';
import type { SettingsConfig } from './config.js';
import { DraftRow } from './draft/draft.entity.js';
import { DraftModule } from './draft/draft.module.js';
import { FlowRow, FlowVersionRow } from './flow/flow.entity.js';
import { FlowModule } from './flow/flow.module.js';
import { IntegrationRow } from './integration/integration.entity.js';
import { IntegrationModule } from './integration/integration.module.js';
import { OrganizationModule } from './organization/organization.module.js';
import { PackageUpdateModule } from './package-update/package-update.module.js';

export const storage = {
  schema,
  entities: [IntegrationRow, FlowRow, FlowVersionRow, DraftRow],
  migrations,
};

@Module({})
class AppModule {}

export function createAppModule(config: SettingsConfig): DynamicModule {
  return {
    module: AppModule,
    imports: [
      ServiceKitModule.forRoot({ name: 'settings', config, storage: storageIn(config, storage) }),
      IntegrationModule,
      FlowModule,
      PackageUpdateModule,
      DraftModule,
      OrganizationModule,
    ],
  };
}
