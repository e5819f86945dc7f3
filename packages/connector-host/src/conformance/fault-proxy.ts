import { createServer, request as forward, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';

/** An answer in place of the application's. */
export interface AnswerFault {
  status: number;
  headers?: Record<string, string>;
  /** `{}` by default; a page where `content-type` says so. */
  body?: string;
  /** Only calls whose path or body contains this text meet it. */
  holding?: string;
}

/** What the application gets in place of what was sent, as a plug-in there would change it: texts of one length. */
export interface AlteringFault {
  sent: string;
  kept: string;
}

/**
 * `hang`: no answer comes; `cut`: the connection ends without one; `page`: a page of HTML with status 200; `block`, `block-json`: a
 * firewall refuses the call in words of its own. `late`: the application does what it was asked, and its answer does not come. `slow`:
 * it takes its time. `marked`: the answer has a byte order mark; `as-page`: it is called HTML; `printed`: a notice of PHP stands before it.
 */
export type Fault = 'hang' | 'cut' | 'page' | 'block' | 'block-json' | Passing | AlteringFault | AnswerFault;

type Passing = 'late' | 'slow' | 'marked' | 'as-page' | 'printed';

export interface FaultProxy {
  origin: string;
  /** Requests seen so far. */
  readonly count: number;
  /** From now on every request meets this; undefined lets them pass. */
  setFault(fault: Fault | undefined): void;
  stop(): Promise<void>;
}

const blockPage = '<html><head><title>Access denied</title></head><body><h1>You have been blocked</h1></body></html>';
const notice = '<br />\n<b>Deprecated</b>: x in <b>/srv/p.php</b> on line <b>3</b><br />\n';
/** Far below every time-out, and long enough that answers of other calls come first. */
const slowMs = 150;

const passing: readonly Fault[] = ['late', 'slow', 'marked', 'as-page', 'printed'] satisfies Passing[];
type Refusing = Exclude<Fault, Passing | AlteringFault>;

/** Whether a call meets a fault in place of the application. */
function isRefusing(fault: Fault, url: string, body: Buffer): fault is Refusing {
  if (typeof fault === 'string') return !passing.includes(fault);
  if ('sent' in fault) return false;
  return fault.holding === undefined || url.includes(fault.holding) || body.includes(fault.holding);
}

function altered(body: Buffer, fault: Fault | undefined): Buffer {
  if (typeof fault !== 'object' || !('sent' in fault)) return body;
  return Buffer.from(body.toString().replaceAll(fault.sent, fault.kept));
}

function meet(fault: Refusing, response: ServerResponse): void {
  if (fault === 'hang') return;
  if (fault === 'cut') response.destroy();
  else if (fault === 'page') response.writeHead(200, { 'content-type': 'text/html' }).end('<h1>Back soon</h1>');
  else if (fault === 'block') response.writeHead(403, { 'content-type': 'text/html' }).end(blockPage);
  else if (fault === 'block-json')
    response.writeHead(403, { 'content-type': 'application/json' }).end('{"success":false,"reason":"blocked"}');
  else
    response.writeHead(fault.status, { 'content-type': 'application/json', ...fault.headers }).end(fault.body ?? '{}');
}

/** Hands an answer on, with something before it or called something that it is not. */
function handOn(fault: Fault | undefined, answer: IncomingMessage, response: ServerResponse): void {
  const headers = { ...answer.headers };
  const hasBody = answer.statusCode !== 204;
  const before = fault === 'marked' ? '\uFEFF' : fault === 'printed' ? notice : undefined;
  if ((fault === 'as-page' || fault === 'printed') && hasBody) headers['content-type'] = 'text/html; charset=UTF-8';
  if (before !== undefined) delete headers['content-length'];
  response.writeHead(answer.statusCode ?? 502, headers);
  if (before !== undefined && hasBody) response.write(before);
  answer.pipe(response);
}

interface Call {
  incoming: IncomingMessage;
  body: Buffer;
  response: ServerResponse;
  fault: Fault | undefined;
}

function pass(target: URL, { incoming, body, response, fault }: Call): void {
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
      if (fault === 'late') answer.resume();
      else setTimeout(() => handOn(fault, answer, response), fault === 'slow' ? slowMs : 0);
    },
  );
  outgoing.on('error', () => response.destroy());
  if (fault !== 'late') response.on('close', () => outgoing.destroy());
  outgoing.end(altered(body, fault));
}

/** A reverse proxy before an application that can behave badly on demand. */
export async function startFaultProxy(targetOrigin: string): Promise<FaultProxy> {
  const target = new URL(targetOrigin);
  let fault: Fault | undefined;
  let count = 0;
  const server = createServer((incoming, response) => {
    count += 1;
    const met = fault;
    buffer(incoming).then(
      (body) => {
        if (met !== undefined && isRefusing(met, incoming.url ?? '', body)) meet(met, response);
        else pass(target, { incoming, body, response, fault: met });
      },
      () => response.destroy(),
    );
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
