import { Logger } from '@nestjs/common';
import { roleSchema } from '@koppel/contracts';
import type { Database } from '@koppel/service-kit';
import { betterAuth } from 'better-auth';
import { APIError } from 'better-auth/api';
import { organization } from 'better-auth/plugins';
import { createAccessControl } from 'better-auth/plugins/access';
import { adminAc, defaultStatements, memberAc, ownerAc } from 'better-auth/plugins/organization/access';
import type { Pool } from 'pg';
import type { GatewayConfig } from '../config.js';
import { afterAuth, beforeAuth, clientAddressHeader, sessionHooks } from './auth-hooks.provider.js';
import { minPasswordLength } from './password-rules.js';

const logger = new Logger('Auth');

/** Injection token of better-auth. */
export const AUTH = Symbol('AUTH');

const accessControl = createAccessControl(defaultStatements);
/** Koppel's four roles; what each may call stands with the routes of the API. */
const roles = {
  owner: accessControl.newRole(ownerAc.statements),
  admin: accessControl.newRole(adminAc.statements),
  operator: accessControl.newRole(memberAc.statements),
  viewer: accessControl.newRole(memberAc.statements),
};

/** Sessions by e-mail and password. Accounts are made by invitation; nobody signs up by themselves. */
export function createAuth(config: GatewayConfig, database: Database) {
  const { master: pool } = database.dataSource.driver as unknown as { master: Pool };
  return betterAuth({
    appName: 'Koppel',
    baseURL: config.KOPPEL_PUBLIC_URL,
    secret: config.BETTER_AUTH_SECRET,
    database: pool,
    emailAndPassword: { enabled: true, disableSignUp: true, minPasswordLength },
    session: { expiresIn: 7 * 24 * 3_600, updateAge: 24 * 3_600 },
    rateLimit: {
      enabled: true,
      // In memory each replica would count for itself.
      storage: 'database',
      window: 60,
      max: 300,
      customRules: { '/sign-in/email': { window: 60, max: 20 } },
    },
    advanced: {
      ipAddress: { ipAddressHeaders: [clientAddressHeader] },
      cookiePrefix: 'koppel',
      useSecureCookies: config.KOPPEL_PUBLIC_URL.startsWith('https:'),
    },
    telemetry: { enabled: false },
    logger: { level: 'warn', log: logAsKoppel },
    // What went wrong is answered and logged as everywhere in the gateway; better-auth would print it to the console.
    onAPIError: { throw: true },
    hooks: { before: beforeAuth, after: afterAuth },
    databaseHooks: { session: sessionHooks },
    plugins: [
      organization({
        ac: accessControl,
        roles,
        creatorRole: 'owner',
        allowUserToCreateOrganization: false,
        // It would delete the accounts alone. Koppel's own deletion ends what runs first.
        disableOrganizationDeletion: true,
        organizationHooks: {
          beforeAddMember: ({ member }) => requireKnownRole(member.role),
          beforeUpdateMemberRole: ({ newRole }) => requireKnownRole(newRole),
          beforeCreateInvitation: ({ invitation }) => requireKnownRole(invitation.role),
        },
      }),
    ],
  });
}

function logAsKoppel(level: string, message: string, ...details: unknown[]): void {
  const err = details.find((detail) => detail instanceof Error);
  const write = (level === 'error' ? logger.error : logger.warn).bind(logger);
  if (err) write({ err }, message);
  else write(message);
}

/** better-auth also knows a role `member` and lists of roles; Koppel gives each member one of its four. */
function requireKnownRole(role: unknown): Promise<void> {
  if (roleSchema.safeParse(role).success) return Promise.resolve();
  const code = 'ROLE_NOT_FOUND';
  throw new APIError('BAD_REQUEST', { code, message: `Choose one of the roles ${roleSchema.options.join(', ')}.` });
}

export type Auth = ReturnType<typeof createAuth>;
