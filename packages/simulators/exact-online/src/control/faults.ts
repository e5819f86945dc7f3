/**
 * `429`, `500`, `503`: that status. `hang`: no answer at all. `cut`: the connection is cut before anything happens.
 * `malformed`: 200 with half a JSON text. `lost-answer`: the request is carried out, then the connection is cut.
 */
export type FaultKind = '429' | '500' | '503' | 'hang' | 'cut' | 'malformed' | 'lost-answer';

export interface Fault {
  kind: FaultKind;
  /** A regular expression over the path and query; every request where it is left out. */
  path?: string;
  method?: string;
  /** How many requests it spoils; 1 where it is left out. */
  times?: number;
  /** How many fitting requests pass unharmed first. */
  after?: number;
}

interface ActiveFault {
  kind: FaultKind;
  pattern: RegExp;
  method: string | undefined;
  timesLeft: number;
  toSkip: number;
}

export const faultKinds: readonly FaultKind[] = ['429', '500', '503', 'hang', 'cut', 'malformed', 'lost-answer'];

/** The faults that wait for their requests. */
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

  /** The fault that a request meets, counted off. */
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
