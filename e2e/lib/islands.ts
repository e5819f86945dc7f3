import { spawnSync } from 'node:child_process';
import { connect, createServer, type Server, type Socket } from 'node:net';

/** Prefix of this test run's devices: names of network devices have at most 15 letters. */
const prefix = `kp${process.pid % 100_000}`;
const network = `10.${100 + (process.pid % 100)}.${(process.pid >> 7) % 250}`;

function ip(...args: string[]): void {
  const { status, error, stderr } = spawnSync('ip', args, { encoding: 'utf8' });
  if (status === 0) return;
  throw new Error(
    `This test cuts network cables, which needs Linux, root and iproute2: "ip ${args.join(' ')}" failed ` +
      `(${error?.message ?? stderr.trim()}). Run it as root, or in a container that may make network namespaces.`,
  );
}

/**
 * Network namespaces on a bridge, each reachable by one virtual cable that can be cut. What listens on this machine's
 * loopback is reached from inside at the bridge's address, on the same port.
 */
export class Islands {
  /** This machine, as seen from the islands. */
  readonly mainland = `${network}.1`;
  private readonly relays: Server[] = [];
  private readonly sockets = new Set<Socket>();
  private readonly bridge = `${prefix}br`;

  constructor(readonly names: readonly string[]) {
    try {
      ip('link', 'add', this.bridge, 'type', 'bridge');
      ip('addr', 'add', `${this.mainland}/24`, 'dev', this.bridge);
      ip('link', 'set', this.bridge, 'up');
      for (const name of names) this.settle(name);
    } catch (error: unknown) {
      this.remove();
      throw error;
    }
  }

  addressOf(name: string): string {
    return `${network}.${this.names.indexOf(name) + 2}`;
  }

  /** What to start a program with, so that it runs there. */
  inside(name: string): [command: string, ...args: string[]] {
    return ['ip', 'netns', 'exec', this.namespaceOf(name)];
  }

  cut(name: string): void {
    ip('link', 'set', this.cableOf(name), 'down');
  }

  mend(name: string): void {
    ip('link', 'set', this.cableOf(name), 'up');
  }

  /** Lets the islands reach a port of this machine's loopback. */
  openMainland(port: number): Promise<void> {
    return this.relay({ host: this.mainland, port }, { host: '127.0.0.1', port });
  }

  /** Lets this machine's loopback reach a port of an island. */
  openIsland(name: string, port: number): Promise<void> {
    return this.relay({ host: '127.0.0.1', port }, { host: this.addressOf(name), port });
  }

  remove(): void {
    for (const relay of this.relays) relay.close();
    for (const socket of this.sockets) socket.destroy();
    for (const name of this.names) spawnSync('ip', ['netns', 'del', this.namespaceOf(name)]);
    spawnSync('ip', ['link', 'del', this.bridge]);
  }

  private settle(name: string): void {
    const [namespace, cable] = [this.namespaceOf(name), this.cableOf(name)];
    const within = (...args: string[]) => ip('-n', namespace, ...args);
    ip('netns', 'add', namespace);
    ip('link', 'add', cable, 'type', 'veth', 'peer', 'name', 'shore', 'netns', namespace);
    ip('link', 'set', cable, 'master', this.bridge, 'up');
    within('link', 'set', 'lo', 'up');
    within('addr', 'add', `${this.addressOf(name)}/24`, 'dev', 'shore');
    within('link', 'set', 'shore', 'up');
  }

  private relay(from: { host: string; port: number }, to: { host: string; port: number }): Promise<void> {
    const server = createServer((near) => {
      const far = connect(to);
      for (const [one, other] of [
        [near, far],
        [far, near],
      ] as const) {
        this.sockets.add(one);
        one
          .on('error', () => other.destroy())
          .on('close', () => {
            this.sockets.delete(one);
            other.destroy();
          });
      }
      near.pipe(far).pipe(near);
    });
    this.relays.push(server);
    return new Promise((resolve, reject) => server.once('error', reject).listen(from, resolve));
  }

  private namespaceOf(name: string): string {
    return `${prefix}-${this.names.indexOf(name)}`;
  }

  private cableOf(name: string): string {
    return `${prefix}v${this.names.indexOf(name)}`;
  }
}
