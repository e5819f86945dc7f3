import type { LaunchedService } from './services.mjs';

/** The processes of a local Koppel; further replicas of the flow-runner are `flow-runner-2`, `flow-runner-3`, … */
export type ServiceName =
  'connections' | 'catalog' | 'settings' | 'flow-runner' | 'gateway' | 'exact-online' | 'woocommerce';

export interface SystemOptions {
  /** Folder for data, logs (`logs/<name>.log`) and secrets of this system. */
  stateDir: string;
  /** Fixed ports for some processes; the others get free ones. */
  ports?: Partial<Record<ServiceName, number>>;
  /** How many flow-runners to run; 1 unless told. */
  flowRunnerReplicas?: number;
  /** Added to the environment of every service; `DATABASE_URL` and `NATS_URL` in it replace the embedded ones. */
  env?: Record<string, string>;
  /** Where another build of the services is, laid out like this repository: an older release. Sandboxes are always this one's. */
  root?: string;
  /** Only these processes; all unless told. */
  services?: ServiceName[];
  /** True (the default): free ports and throw-away data. False: the usual ports and durable data. */
  isPrivate?: boolean;
  /**
   * How a process is started; by this machine's Node unless told.
   * @param service.args none, or `migrate`
   * @param service.own the environment that is this process's alone
   */
  launch?: (
    service: LaunchedService,
    start: { name: string; args: string[]; own: Record<string, string> },
  ) => { command: string; args: string[] };
  /** Removes `stateDir` should this process die without calling `stop`. */
  removeOnExit?: boolean;
  /** Hears of progress, one line at a time. */
  say?: (line: string) => void;
  /** Receives the function that stops everything, before anything is started. */
  onStop?: (stop: () => Promise<void>) => void;
}

export interface ProcessesHandle {
  names: string[];
  /** The current pid; undefined while the process is down. */
  pid(name: string): number | undefined;
  /** Sends a signal (SIGKILL unless told); a process that dies of it is started again by itself after 250 ms. */
  kill(name: string, signal?: NodeJS.Signals): void;
  /** Stops in order (SIGTERM, 25 s, SIGKILL), starts again, and waits until ready. */
  restart(name: string): Promise<void>;
  /** Stops one process and leaves it stopped until `restart`. */
  halt(name: string): Promise<void>;
  /** Resolves when the process answers ready. */
  ready(name: string): Promise<void>;
  /** Brings the tables up to date with this repository's migrations, whatever runs on them. */
  migrate(): Promise<void>;
  /**
   * Puts this repository's build of a service in the place of the one that runs, a new one ready before the old one stops.
   *
   * @param onAddress hears where it answers from now on, each time that this changes
   */
  replace(name: string, onAddress?: (address: string) => void): Promise<void>;
  /** Stops the whole system. */
  stop(): Promise<void>;
}

export interface RunningSystem {
  /** Address of the gateway, such as `http://localhost:8080`. */
  url: string;
  exactUrl: string;
  wooUrl: string;
  account: { email: string; password: string };
  databaseUrl: string;
  natsUrl: string;
  /** Of the users in `deploy/nats/accounts.conf`; undefined when `NATS_URL` came from outside. */
  natsPasswords: Record<string, string> | undefined;
  ports: Record<ServiceName, number>;
  processes: ProcessesHandle;
  stop(): Promise<void>;
}

/** Starts Postgres, NATS, the migrations, the services and the sandboxes, and waits until all are ready. */
export function startSystem(options: SystemOptions): Promise<RunningSystem>;
