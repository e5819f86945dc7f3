import { randomUUID } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import { simpleParser, type AddressObject } from 'mailparser';
import { SMTPServer } from 'smtp-server';
import { listPage, mailPage } from './pages.js';

/** A mail as it arrived. */
export interface ReceivedMail {
  id: string;
  receivedAt: string;
  from: string;
  to: string[];
  subject: string;
  text: string;
  html: string;
  messageId: string;
}

export interface MailboxOptions {
  /** Of the page and the API; 0 takes a free one. */
  port: number;
  smtpPort: number;
  host?: string | undefined;
}

export interface Mailbox {
  url: string;
  smtpUrl: string;
  /** The newest first. */
  mails(): readonly ReceivedMail[];
  close(): Promise<void>;
}

const maxMails = 200;
const maxMailBytes = 1024 * 1024;
const defaultHost = '127.0.0.1';

/** Takes every mail over SMTP, sends none on, and shows them on a page: the newest two hundred. */
export async function startMailbox({ port, smtpPort, host = defaultHost }: MailboxOptions): Promise<Mailbox> {
  const mails: ReceivedMail[] = [];
  const smtp = receive((mail) => {
    mails.unshift(mail);
    mails.length = Math.min(mails.length, maxMails);
  });
  const web = createServer(pagesOf(mails));
  await Promise.all([listen(smtp.server as Server, smtpPort, host), listen(web, port, host)]);
  return {
    url: `http://${host}:${portOf(web)}`,
    smtpUrl: `smtp://${host}:${portOf(smtp.server as Server)}`,
    mails: () => mails,
    close: async () => {
      web.closeAllConnections();
      await Promise.all([
        new Promise<void>((resolve) => smtp.close(() => resolve())),
        new Promise<void>((resolve) => web.close(() => resolve())),
      ]);
    },
  };
}

function receive(keep: (mail: ReceivedMail) => void): SMTPServer {
  return new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    size: maxMailBytes,
    onAuth: (_auth, _session, answer) => answer(null, { user: 'anybody' }),
    onData: (stream, _session, answer) => {
      simpleParser(stream)
        .then((mail) => {
          const { from, to, subject = '', text = '', html, messageId = '' } = mail;
          keep({
            ...{ id: randomUUID(), receivedAt: new Date().toISOString(), subject, text, messageId },
            ...{ from: from?.text ?? '', to: addressesOf(to), html: html || '' },
          });
          answer();
        })
        .catch((error: unknown) => answer(error instanceof Error ? error : new Error(String(error))));
    },
  });
}

function addressesOf(to: AddressObject | AddressObject[] | undefined): string[] {
  return [to ?? []].flat().map(({ text }) => text);
}

function pagesOf(mails: ReceivedMail[]): express.Express {
  const app = express();
  app.disable('x-powered-by');
  app.get('/readyz', (_request, response) => void response.send('ready'));
  app.get('/', (_request, response) => void response.send(listPage(mails)));
  app.get('/api/mails', (_request, response) => void response.json(mails));
  app.delete('/api/mails', (_request, response) => {
    mails.length = 0;
    response.status(204).end();
  });
  app.get('/mails/:id', (request, response) => {
    const mail = mails.find(({ id }) => id === request.params.id);
    if (mail) response.send(mailPage(mail));
    else response.status(404).send(listPage(mails));
  });
  return app;
}

function listen(server: Server, port: number, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => resolve());
  });
}

function portOf(server: Server): number {
  return (server.address() as AddressInfo).port;
}
