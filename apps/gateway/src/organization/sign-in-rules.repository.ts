import { Injectable } from '@nestjs/common';
import type { SignInRules } from '@koppel/contracts';
import { Database } from '@koppel/service-kit';
import { hasSecondFactor } from '../auth/second-factor.repository.js';

/** What organizations ask of their members at sign-in. */
@Injectable()
export class SignInRulesRepository {
  constructor(private readonly database: Database) {}

  async get(organizationId: string): Promise<SignInRules> {
    const [rules] = await this.rows<SignInRules>(
      `select "secondFactorRequired" as "isSecondFactorRequired",
         (select count(*)::int from "member" join "user" on "user".id = member."userId"
          where member."organizationId" = organization.id and not ${hasSecondFactor}) as "membersWithoutSecondFactor"
       from "organization" where id = $1`,
      [organizationId],
    );
    if (!rules) throw new Error('the organization is gone');
    return rules;
  }

  /** False where who would require a second factor has shown none in the session; nothing is changed then. */
  async change(organizationId: string, by: { sessionId: string; isSecondFactorRequired: boolean }): Promise<boolean> {
    const rows = await this.rows(
      `with changed as (
         update "organization" set "secondFactorRequired" = $3
         where id = $1 and (not $3 or exists (
           select 1 from "session" join "user" on "user".id = session."userId"
           where session.id = $2 and ("user"."twoFactorEnabled" or session."passkeyId" is not null))) returning id
       ) select id from changed`,
      [organizationId, by.sessionId, by.isSecondFactorRequired],
    );
    return rows.length === 1;
  }

  private rows<Row>(sql: string, parameters: unknown[]): Promise<Row[]> {
    return this.database.asSystem(async (transaction) => (await transaction.query(sql, parameters)) as Row[]);
  }
}
