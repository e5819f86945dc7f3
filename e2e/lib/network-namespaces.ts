import { spawnSync } from 'node:child_process';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { programOf } from '../../tools/services.ts';
import { startSandboxSystem, type SandboxSystem } from './sandbox-system.js';

/** Prefix of this test run's devices: names of network devices have at most 15 letters. */
const prefix = `kp${process.pid % 100_000}`;
const network = `10.${100 + (process.pid % 100)}.${(process.pid >> 7) % 250}`;

function ip(...args: string[]): void {
  const { status, error, stderr } = spawnSync('ip', args, { encoding: 'utf8' });
  if (status === 0) return;
  throw new Error(
    `This test disconnects network cables, which needs Linux, root and iproute2: "ip ${args.join(' ')}" failed ` +
      `(${error?.message ?? stderr.trim()}). Run it as root, or in a container that may make network namespaces.`,
  );
}

/**
 * Hosts in network namespaces on a bridge, each with one virtual cable that can be disconnected. What listens on this machine's
 * loopback is reached from a host at the bridge's address, on the same port.
 */
export class NetworkNamespaces {
  /** The address of this machine, as seen from the hosts. */
  readonly machineAddress = `${network}.1`;
  private readonly relays: Server[] = [];
  private readonly sockets = new Set<Socket>();
  private readonly bridge = `${prefix}br`;

  constructor(readonly hosts: readonly string[]) {
    try {
      ip('link', 'add', this.bridge, 'type', 'bridge');
      ip('addr', 'add', `${this.machineAddress}/24`, 'dev', this.bridge);
      ip('link', 'set', this.bridge, 'up');
      for (const name of hosts) this.addHost(name);
    } catch (error: unknown) {
      this.remove();
      throw error;
    }
  }

  addressOf(name: string): string {
    return `${network}.${this.hosts.indexOf(name) + 2}`;
  }

  /** The command that starts a program on a host. */
  commandOn(name: string): [command: string, ...args: string[]] {
    return ['ip', 'netns', 'exec', this.namespaceOf(name)];
  }

  disconnect(name: string): void {
    ip('link', 'set', this.cableOf(name), 'down');
  }

  reconnect(name: string): void {
    ip('link', 'set', this.cableOf(name), 'up');
  }

  /** Lets the hosts reach a port of this machine's loopback. */
  exposeMachinePort(port: number): Promise<void> {
    return this.relay({ host: this.machineAddress, port }, { host: '127.0.0.1', port });
  }

  /** Lets this machine's loopback reach a port of a host. */
  exposeHostPort(name: string, port: number): Promise<void> {
    return this.relay({ host: '127.0.0.1', port }, { host: this.addressOf(name), port });
  }

  remove(): void {
    for (const relay of this.relays) relay.close();
    for (const socket of this.sockets) socket.destroy();
    for (const name of this.hosts) spawnSync('ip', ['netns', 'del', this.namespaceOf(name)]);
    spawnSync('ip', ['link', 'del', this.bridge]);
  }

  private addHost(name: string): void {
    const [namespace, cable] = [this.namespaceOf(name), this.cableOf(name)];
    const within = (...args: string[]) => ip('-n', namespace, ...args);
    ip('netns', 'add', namespace);
    ip('link', 'add', cable, 'type', 'veth', 'peer', 'name', 'eth0', 'netns', namespace);
    ip('link', 'set', cable, 'master', this.bridge, 'up');
    within('link', 'set', 'lo', 'up');
    within('addr', 'add', `${this.addressOf(name)}/24`, 'dev', 'eth0');
    within('link', 'set', 'eth0', 'up');
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
    return `${prefix}-${this.hosts.indexOf(name)}`;
  }

  private cableOf(name: string): string {
    return `${prefix}v${this.hosts.indexOf(name)}`;
  }
}

export interface NetworkedSystem extends SandboxSystem {
  network: NetworkNamespaces;
}

/** A system whose two flow-runners sit in a network namespace each; everything else is on this machine's loopback. */
export async function startNetworkedSystem(env: Record<string, string>): Promise<NetworkedSystem> {
  const network = new NetworkNamespaces(['flow-runner', 'flow-runner-2']);
  const opened = new Set<number>();
  const opening: Promise<void>[] = [];

  function exposeMachinePort(port: number): void {
    if (opened.has(port)) return;
    opened.add(port);
    opening.push(network.exposeMachinePort(port));
  }

  /** Addresses on the loopback as a host sees them. */
  function seenFromHost(own: Record<string, string>): string[] {
    return Object.entries(own).flatMap(([variable, value]) => {
      const seen = value.replaceAll(/(?:127\.0\.0\.1|localhost):(\d+)/g, (_, port: string) => {
        exposeMachinePort(Number(port));
        return `${network.machineAddress}:${port}`;
      });
      return ['DATABASE_URL', 'DATABASE_SYSTEM_URL', 'NATS_URL', 'KOPPEL_APPLICATION_HOSTS'].includes(variable)
        ? [`${variable}=${seen}`]
        : [];
    });
  }

  try {
    const system = await startSandboxSystem({
      ...{ flowRunnerReplicas: 2, env },
      launch: (service, { name, args, own }) => {
        const built = [programOf(service), ...args];
        if (!network.hosts.includes(name)) return { command: process.execPath, args: built };
        opening.push(network.exposeHostPort(name, Number(own['PORT'])));
        const [command, ...inside] = network.commandOn(name);
        return {
          command,
          args: [...inside, 'env', 'HOST=0.0.0.0', ...seenFromHost(own), process.execPath, ...built],
        };
      },
    });
    exposeMachinePort(system.ports.woocommerce);
    await Promise.all(opening);
    const wooUrl = `http://${network.machineAddress}:${system.ports.woocommerce}`;
    const stop = async (): Promise<void> => {
      for (const name of network.hosts) network.reconnect(name);
      await system.stop();
      network.remove();
    };
    return { ...system, wooUrl, network, stop };
  } catch (error: unknown) {
    network.remove();
    throw error;
  }
}
