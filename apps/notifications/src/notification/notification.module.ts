import { Module } from '@nestjs/common';
import { MailModule } from '../mail/mail.module.js';
import { NotificationController } from './notification.controller.js';
import { NotificationListRepository } from './notification-list.repository.js';
import { NotificationRepository } from './notification.repository.js';
import { NotificationSenderService } from './notification-sender.service.js';
import { RecipientModule } from './recipient.module.js';

/** From an alert to the messages about it. */
@Module({
  imports: [MailModule, RecipientModule],
  controllers: [NotificationController],
  providers: [NotificationListRepository, NotificationRepository, NotificationSenderService],
})
export class NotificationModule {}
