import { Module } from '@nestjs/common';
import { MailController } from './mail.controller.js';
import { MailService } from './mail.service.js';

/** Mails to one person, sent at once. */
@Module({ controllers: [MailController], providers: [MailService], exports: [MailService] })
export class MailModule {}
