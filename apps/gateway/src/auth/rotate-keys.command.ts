import { Database, readConfig, storageIn } from '@koppel/service-kit';
import { symmetricDecrypt, symmetricEncrypt } from 'better-auth/crypto';
import { migrations, schema } from '../../migrations/index.js';
import { gatewayConfigSchema, type GatewayConfig } from '../config.js';

interface Factor {
  id: string;
  secret: string;
  backupCodes: string;
}

const atOnce = 100;

/**
 * `rotate-keys`: encrypts all second factors with the first secret of `BETTER_AUTH_SECRET`, while the gateway runs. A recovery
 * code that is used meanwhile is encrypted by it anyway.
 *
 * @throws Error where a factor was encrypted with a secret that is not given any more
 */
export async function rotateKeys(
  config: GatewayConfig = readConfig(gatewayConfigSchema),
): Promise<{ secret: number; moved: number }> {
  const [{ version }] = config.BETTER_AUTH_SECRET;
  const database = await Database.connect(storageIn(config, { schema, entities: [], migrations }));
  const factors = new Factors(database, config);
  try {
    let moved = 0;
    for (let page = await factors.list(''); page.length > 0; page = await factors.list(page.at(-1)?.id ?? '')) {
      for (const factor of page) moved += (await factors.move(factor)) ? 1 : 0;
    }
    return { secret: version, moved };
  } finally {
    await database.onApplicationShutdown();
  }
}

class Factors {
  private readonly key: { keys: Map<number, string>; currentVersion: number };

  constructor(
    private readonly database: Database,
    { BETTER_AUTH_SECRET: secrets }: GatewayConfig,
  ) {
    const keys = new Map(secrets.map(({ version, value }) => [version, value]));
    this.key = { keys, currentVersion: secrets[0].version };
  }

  /** Those that another secret encrypted, in order of id, after an id. */
  async list(after: string): Promise<Factor[]> {
    // The form in which better-auth notes the version.
    const current = `$ba$${this.key.currentVersion}$%`;
    return this.database.asSystem(
      async (transaction) =>
        (await transaction.query(
          `select id, secret, "backupCodes" from "twoFactor"
           where id > $1 and not (secret like $2 and "backupCodes" like $2) order by id limit ${atOnce}`,
          [after, current],
        )) as Factor[],
    );
  }

  /** False where it was changed meanwhile, by the running gateway. */
  async move({ id, secret, backupCodes }: Factor): Promise<boolean> {
    const values = [id, secret, await this.encryptAgain(secret), backupCodes, await this.encryptAgain(backupCodes)];
    const rows = await this.database.asSystem(
      async (transaction) =>
        (await transaction.query(
          `with moved as (
             update "twoFactor" set secret = $3, "backupCodes" = $5 where id = $1 and secret = $2 and "backupCodes" = $4 returning id
           ) select id from moved`,
          values,
        )) as unknown[],
    );
    return rows.length === 1;
  }

  private async encryptAgain(data: string): Promise<string> {
    return symmetricEncrypt({ key: this.key, data: await symmetricDecrypt({ key: this.key, data }) });
  }
}
