import { createServer, request as forward, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/**
 * `hang`: no answer comes; `cut`: the connection ends without one; `page`: a page of HTML with status 200; `block`, `block-json`: a
 * firewall refuses the call in words of its own. `late`: the application does what it was asked, and its answer does not come. `marked`: the answer has a byte order mark; `as-page`: it is called HTML.
 */
export type Fault =
  | 'hang'
  | 'cut'
  | 'page'
  | 'block'
  | 'block-json'
  | 'late'
  | 'marked'
  | 'as-page'
  | { status: number; headers?: Record<string, string> };

export interface FaultProxy {
  origin: string;
  /** Requests seen so far. */
  readonly count: number;
  /** From now on every request meets this; undefined lets them pass. */
  setFault(fault: Fault | undefined): void;
  stop(): Promise<void>;
}

const blockPage = '<html><head><title>Access denied</title></head><body><h1>You have been blocked</h1></body></html>';

type Passing = 'late' | 'marked' | 'as-page';

function isPassing(fault: Fault): fault is Passing {
  return fault === 'late' || fault === 'marked' || fault === 'as-page';
}

function meet(fault: Exclude<Fault, Passing>, response: ServerResponse): void {
  if (fault === 'hang') return;
  if (fault === 'cut') response.destroy();
  else if (fault === 'page') response.writeHead(200, { 'content-type': 'text/html' }).end('<h1>Back soon</h1>');
  else if (fault === 'block') response.writeHead(403, { 'content-type': 'text/html' }).end(blockPage);
  else if (fault === 'block-json')
    response.writeHead(403, { 'content-type': 'application/json' }).end('{"success":false,"reason":"blocked"}');
  else response.writeHead(fault.status, { 'content-type': 'application/json', ...fault.headers }).end('{}');
}

/** Hands an answer on, with a mark before it or called something that it is not. */
function handOn(fault: Fault | undefined, answer: IncomingMessage, response: ServerResponse): void {
  const headers = { ...answer.headers };
  const hasBody = answer.statusCode !== 204;
  if (fault === 'as-page' && hasBody) headers['content-type'] = 'text/html; charset=UTF-8';
  if (fault === 'marked') delete headers['content-length'];
  response.writeHead(answer.statusCode ?? 502, headers);
  if (fault === 'marked' && hasBody) response.write('\uFEFF');
  answer.pipe(response);
}

function pass(
  target: URL,
  incoming: IncomingMessage,
  { response, fault }: { response: ServerResponse; fault: Fault | undefined },
): void {
  const outgoing = forward(
    {
      host: target.hostname,
      port: target.port,
      method: incoming.method,
      path: incoming.url,
      headers: incoming.headers,
      agent: false,
    },
    (answer) => (fault === 'late' ? answer.resume() : handOn(fault, answer, response)),
  );
  outgoing.on('error', () => response.destroy());
  if (fault !== 'late') response.on('close', () => outgoing.destroy());
  incoming.pipe(outgoing);
}

/** A reverse proxy before an application that can behave badly on demand. */
export async function startFaultProxy(targetOrigin: string): Promise<FaultProxy> {
  const target = new URL(targetOrigin);
  let fault: Fault | undefined;
  let count = 0;
  const server = createServer((incoming, response) => {
    count += 1;
    if (fault && !isPassing(fault)) meet(fault, response);
    else pass(target, incoming, { response, fault });
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
