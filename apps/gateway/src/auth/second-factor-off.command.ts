import { Database, readConfig, storageIn } from '@koppel/service-kit';
import { AuditLog } from '../audit/audit-log.service.js';
import { AuditRepository } from '../audit/audit.repository.js';
import { AuthAudit } from '../audit/auth-audit.service.js';
import { migrations, schema } from '../../migrations/index.js';
import { gatewayConfigSchema, type GatewayConfig } from '../config.js';

const usage = 'Say whose: second-factor-off <e-mail address of an account>.';

/**
 * `second-factor-off <e-mail>`: takes the second factor away from who has neither the app nor a recovery code, and ends the
 * sessions. Whoever may run a command beside the gateway has its database anyway; who asks for it should be recognized first.
 *
 * @throws Error when no account has the address
 */
export async function secondFactorOff(
  [email]: string[],
  config: GatewayConfig = readConfig(gatewayConfigSchema),
): Promise<{ email: string; endedSessions: number }> {
  if (!email) throw new Error(usage);
  const database = await Database.connect(storageIn(config, { schema, entities: [], migrations }));
  const log = new AuditLog(new AuditRepository(database));
  try {
    const ended = await database.asSystem(async (transaction) => {
      const ids = 'select id from "user" where email = $1';
      const values = [email.toLowerCase()];
      const [user] = (await transaction.query(ids, values)) as unknown[];
      if (!user) throw new Error(`No account has the address ${email}.`);
      await transaction.query(`update "user" set "twoFactorEnabled" = false where email = $1`, values);
      await transaction.query(`delete from "twoFactor" where "userId" in (${ids})`, values);
      const counted = `with ended as (delete from "session" where "userId" in (${ids}) returning id) select count(*)::int as n from ended`;
      const [ended] = (await transaction.query(counted, values)) as { n: number }[];
      return { email, endedSessions: ended?.n ?? 0 };
    });
    await new AuthAudit(database, log).secondFactorRemoved(email);
    return ended;
  } finally {
    await log.beforeApplicationShutdown();
    await database.onApplicationShutdown();
  }
}
