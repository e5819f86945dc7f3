import { waitUntil } from '../../tools/wait-until.ts';

export interface Mail {
  to: string[];
  subject: string;
  text: string;
}

/** The newest mail to an address whose subject says this, once it has come. */
export function mailTo(mailboxUrl: string, address: string, subject: RegExp): Promise<Mail> {
  return waitUntil(
    async () => {
      const mails = (await (await fetch(`${mailboxUrl}/api/mails`)).json()) as Mail[];
      return mails.find((mail) => mail.to.includes(address) && subject.test(mail.subject)) ?? false;
    },
    { what: `a mail to ${address} about ${subject}` },
  );
}

/** The one address in a mail. */
export function linkIn({ text }: Mail): string {
  const [link] = /https?:\/\/\S+/.exec(text) ?? [];
  if (!link) throw new Error(`the mail has no link: ${text}`);
  return link;
}
