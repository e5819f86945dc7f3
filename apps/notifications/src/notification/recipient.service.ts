import { Injectable } from '@nestjs/common';
import {
  memberList,
  type AlertTopic,
  type Member,
  type NotificationPreferences,
  type OrganizationId,
} from '@koppel/contracts';
import { ContractClient, organizationContext } from '@koppel/service-kit';
import { MailService } from '../mail/mail.service.js';
import { defaultPreferences } from '../preference/preference.js';
import { PreferenceRepository } from '../preference/preference.repository.js';

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
  preferences: NotificationPreferences;
}

/** Who is told in an organization, as its members are now. */
@Injectable()
export class RecipientService {
  constructor(
    private readonly client: ContractClient,
    private readonly mails: MailService,
    private readonly preferences: PreferenceRepository,
  ) {}

  async of(organizationId: OrganizationId): Promise<Recipient[]> {
    if (!this.mails.isOn) return [];
    const [{ items }, chosen] = await this.known(organizationId);
    return items.filter(canBeMailed).map(({ userId, role }) => {
      const { topics } = chosen.get(userId) ?? defaultPreferences(role);
      return { recipient: `person:${userId}`, wants: (topic) => topics.includes(topic) };
    });
  }

  /** Undefined: no longer a member, or nothing may be mailed to them. */
  async find(organizationId: OrganizationId, recipient: string): Promise<Addressee | undefined> {
    const [{ organization, items }, chosen] = await this.known(organizationId);
    const member = items.find(({ userId }) => `person:${userId}` === recipient);
    if (!member || !canBeMailed(member)) return undefined;
    return { member, organization, preferences: chosen.get(member.userId) ?? defaultPreferences(member.role) };
  }

  private known(organizationId: OrganizationId) {
    return Promise.all([
      this.client.call(memberList, {}, organizationContext('notifications', organizationId)),
      this.preferences.list(organizationId),
    ]);
  }
}

/** Nothing about an organization goes to an address that nobody has shown to be theirs. */
function canBeMailed({ isVerified }: Member): boolean {
  return isVerified;
}
