import { roleSchema } from '@koppel/contracts';
import { createHash, randomBytes } from 'node:crypto';
import type { Pool } from 'pg';
import type { AccountMailer } from './account-mails.service.js';

interface InvitationMail {
  id: string;
  email: string;
  role: string;
  organization: { name: string };
  inviter: { user: { name: string; language?: unknown } };
  invitation: { expiresAt: Date };
}

/**
 * Mails invitations. The link in the mail has a token that the inviter does not see: who uses it has read the mailbox. The link that an
 * inviter passes on has none.
 */
export class InvitationMails {
  constructor(
    private readonly pool: Pool,
    private readonly mails: AccountMailer,
  ) {}

  async send({ id, email, role, organization, inviter, invitation }: InvitationMail): Promise<void> {
    const token = randomBytes(24).toString('base64url');
    await this.pool.query(`update "invitation" set "mailTokenHash" = $2, "mailedAt" = null where "id" = $1`, [
      id,
      hashOf(token),
    ]);
    const known = await this.pool.query<{ language: string }>(`select "language" from "user" where "email" = $1`, [
      email,
    ]);
    const { name, language } = inviter.user;
    const isSent = await this.mails.invitation(
      { email, language: known.rows[0]?.language ?? language },
      {
        ...{ id, token, organization: organization.name, inviter: name },
        ...{ role: roleSchema.parse(role), expiresAt: invitation.expiresAt },
      },
    );
    if (isSent) await this.pool.query(`update "invitation" set "mailedAt" = now() where "id" = $1`, [id]);
  }
}

/** Of a token in a mail, as it is stored. */
export function hashOf(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}
