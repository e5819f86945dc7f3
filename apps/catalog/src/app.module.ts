import { Module, type DynamicModule } from '@nestjs/common';
import type { Connector } from '@koppel/connector-sdk';
import { ServiceKitModule, type BaseConfig } from '@koppel/service-kit';
import { ApplicationController } from './application/application.controller.js';
import { ApplicationService } from './application/application.service.js';
import { PackageController } from './package/package.controller.js';
import { PackageService } from './package/package.service.js';
import { CONNECTORS } from './tokens.js';

@Module({})
class AppModule {}

/** The catalog keeps no data: all that it tells is derived from the connectors. */
export function createAppModule({
  config,
  connectors,
}: {
  config: BaseConfig;
  connectors: readonly Connector[];
}): DynamicModule {
  return {
    module: AppModule,
    imports: [ServiceKitModule.forRoot({ name: 'catalog', config })],
    controllers: [ApplicationController, PackageController],
    providers: [{ provide: CONNECTORS, useValue: connectors }, ApplicationService, PackageService],
  };
}
