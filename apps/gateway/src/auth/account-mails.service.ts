import { Inject, Injectable, Logger } from '@nestjs/common';
import { mailReasons, mailSend, reasonsOf, languages, type Language, type Mail, type Role } from '@koppel/contracts';
import { ContractClient, SERVICE_CONFIG, systemContext } from '@koppel/service-kit';
import type { GatewayConfig } from '../config.js';

const reason = reasonsOf(mailReasons);

/** How long a link for a new password works. */
export const resetMinutes = 30;

interface Recipient {
  email: string;
  language?: unknown;
}

/** Mails about accounts. What is in their links opens accounts: it is never logged. */
@Injectable()
export class AccountMails {
  private readonly logger = new Logger('AccountMails');

  constructor(
    @Inject(SERVICE_CONFIG) private readonly config: GatewayConfig,
    private readonly client: ContractClient,
  ) {}

  /** @returns whether a mail server took it */
  invitation(
    to: Recipient,
    invitation: { id: string; token: string; organization: string; inviter: string; role: Role; expiresAt: Date },
  ): Promise<boolean> {
    const { id, token, organization, inviter, role, expiresAt } = invitation;
    return this.send(to, {
      subject: reason('mail.invitation_subject', { inviter, organization }),
      paragraphs: [
        reason('mail.invitation_text', { inviter, organization, role }),
        reason('mail.invitation_until', { day: expiresAt.toISOString().slice(0, 10), inviter }),
      ],
      action: { label: reason('mail.invitation_action'), url: this.page(`/invitation/${id}`, { token }) },
    });
  }

  passwordReset(to: Recipient, token: string): Promise<boolean> {
    return this.send(to, {
      subject: reason('mail.reset_subject'),
      paragraphs: [reason('mail.reset_text', { minutes: resetMinutes }), reason('mail.reset_unasked')],
      action: { label: reason('mail.reset_action'), url: newPasswordPage(this.config, token) },
    });
  }

  passwordChanged(to: Recipient): Promise<boolean> {
    return this.send(to, {
      subject: reason('mail.password_changed_subject'),
      paragraphs: [reason('mail.password_changed_text')],
      action: { label: reason('mail.reset_action'), url: this.page('/forgotten-password', {}) },
    });
  }

  secondFactorChanged(to: Recipient, isOn: boolean): Promise<boolean> {
    return this.send(to, {
      subject: reason(isOn ? 'mail.second_factor_on_subject' : 'mail.second_factor_off_subject'),
      paragraphs: [reason(isOn ? 'mail.second_factor_on_text' : 'mail.second_factor_off_text')],
      action: { label: reason('mail.reset_action'), url: this.page('/forgotten-password', {}) },
    });
  }

  passkeyChanged(to: Recipient, { name, isAdded }: { name: string; isAdded: boolean }): Promise<boolean> {
    return this.send(to, {
      subject: reason(isAdded ? 'mail.passkey_added_subject' : 'mail.passkey_removed_subject'),
      paragraphs: [reason(isAdded ? 'mail.passkey_added_text' : 'mail.passkey_removed_text', { name })],
      action: { label: reason('mail.passkey_action'), url: this.page('/account', {}) },
    });
  }

  private page(path: string, query: Record<string, string>): string {
    return pageAddress(this.config, path, query);
  }

  /** A mail that cannot be sent is logged by who tried it; whoever asked has the link to pass on, or asks again. */
  private async send({ email, language }: Recipient, mail: Mail): Promise<boolean> {
    try {
      const request = { ...mail, to: email, language: languageOf(language) };
      return (await this.client.call(mailSend, request, systemContext('gateway'))).isSent;
    } catch (error: unknown) {
      this.logger.warn({ err: error, kind: mail.subject.code }, 'a mail was not sent');
      return false;
    }
  }
}

/** What the accounts send, by mail or otherwise. */
export type AccountMailer = Pick<AccountMails, keyof AccountMails>;

/** Where whoever has the token chooses a new password. */
export function newPasswordPage(config: GatewayConfig, token: string): string {
  return pageAddress(config, '/new-password', { token });
}

function pageAddress(config: GatewayConfig, path: string, query: Record<string, string>): string {
  const url = new URL(path, config.KOPPEL_PUBLIC_URL);
  url.search = new URLSearchParams(query).toString();
  return url.href;
}

function languageOf(value: unknown): Language {
  return languages.find((language) => language === value) ?? 'en';
}
