import type { JsonValue } from '@koppel/contracts';
import type { AuthenticationWays } from './authentication.js';

/** The plain fields of a connection, as its form gives them. */
export type Fields = Record<string, JsonValue>;
/** The secret fields of a connection. */
export type Secrets = Record<string, string>;

/** The address of the application: the connector's own, or the operator's (sandbox) where one is given. */
export interface Host {
  /** `http://localhost:8201`, without a slash at its end. */
  override?: string;
}

/** One call to an application. */
export interface HttpRequest {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Absolute, or a path that is put behind the connector's base URL. */
  url: string;
  query?: Record<string, string | number | boolean | undefined>;
  headers?: Record<string, string>;
  /**
   * By its type, as with `fetch`: a `URLSearchParams` is sent as a form, a `FormData` as multipart, a `Uint8Array` or `Blob`
   * as bytes (its content type is that of the Blob or of `headers`), anything else as JSON.
   */
  body?: unknown;
  /** What the answer is read as; default `json`. With `bytes` the body is a `Uint8Array` and any content type is taken. */
  responseType?: 'json' | 'bytes';
  /** May be repeated after a lost answer without harm. Default: true for GET and PUT and DELETE, false otherwise. */
  isRepeatable?: boolean;
  /**
   * Whether it is made again at once where a gateway or the connection failed. Default: as `isRepeatable`. False for a write that is
   * looked up before it is sent again.
   */
  isResent?: boolean;
  /** Default 20,000. Never longer than a third of the run's lease. */
  timeoutMs?: number;
  /** What it takes from the budget; default 1. For applications whose calls differ in cost. */
  cost?: number;
  /** A smaller limit on the answer than the operator's (32 MiB by default). */
  maxResponseBytes?: number;
}

export interface HttpResponse<Body = unknown> {
  status: number;
  /** Names in lower case. */
  headers: Record<string, string>;
  /** Parsed JSON, undefined for an empty answer; a `Uint8Array` where bytes were asked for. */
  body: Body;
  /** What stood before the JSON and was read past, as plain text: a program of the application prints warnings. */
  printedBefore?: string;
  /** The JSON began with a byte order mark, which was read past. */
  hasByteOrderMark?: boolean;
  /** What a web page said that came with a refusal instead of JSON, as plain text. */
  pageText?: string;
}

/**
 * The only door to an application: authenticated, within the connection's budget, with time-outs, safe retries, a response
 * size limit and no private addresses unless allowed.
 *
 * @throws ConnectorFailure for anything but 2xx; its class follows from the status.
 * @example
 * const { body } = await context.http.request<{ id: number }>({ method: 'POST', url: 'orders', body: { number: 'A1' } });
 * const { body: pdf } = await context.http.request<Uint8Array>({ method: 'GET', url: 'labels/7', responseType: 'bytes' });
 */
export interface HttpPort {
  request<Body = unknown>(request: HttpRequest): Promise<HttpResponse<Body>>;
}

/** A public service beside the application, called without credentials. */
export interface PublicService {
  /** Kebab case, `vies`. */
  id: string;
  name: string;
  /** Calls go to this address and to no other, unless the operator names one for the id. */
  baseUrl: string;
}

/** What a connector gets to work with, for one connection and one run or test. */
export interface ConnectorContext {
  /** The connection's plain fields, checked by the connector's schema. */
  fields: Fields;
  host: Host;
  http: HttpPort;
  /** In a connection test, of a connector whose authentication has several ways. */
  ways?: AuthenticationWays;
  /** Doors to the services that the connector names, by their ids; a run need not have them. */
  services?: Readonly<Record<string, HttpPort>>;
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
