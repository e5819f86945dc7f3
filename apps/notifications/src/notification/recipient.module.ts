import { Module } from '@nestjs/common';
import { MailModule } from '../mail/mail.module.js';
import { RecipientService } from './recipient.service.js';

/** Who is told. */
@Module({ imports: [MailModule], providers: [RecipientService], exports: [RecipientService] })
export class RecipientModule {}
