import { Module, type DynamicModule } from '@nestjs/common';
import type { Connector } from '@koppel/connector-sdk';
import { ServiceKitModule, type BaseConfig } from '@koppel/service-kit';
import { ApplicationModule } from './application/application.module.js';
import { PackageModule } from './package/package.module.js';
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
    global: true,
    imports: [ServiceKitModule.forRoot({ name: 'catalog', config }), ApplicationModule, PackageModule],
    providers: [{ provide: CONNECTORS, useValue: connectors }],
    exports: [CONNECTORS],
  };
}
