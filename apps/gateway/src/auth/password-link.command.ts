import { Database, readConfig, storageIn } from '@koppel/service-kit';
import { migrations, schema } from '../../migrations/index.js';
import { gatewayConfigSchema, type GatewayConfig } from '../config.js';
import { AuditLog } from '../audit/audit-log.service.js';
import { AuditRepository } from '../audit/audit.repository.js';
import { AuthAudit } from '../audit/auth-audit.service.js';
import { newPasswordPage, resetMinutes, type AccountMailer } from './account-mails.service.js';
import { createAuth } from './auth.provider.js';

const usage = 'Say whose: password-link <e-mail address of an account>.';

/**
 * `password-link <e-mail>`: a link for a new password, printed instead of mailed, for a person who cannot be reached by mail.
 * Whoever may run a command beside the gateway has its database anyway. The link is what a mail would have, and as short-lived.
 *
 * @returns the link, and when it ends (ISO 8601)
 * @throws Error when no account has the address
 */
export async function passwordLink(
  [email]: string[],
  config: GatewayConfig = readConfig(gatewayConfigSchema),
): Promise<{ link: string; expiresAt: string }> {
  if (!email) throw new Error(usage);
  const database = await Database.connect(storageIn(config, { schema, entities: [], migrations }));
  const log = new AuditLog(new AuditRepository(database));
  const audit = new AuthAudit(database, log);
  try {
    let token: string | undefined;
    const mails = printer((made) => (token = made));
    const auth = createAuth(config, database, mails, audit);
    await auth.api.requestPasswordReset({ body: { email } });
    if (token === undefined) throw new Error(`No account has the address ${email}.`);
    await audit.passwordLinkMade(email);
    const expiresAt = new Date(Date.now() + resetMinutes * 60_000).toISOString();
    return { link: newPasswordPage(config, token), expiresAt };
  } finally {
    await log.beforeApplicationShutdown();
    await database.onApplicationShutdown();
  }
}

function printer(onToken: (token: string) => void): AccountMailer {
  const refuse = () => Promise.reject(new Error('A command sends no mail.'));
  const passwordReset = (_to: unknown, token: string) => {
    onToken(token);
    return Promise.resolve(true);
  };
  return {
    passwordReset,
    invitation: refuse,
    passwordChanged: refuse,
    secondFactorChanged: refuse,
    passkeyChanged: refuse,
  };
}
