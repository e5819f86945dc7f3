import {
  ConnectorFailure,
  pausesRun,
  type TargetPayload,
  type WriteOperation,
  type WriteOutcome,
} from '@koppel/connector-sdk';

/**
 * Writes many at once and, when the shop refuses the call for the sake of one of them, each alone: Vendure takes or
 * refuses a list as a whole.
 *
 * @param writeTogether gives the target keys in order, or throws.
 */
export async function writeOrSplit<F extends TargetPayload>(
  operations: readonly WriteOperation<F>[],
  writeTogether: (operations: readonly WriteOperation<F>[]) => Promise<string[]>,
): Promise<WriteOutcome[]> {
  if (operations.length === 0) return [];
  try {
    const targetKeys = await writeTogether(operations);
    return operations.map((_operation, index) => ({ status: 'written', targetKey: targetKeys[index] ?? '' }));
  } catch (error: unknown) {
    if (!(error instanceof ConnectorFailure) || concernsApplication(error)) throw error;
    if (operations.length === 1) {
      if (pausesRun(error)) throw error;
      return [{ status: 'failed', failure: error }];
    }
  }
  return writeEach(operations, writeTogether);
}

/** No answer, or one of the whole shop: splitting would not help. */
function concernsApplication(failure: ConnectorFailure): boolean {
  if (failure.failureClass === 'too_large') return false;
  const isRefusedByGraphql = failure.body !== undefined && failure.status === undefined;
  return (
    failure.isOutcomeUnknown ||
    failure.failureClass === 'permission' ||
    failure.status !== undefined ||
    (pausesRun(failure) && !isRefusedByGraphql)
  );
}

async function writeEach<F extends TargetPayload>(
  operations: readonly WriteOperation<F>[],
  writeTogether: (operations: readonly WriteOperation<F>[]) => Promise<string[]>,
): Promise<WriteOutcome[]> {
  const outcomes: WriteOutcome[] = [];
  for (const operation of operations) {
    try {
      const [targetKey = ''] = await writeTogether([operation]);
      outcomes.push({ status: 'written', targetKey });
    } catch (error: unknown) {
      if (!(error instanceof ConnectorFailure) || concernsApplication(error)) throw error;
      outcomes.push({ status: 'failed', failure: error });
    }
  }
  if (outcomes.some(({ status }) => status === 'written')) return outcomes.map(asRecordFailure);
  const pausing = outcomes.find((outcome) => outcome.status === 'failed' && pausesRun(outcome.failure));
  if (pausing?.status === 'failed') throw pausing.failure;
  return outcomes;
}

/** A fault of the shop at one record, while others pass, is about that record and would pause the run for ever. */
function asRecordFailure(outcome: WriteOutcome): WriteOutcome {
  if (outcome.status === 'written' || !pausesRun(outcome.failure)) return outcome;
  const failure = new ConnectorFailure(
    'value',
    `${outcome.failure.message} Other records were taken, so it is about this one.`,
    { cause: outcome.failure },
  );
  return { status: 'failed', failure };
}
