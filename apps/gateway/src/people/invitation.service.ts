import { Inject, Injectable, Logger } from '@nestjs/common';
import { AppError, minPasswordLength, roleSchema, type acceptanceSchema, type Invitation } from '@koppel/contracts';
import { Database } from '@koppel/service-kit';
import type { EntityManager } from 'typeorm';
import type { z } from 'zod';
import { gatewayReason } from '../api/problem.handler.js';
import { insertAccount, insertMember, type NewMember } from '../auth/account.repository.js';
import { AUTH, type Auth } from '../auth/auth.provider.js';
import { hashOf } from '../auth/invitation-mails.service.js';
import { isEasyToGuess } from '../auth/password-rules.js';

interface InvitationRow {
  email: string;
  organizationId: string;
  organization: string;
  inviter: string;
  role: string;
  expiresAt: Date;
  mailTokenHash: string | null;
  hasAccount: boolean;
}

/** Invitations as those see and accept them who have no account yet; with one, better-auth's own acceptance serves. */
@Injectable()
export class InvitationService {
  private readonly logger = new Logger('Invitation');

  constructor(
    @Inject(AUTH) private readonly auth: Auth,
    private readonly database: Database,
  ) {}

  /** @throws AppError `invitation.not_found` for one that was accepted, withdrawn or has ended */
  async get(id: string): Promise<Invitation> {
    const { email, organization, inviter, role, expiresAt, hasAccount } = await this.database.asSystem((transaction) =>
      pending(transaction, id),
    );
    return {
      email,
      organization,
      inviter,
      role: roleSchema.parse(role),
      expiresAt: expiresAt.toISOString(),
      hasAccount,
    };
  }

  /**
   * Makes the account of who was invited, and the membership.
   *
   * @returns what to sign in with, and who became a member of what
   * @throws AppError `invitation.not_found`, `request.conflict` where the address has an account, `request.invalid` for the password
   */
  async accept(
    id: string,
    acceptance: z.output<typeof acceptanceSchema>,
  ): Promise<{ credentials: { email: string; password: string }; member: NewMember }> {
    const { name, password, language, token } = acceptance;
    const { email: invited } = await this.get(id);
    requireGoodPassword(password, [name, invited]);
    const { password: hasher } = await this.auth.$context;
    const passwordHash = await hasher.hash(password);
    const { email, member } = await this.database.asSystem(async (transaction) => {
      const invitation = await pending(transaction, id, { isLocked: true });
      if (invitation.hasAccount) throw accountExists(invitation.email);
      const isVerified = token !== undefined && hashOf(token) === invitation.mailTokenHash;
      const account = { name, email: invitation.email, passwordHash, isVerified, language };
      const made = await insertAccount(transaction, account);
      const { organizationId, role } = invitation;
      const added = { organizationId, userId: made, role: roleSchema.parse(role) };
      await insertMember(transaction, added);
      await transaction.query(`update "invitation" set "status" = 'accepted' where "id" = $1`, [id]);
      return { email: invitation.email, member: added };
    });
    this.logger.log({ userId: member.userId, invitationId: id }, 'an invitation was accepted');
    return { credentials: { email, password }, member };
  }
}

async function pending(
  transaction: EntityManager,
  id: string,
  { isLocked = false }: { isLocked?: boolean } = {},
): Promise<InvitationRow> {
  const [invitation] = (await transaction.query(
    `select invitation.email, invitation."organizationId", organization.name as organization, inviter.name as inviter,
       invitation.role, invitation."expiresAt", invitation."mailTokenHash",
       exists (select 1 from "user" where "user".email = invitation.email) as "hasAccount"
     from "invitation"
     join "organization" on organization.id = invitation."organizationId"
     join "user" inviter on inviter.id = invitation."inviterId"
     where invitation.id = $1 and invitation.status = 'pending' and invitation."expiresAt" > now()
       and not exists (select 1 from organization_deletion where organization_id = invitation."organizationId")
     ${isLocked ? 'for update of invitation' : ''}`,
    [id],
  )) as InvitationRow[];
  if (!invitation) throw new AppError('invitation.not_found', 'There is no such invitation, or it has ended.');
  return invitation;
}

function requireGoodPassword(password: string, words: readonly string[]): void {
  const reason =
    password.length < minPasswordLength
      ? gatewayReason('gateway.password_short', { length: minPasswordLength })
      : isEasyToGuess(password, words)
        ? gatewayReason('gateway.password_easy')
        : undefined;
  if (reason) throw new AppError('request.invalid', 'The password cannot be taken.', { reason });
}

function accountExists(email: string): AppError {
  return new AppError('request.conflict', 'The address has an account.', {
    reason: gatewayReason('gateway.account_exists', { email }),
  });
}
