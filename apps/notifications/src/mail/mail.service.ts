import { Inject, Injectable, Logger, type OnApplicationShutdown } from '@nestjs/common';
import { AppError, type Language, type Mail } from '@koppel/contracts';
import { SERVICE_CONFIG } from '@koppel/service-kit';
import { createTransport, type Transporter } from 'nodemailer';
import type { Config } from '../config.js';
import { renderMail } from './mail.js';

const connectTimeoutMs = 5_000;
/** A caller waits for it; shorter than the time-out of a message. */
const answerTimeoutMs = 7_000;

interface MailRecipient {
  to: string;
  language: Language;
  messageId?: string;
}

/** Sends mails over SMTP. */
@Injectable()
export class MailService implements OnApplicationShutdown {
  private readonly logger = new Logger('Mail');
  private readonly transport: Transporter | undefined;

  constructor(@Inject(SERVICE_CONFIG) { SMTP_URL: url, MAIL_FROM: from }: Config) {
    if (url === 'none') {
      this.logger.warn('no mail is sent (SMTP_URL=none)');
      return;
    }
    const times = {
      connectionTimeout: connectTimeoutMs,
      greetingTimeout: connectTimeoutMs,
      socketTimeout: answerTimeoutMs,
    };
    this.transport = createTransport({ url, pool: true, maxConnections: 2, ...times }, { from });
  }

  /** Whether the operator chose to send mail. */
  get isOn(): boolean {
    return this.transport !== undefined;
  }

  /**
   * @param recipient.messageId the same at each attempt, so that a mailbox can drop what comes twice
   * @returns false where the operator chose to send no mail
   * @throws AppError `mail.not_sent`
   */
  async send(mail: Mail, { to, language, messageId }: MailRecipient): Promise<boolean> {
    if (!this.transport) return false;
    const kind = mail.subject.code;
    try {
      await this.transport.sendMail({ to, messageId, ...renderMail(mail, language) });
      this.logger.log({ kind }, 'a mail was sent');
      return true;
    } catch (error: unknown) {
      this.logger.error({ err: error, kind }, 'a mail could not be sent');
      throw new AppError('mail.not_sent', 'The mail server did not take the mail.', { cause: error });
    }
  }

  onApplicationShutdown(): void {
    this.transport?.close();
  }
}
