import { Logger } from '@nestjs/common';
import { languages, minPasswordLength, roleSchema } from '@koppel/contracts';
import type { Database } from '@koppel/service-kit';
import { betterAuth } from 'better-auth';
import { APIError } from 'better-auth/api';
import { organization, twoFactor } from 'better-auth/plugins';
import { createAccessControl } from 'better-auth/plugins/access';
import { adminAc, defaultStatements, memberAc, ownerAc } from 'better-auth/plugins/organization/access';
import type { Pool } from 'pg';
import { resetMinutes, type AccountMailer } from './account-mails.service.js';
import type { AuthAudit } from '../audit/auth-audit.service.js';
import type { GatewayConfig } from '../config.js';
import { clientAddressHeader } from './auth-context.js';
import { afterAuth, beforeAuth, sessionHooks } from './auth-hooks.provider.js';
import { InvitationMails } from './invitation-mails.service.js';
import { PasskeyRepository } from './passkey.repository.js';
import { Passkeys } from './passkeys.provider.js';
import { SecondFactorHooks } from './second-factor-hooks.provider.js';
import { SecondFactorRepository } from './second-factor.repository.js';
import { WebAuthn } from './webauthn.js';

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

/** Organizations that one person may have made. */
const maxOrganizations = 50;

/** Sessions by e-mail and password, or by a passkey. Accounts are made by invitation; nobody signs up by themselves. */
export function createAuth(config: GatewayConfig, database: Database, mails: AccountMailer, audit: AuthAudit) {
  const { master: pool } = database.dataSource.driver as unknown as { master: Pool };
  const invitations = new InvitationMails(pool, mails);
  const factors = new SecondFactorRepository(pool);
  const secondFactor = new SecondFactorHooks(factors, audit, (user, isOn) =>
    inBackground(mails.secondFactorChanged(user, isOn)),
  );
  const webAuthn = new WebAuthn(config.KOPPEL_PUBLIC_URL);
  const passkeys = new Passkeys(new PasskeyRepository(database), factors, webAuthn, audit, (person, change) =>
    inBackground(mails.passkeyChanged(person, change)),
  );
  return betterAuth({
    appName: 'Koppel',
    baseURL: config.KOPPEL_PUBLIC_URL,
    secrets: [...config.BETTER_AUTH_SECRET],
    database: pool,
    emailAndPassword: {
      enabled: true,
      disableSignUp: true,
      minPasswordLength,
      resetPasswordTokenExpiresIn: resetMinutes * 60,
      revokeSessionsOnPasswordReset: true,
      // Not awaited: how long the answer takes would tell whether there is such an account.
      sendResetPassword: ({ user, token }) => inBackground(mails.passwordReset(user, token)),
      onPasswordReset: async ({ user }, request) => {
        // The link was read in the mailbox of this address.
        await pool.query(`update "user" set "emailVerified" = true where "id" = $1`, [user.id]);
        await inBackground(mails.passwordChanged(user));
        await audit.passwordReset(user, request?.headers);
      },
    },
    user: { additionalFields: { language: { type: [...languages], required: false, defaultValue: 'en' } } },
    verification: { storeIdentifier: 'hashed' },
    session: {
      expiresIn: 7 * 24 * 3_600,
      updateAge: 24 * 3_600,
      // Which opened it; nobody sets it by a call.
      additionalFields: { passkeyId: { type: 'string', required: false, input: false } },
    },
    rateLimit: {
      enabled: true,
      // In memory each replica would count for itself.
      storage: 'database',
      window: 60,
      max: 300,
      customRules: {
        '/sign-in/email': { window: 60, max: 20 },
        '/request-password-reset': { window: 300, max: 5 },
        '/reset-password': { window: 300, max: 10 },
        '/two-factor/*': { window: 60, max: 20 },
        '/passkey/begin-sign-in': { window: 60, max: 20 },
        '/passkey/finish-sign-in': { window: 60, max: 20 },
        '/organization/invite-member': { window: 3_600, max: 60 },
      },
    },
    advanced: {
      ipAddress: { ipAddressHeaders: [clientAddressHeader] },
      cookiePrefix: 'koppel',
      useSecureCookies: config.KOPPEL_PUBLIC_URL.startsWith('https:'),
    },
    // The secret is shown once, when it is made; codes by mail are no second factor beside a password reset by mail.
    disabledPaths: ['/two-factor/get-totp-uri', '/two-factor/send-otp', '/two-factor/verify-otp'],
    telemetry: { enabled: false },
    logger: { level: 'warn', log: logAsKoppel },
    // What went wrong is answered and logged as everywhere in the gateway; better-auth would print it to the console.
    onAPIError: { throw: true },
    hooks: { before: beforeAuth(secondFactor), after: afterAuth(secondFactor) },
    databaseHooks: {
      user: { update: { after: (user, context) => secondFactor.afterUpdate(user, context) } },
      session: {
        ...sessionHooks,
        create: {
          before: async (session) => ({
            data: {
              ...session,
              // A session that takes the place of another stays in its organization.
              activeOrganizationId:
                session['activeOrganizationId'] ?? (await firstOrganizationOf(pool, session.userId)),
            },
          }),
        },
      },
    },
    plugins: [
      // Koppel counts wrong codes itself, before they are judged.
      twoFactor({ accountLockout: { enabled: false } }),
      // After it: a password alone has opened no session.
      audit.plugin(),
      passkeys.plugin(),
      organization({
        ac: accessControl,
        roles,
        creatorRole: 'owner',
        // Who may invite people to one organization may make another: an agency makes one for each customer.
        allowUserToCreateOrganization: ({ id }) => isOwner(pool, id),
        organizationLimit: maxOrganizations,
        invitationExpiresIn: 7 * 24 * 3_600,
        // An account of which nobody has shown that its address is theirs takes no further invitations.
        requireEmailVerificationOnInvitation: true,
        schema: { invitation: { additionalFields: invitationFields } },
        sendInvitationEmail: (invitation) => invitations.send(invitation),
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

/** What Koppel keeps of an invitation beside better-auth: when it was mailed, and what only the mail knows. */
const invitationFields = {
  mailedAt: { type: 'date', required: false, input: false },
  mailTokenHash: { type: 'string', required: false, input: false, returned: false },
} as const;

async function isOwner(pool: Pool, userId: string): Promise<boolean> {
  const { rowCount } = await pool.query(`select 1 from "member" where "userId" = $1 and role = 'owner' limit 1`, [
    userId,
  ]);
  return rowCount === 1;
}

/** The organization that a new session works in, until the person chooses another. */
async function firstOrganizationOf(pool: Pool, userId: string): Promise<string | undefined> {
  const { rows } = await pool.query<{ organizationId: string }>(
    `select "organizationId" from "member" where "userId" = $1 order by "createdAt" limit 1`,
    [userId],
  );
  return rows[0]?.organizationId;
}

function inBackground(sending: Promise<boolean>): Promise<void> {
  sending.catch((error: unknown) => logger.error({ err: error }, 'sending a mail failed'));
  return Promise.resolve();
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
