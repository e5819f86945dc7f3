import { Logger, Module, type DynamicModule } from '@nestjs/common';
import type { Connector } from '@koppel/connector-sdk';
import { Database, ServiceKitModule, storageIn, type ServiceKitOptions } from '@koppel/service-kit';
import { postgresDataKeys, Vault } from '@koppel/vault';
import { migrations, schema } from '../migrations/index.js';
import { AccessModule } from './access/access.module.js';
import { Applications } from './applications/applications.js';
import { AuthorizationModule } from './authorization/authorization.module.js';
import { ChoiceModule } from './choice/choice.module.js';
import type { Config } from './config.js';
import { ConnectionTestModule } from './connection-test/connection-test.module.js';
import { ConnectionEntity, ConnectionSecretEntity } from './connection/connection.entity.js';
import { ConnectionModule } from './connection/connection.module.js';
import { OrganizationModule } from './organization/organization.module.js';
import { defaultTiming, TIMING, type Timing } from './timing.js';

export const serviceName = 'connections';

export const storage = {
  schema,
  entities: [ConnectionEntity, ConnectionSecretEntity],
  migrations,
};

export interface AppOptions {
  config: Config;
  connectors: readonly Connector[];
  timing?: Partial<Timing>;
  logStream?: ServiceKitOptions['logStream'];
}

/** The connections service: credentials, access to applications, connection tests. */
@Module({})
export class AppModule {
  static forRoot({ config, connectors, timing, logStream }: AppOptions): DynamicModule {
    const applications = new Applications({
      connectors,
      hosts: config.KOPPEL_APPLICATION_HOSTS,
      allowPrivateAddresses: config.KOPPEL_ALLOW_PRIVATE_ADDRESSES,
    });
    const vault = (database: Database) =>
      new Vault(config.KOPPEL_KEY_RING, postgresDataKeys(database), (message) => new Logger('Vault').log(message));
    return {
      module: AppModule,
      global: true,
      imports: [
        ServiceKitModule.forRoot({ name: serviceName, config, storage: storageIn(config, storage), logStream }),
        ConnectionModule,
        AccessModule,
        AuthorizationModule,
        ConnectionTestModule,
        ChoiceModule,
        OrganizationModule,
      ],
      providers: [
        { provide: Applications, useValue: applications },
        { provide: Vault, inject: [Database], useFactory: vault },
        { provide: TIMING, useValue: { ...defaultTiming, ...timing } },
      ],
      exports: [Applications, Vault, TIMING],
    };
  }
}
