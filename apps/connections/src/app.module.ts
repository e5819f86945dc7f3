import { Logger, Module, type DynamicModule } from '@nestjs/common';
import type { Connector } from '@koppel/connector-sdk';
import { Database, ServiceKitModule, type ServiceKitOptions } from '@koppel/service-kit';
import { postgresDataKeys, Vault } from '@koppel/vault';
import { migrations } from '../migrations/index.js';
import { AccessController } from './access/access.controller.js';
import { AccessIssuerService } from './access/access-issuer.service.js';
import { AccessSeal } from './access/access-seal.service.js';
import { AccessService } from './access/access.service.js';
import { ConnectorContexts } from './access/connector-contexts.service.js';
import { GrantRepository } from './access/grant.repository.js';
import { KeepAlive } from './access/keep-alive.service.js';
import { Renewal } from './access/renewal.service.js';
import { SharedBudgetService } from './access/shared-budget.service.js';
import { TokenEndpointService } from './access/token-endpoint.service.js';
import { Applications } from './applications/applications.js';
import { AttemptRepository } from './authorization/attempt.repository.js';
import { Attempts } from './authorization/attempts.service.js';
import { AuthorizationController } from './authorization/authorization.controller.js';
import { AuthorizationService } from './authorization/authorization.service.js';
import { GrantKeeper } from './authorization/grant-keeper.service.js';
import { ChoiceController } from './choice/choice.controller.js';
import { ChoiceService } from './choice/choice.service.js';
import type { Config } from './config.js';
import { ConnectionTestController } from './connection-test/connection-test.controller.js';
import { ConnectionTest } from './connection-test/connection-test.service.js';
import { ConnectionController } from './connection/connection.controller.js';
import { ConnectionEntity, ConnectionSecretEntity } from './connection/connection.entity.js';
import { ConnectionMetrics } from './connection/connection.metrics.js';
import { ConnectionRepository } from './connection/connection.repository.js';
import { ConnectionService } from './connection/connection.service.js';
import { Credentials } from './connection/credentials.service.js';
import { defaultTiming, TIMING, type Timing } from './timing.js';

export const serviceName = 'connections';

export const storage = {
  schema: serviceName,
  entities: [ConnectionEntity, ConnectionSecretEntity],
  migrations,
};

export interface AppOptions {
  config: Config;
  connectors: readonly Connector[];
  timing?: Partial<Timing>;
  logStream?: ServiceKitOptions['logStream'];
}

@Module({})
export class AppModule {
  static forRoot({ config, connectors, timing, logStream }: AppOptions): DynamicModule {
    const applications = new Applications({
      connectors,
      hosts: config.KOPPEL_APPLICATION_HOSTS,
      allowPrivateAddresses: config.KOPPEL_ALLOW_PRIVATE_ADDRESSES,
    });
    const { DATABASE_URL: url, DATABASE_SYSTEM_URL: systemUrl, DATABASE_POOL_SIZE: poolSize } = config;
    return {
      module: AppModule,
      imports: [
        ServiceKitModule.forRoot({
          name: serviceName,
          config,
          storage: { ...storage, url, systemUrl, poolSize },
          logStream,
        }),
      ],
      controllers: [
        ...[ConnectionController, ConnectionTestController, ChoiceController],
        ...[AccessController, AuthorizationController],
      ],
      providers: [
        { provide: Applications, useValue: applications },
        {
          provide: Vault,
          inject: [Database],
          useFactory: (database: Database) =>
            new Vault(config.KOPPEL_KEY_RING, postgresDataKeys(database), (message) =>
              new Logger('Vault').log(message),
            ),
        },
        { provide: TIMING, useValue: { ...defaultTiming, ...timing } },
        ...[ConnectionMetrics, ConnectionRepository, ConnectionService, Credentials, ConnectionTest],
        ...[GrantRepository, AccessSeal, TokenEndpointService, AccessIssuerService, Renewal, AccessService],
        ...[ConnectorContexts, ChoiceService, SharedBudgetService],
        KeepAlive,
        ...[AttemptRepository, Attempts, GrantKeeper, AuthorizationService],
      ],
    };
  }
}
