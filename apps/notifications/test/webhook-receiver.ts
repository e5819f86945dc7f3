import { createServer, type IncomingHttpHeaders, type Server, type ServerResponse } from 'node:http';
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
  /** Breaks off in the middle of the answer. */
  isCut?: boolean;
}

/** Somebody's server that webhooks call; it answers as it is told and keeps what it got. */
export class WebhookReceiver {
  readonly received: Received[] = [];
  reply: Reply = { status: 204 };
  /** The most calls that were open at once. */
  maxAtOnce = 0;
  private open = 0;

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
        receiver.open += 1;
        receiver.maxAtOnce = Math.max(receiver.maxAtOnce, receiver.open);
        setTimeout(() => receiver.answer(response), receiver.reply.afterMs ?? 0).unref();
      });
    });
    return receiver;
  }

  private answer(response: ServerResponse): void {
    const { status, headers, text, isCut } = this.reply;
    this.open -= 1;
    if (!isCut) return void response.writeHead(status, headers).end(text);
    response.writeHead(status, { 'content-length': '1000' });
    response.write('only the beg', () => response.destroy());
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}/koppel`;
  }

  close(): void {
    this.server.close();
    this.server.closeAllConnections();
  }
}
