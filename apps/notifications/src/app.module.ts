import { Logger, Module, type DynamicModule } from '@nestjs/common';
import { Database, ServiceKitModule, storageIn, type ServiceKitOptions } from '@koppel/service-kit';
import { postgresDataKeys, Vault } from '@koppel/vault';
import { migrations, schema } from '../migrations/index.js';
import type { Config } from './config.js';
import { AlertModule } from './alert/alert.module.js';
import { DeliveryModule } from './delivery/delivery.module.js';
import { EventCopyModule } from './event-copy/event-copy.module.js';
import { MailModule } from './mail/mail.module.js';
import { NotificationModule } from './notification/notification.module.js';
import { OrganizationModule } from './organization/organization.module.js';
import { PreferenceModule } from './preference/preference.module.js';
import { SETTINGS, type Settings } from './settings.js';
import { WebhookModule } from './webhook/webhook.module.js';

export const serviceName = 'notifications';

export const storage = { schema, entities: [], migrations };

export interface AppOptions {
  config: Config;
  settings?: Partial<Settings>;
  logStream?: ServiceKitOptions['logStream'];
}

/** The notifications service: alerts and who is told of them, mails, outgoing webhooks and their deliveries. */
@Module({})
export class AppModule {
  static forRoot({ config, settings, logStream }: AppOptions): DynamicModule {
    const vault = (database: Database) =>
      new Vault(config.KOPPEL_KEY_RING, postgresDataKeys(database), (message) => new Logger('Vault').log(message));
    const defaults: Settings = {
      now: () => new Date(),
      tickMs: 1_000,
      alertChecks: { gapMs: 15_000, sweepMs: 300_000 },
      messageGapMs: 300_000,
      allowPrivateAddresses: config.KOPPEL_ALLOW_PRIVATE_ADDRESSES,
    };
    return {
      module: AppModule,
      global: true,
      imports: [
        ServiceKitModule.forRoot({ name: serviceName, config, storage: storageIn(config, storage), logStream }),
        WebhookModule,
        DeliveryModule,
        EventCopyModule,
        MailModule,
        AlertModule,
        NotificationModule,
        PreferenceModule,
        OrganizationModule,
      ],
      providers: [
        { provide: Vault, inject: [Database], useFactory: vault },
        { provide: SETTINGS, useValue: { ...defaults, ...settings } },
      ],
      exports: [Vault, SETTINGS],
    };
  }
}
