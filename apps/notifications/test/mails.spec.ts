import { mailSend, type Mail, type SystemContext } from '@koppel/contracts';
import { startMailbox, type Mailbox } from '@koppel/simulator-mailbox';
import { Harness } from './harness.js';

const gateway: SystemContext = { organizationId: null, actor: { kind: 'service', name: 'gateway' } };
const url = 'http://localhost:8080/invitation/6b0c1d52?token=abc';
const invitation: Mail = {
  subject: {
    code: 'mail.invitation_subject',
    params: { inviter: 'Els <b>\nBcc: all@example.com', organization: 'Fiets & Co' },
  },
  paragraphs: [
    { code: 'mail.invitation_text', params: { inviter: 'Els', organization: 'Fiets & Co', role: 'operator' } },
    { code: 'mail.invitation_until', params: { day: '2026-12-04', inviter: 'Els' } },
  ],
  action: { label: { code: 'mail.invitation_action', params: {} }, url },
};

describe('mails', () => {
  let harness: Harness;
  let mailbox: Mailbox;
  const lines: string[] = [];
  const logStream = { write: (line: string) => void lines.push(line) };
  beforeAll(async () => {
    [harness, mailbox] = await Promise.all([Harness.create(), startMailbox({ port: 0, smtpPort: 0 })]);
  });
  afterAll(async () => {
    await harness.close();
    await mailbox.close();
  });

  it('are sent in the language of whom they go to, as text and as HTML, and cannot carry headers of their own', async () => {
    const { client, app } = await harness.start({ smtpUrl: mailbox.smtpUrl, logStream });
    const send = client.call(mailSend, { ...invitation, to: 'jan@example.com', language: 'nl' }, gateway);
    await expect(send).resolves.toEqual({ isSent: true });
    const [mail] = mailbox.mails();
    expect(mail).toMatchObject({ to: ['jan@example.com'], subject: expect.stringContaining('nodigt je uit voor') });
    expect(mail?.subject).toContain('Bcc: all@example.com');
    expect(mail?.text).toContain('met de rol medewerker');
    expect(mail?.text).toContain(url);
    expect(mail?.html).toContain('Fiets &amp; Co');
    expect(mail?.html).not.toContain('<b>');
    await app.close();
  });

  it('shows them on a page, without running what they contain', async () => {
    const [mail] = (await (await fetch(`${mailbox.url}/api/mails`)).json()) as { id: string }[];
    const page = await (await fetch(`${mailbox.url}/mails/${mail?.id}`)).text();
    expect(page).toContain('<iframe sandbox="allow-popups');
    expect(page).toContain('Uitnodiging aannemen');
  });

  it('says so where none is sent, or the server takes none', async () => {
    const mail = { ...invitation, to: 'jan@example.com', language: 'en' as const };
    const { client: without, app } = await harness.start();
    await expect(without.call(mailSend, mail, gateway)).resolves.toEqual({ isSent: false });
    await app.close();
    const { client } = await harness.start({ smtpUrl: 'smtp://127.0.0.1:1', logStream });
    await expect(client.call(mailSend, mail, gateway)).rejects.toMatchObject({ code: 'mail.not_sent' });
    const told = lines.find((line) => line.includes('a mail could not be sent'));
    expect(told).toContain('mail.invitation_subject');
    expect(lines.join('\n')).not.toContain('token=abc');
    expect(lines.join('\n')).not.toContain('jan@example.com');
  });
});
