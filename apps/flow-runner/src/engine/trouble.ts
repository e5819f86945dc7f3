import { ConnectorFailure, pausesRun } from '@koppel/connector-sdk';

/** The run cannot go on for a reason that a person understands and mends. */
export class RunFailure extends Error {
  constructor(message: string, options?: { cause?: unknown }) {
    super(message, options);
    this.name = 'RunFailure';
  }
}

/** Somebody else holds the run by now: stop at once, write nothing. */
export class LeaseLost extends Error {
  constructor() {
    super('the lease of the run is held by another runner');
    this.name = 'LeaseLost';
  }
}

/** A person cancelled the run. */
export class RunCancelled extends Error {
  constructor() {
    super('the run was cancelled');
    this.name = 'RunCancelled';
  }
}

/** The service stops: the run goes back into the queue. */
export class RunnerStopping extends Error {
  constructor() {
    super('the runner stops');
    this.name = 'RunnerStopping';
  }
}

/** The run ended, so calls that are still under way for it end too. */
export class FlowClosed extends Error {
  constructor() {
    super('the run has ended');
    this.name = 'FlowClosed';
  }
}

export type Side = 'source' | 'target';

/** A failure of an application as a whole, with the end of the flow that it happened at. */
export class ApplicationTrouble extends Error {
  /** Which access of the connection was used last, where one was. */
  epoch: number | undefined;

  constructor(
    readonly side: Side,
    readonly failure: ConnectorFailure,
  ) {
    super(failure.message, { cause: failure });
    this.name = 'ApplicationTrouble';
  }

  get isPausing(): boolean {
    return pausesRun(this.failure);
  }
}

/** The connections service already knows that this access does not work. */
export class AccessFailure extends ConnectorFailure {}

/** Runs a call to one end of the flow, so that its failure tells which end. */
export async function at<T>(side: Side, call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (error: unknown) {
    throw error instanceof ConnectorFailure ? new ApplicationTrouble(side, error) : error;
  }
}

/** Whether a record's failure is really one of the whole connection: its access was refused. */
export function concernsConnection(failure: ConnectorFailure): boolean {
  return failure instanceof AccessFailure || (failure.failureClass === 'permission' && failure.status === 401);
}
