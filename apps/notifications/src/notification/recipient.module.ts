import { Module } from '@nestjs/common';
import { MailModule } from '../mail/mail.module.js';
import { PreferenceRepository } from '../preference/preference.repository.js';
import { RecipientService } from './recipient.service.js';

/** Who is told. */
@Module({
  imports: [MailModule],
  providers: [RecipientService, PreferenceRepository],
  exports: [RecipientService, PreferenceRepository],
})
export class RecipientModule {}
