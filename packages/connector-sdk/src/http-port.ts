/** One call to an application. */
export interface HttpRequest {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Absolute, or a path that is put behind the connector's base URL. */
  url: string;
  query?: Record<string, string | number | boolean | undefined>;
  headers?: Record<string, string>;
  /** Sent as JSON; a URLSearchParams as a form. */
  body?: unknown;
  /** May be repeated after a lost answer without harm. Default: true for GET and PUT and DELETE, false otherwise. */
  isRepeatable?: boolean;
  /** Default 20,000. Never longer than a third of the run's lease. */
  timeoutMs?: number;
}

export interface HttpResponse<Body = unknown> {
  status: number;
  /** Names in lower case. */
  headers: Record<string, string>;
  /** Parsed JSON; undefined for an empty answer. */
  body: Body;
}

/**
 * The only door to an application: authorised, within the connection's budget, with time-outs, safe retries, a response
 * size limit and no private addresses unless allowed. Throws {@link ConnectorFailure} for anything but 2xx.
 */
export interface HttpPort {
  request<Body = unknown>(request: HttpRequest): Promise<HttpResponse<Body>>;
}

/** What an answer's headers tell of the connection's budget; undefined means unknown, not zero. */
export interface RateReport {
  minute?: { limit?: number; remaining?: number; resetsAtMs?: number };
  day?: { limit?: number; remaining?: number; resetsAtMs?: number };
}

export interface RateLimits {
  /** Undefined: no limit known. */
  perMinute?: number;
  perDay?: number;
  /** Calls under way at once, over all replicas. */
  concurrency: number;
}
