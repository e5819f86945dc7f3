import { ConnectorFailure, pausesRun } from '@koppel/connector-sdk';
import type { Reason } from '@koppel/contracts';

/** The flow cannot be executed, for a reason that a person can understand and correct. */
export class RunFailure extends Error {
  constructor(readonly reason: Reason) {
    super(reason.code);
    this.name = 'RunFailure';
  }
}

export type Side = 'source' | 'target';

/** A failure of one application as a whole, not of a record. */
export class ApplicationFailure extends Error {
  /** Epoch of the access token that was used last, where there was one. */
  epoch: number | undefined;
  /** The set of records that were under way, as whoever delivers them names it. */
  at: string | undefined;

  constructor(
    readonly side: Side,
    readonly failure: ConnectorFailure,
  ) {
    super(failure.message, { cause: failure });
    this.name = 'ApplicationFailure';
  }

  get isPausing(): boolean {
    return pausesRun(this.failure);
  }
}

/** The connections service itself reports that a connection has no valid access. */
export class AccessFailure extends ConnectorFailure {}

/** Runs a call to one side of the flow, so that a failure names its side. */
export async function onSide<T>(side: Side, call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (error: unknown) {
    throw error instanceof ConnectorFailure ? new ApplicationFailure(side, error) : error;
  }
}

/** Whether the failure of a record is one of the whole connection: its credentials were refused. */
export function concernsConnection(failure: ConnectorFailure): boolean {
  if (failure instanceof AccessFailure) return true;
  return failure.failureClass === 'permission' && failure.status === 401 && !failure.isOfRecord;
}
