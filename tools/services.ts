import { createHmac } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { repositoryRoot, type Secrets } from './state.ts';

/** The processes of a local Koppel; further replicas of the flow-runner are `flow-runner-2`, `flow-runner-3`, … */
export type ServiceName =
  | 'connections'
  | 'catalog'
  | 'settings'
  | 'flow-runner'
  | 'notifications'
  | 'gateway'
  | 'exact-online'
  | 'woocommerce'
  | 'mailbox';

/** One process of a local Koppel. */
export interface Service {
  name: ServiceName;
  /** Stopping goes stage by stage: callers before those they call. */
  stage: 1 | 2 | 3;
  folder: string;
  /** The port it prefers, and the variable that moves it. */
  port: number;
  variable: string;
  /** It has a Postgres schema of its own. */
  migrates?: boolean;
  /** It stands in for somebody else's application. */
  isSandbox?: boolean;
}

/** Every process of a local Koppel. */
export const services: readonly Service[] = [
  {
    name: 'connections',
    stage: 2,
    folder: 'apps/connections',
    port: 8101,
    variable: 'KOPPEL_CONNECTIONS_PORT',
    migrates: true,
  },
  { name: 'catalog', stage: 2, folder: 'apps/catalog', port: 8102, variable: 'KOPPEL_CATALOG_PORT' },
  { name: 'settings', stage: 2, folder: 'apps/settings', port: 8103, variable: 'KOPPEL_SETTINGS_PORT', migrates: true },
  {
    name: 'flow-runner',
    stage: 1,
    folder: 'apps/flow-runner',
    port: 8104,
    variable: 'KOPPEL_FLOW_RUNNER_PORT',
    migrates: true,
  },
  {
    name: 'notifications',
    stage: 1,
    folder: 'apps/notifications',
    port: 8105,
    variable: 'KOPPEL_NOTIFICATIONS_PORT',
    migrates: true,
  },
  { name: 'gateway', stage: 1, folder: 'apps/gateway', port: 8080, variable: 'KOPPEL_PORT', migrates: true },
  {
    name: 'exact-online',
    stage: 3,
    folder: 'packages/simulators/exact-online',
    port: 8201,
    variable: 'KOPPEL_EXACT_PORT',
    isSandbox: true,
  },
  {
    name: 'woocommerce',
    stage: 3,
    folder: 'packages/simulators/woocommerce',
    port: 8202,
    variable: 'KOPPEL_WOO_PORT',
    isSandbox: true,
  },
  {
    name: 'mailbox',
    stage: 3,
    folder: 'packages/simulators/mailbox',
    port: 8205,
    variable: 'KOPPEL_MAILBOX_PORT',
    isSandbox: true,
  },
];

/** The built program of a service; `root` holds another build of them, of which an older one may not be bundled. */
export function programOf({ folder }: Service, root = repositoryRoot): string {
  const fileOf = (path: string) => join(root, folder, path);
  const bundle = fileOf('dist/bundle/main.js');
  return [bundle, fileOf('dist/src/main.js'), fileOf('dist/main.js')].find((file) => existsSync(file)) ?? bundle;
}

/** What all processes share: addresses, secrets, the first account. */
export interface SystemDescription {
  ports: Record<ServiceName, number>;
  /** Where the mailbox takes mails. */
  smtpPort: number;
  secrets: Secrets;
  account: { email: string; password: string };
  /** As the owner of all schemas; only migrations get it. */
  databaseUrl: string;
  natsUrl: string;
  natsPasswords: Record<string, string> | undefined;
  publicUrl: string;
  webDist: string;
  sandboxDir: string;
  compileCache: string;
  logLevel: string;
  /** Whether services may call private addresses, `true` or `false`; the sandboxes have such addresses. */
  allowPrivateAddresses: string;
  /** Of the caller, in place of the mailbox. */
  smtpUrl: string | undefined;
  mailFrom: string | undefined;
}

/** The address of a Postgres login that only this system knows the password of. */
export function loginUrl(databaseUrl: string, login: string, databaseSecret: string): string {
  const url = new URL(databaseUrl);
  url.username = login;
  url.password = createHmac('sha256', databaseSecret).update(login).digest('hex');
  return url.href;
}

/** How a service logs in to Postgres: for one organization at a time, and for its own work across organizations. */
function databaseEnvironment(
  { name, migrates }: Service,
  { databaseUrl, secrets }: SystemDescription,
): Record<string, string> {
  if (!migrates) return {};
  const login = `koppel_${name.replaceAll('-', '_')}`;
  return {
    DATABASE_URL: loginUrl(databaseUrl, login, secrets.databaseSecret),
    DATABASE_SYSTEM_URL: loginUrl(databaseUrl, `${login}_system`, secrets.databaseSecret),
  };
}

/** Everything that differs between one process and the next is decided here, from what the whole system shares. */
export function environmentOf(service: Service, port: number, system: SystemDescription): Record<string, string> {
  const { ports, secrets, natsUrl, publicUrl, sandboxDir, compileCache } = system;
  const local = (name: ServiceName) => `http://127.0.0.1:${ports[name]}`;
  const common = {
    PORT: String(port),
    NODE_COMPILE_CACHE: compileCache,
    LOG_LEVEL: system.logLevel,
  };
  if (service.isSandbox) {
    const address = { PUBLIC_URL: `http://localhost:${ports[service.name]}`, KOPPEL_PUBLIC_URL: publicUrl };
    const mail = service.name === 'mailbox' && { SMTP_PORT: String(system.smtpPort) };
    return { ...common, ...address, ...mail, DATA_FILE: join(sandboxDir, `${service.name}.json`) };
  }
  const applications = {
    KOPPEL_APPLICATION_HOSTS: JSON.stringify({ 'exact-online': `http://localhost:${ports['exact-online']}` }),
    KOPPEL_ALLOW_PRIVATE_ADDRESSES: system.allowPrivateAddresses,
  };
  const own: Partial<Record<ServiceName, Record<string, string>>> = {
    connections: { KOPPEL_KEY_RING: secrets.keyRing, ...applications },
    'flow-runner': applications,
    notifications: {
      KOPPEL_KEY_RING: secrets.notificationsKeyRing,
      KOPPEL_ALLOW_PRIVATE_ADDRESSES: system.allowPrivateAddresses,
      SMTP_URL: system.smtpUrl ?? `smtp://127.0.0.1:${system.smtpPort}`,
      MAIL_FROM: system.mailFrom ?? 'Koppel <koppel@localhost>',
    },
    gateway: {
      BETTER_AUTH_SECRET: secrets.sessionSecret,
      KOPPEL_FIRST_ACCOUNT_EMAIL: system.account.email,
      KOPPEL_FIRST_ACCOUNT_PASSWORD: system.account.password,
      CONNECTIONS_URL: local('connections'),
      FLOW_RUNNER_URL: local('flow-runner'),
      WEB_DIST: system.webDist,
    },
  };
  return {
    ...common,
    ...{
      ...databaseEnvironment(service, system),
      NATS_URL: natsUrl,
      ...(system.natsPasswords && { NATS_USER: service.name, NATS_PASSWORD: system.natsPasswords[service.name] ?? '' }),
      KOPPEL_PUBLIC_URL: publicUrl,
      KOPPEL_INTERNAL_KEY: secrets.internalKey,
    },
    ...own[service.name],
  };
}
