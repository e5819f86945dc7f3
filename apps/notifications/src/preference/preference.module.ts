import { Module } from '@nestjs/common';
import { MailModule } from '../mail/mail.module.js';
import { RecipientModule } from '../notification/recipient.module.js';
import { PreferenceController } from './preference.controller.js';
import { PreferenceService } from './preference.service.js';

/** What each person chose to be told. */
@Module({
  imports: [MailModule, RecipientModule],
  controllers: [PreferenceController],
  providers: [PreferenceService],
})
export class PreferenceModule {}
