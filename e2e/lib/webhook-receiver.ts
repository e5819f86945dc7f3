import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Webhook } from 'standardwebhooks';

interface Received {
  headers: Record<string, string>;
  body: string;
}

/** What a customer's own software does with webhooks: it keeps each call and answers as it was told. */
export interface WebhookReceiver {
  url: string;
  calls: Received[];
  answerWith(status: number): void;
  stop(): void;
}

export async function startWebhookReceiver(): Promise<WebhookReceiver> {
  const calls: Received[] = [];
  let status = 204;
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      calls.push({
        headers: request.headers as Record<string, string>,
        body: Buffer.concat(chunks).toString('utf8'),
      });
      response.writeHead(status).end(status >= 400 ? 'The receiver is being mended.' : undefined);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/koppel`,
    calls,
    answerWith(next) {
      status = next;
    },
    stop() {
      server.closeAllConnections();
      server.close();
    },
  };
}

/** The event of a call, after the library of Standard Webhooks has checked its signature. */
export function verified({ headers, body }: Received, secret: string): { type: string; data: unknown } {
  return new Webhook(secret).verify(body, headers) as { type: string; data: unknown };
}
