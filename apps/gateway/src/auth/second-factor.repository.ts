import type { Pool } from 'pg';

const maxFailures = 10;
const lockedMinutes = 15;

/** In SQL, of a person: an app for codes, or a passkey. */
export const hasSecondFactor = `("user"."twoFactorEnabled" or exists (select 1 from "passkey" where passkey."userId" = "user".id))`;
/**
 * In SQL, of a session with its person and an organization: the organization requires a second factor that was not shown. A
 * password does not open a session without the app's code where the person has an app, but does beside a passkey.
 */
export const isSecondFactorMissing = `(organization."secondFactorRequired" and not "user"."twoFactorEnabled" and session."passkeyId" is null)`;

const ofSession = `from "session" join "user" on "user".id = session."userId"
  join "member" on member."userId" = "user".id join "organization" on organization.id = member."organizationId"
  where session.id = $1 and ${isSecondFactorMissing}`;

/** What better-auth leaves open about a second factor, each in one statement: requests at once see one another. */
export class SecondFactorRepository {
  constructor(private readonly pool: Pool) {}

  /** Whether one of the organizations requires a second factor that was not shown in the session. */
  async isMissing(
    sessionId: string,
    named: { ids: readonly string[]; slugs: readonly string[]; invitationIds: readonly string[] },
  ): Promise<boolean> {
    const { rowCount } = await this.pool.query(
      `select 1 ${ofSession} and (organization.id = any($2) or organization.slug = any($3)
         or organization.id in (select "organizationId" from "invitation" where id = any($4)))`,
      [sessionId, named.ids, named.slugs, named.invitationIds],
    );
    return rowCount !== 0;
  }

  /** Whether an organization of the person requires a second factor, and the person has a passkey that did not open the session. */
  async isPasskeyNeeded(sessionId: string): Promise<boolean> {
    const { rowCount } = await this.pool.query(
      `select 1 ${ofSession} and exists (select 1 from "passkey" where passkey."userId" = "user".id) limit 1`,
      [sessionId],
    );
    return rowCount !== 0;
  }

  /** As better-auth encrypted it; undefined where the person has none. */
  async findSecret(userId: string): Promise<string | undefined> {
    const { rows } = await this.pool.query<{ secret: string }>(`select secret from "twoFactor" where "userId" = $1`, [
      userId,
    ]);
    return rows[0]?.secret;
  }

  /** Counts an attempt as a failure before it is judged, so that many at once are no more than one after the other. False while it is locked. */
  async beginAttempt(userId: string): Promise<boolean> {
    const failures = `case when "lockedUntil" is null then "failedVerificationCount" + 1 else 1 end`;
    const { rowCount } = await this.pool.query(
      `update "twoFactor" set "failedVerificationCount" = ${failures},
         "lockedUntil" = case when ${failures} >= $2 then now() + make_interval(mins => $3) end
       where "userId" = $1 and ("lockedUntil" is null or "lockedUntil" <= now())`,
      [userId, maxFailures, lockedMinutes],
    );
    return rowCount === 1;
  }

  /** After the right code: failures count in a row. */
  async endAttempts(userId: string): Promise<void> {
    await this.pool.query(
      `update "twoFactor" set "failedVerificationCount" = 0, "lockedUntil" = null where "userId" = $1`,
      [userId],
    );
  }

  /** Whether the code of this step, or of a later one, was not used yet (RFC 6238, 5.2). It counts as used from now on. */
  async useStep(userId: string, step: number): Promise<boolean> {
    const { rowCount } = await this.pool.query(
      `update "twoFactor" set "lastUsedStep" = $2 where "userId" = $1 and coalesce("lastUsedStep", 0) < $2`,
      [userId, step],
    );
    return rowCount === 1;
  }
}
