import type { JsonValue } from '@koppel/contracts';
import type { Fields, Host } from './authorization.js';
import type { HttpPort } from './http-port.js';

/** What a connector gets to work with, for one connection and one run or test. */
export interface ConnectorContext {
  /** The connection's plain fields, checked by the connector's schema. */
  fields: Fields;
  host: Host;
  http: HttpPort;
  /** Lives as long as the run or test: looked-up references. A connector prefixes its keys with its entity. */
  cache: Map<string, unknown>;
  /** Aborted when the run is cancelled, its lease ends or the service stops. */
  signal: AbortSignal;
  now(): Date;
  log: {
    info(message: string, details?: Record<string, JsonValue>): void;
    warn(message: string, details?: Record<string, JsonValue>): void;
  };
}
