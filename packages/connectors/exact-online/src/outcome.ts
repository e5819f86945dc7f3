import { ConnectorFailure, pausesRun, type WriteOutcome } from '@koppel/connector-sdk';

/**
 * The outcome of one write. What concerns Exact Online as a whole is thrown, so that the run pauses; but a write whose
 * answer was lost belongs to its record, which is looked up before it is tried again.
 */
export async function outcomeOf(write: () => Promise<string>): Promise<WriteOutcome> {
  try {
    return { status: 'written', targetKey: await write() };
  } catch (error: unknown) {
    if (!(error instanceof ConnectorFailure)) throw error;
    if (!error.isOutcomeUnknown && (pausesRun(error) || error.failureClass === 'permission')) throw error;
    return { status: 'failed', failure: error };
  }
}
