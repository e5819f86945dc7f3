import { type Server, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Clock } from './clock.js';
import { Control } from './control/control.js';
import { Faults } from './control/faults.js';
import { Journal } from './control/journal.js';
import { createHttpApp } from './http-app.js';
import { Limits, defaultLimits } from './limits/limits.js';
import { Grants } from './oauth/grants.js';
import { type ExactOnlineSimulatorOptions, type Log, divisions, sandboxApp, sandboxUser } from './options.js';
import type { SimulatorParts } from './parts.js';
import { Persistence } from './persistence.js';
import { followOpenItems, rebuildOpenItems } from './rules/open-items.js';
import { paymentDefaults } from './rules/rules.js';
import { seedWorld } from './seed.js';
import { World } from './store/world.js';
import { Webhooks, defaultRetryDelaysMs } from './webhooks/webhooks.js';

export interface ExactOnlineSimulator {
  /** For example `http://localhost:41234`. */
  url: string;
  /** The user's current company. */
  division: number;
  control: Control;
  close(): Promise<void>;
}

const silent: Log = () => undefined;

interface Addressed {
  url: string;
}

function rebuild({ world, settings }: SimulatorParts): void {
  for (const company of world.companies.values()) rebuildOpenItems(company, settings.payments);
}

function createParts(options: ExactOnlineSimulatorOptions, address: Addressed, touch: () => void): SimulatorParts {
  const clock = new Clock(options.now ?? Date.now);
  const apps = options.apps ?? [sandboxApp];
  const publicUrl = (): string => address.url;
  const settings = {
    latencyMs: options.latencyMs ?? 0,
    consent: 'ask' as const,
    cutsOpener: options.cutOpener ?? false,
    vatAmounts: 'kept' as const,
    deletions: 'allowed' as const,
    payments: paymentDefaults,
  };
  const webhooks = new Webhooks({
    ...{ apps, now: clock.now, publicUrl, requireHttps: options.requireHttpsWebhooks ?? true },
    ...{ retryDelaysMs: options.webhookRetryDelaysMs ?? defaultRetryDelaysMs, log: options.log ?? silent },
  });
  const world = new World({
    now: clock.now,
    firstVersion: options.firstTimestamp ?? 21_480_000_000n,
    onChange: (change) => {
      followOpenItems(change, parts.settings.payments);
      webhooks.announce(change);
      touch();
    },
  });
  const parts: SimulatorParts = {
    ...{ clock, apps, publicUrl, webhooks, world, user: sandboxUser, settings: { ...settings } },
    grants: new Grants(clock.now),
    limits: new Limits(clock.now, { ...defaultLimits, ...options.limits }),
    faults: new Faults(),
    journal: new Journal(),
    reset: () => {
      for (const part of [parts.grants, parts.limits, parts.faults, parts.journal, parts.webhooks]) part.clear();
      Object.assign(parts.settings, settings);
      seedWorld(world, sandboxUser, options, clock.now);
      rebuild(parts);
      touch();
    },
  };
  return parts;
}

async function listen(server: Server, port: number, host: string): Promise<number> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, resolve);
  });
  return (server.address() as AddressInfo).port;
}

/**
 * Starts a simulator of Exact Online on a local port.
 *
 * @throws the error of `listen` when the port is in use.
 */
export async function startExactOnlineSimulator(
  options: ExactOnlineSimulatorOptions = {},
): Promise<ExactOnlineSimulator> {
  const address: Addressed = { url: '' };
  let persistence: Persistence | undefined;
  const parts = createParts(options, address, () => persistence?.touch());
  if (options.dataFile) persistence = new Persistence(options.dataFile, parts.world, parts.grants);
  if (!persistence?.load()) seedWorld(parts.world, parts.user, options, parts.clock.now);
  rebuild(parts);
  const control = new Control(parts);
  const app = createHttpApp(parts, control, { log: options.log ?? silent, onTokens: () => persistence?.touch() });
  const server = createServer(app);
  const port = await listen(server, options.port ?? 0, options.host ?? '127.0.0.1');
  address.url = options.publicUrl ?? `http://localhost:${port}`;
  return {
    url: address.url,
    division: divisions[0]?.code ?? 0,
    control,
    close: async () => {
      parts.webhooks.close();
      await new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      });
      persistence?.flush();
    },
  };
}
