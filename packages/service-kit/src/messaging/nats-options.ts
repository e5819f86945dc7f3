import type { NodeConnectionOptions } from '@nats-io/transport-node';
import type { BaseConfig } from '../config/base-config.js';

/** What every connection of a service to NATS has in common, Nest's own included. */
export function natsOptions(config: BaseConfig, serviceName: string) {
  const addresses = config.NATS_URL.split(',').map((address) => address.trim());
  return {
    servers: addresses.map(withoutCredentials),
    name: serviceName,
    // The broker lets a service hear only answers to its own questions.
    inboxPrefix: `_INBOX_${serviceName}`,
    maxReconnectAttempts: -1,
    // A connection that was cut without a word is given up after half a minute.
    pingInterval: 10_000,
    maxPingOut: 2,
    ...credentialsOf(config, addresses[0]),
    ...transportSecurity(config),
  } satisfies NodeConnectionOptions;
}

/** `NATS_USER` and `NATS_PASSWORD`, else what stands before the `@` of the first address. */
function credentialsOf(config: BaseConfig, address = ''): Pick<NodeConnectionOptions, 'user' | 'pass'> {
  if (config.NATS_USER !== undefined) return { user: config.NATS_USER, pass: config.NATS_PASSWORD };
  const [, user, pass] = /^(?:\w+:\/\/)?([^:@/]+)(?::([^@/]*))?@/.exec(address) ?? [];
  if (user === undefined) return {};
  return { user: decodeURIComponent(user), pass: pass === undefined ? undefined : decodeURIComponent(pass) };
}

function withoutCredentials(address: string): string {
  return address.replace(/^(\w+:\/\/)?[^@/]*@/, '$1');
}

function transportSecurity({
  NATS_CA_FILE: caFile,
  NATS_CERTIFICATE_FILE: certFile,
  NATS_KEY_FILE: keyFile,
  NATS_URL: url,
}: BaseConfig): Pick<NodeConnectionOptions, 'tls'> {
  if (caFile === undefined && certFile === undefined && !/(?:^|,)\s*tls:/.test(url)) return {};
  return { tls: { caFile, certFile, keyFile } };
}
