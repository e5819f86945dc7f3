import { Inject, Injectable, Logger, type OnApplicationBootstrap } from '@nestjs/common';
import { Database, SERVICE_CONFIG } from '@koppel/service-kit';
import { randomUUID } from 'node:crypto';
import type { GatewayConfig } from '../config.js';
import { insertAccount, insertMember } from './account.repository.js';
import { AUTH, type Auth } from './auth.provider.js';

/** Two replicas that start on an empty database make the account once. */
const firstAccountLock = 7_206_511;

/** Makes the owner and the organization of a new installation, once, from the environment. */
@Injectable()
export class FirstAccount implements OnApplicationBootstrap {
  private readonly logger = new Logger('FirstAccount');

  constructor(
    @Inject(SERVICE_CONFIG) private readonly config: GatewayConfig,
    @Inject(AUTH) private readonly auth: Auth,
    private readonly database: Database,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    const { KOPPEL_FIRST_ACCOUNT_EMAIL: email, KOPPEL_FIRST_ACCOUNT_PASSWORD: password } = this.config;
    if (!email || !password) return;
    const { password: hasher } = await this.auth.$context;
    const passwordHash = await hasher.hash(password);
    const isMade = await this.database.asSystem(async (transaction) => {
      await transaction.query('select pg_advisory_xact_lock($1)', [firstAccountLock]);
      const [anyone] = (await transaction.query('select 1 from "user" limit 1')) as unknown[];
      if (anyone) return false;
      const userId = await insertAccount(transaction, { name: 'Owner', email, passwordHash, isVerified: true });
      const organizationId = randomUUID();
      await transaction.query(
        `insert into "organization" ("id", "name", "slug", "createdAt") values ($1, 'My organization', 'my-organization', now())`,
        [organizationId],
      );
      await insertMember(transaction, { organizationId, userId, role: 'owner' });
      return true;
    });
    if (isMade) this.logger.log('made the first account and its organization');
  }
}
