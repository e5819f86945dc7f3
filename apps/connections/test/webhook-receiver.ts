import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Received {
  id: string;
  headers: IncomingHttpHeaders;
  body: string;
}

export interface Reply {
  status: number;
  headers?: Record<string, string>;
  text?: string;
  afterMs?: number;
}

/** Somebody's server that webhooks call; it answers as it is told and keeps what it got. */
export class WebhookReceiver {
  readonly received: Received[] = [];
  reply: Reply = { status: 204 };

  private constructor(private readonly server: Server) {}

  static async start(): Promise<WebhookReceiver> {
    const server = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    const receiver = new WebhookReceiver(server);
    server.on('request', (request, response) => {
      let body = '';
      request.setEncoding('utf8').on('data', (piece: string) => (body += piece));
      request.on('end', () => {
        receiver.received.push({ id: String(request.headers['webhook-id']), headers: request.headers, body });
        const { status, headers, text, afterMs = 0 } = receiver.reply;
        setTimeout(() => response.writeHead(status, headers).end(text), afterMs);
      });
    });
    return receiver;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}/koppel`;
  }

  close(): void {
    this.server.close();
    this.server.closeAllConnections();
  }
}
