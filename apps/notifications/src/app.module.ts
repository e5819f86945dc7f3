import { Logger, Module, type DynamicModule } from '@nestjs/common';
import { Database, ServiceKitModule, type ServiceKitOptions } from '@koppel/service-kit';
import { postgresDataKeys, Vault } from '@koppel/vault';
import { migrations } from '../migrations/index.js';
import type { Config } from './config.js';
import { DeliveryMetrics } from './delivery/delivery.metrics.js';
import { DeliveryQueueRepository } from './delivery/delivery-queue.repository.js';
import { DeliveryRepository } from './delivery/delivery.repository.js';
import { DeliverySenderService } from './delivery/delivery-sender.service.js';
import { DeliveryService } from './delivery/delivery.service.js';
import { DeliveryWorkerService } from './delivery/delivery-worker.service.js';
import { EventListenerService } from './delivery/event-listener.service.js';
import { EventCopyService } from './event-copy/event-copy.service.js';
import { SETTINGS, type Settings } from './settings.js';
import { WebhookController } from './webhook/webhook.controller.js';
import { WebhookRepository } from './webhook/webhook.repository.js';
import { WebhookService } from './webhook/webhook.service.js';

export const serviceName = 'notifications';

export const storage = { schema: serviceName, entities: [], migrations };

export interface AppOptions {
  config: Config;
  settings?: Partial<Settings>;
  logStream?: ServiceKitOptions['logStream'];
}

/** The notifications service: outgoing webhooks and their deliveries. */
@Module({})
export class AppModule {
  static forRoot({ config, settings, logStream }: AppOptions): DynamicModule {
    const { DATABASE_URL: url, DATABASE_SYSTEM_URL: systemUrl, DATABASE_POOL_SIZE: poolSize } = config;
    const vault = (database: Database) =>
      new Vault(config.KOPPEL_KEY_RING, postgresDataKeys(database), (message) => new Logger('Vault').log(message));
    const defaults: Settings = {
      now: () => new Date(),
      tickMs: 1_000,
      allowPrivateAddresses: config.KOPPEL_ALLOW_PRIVATE_ADDRESSES,
    };
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
      controllers: [WebhookController],
      providers: [
        { provide: Vault, inject: [Database], useFactory: vault },
        { provide: SETTINGS, useValue: { ...defaults, ...settings } },
        ...[WebhookRepository, WebhookService],
        ...[DeliveryRepository, DeliveryQueueRepository, DeliveryMetrics, DeliveryService],
        ...[DeliverySenderService, DeliveryWorkerService, EventListenerService, EventCopyService],
      ],
    };
  }
}
