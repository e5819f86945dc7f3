import { Inject, Injectable } from '@nestjs/common';
import {
  alertReasons,
  AppError,
  reasonsOf,
  type MessageContext,
  type NotificationPreferences,
  type notificationPreferencesGet,
  type OrganizationId,
  type Reason,
  type ReplyOf,
  type Role,
  type UserId,
} from '@koppel/contracts';
import { MailService } from '../mail/mail.service.js';
import { RecipientService } from '../notification/recipient.service.js';
import { SETTINGS, type Settings } from '../settings.js';
import { defaultPreferences } from './preference.js';
import { PreferenceRepository } from './preference.repository.js';

const reason = reasonsOf(alertReasons);

/** What a person is mailed about, and when. */
@Injectable()
export class PreferenceService {
  constructor(
    private readonly preferences: PreferenceRepository,
    private readonly recipients: RecipientService,
    private readonly mails: MailService,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  async get(context: MessageContext): Promise<ReplyOf<typeof notificationPreferencesGet>> {
    const { organizationId, userId, role } = personOf(context);
    const [chosen, obstacle] = await Promise.all([
      this.preferences.list(organizationId).then((all) => all.get(userId)),
      this.obstacle(organizationId, userId),
    ]);
    return { preferences: chosen ?? defaultPreferences(role), isChosen: chosen !== undefined, obstacle };
  }

  async update(preferences: NotificationPreferences, context: MessageContext): Promise<NotificationPreferences> {
    const { organizationId, userId } = personOf(context);
    await this.preferences.save({ organizationId, userId, now: this.settings.now() }, preferences);
    return preferences;
  }

  private async obstacle(organizationId: OrganizationId, userId: UserId): Promise<Reason | null> {
    if (!this.mails.isOn) return reason('alert.no_mail');
    const addressee = await this.recipients.find(organizationId, `person:${userId}`);
    return addressee ? null : reason('alert.address_not_shown');
  }
}

/** @throws AppError `request.forbidden` for a key or a service, which nobody mails */
export function personOf({ organizationId, actor }: MessageContext): {
  organizationId: OrganizationId;
  userId: UserId;
  role: Role;
} {
  if (actor.kind !== 'person') throw new AppError('request.forbidden', 'Only a person is notified.');
  return { organizationId, userId: actor.userId, role: actor.role };
}
