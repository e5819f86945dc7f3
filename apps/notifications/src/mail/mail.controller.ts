import { Controller } from '@nestjs/common';
import { mailSend, type ParsedRequestOf, type ReplyOf } from '@koppel/contracts';
import { Answers } from '@koppel/service-kit';
import { MailService } from './mail.service.js';

@Controller()
export class MailController {
  constructor(private readonly mails: MailService) {}

  @Answers(mailSend)
  async send({ to, language, ...mail }: ParsedRequestOf<typeof mailSend>): Promise<ReplyOf<typeof mailSend>> {
    return { isSent: await this.mails.send(mail, { to, language }) };
  }
}
