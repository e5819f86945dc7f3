const kinds = [
  'unauthorized', 'rate_limited', 'server_error', 'unavailable', 'hang', 'cut', 'malformed', 'answer_lost', 'blocked', 'blocked_json', 'locked',
  'robot_check', 'redirected', 'printed', 'marked',
] as const; // prettier-ignore

/**
 * The failure that a matching request gets. `answer_lost` carries out the write and then cuts the connection. `blocked`: a firewall, as a
 * page; `blocked_json`: in JSON of its own; `locked`: a plugin that closes the REST API; `robot_check`: a page with status 200;
 * `redirected`: to www.shop.example; `printed`: a PHP notice before the data; `marked`: a byte order mark before it.
 */
export type FaultKind = (typeof kinds)[number];

export interface FaultRequest {
  kind: FaultKind;
  /** Every method by default. */
  method?: string;
  /** Regular expression on the path with its query, e.g. `/products/batch`; every path by default. */
  path?: string;
  /** How many matching requests fail; 1 by default. */
  times?: number;
  /** How many matching requests pass first; 0 by default. */
  skip?: number;
  /** Sent as `Retry-After` with 429 and 503. */
  retryAfterSeconds?: number;
}

export interface Fault extends FaultRequest {
  id: number;
  remaining: number;
  remainingSkips: number;
}

export class FaultPlan {
  private faults: Fault[] = [];
  private nextId = 1;

  /** @throws Error when the kind is unknown or the path is not a regular expression */
  inject(request: FaultRequest): Fault {
    if (!kinds.includes(request.kind)) {
      throw new Error(`No fault is called "${String(request.kind)}". Choose one of ${kinds.join(', ')}.`);
    }
    new RegExp(request.path ?? '');
    const fault = { ...request, id: this.nextId++, remaining: request.times ?? 1, remainingSkips: request.skip ?? 0 };
    this.faults.push(fault);
    return fault;
  }

  list(): readonly Fault[] {
    return this.faults;
  }

  clear(): void {
    this.faults = [];
  }

  /** The fault for this request; counts down its remaining uses. */
  take(method: string, url: string): Fault | undefined {
    const fault = this.faults.find(
      (each) =>
        (each.method === undefined || each.method.toUpperCase() === method) && new RegExp(each.path ?? '').test(url),
    );
    if (!fault) return undefined;
    if (fault.remainingSkips > 0) {
      fault.remainingSkips -= 1;
      return undefined;
    }
    fault.remaining -= 1;
    if (fault.remaining <= 0) this.faults = this.faults.filter((each) => each !== fault);
    return fault;
  }
}
