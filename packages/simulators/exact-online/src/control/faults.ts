/**
 * `403`, `429`, `500`, `503`: that status; 403 stands for a right or licence that lacks. `hang`: no answer at all. `cut`: the connection is cut before the request is carried out.
 * `malformed`: 200 with half a JSON text. `lost-answer`: the request is carried out, then the connection is cut.
 */
export type FaultKind = '403' | '429' | '500' | '503' | 'hang' | 'cut' | 'malformed' | 'lost-answer';

export interface Fault {
  kind: FaultKind;
  /** A regular expression over the path and query; every request by default. */
  path?: string;
  method?: string;
  /** How many requests fail; 1 by default. */
  times?: number;
  /** How many matching requests pass first; 0 by default. */
  after?: number;
}

interface ActiveFault {
  kind: FaultKind;
  pattern: RegExp;
  method: string | undefined;
  timesLeft: number;
  toSkip: number;
}

export const faultKinds: readonly FaultKind[] = ['403', '429', '500', '503', 'hang', 'cut', 'malformed', 'lost-answer'];

/** The injected faults. */
export class Faults {
  private active: ActiveFault[] = [];

  inject({ kind, path = '', method, times = 1, after = 0 }: Fault): void {
    if (!faultKinds.includes(kind))
      throw new RangeError(`There is no fault "${kind}"; choose one of ${faultKinds.join(', ')}.`);
    this.active.push({
      kind,
      pattern: new RegExp(path, 'i'),
      method: method?.toUpperCase(),
      timesLeft: times,
      toSkip: after,
    });
  }

  clear(): void {
    this.active = [];
  }

  /** The fault for a request; counts down its remaining uses. */
  take(method: string, url: string): FaultKind | undefined {
    const fault = this.active.find(
      (each) => each.pattern.test(url) && (each.method === undefined || each.method === method),
    );
    if (!fault) return undefined;
    if (fault.toSkip > 0) {
      fault.toSkip -= 1;
      return undefined;
    }
    fault.timesLeft -= 1;
    if (fault.timesLeft <= 0) this.active = this.active.filter((each) => each !== fault);
    return fault.kind;
  }
}
