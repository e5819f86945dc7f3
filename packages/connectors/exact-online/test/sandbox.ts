import {
  closeHttpPools,
  createConnectorContext,
  headerCredentials,
  localRateBudget,
  type AccessProvider,
  type OutboundPolicy,
} from '@koppel/connector-host';
import type { ConnectorContext } from '@koppel/connector-sdk';
import {
  sandboxApp,
  startExactOnlineSimulator,
  type ExactOnlineSimulator,
  type ExactOnlineSimulatorOptions,
} from '@koppel/simulator-exact-online';
import { exactAuthentication } from '../src/auth.js';
import { exactOnline } from '../src/index.js';

export interface Sandbox {
  simulator: ExactOnlineSimulator;
  /** A context of a new run; made anew for every call. */
  context(request?: ContextRequest): Promise<ConnectorContext>;
  access(): Promise<AccessProvider>;
  stop(): Promise<void>;
}

export interface ContextRequest {
  division?: string;
  timeoutMs?: number;
  signal?: AbortSignal;
  now?: () => Date;
  /** Addresses of services beside Exact Online, by their ids. */
  serviceHosts?: Record<string, string>;
  /** Calls that every run may make in a minute, counted on this side. */
  perMinute?: number;
  /** What stands before Exact Online. */
  origin?: string;
}

export function fieldsOf(
  simulator: ExactOnlineSimulator,
  division = String(simulator.division),
): Record<string, string> {
  return { clientId: sandboxApp.clientId, country: 'nl', division };
}

/** Goes through the log-in as a browser and the connections service do together. */
export async function logIn(simulator: ExactOnlineSimulator): Promise<string> {
  simulator.control.setConsent('allow');
  const host = { override: simulator.url };
  const [redirectUri = ''] = sandboxApp.redirectUris;
  const query = {
    client_id: sandboxApp.clientId,
    redirect_uri: redirectUri,
    response_type: 'code',
    state: 'test',
    ...exactAuthentication.extraAuthorizeParameters,
  };
  const page = await fetch(
    `${exactAuthentication.authorizeUrl(fieldsOf(simulator), host)}?${new URLSearchParams(query)}`,
    { redirect: 'manual' },
  );
  const code = new URL(page.headers.get('location') ?? '').searchParams.get('code') ?? '';
  const answer = await fetch(exactAuthentication.tokenUrl(fieldsOf(simulator), host), {
    method: 'POST',
    body: new URLSearchParams({
      grant_type: 'authorization_code',
      code,
      redirect_uri: redirectUri,
      client_id: sandboxApp.clientId,
      client_secret: sandboxApp.clientSecret,
    }),
  });
  return ((await answer.json()) as { access_token: string }).access_token;
}

export function fixedAccess(accessToken: string): AccessProvider {
  const access = { credentials: headerCredentials({ authorization: `Bearer ${accessToken}` }), epoch: 1 };
  return { current: () => Promise.resolve(access), renew: () => Promise.resolve(access) };
}

export const noLimits = { perMinute: 1_000_000, perDay: 1_000_000, tokenCallsPerDay: 1_000_000 };

export async function startSandbox(options: ExactOnlineSimulatorOptions = {}): Promise<Sandbox> {
  const simulator = await startExactOnlineSimulator({
    seedItems: 30,
    ...options,
    limits: { ...noLimits, ...options.limits },
  });
  let token: Promise<string> | undefined;
  const access = async (): Promise<AccessProvider> => fixedAccess(await (token ??= logIn(simulator)));
  return {
    simulator,
    access,
    async context({ division, timeoutMs = 15_000, signal, now, perMinute, serviceHosts, origin } = {}) {
      const outbound: OutboundPolicy = { allowPrivateAddresses: true, retryDelayMs: 1, timeoutMs };
      return createConnectorContext({
        connector: exactOnline,
        fields: fieldsOf(simulator, division),
        host: { override: origin ?? simulator.url },
        serviceHosts,
        access: await access(),
        budget: localRateBudget({ windows: { minute: { limit: perMinute, perMs: 60_000 } }, concurrency: 4 }),
        outbound,
        signal: signal ?? new AbortController().signal,
        now,
        log: { info() {}, warn() {} },
      });
    },
    async stop() {
      await closeHttpPools();
      await simulator.close();
    },
  };
}
