import { createServer, request as forward, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** `hang`: no answer comes; `cut`: the connection ends without one; `page`: a page of HTML with status 200. */
export type Fault = 'hang' | 'cut' | 'page' | { status: number; headers?: Record<string, string> };

export interface FaultProxy {
  origin: string;
  /** Requests seen so far. */
  readonly count: number;
  /** From now on every request meets this; undefined lets them pass. */
  setFault(fault: Fault | undefined): void;
  stop(): Promise<void>;
}

function meet(fault: Fault, response: ServerResponse): void {
  if (fault === 'hang') return;
  if (fault === 'cut') response.destroy();
  else if (fault === 'page') response.writeHead(200, { 'content-type': 'text/html' }).end('<h1>Back soon</h1>');
  else response.writeHead(fault.status, { 'content-type': 'application/json', ...fault.headers }).end('{}');
}

function pass(target: URL, incoming: IncomingMessage, response: ServerResponse): void {
  const outgoing = forward(
    {
      host: target.hostname,
      port: target.port,
      method: incoming.method,
      path: incoming.url,
      headers: incoming.headers,
      agent: false,
    },
    (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response);
    },
  );
  outgoing.on('error', () => response.destroy());
  response.on('close', () => outgoing.destroy());
  incoming.pipe(outgoing);
}

/** A reverse proxy before an application that can behave badly on demand. */
export async function startFaultProxy(targetOrigin: string): Promise<FaultProxy> {
  const target = new URL(targetOrigin);
  let fault: Fault | undefined;
  let count = 0;
  const server = createServer((incoming, response) => {
    count += 1;
    if (fault) meet(fault, response);
    else pass(target, incoming, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    get count() {
      return count;
    },
    setFault: (next) => (fault = next),
    stop: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}
