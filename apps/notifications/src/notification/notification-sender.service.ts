import { Inject, Injectable, Logger, type OnApplicationBootstrap } from '@nestjs/common';
import { alertReasons, AppError, reasonsOf, type Reason } from '@koppel/contracts';
import { Background, SERVICE_CONFIG } from '@koppel/service-kit';
import type { Config } from '../config.js';
import { MailService } from '../mail/mail.service.js';
import { sendAt } from '../preference/preference.js';
import { SETTINGS, type Settings } from '../settings.js';
import { messageOf, nextAttemptAt } from './notification.js';
import { notificationMessages } from './notification.metrics.js';
import { NotificationRepository, type Message, type Outcome } from './notification.repository.js';
import { RecipientService } from './recipient.service.js';

const reason = reasonsOf(alertReasons);
const perRound = 8;
const afterDefectMs = 60_000;

/**
 * Sends what is due. Where the process dies after a mail server took a message and before that is stored, the message is sent
 * again, with the same Message-ID: rather twice than never.
 */
@Injectable()
export class NotificationSenderService implements OnApplicationBootstrap {
  private readonly logger = new Logger('NotificationSender');

  constructor(
    private readonly notifications: NotificationRepository,
    private readonly recipients: RecipientService,
    private readonly mails: MailService,
    private readonly background: Background,
    @Inject(SERVICE_CONFIG) private readonly config: Config,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  onApplicationBootstrap(): void {
    const everyMs = this.settings.tickMs;
    this.background.interval({ name: 'notifications', everyMs, work: (signal) => this.sendDue(signal) });
  }

  private async sendDue(signal: AbortSignal): Promise<void> {
    const options = { limit: perRound, gapMs: this.settings.messageGapMs };
    for (let isFull = true; isFull && !signal.aborted;) {
      const messages = await this.notifications.claim(this.settings.now(), options);
      await Promise.all(messages.map((message) => this.deliver(message)));
      isFull = messages.length === perRound;
    }
  }

  private async deliver(message: Message): Promise<void> {
    const outcome = await this.send(message).catch((error: unknown) => this.outcomeOf(error, message));
    const { organizationId, messageId } = message;
    await this.notifications.settle(message, outcome, this.settings.now());
    notificationMessages.inc({ outcome: outcome.state });
    const facts = { organizationId, messageId, changes: message.changes.length, state: outcome.state };
    if (outcome.state === 'dead') this.logger.error(facts, 'a notification was given up');
  }

  private async send({ organizationId, recipient, messageId, changes, oldest }: Message): Promise<Outcome> {
    const addressee = await this.recipients.find(organizationId, recipient);
    if (!addressee) return { state: 'dropped' };
    const { member, organization, preferences } = addressee;
    const now = this.settings.now();
    const dueAt = sendAt(preferences, { now, oldest });
    if (dueAt > now) return { state: 'waiting', dueAt };
    const publicUrl = this.config.KOPPEL_PUBLIC_URL;
    const mail = messageOf(changes, { organization, publicUrl });
    const id = `<${messageId}@${new URL(publicUrl).hostname}>`;
    const isSent = await this.mails.send(mail, { to: member.email, language: member.language, messageId: id });
    return { state: isSent ? 'sent' : 'dropped' };
  }

  private outcomeOf(error: unknown, { organizationId, messageId, attempts }: Message): Outcome {
    const now = this.settings.now();
    if (error instanceof AppError && error.code === 'mail.not_sent') {
      const problem: Reason = reason('alert.mail_not_sent');
      const dueAt = nextAttemptAt(now, attempts + 1);
      return dueAt ? { state: 'waiting', problem, dueAt } : { state: 'dead', problem };
    }
    // Whoever knows the addresses does not answer: nothing was sent, so no attempt is counted.
    this.logger.warn({ err: error, organizationId, messageId }, 'a notification could not be sent yet');
    return { state: 'waiting', dueAt: new Date(now.getTime() + afterDefectMs) };
  }
}
