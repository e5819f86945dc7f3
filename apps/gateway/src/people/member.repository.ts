import { Injectable } from '@nestjs/common';
import { languages, roles, type memberList, type ReplyOf } from '@koppel/contracts';
import { Database } from '@koppel/service-kit';

const maxMembers = 500;

/** Who works in an organization. */
@Injectable()
export class MemberRepository {
  constructor(private readonly database: Database) {}

  /** Nobody, where the organization is gone or being deleted. A role that Koppel does not know counts for nothing. */
  list(organizationId: string): Promise<ReplyOf<typeof memberList>> {
    return this.database.asSystem(async (transaction) => {
      const [organization] = (await transaction.query(
        `select name from "organization" where id = $1
           and not exists (select 1 from organization_deletion where organization_id = $1)`,
        [organizationId],
      )) as { name: string }[];
      if (!organization) return { organization: '', items: [] };
      const items = (await transaction.query(
        `select "user".id as "userId", "user".email, "user"."emailVerified" as "isVerified",
           case when "user".language = any($2) then "user".language else 'en' end as language, member.role
         from "member" join "user" on "user".id = member."userId"
         where member."organizationId" = $1 and member.role = any($3) order by member."createdAt" limit ${maxMembers}`,
        [organizationId, languages, roles],
      )) as ReplyOf<typeof memberList>['items'];
      return { organization: organization.name, items };
    });
  }
}
