import type { Connector, ConnectorContext, Fields, Host } from '@koppel/connector-sdk';
import type { AccessProvider } from './authentication.js';
import { HttpClient } from './http-client.js';
import type { OutboundPolicy } from './http-client.js';
import { localRateBudget, type RateBudget } from './rate-budget.js';

export interface ConnectorContextOptions {
  connector: Connector;
  /** The connection's plain fields. */
  fields: Fields;
  host: Host;
  /** Addresses of services beside the application, by their ids, where the operator names others. */
  serviceHosts?: Readonly<Record<string, string>>;
  /** Undefined: calls are not authorised, as for a log-in. */
  access: AccessProvider | undefined;
  budget: RateBudget;
  outbound: OutboundPolicy;
  /** Ends every call. */
  signal: AbortSignal;
  now?: () => Date;
  log: ConnectorContext['log'];
}

/** Makes what a connector works with, for one connection and one run or test. */
export function createConnectorContext(options: ConnectorContextOptions): ConnectorContext {
  const { connector, fields, host, signal, log } = options;
  const now = options.now ?? (() => new Date());
  const http = new HttpClient({
    application: connector.name,
    applicationId: connector.id,
    baseUrl: connector.baseUrl(fields, host),
    authentication: connector.authentication,
    access: options.access,
    budget: options.budget,
    outbound: options.outbound,
    signal,
    now,
    rateSources: connector.rateSources,
    isUnauthorized: (response) => connector.isUnauthorized?.(response) === true,
    ...(connector.isOwnRefusal && { isOwnRefusal: (response) => connector.isOwnRefusal?.(response) === true }),
  });
  const { ways } = options.access ?? {};
  return {
    fields,
    host,
    http,
    ...(ways && { ways }),
    services: servicesOf(options, now),
    cache: new Map(),
    signal,
    now,
    log,
  };
}

/** One process asks a public service only a few things at once. */
const serviceLimits = { concurrency: 4 };

/** Clients of the services beside the application: they have no access, so nobody's credentials reach them. */
function servicesOf(
  { connector, serviceHosts = {}, outbound, signal }: ConnectorContextOptions,
  now: () => Date,
): Record<string, HttpClient> {
  return Object.fromEntries(
    (connector.services ?? []).map(({ id, name, baseUrl }) => [
      id,
      new HttpClient({
        application: name,
        applicationId: id,
        baseUrl: serviceHosts[id] ?? baseUrl,
        authentication: { kind: 'header', headers: {} },
        access: undefined,
        budget: localRateBudget(serviceLimits),
        outbound,
        signal,
        now,
      }),
    ]),
  );
}
