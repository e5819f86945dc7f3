import { startMailbox } from './mailbox.js';

const defaultPort = 8093;
const defaultSmtpPort = 8025;

function log(entry: Record<string, unknown>): void {
  process.stdout.write(
    `${JSON.stringify({ time: new Date().toISOString(), service: 'simulator-mailbox', ...entry })}\n`,
  );
}

const mailbox = await startMailbox({
  port: Number(process.env.PORT ?? defaultPort),
  smtpPort: Number(process.env.SMTP_PORT ?? defaultSmtpPort),
  host: process.env.HOST,
}).catch((error: unknown) => {
  const reason = error instanceof Error ? error.message : String(error);
  log({ level: 'error', msg: `The mailbox did not start: ${reason}. Choose other ports with PORT and SMTP_PORT.` });
  process.exit(1);
});
log({ msg: 'ready', url: mailbox.url, smtpUrl: mailbox.smtpUrl });

let isStopping = false;
for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  process.on(signal, () => {
    if (isStopping) return;
    isStopping = true;
    void mailbox.close().then(() => process.exit(0));
  });
}
