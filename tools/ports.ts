import { spawnSync } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { connect, createServer } from 'node:net';
import { UserError } from './terminal.ts';

/** The port that could be listened on; undefined where it is taken or forbidden, 0 where the address does not exist. */
function listen(port: number, host: string | undefined): Promise<number | undefined> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', (error: NodeJS.ErrnoException) =>
      resolve(error.code === 'EADDRINUSE' || error.code === 'EACCES' ? undefined : 0),
    );
    server.listen({ port, host, exclusive: true }, () => {
      server.close(() => resolve(port));
    });
  });
}

/** Whether nobody listens on this port, neither on every address nor on the loopback. */
async function isPortFree(port: number): Promise<boolean> {
  return (await listen(port, '127.0.0.1')) !== undefined && (await listen(port, undefined)) !== undefined;
}

/**
 * Below those that systems give to outgoing connections (32768 on Linux, 49152 elsewhere), so that none takes one meanwhile. Test
 * processes that run side by side have a part each: a port is free for a moment between the choice and its use.
 */
const ownRange = partOf({ first: 15_000, size: 4_000 }, Number(process.env['JEST_WORKER_ID'] ?? 0) % 4);

function partOf({ first, size }: { first: number; size: number }, part: number): { first: number; last: number } {
  return { first: first + part * size, last: first + (part + 1) * size - 1 };
}

const given = new Set<number>();

/** A port that was free a moment ago, and that this process gave to nobody before. */
export async function freePort(): Promise<number> {
  for (let tries = 0; tries < 200; tries += 1) {
    const port = randomInt(ownRange.first, ownRange.last + 1);
    if (given.has(port) || !(await isPortFree(port))) continue;
    given.add(port);
    return port;
  }
  throw new UserError(
    `No TCP port from ${ownRange.first} to ${ownRange.last} seems to be free: close some programs and start again.`,
  );
}

/** The preferred port when it is free, any free one otherwise. */
export async function freePortPreferring(port: number): Promise<number> {
  return (await isPortFree(port)) ? port : freePort();
}

/** Who holds a port, as far as the system tells; an empty string when it does not. */
function holderOf(port: number): string {
  const lsof = spawnSync('lsof', ['-nP', `-iTCP:${port}`, '-sTCP:LISTEN', '-t'], { encoding: 'utf8' });
  const ss = spawnSync('ss', ['-Hltnp', `sport = :${port}`], { encoding: 'utf8' });
  const pid = lsof.stdout?.trim().split('\n')[0] || /pid=(\d+)/.exec(ss.stdout ?? '')?.[1];
  if (!pid) return '';
  const command = spawnSync('ps', ['-o', 'command=', '-p', pid], { encoding: 'utf8' }).stdout?.trim().slice(0, 80);
  return command ? `${command} (process ${pid})` : `process ${pid}`;
}

/** Who needs a port, and the environment variable that moves it. */
export interface PortRequest {
  name: string;
  port: number;
  variable: string;
  command?: string;
}

/** @throws UserError that names every requested port that is taken, who holds it, and how to choose another */
export async function requireFreePorts(requests: readonly PortRequest[]): Promise<void> {
  const complaints: string[] = [];
  for (const { name, port, variable, command = 'npm start' } of requests) {
    if (await isPortFree(port)) continue;
    const holder = holderOf(port);
    complaints.push(
      `Port ${port}, which ${name} needs, is taken${holder ? ` by ${holder}` : ''}.\n` +
        `  Stop that program, or choose another port: ${variable}=${port + 1000} ${command}`,
    );
  }
  if (complaints.length > 0) throw new UserError(complaints.join('\n'));
}

/** Whether something accepts connections there. */
export function isListening(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ port, host: '127.0.0.1' });
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}
