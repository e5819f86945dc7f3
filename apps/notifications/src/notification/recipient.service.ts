import { Injectable } from '@nestjs/common';
import { memberList, type AlertTopic, type Member, type OrganizationId } from '@koppel/contracts';
import { ContractClient, organizationContext } from '@koppel/service-kit';
import { MailService } from '../mail/mail.service.js';
import { wantsByDefault } from './notification.js';

/** Somebody who can be told. */
export interface Recipient {
  /** As it stands with a notification: `person:<id>`. */
  recipient: string;
  wants(topic: AlertTopic): boolean;
}

/** A person at the moment of a message: addresses are not stored here. */
export interface Addressee {
  member: Member;
  organization: string;
}

/** Who is told in an organization, as its members are now. */
@Injectable()
export class RecipientService {
  constructor(
    private readonly client: ContractClient,
    private readonly mails: MailService,
  ) {}

  async of(organizationId: OrganizationId): Promise<Recipient[]> {
    if (!this.mails.isOn) return [];
    const { items } = await this.members(organizationId);
    return items.filter(canBeMailed).map(({ userId, role }) => ({
      recipient: `person:${userId}`,
      wants: (topic) => wantsByDefault(role, topic),
    }));
  }

  /** Undefined: no longer a member, or nothing may be mailed to them. */
  async find(organizationId: OrganizationId, recipient: string): Promise<Addressee | undefined> {
    const { organization, items } = await this.members(organizationId);
    const member = items.find(({ userId }) => `person:${userId}` === recipient);
    return member && canBeMailed(member) ? { member, organization } : undefined;
  }

  private members(organizationId: OrganizationId) {
    return this.client.call(memberList, {}, organizationContext('notifications', organizationId));
  }
}

/** Nothing about an organization goes to an address that nobody has shown to be theirs. */
function canBeMailed({ isVerified }: Member): boolean {
  return isVerified;
}
