import { Database, readConfig, storageIn } from '@koppel/service-kit';
import { AuditLog } from '../audit/audit-log.service.js';
import { AuditRepository } from '../audit/audit.repository.js';
import { AuthAudit } from '../audit/auth-audit.service.js';
import { migrations, schema } from '../../migrations/index.js';
import { gatewayConfigSchema, type GatewayConfig } from '../config.js';

const usage =
  'Say whose: second-factor-off <e-mail address of an account>. It removes the app, the recovery codes and all passkeys, and ends the sessions.';

/**
 * `second-factor-off <e-mail>`: takes the second factor and all passkeys away from who can use none of them, and ends the
 * sessions: the password alone opens the account then. Whoever may run a command beside the gateway has its database anyway; who asks for it should be recognized first.
 *
 * @throws Error when no account has the address
 */
export async function secondFactorOff(
  [email]: string[],
  config: GatewayConfig = readConfig(gatewayConfigSchema),
): Promise<{ email: string; removedPasskeys: number; endedSessions: number }> {
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
      const removeAll = async (table: 'session' | 'passkey') => {
        const counted = `with removed as (delete from "${table}" where "userId" in (${ids}) returning id) select count(*)::int as n from removed`;
        const [removed] = (await transaction.query(counted, values)) as { n: number }[];
        return removed?.n ?? 0;
      };
      const endedSessions = await removeAll('session');
      return { email, removedPasskeys: await removeAll('passkey'), endedSessions };
    });
    await new AuthAudit(database, log).secondFactorRemoved(email);
    return ended;
  } finally {
    await log.beforeApplicationShutdown();
    await database.onApplicationShutdown();
  }
}
