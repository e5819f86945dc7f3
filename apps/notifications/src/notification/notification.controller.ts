import { Controller } from '@nestjs/common';
import { notificationList, type MessageContext, type ParsedRequestOf, type ReplyOf } from '@koppel/contracts';
import { Answers } from '@koppel/service-kit';
import { personOf } from '../preference/preference.service.js';
import { NotificationListRepository } from './notification-list.repository.js';

@Controller()
export class NotificationController {
  constructor(private readonly notifications: NotificationListRepository) {}

  @Answers(notificationList)
  list(
    request: ParsedRequestOf<typeof notificationList>,
    context: MessageContext,
  ): Promise<ReplyOf<typeof notificationList>> {
    const { organizationId, userId } = personOf(context);
    return this.notifications.list({ organizationId, recipient: `person:${userId}` }, request);
  }
}
