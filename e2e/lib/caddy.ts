import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { request as insecureRequest, type IncomingMessage } from 'node:http';
import { request } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { locateCaddy } from '../../tools/programs.ts';
import { repositoryRoot } from '../../tools/state.ts';
import { waitUntil } from '../../tools/wait-until.ts';

export interface Answer {
  status: number;
  headers: IncomingMessage['headers'];
  body: string;
}

interface Ask {
  method?: string;
  headers?: Record<string, string>;
  body?: string;
}

/** A Caddy with the Caddyfile of the compose set, in front of a gateway on this machine. */
export class Caddy {
  private constructor(
    private readonly process: ChildProcess,
    private readonly folder: string,
    readonly ports: { http: number; https: number },
  ) {}

  static async start({ gateway, http, https }: Record<'gateway' | 'http' | 'https', number>): Promise<Caddy> {
    const folder = mkdtempSync(join(tmpdir(), 'koppel-caddy-'));
    const file = join(repositoryRoot, 'deploy', 'caddy', 'Caddyfile');
    const env = {
      ...{ PATH: process.env['PATH'], XDG_DATA_HOME: folder, XDG_CONFIG_HOME: folder, HOME: folder },
      ...{ KOPPEL_DOMAIN: 'localhost', KOPPEL_GATEWAY: `127.0.0.1:${gateway}` },
      ...{ KOPPEL_CADDY_HTTP_PORT: String(http), KOPPEL_CADDY_HTTPS_PORT: String(https) },
    };
    const child = spawn(locateCaddy(), ['run', '--config', file, '--adapter', 'caddyfile'], { env, stdio: 'ignore' });
    const caddy = new Caddy(child, folder, { http, https });
    await waitUntil(() => child.exitCode !== null || caddy.isUp(), { what: 'Caddy is up' });
    if (child.exitCode !== null) throw new Error(`Caddy ended with code ${child.exitCode}`);
    return caddy;
  }

  /** Over TLS, believing only Caddy's own authority; `stream` gets the answer while it arrives. */
  async open(path: string, { method = 'GET', headers = {}, body }: Ask = {}): Promise<IncomingMessage> {
    const authority = join(this.folder, 'caddy', 'pki', 'authorities', 'local', 'root.crt');
    const ca = readFileSync(authority);
    const options = { host: 'localhost', port: this.ports.https, path, method, headers, ca, agent: false as const };
    return new Promise((resolve, reject) => request(options, resolve).once('error', reject).end(body));
  }

  async ask(path: string, options: Ask = {}): Promise<Answer> {
    return readWhole(await this.open(path, options));
  }

  async askWithoutTls(path: string): Promise<Answer> {
    const options = { host: 'localhost', port: this.ports.http, path, agent: false as const };
    return readWhole(
      await new Promise((resolve, reject) => insecureRequest(options, resolve).once('error', reject).end()),
    );
  }

  async stop(): Promise<void> {
    const ended = new Promise((resolve) => this.process.once('exit', resolve));
    this.process.kill('SIGTERM');
    if (this.process.exitCode === null) await ended;
    rmSync(this.folder, { recursive: true, force: true });
  }

  private async isUp(): Promise<boolean> {
    if (!existsSync(join(this.folder, 'caddy', 'pki', 'authorities', 'local', 'root.crt'))) return false;
    return this.ask('/').then(
      ({ status }) => status === 200,
      () => false,
    );
  }
}

async function readWhole(message: IncomingMessage): Promise<Answer> {
  let body = '';
  for await (const chunk of message) body += String(chunk);
  return { status: message.statusCode ?? 0, headers: message.headers, body };
}
