import { ConnectorFailure, pausesRun } from '@koppel/connector-sdk';

/**
 * A part of what a document was to get is done, and the rest was refused: the document is neither as it was nor as it is to be. Without
 * it, an order that changes back would seem booked.
 */
export class HalfDone extends Error {
  constructor(readonly failure: ConnectorFailure) {
    super(failure.message, { cause: failure });
  }
}

/** What is to be thrown for a failure after a part was done. One that pauses the run stays: what was begun is looked up when it goes on. */
export function afterPart(error: unknown): unknown {
  return error instanceof ConnectorFailure && !pausesRun(error) ? new HalfDone(error) : error;
}

/** What was refused, whether or not a part was done before. */
export function failureOf(error: unknown): unknown {
  return error instanceof HalfDone ? error.failure : error;
}
