import type { Connector, ConnectorContext, Fields, Host } from '@koppel/connector-sdk';
import type { AccessProvider } from './authentication.js';
import { HttpClient } from './http-client.js';
import type { OutboundPolicy } from './http-client.js';
import type { RateBudget } from './rate-budget.js';

export interface ConnectorContextOptions {
  connector: Connector;
  /** The connection's plain fields. */
  fields: Fields;
  host: Host;
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
  });
  return { fields, host, http, cache: new Map(), signal, now, log };
}
